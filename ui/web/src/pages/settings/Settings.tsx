import { useSignal } from "@preact/signals";
import { get, post, put, remove } from "../../api/client";
import { theme } from "../../frame/theme";
import { useAsk } from "../../kit/ask";
import { Answer, Choice, Dialog, Field } from "../../kit/kit";
import { sorry, toast } from "../../kit/toasts";
import { account } from "../../session";
import { LogPart } from "../team/LogPart";
import "../team/team.css";
import "./settings.css";

interface Credential {
  id: string;
  name: string;
  scope: string;
  created: string;
  expires: string;
  seen: string | null;
  place: string | null;
}

interface Myself {
  name: string;
  owner: boolean;
  password: boolean;
  sessions: { session: Credential; mine: boolean }[];
  tokens: Credential[];
}

const SCOPES = [
  { scope: "read", may: "look, as a viewer" },
  { scope: "label", may: "look and label, as a labeller" },
  { scope: "everything", may: "whatever you may do in your projects" },
] as const;

const day = (at: string | null): string => (at === null ? "never" : new Date(at).toLocaleDateString());

/** One's own password, sessions, tokens and appearance; accounts and their log for owners of the installation. */
export function Settings() {
  const [asked, again] = useAsk(() => get<Myself>("/api/v1/me/secrets"), []);
  return (
    <main class="stack settings">
      <h1>Settings</h1>
      <section class="card stack" aria-labelledby="look">
        <h2 id="look">Appearance</h2>
        <Choice
          label="Appearance"
          value={theme.value.value}
          options={[
            { value: "system", label: "As the system has it" },
            { value: "light", label: "Light" },
            { value: "dark", label: "Dark" },
          ]}
          onChange={(to) => (theme.value.value = to)}
        />
        <p class="quiet">The keys of each page are shown by pressing ? on it.</p>
      </section>
      <Answer asked={asked.value} what="Opening" again={again}>
        {(me) => (
          <>
            <Password has={me.password} done={again} />
            <Sessions me={me} done={again} />
            <Tokens me={me} done={again} />
          </>
        )}
      </Answer>
      {account.value?.owner && <Accounts />}
      {account.value?.owner && (
        <>
          <h2>Logins and accounts</h2>
          <LogPart address="/api/v1/audit" />
        </>
      )}
    </main>
  );
}

function Password(props: { has: boolean; done: () => void }) {
  const wrong = useSignal("");
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    try {
      await put("/api/v1/me/password", { before: String(data.get("before") ?? ""), password: String(data.get("password")) });
      wrong.value = "";
      form.reset();
      toast("Your password is changed; all other sessions are ended.");
      props.done();
    } catch (e) {
      wrong.value = (e as Error).message;
    }
  }
  return (
    <section class="card stack" aria-labelledby="password">
      <h2 id="password">Password</h2>
      {!props.has && <p class="quiet">You have none: you log in by links only.</p>}
      <form class="line" onSubmit={(event) => void submit(event)}>
        {props.has && (
          <Field label="Until now" wrong={wrong.value}>
            {(attributes) => (
              <input {...attributes} name="before" type="password" autocomplete="current-password" required />
            )}
          </Field>
        )}
        <Field label="From now on" help="At least 10 characters." wrong={props.has ? "" : wrong.value}>
          {(attributes) => (
            <input {...attributes} name="password" type="password" autocomplete="new-password" minLength={10} required />
          )}
        </Field>
        <button class="button">{props.has ? "Change" : "Set"}</button>
      </form>
    </section>
  );
}

