import { options, render } from "preact";
import { Frame } from "./frame/Frame";
import { Entry } from "./pages/Entry";
import { Join } from "./pages/Join";
import { follow } from "./router";
import { account, begin, invited } from "./session";

function App() {
  if (account.value === undefined) {
    return null;
  }
  if (invited.value !== null) {
    return <Join />;
  }
  return account.value === null ? (
    <Entry />
  ) : (
    <div onClick={follow}>
      <Frame />
    </div>
  );
}

// Effects run before anybody can act on what they belong to, also where nothing is painted.
options.requestAnimationFrame = queueMicrotask;

const place = document.getElementById("app");
if (place) {
  render(<App />, place);
}
void begin();
