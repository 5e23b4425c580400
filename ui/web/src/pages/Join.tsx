import { useSignal } from "@preact/signals";
import { Field, Notice } from "../kit/kit";
import { go } from "../router";
import { account, invited, join } from "../session";

/** Where a link into a project leads, and the way in: with a new account, or as whoever is logged in. */
export function Join() {
  const refused = useSignal("");
  const busy = useSignal(false);
  const link = invited.value;
  async function enter(as: { name: string; password: string } | null) {
    busy.value = true;
    try {
      go(`/p/${await join(as)}/label`);
    } catch (e) {
      refused.value = (e as Error).message;
    } finally {
      busy.value = false;
    }
  }
  function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    void enter({ name: String(form.get("name")), password: String(form.get("password")) });
  }
  if (!link?.to) {
    return (
      <main class="narrow">
        <h1>This link does not work</h1>
        <Notice tone="error">{link?.refused}</Notice>
        <button class="button" onClick={() => (invited.value = null)}>
          Go on
        </button>
      </main>
    );
  }
  return (
    <main>
      <form class="narrow" onSubmit={submit}>
        <h1>Join {link.to.name}</h1>
        <p class="quiet">
          {link.to.by} invites you as {link.to.role}. The link works once, until{" "}
          {new Date(link.to.expires).toLocaleDateString()}.
        </p>
        {refused.value && <Notice tone="error">{refused.value}</Notice>}
        {account.value ? (
          <>
            <button type="button" class="button primary" disabled={busy.value} onClick={() => void enter(null)}>
              Join as {account.value.name}
            </button>
            <button type="button" class="button" onClick={() => (invited.value = null)}>
              Not now
            </button>
          </>
        ) : (
          <>
            <Field label="Name" help="You log in by it, and others see it beside what you label.">
              {(attributes) => <input {...attributes} name="name" autocomplete="username" required maxLength={64} />}
            </Field>
            <Field label="Password" help="At least 10 characters. A sentence is good.">
              {(attributes) => (
                <input
                  {...attributes}
                  name="password"
                  type="password"
                  autocomplete="new-password"
                  minLength={10}
                  required
                />
              )}
            </Field>
            <button class="button primary" disabled={busy.value}>
              Join
            </button>
            <button type="button" class="link" onClick={() => (invited.value = null)}>
              I have an account: log in first, then open the link again
            </button>
          </>
        )}
      </form>
    </main>
  );
}