function Sessions(props: { me: Myself; done: () => void }) {
  const end = (id: string) => void remove(`/api/v1/me/secrets/${id}`).then(props.done, sorry);
  return (
    <section class="card stack" aria-labelledby="sessions">
      <h2 id="sessions">Where you are logged in</h2>
      <div class="scroll">
        <table class="data">
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col">Since</th>
              <th scope="col">Last seen</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {props.me.sessions.map(({ session, mine }) => (
              <tr key={session.id}>
                <td>
                  <span class="place" title={session.place ?? ""}>
                    {session.place ?? "unknown"}
                  </span>
                </td>
                <td>{day(session.created)}</td>
                <td>{mine ? "now, here" : day(session.seen)}</td>
                <td class="number">
                  {!mine && (
                    <button class="link" onClick={() => end(session.id)}>
                      End
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Tokens(props: { me: Myself; done: () => void }) {
  const making = useSignal(false);
  return (
    <section class="card stack" aria-labelledby="tokens">
      <div class="row between">
        <h2 id="tokens">Tokens for programs</h2>
        <button class="button" onClick={() => (making.value = true)}>
          New token
        </button>
      </div>
      {props.me.tokens.length === 0 ? (
        <p class="quiet">None. A program that labels or reads in your name needs one.</p>
      ) : (
        <table class="data">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">May</th>
              <th scope="col">Last seen</th>
              <th scope="col">Ends</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {props.me.tokens.map((token) => (
              <tr key={token.id}>
                <td>{token.name}</td>
                <td>{token.scope}</td>
                <td>{day(token.seen)}</td>
                <td>{day(token.expires)}</td>
                <td class="number">
                  <button
                    class="link"
                    onClick={() => void remove(`/api/v1/me/secrets/${token.id}`).then(props.done, sorry)}
                  >
                    End<span class="hidden"> {token.name}</span>
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {making.value && <NewToken onClose={() => ((making.value = false), props.done())} />}
    </section>
  );
}

function NewToken(props: { onClose: () => void }) {
  const secret = useSignal("");
  const scope = useSignal<string>("read");
  const wrong = useSignal("");
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    try {
      const made = await post<{ secret: string }>("/api/v1/me/tokens", {
        name: String(data.get("name")),
        scope: scope.value,
        days: Number(data.get("days")),
      });
      secret.value = made.secret;
    } catch (e) {
      wrong.value = (e as Error).message;
    }
  }
  return (
    <Dialog title="New token" onClose={props.onClose}>
      {secret.value ? (
        <div class="stack">
          <p>Copy it now: it is shown this once. Programs send it in the header Authorization, after the word Bearer.</p>
          <input class="secret" readOnly value={secret.value} aria-label="Token" onFocus={(e) => e.currentTarget.select()} />
        </div>
      ) : (
        <form class="stack" onSubmit={(event) => void submit(event)}>
          <Field label="Name" help="What the program is, so that you know later." wrong={wrong.value}>
            {(attributes) => <input {...attributes} name="name" required maxLength={80} />}
          </Field>
          <Field label="May" help={SCOPES.find((one) => one.scope === scope.value)?.may}>
            {(attributes) => (
              <select {...attributes} value={scope.value} onChange={(e) => (scope.value = e.currentTarget.value)}>
                {SCOPES.map((one) => (
                  <option key={one.scope}>{one.scope}</option>
                ))}
              </select>
            )}
          </Field>
          <Field label="Days" help="After that it ends by itself; at most 366.">
            {(attributes) => <input {...attributes} name="days" type="number" min="1" max="366" value="90" />}
          </Field>
          <button class="button primary">Make it</button>
        </form>
      )}
    </Dialog>
  );
}

interface Entry {
  name: string;
  owner: boolean;
  password: boolean;
  disabled: string | null;
  seen: string | null;
}

function Accounts() {
  const [asked, again] = useAsk(() => get<Entry[]>("/api/v1/accounts"), []);
  const link = useSignal<{ account: string; link: string } | null>(null);
  const making = useSignal(false);
  const act = (what: Promise<unknown>) => void what.then(again, sorry);
  const at = (name: string, what: string) => `/api/v1/accounts/${encodeURIComponent(name)}/${what}`;
  async function create(event: SubmitEvent) {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    try {
      link.value = await post("/api/v1/accounts", { name: String(data.get("name")), owner: data.get("owner") === "on" });
      making.value = false;
      again();
    } catch (e) {
      sorry(e);
    }
  }
  return (
    <section class="card stack" aria-labelledby="accounts">
      <div class="row between">
        <h2 id="accounts">All accounts</h2>
        <button class="button" onClick={() => (making.value = true)}>
          New account
        </button>
      </div>
      <Answer asked={asked.value} what="Opening" again={again}>
        {(all) => (
          <div class="scroll">
            <table class="data">
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Role here</th>
                  <th scope="col">Logs in by</th>
                  <th scope="col">Last seen</th>
                  <th />
                </tr>
              </thead>
              <tbody>
                {all.map((one) => (
                  <tr key={one.name} class={one.disabled ? "undone" : ""}>
                    <td>{one.name}</td>
                    <td>{one.owner ? "owner" : "member"}</td>
                    <td>{one.disabled ? "disabled" : one.password ? "password" : "link"}</td>
                    <td>{day(one.seen)}</td>
                    <td class="acts">
                      {one.name !== account.value?.name && (
                        <>
                          {!one.disabled && (
                            <button
                              class="link"
                              onClick={() =>
                                void post<{ account: string; link: string }>(at(one.name, "link")).then((made) => {
                                  link.value = made;
                                  again();
                                }, sorry)
                              }
                            >
                              New link
                            </button>
                          )}
                          <button class="link" onClick={() => act(put(at(one.name, "ownership"), { owner: !one.owner }))}>
                            {one.owner ? "Make a member" : "Make an owner"}
                          </button>
                          <button class="link" onClick={() => act(post(at(one.name, one.disabled ? "enable" : "disable")))}>
                            {one.disabled ? "Enable" : "Disable"}
                          </button>
                        </>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Answer>
      {making.value && (
        <Dialog title="New account" onClose={() => (making.value = false)}>
          <form class="stack" onSubmit={(event) => void create(event)}>
            <Field label="Name" help="To work in one project only, invite from its Team page instead.">
              {(attributes) => <input {...attributes} name="name" required maxLength={64} />}
            </Field>
            <label>
              <input type="checkbox" name="owner" /> owns the installation: makes projects and looks after accounts
            </label>
            <button class="button primary">Make it</button>
          </form>
        </Dialog>
      )}
      {link.value && (
        <Dialog title={`Link for ${link.value.account}`} onClose={() => (link.value = null)}>
          <p>Send this to {link.value.account}. It logs in once, within a week; a password can be set after that.</p>
          <input
            class="secret"
            readOnly
            aria-label="Link"
            value={location.origin + link.value.link}
            onFocus={(e) => e.currentTarget.select()}
          />
        </Dialog>
      )}
    </section>
  );
}
