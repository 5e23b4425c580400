import { render } from "preact";
import { Entry } from "./pages/Entry";
import { Projects } from "./pages/Projects";
import { follow } from "./router";
import { account, begin, logout } from "./session";

function App() {
  if (account.value === undefined) {
    return null;
  }
  if (account.value === null) {
    return <Entry />;
  }
  return (
    <div onClick={follow}>
      <header class="top">
        <a href="/">
          <img src="/quarry.svg" width="28" height="28" alt="" /> Quarry
        </a>
        <span class="spacer" />
        <span class="quiet">{account.value.name}</span>
        <button class="button" onClick={logout}>
          Log out
        </button>
      </header>
      <Projects />
    </div>
  );
}

const place = document.getElementById("app");
if (place) {
  render(<App />, place);
}
void begin();
