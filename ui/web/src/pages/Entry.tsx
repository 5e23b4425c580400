import { useSignal } from "@preact/signals";
import { login } from "../session";

/** Name and password, or the hint to use the link that the server printed. */
export function Entry() {
  const refused = useSignal("");
  const busy = useSignal(false);
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    busy.value = true;
    try {
      await login(String(form.get("name")), String(form.get("password")));
    } catch (e) {
      refused.value = (e as Error).message;
    } finally {
      busy.value = false;
    }
  }
  return (
    <form class="narrow" onSubmit={submit}>
      <h1>Log in</h1>
      <p class="quiet">On your own machine, open the address that Quarry printed when it started: it logs you in.</p>
      {refused.value && (
        <div class="notice error" role="alert">
          {refused}
        </div>
      )}
      <div class="field">
        <label for="name">Name</label>
        <input id="name" name="name" autocomplete="username" required />
      </div>
      <div class="field">
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required />
      </div>
      <button class="button primary" disabled={busy}>
        Log in
      </button>
    </form>
  );
}
