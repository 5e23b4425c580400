import { useSignal } from "@preact/signals";
import { get, post, put, remove } from "../../api/client";
import { useAsk } from "../../kit/ask";
import { Answer, Dialog, Field } from "../../kit/kit";
import { sorry, toast } from "../../kit/toasts";
import { api, type Role } from "../../project";
import { account } from "../../session";

interface Member {
  account: string;
  role: Role;
}

interface Link {
  id: string;
  account: string;
  scope: string;
  expires: string;
}

interface TeamOf {
  members: Member[];
  invitations: Link[];
  overlap: number;
}

const ROLES: readonly { role: Role; may: string }[] = [
  { role: "owner", may: "everything: data, learner, people, exports" },
  { role: "reviewer", may: "settles disagreements, changes classes and settings of labelling" },
  { role: "labeller", may: "labels what is asked" },
  { role: "viewer", may: "looks" },
];

const a = (role: string): string => `${role === "owner" ? "an" : "a"} ${role}`;

/** Members, links that invite others, and how much is labelled twice. */
export function Members(props: { owner: boolean }) {
  const [asked, again] = useAsk(() => get<TeamOf>(api("/team")), []);
  const inviting = useSignal(false);
  const act = (what: Promise<unknown>, done: string) =>
    void what.then(() => (toast(done), again()), sorry);
  function drop({ account: name, role }: Member) {
    const address = api(`/team/members/${encodeURIComponent(name)}`);
    remove(address).then(() => {
      const run = () => act(put(address, { role }), `${name} is ${a(role)} again.`);
      toast(`${name} is no member any more. Labels stay.`, { action: { label: "Undo", run } });
      again();
    }, sorry);
  }
  return (
    <Answer asked={asked.value} what="Looking who is here" again={again}>
      {(team) => (
        <>
          <section class="card stack" aria-labelledby="members">
            <div class="row between">
              <h2 id="members">Members</h2>
              {props.owner && (
                <button class="button primary" onClick={() => (inviting.value = true)}>
                  Invite
                </button>
              )}
            </div>
            <div class="scroll">
              <table class="data">
                <thead>
                  <tr>
                    <th scope="col">Name</th>
                    <th scope="col">Role</th>
                    <th scope="col">May</th>
                    <th />
                  </tr>
                </thead>
                <tbody>
                  {team.members.map((member) => (
                    <tr key={member.account}>
                      <td>
                        {member.account}
                        {member.account === account.value?.name && <span class="quiet"> (you)</span>}
                      </td>
                      <td>
                        {props.owner ? (
                          <select
                            aria-label={`Role of ${member.account}`}
                            value={member.role}
                            onChange={(event) =>
                              act(
                                put(api(`/team/members/${encodeURIComponent(member.account)}`), {
                                  role: event.currentTarget.value,
                                }),
                                `${member.account} is ${a(event.currentTarget.value)} now.`,
                              )
                            }
                          >
                            {ROLES.map((one) => (
                              <option key={one.role}>{one.role}</option>
                            ))}
                          </select>
                        ) : (
                          member.role
                        )}
                      </td>
                      <td class="quiet">{ROLES.find((one) => one.role === member.role)?.may}</td>
                      <td class="number">
                        {props.owner && (
                          <button
                            class="link"
                            onClick={() => drop(member)}
                          >
                            Remove<span class="hidden"> {member.account}</span>
                          </button>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            {team.members.length < 2 && (
              <p class="quiet">You are alone here. A link invites one person, with a role in this project.</p>
            )}
          </section>
          {team.invitations.length > 0 && (
            <section class="card stack" aria-labelledby="links">
              <h2 id="links">Links that wait</h2>
              <table class="data">
                <tbody>
                  {team.invitations.map((link) => (
                    <tr key={link.id}>
                      <td>for {a(link.scope)}</td>
                      <td class="quiet">made by {link.account}</td>
                      <td class="quiet">until {new Date(link.expires).toLocaleDateString()}</td>
                      <td class="number">
                        {props.owner && (
                          <button
                            class="link"
                            onClick={() => act(remove(api(`/team/invitations/${link.id}`)), "The link works no more.")}
                          >
                            Take back
                          </button>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          )}
          <Twice share={team.overlap} saved={(share) => act(put(api("/team/overlap"), { share }), "Saved.")} />
          {inviting.value && <Invite onClose={() => ((inviting.value = false), again())} />}
        </>
      )}
    </Answer>
  );
}

function Twice(props: { share: number; saved: (share: number) => void }) {
  const share = useSignal(Math.round(100 * props.share));
  return (
    <section class="card stack" aria-labelledby="twice">
      <h2 id="twice">Second opinions</h2>
      <Field
        label={`Label ${share.value} % of the items twice`}
        help="A second person is asked for these without seeing the first label. Agreement and disagreements come from them; 10 to 20 % is usual."
      >
        {(attributes) => (
          <input
            {...attributes}
            type="range"
            min="0"
            max="100"
            step="5"
            value={share.value}
            onInput={(event) => (share.value = Number(event.currentTarget.value))}
            onChange={() => props.saved(share.value / 100)}
          />
        )}
      </Field>
    </section>
  );
}

function Invite(props: { onClose: () => void }) {
  const role = useSignal<Role>("labeller");
  const days = useSignal(7);
  const link = useSignal("");
  async function make(event: SubmitEvent) {
    event.preventDefault();
    try {
      const made = await post<{ link: string }>(api("/team/invitations"), { role: role.value, days: days.value });
      link.value = location.origin + made.link;
    } catch (e) {
      sorry(e);
    }
  }
  return (
    <Dialog title="Invite" onClose={props.onClose}>
      {link.value ? (
        <div class="stack">
          <p>
            Send this link to one person. It works once, for {days.value} {days.value === 1 ? "day" : "days"}, and is
            shown only now.
          </p>
          <input class="secret" readOnly value={link.value} aria-label="Link" onFocus={(event) => event.currentTarget.select()} />
          <button
            class="button primary"
            onClick={() =>
              void navigator.clipboard.writeText(link.value).then(
                () => toast("Copied."),
                () => toast("Select the link and copy it."),
              )
            }
          >
            Copy
          </button>
        </div>
      ) : (
        <form class="stack" onSubmit={(event) => void make(event)}>
          <Field label="Role" help={ROLES.find((one) => one.role === role.value)?.may}>
            {(attributes) => (
              <select
                {...attributes}
                value={role.value}
                onChange={(event) => (role.value = event.currentTarget.value as Role)}
              >
                {ROLES.map((one) => (
                  <option key={one.role}>{one.role}</option>
                ))}
              </select>
            )}
          </Field>
          <Field label="Days" help="How long the link waits, at most 30.">
            {(attributes) => (
              <input
                {...attributes}
                type="number"
                min="1"
                max="30"
                value={days.value}
                onInput={(event) => (days.value = Number(event.currentTarget.value))}
              />
            )}
          </Field>
          <button class="button primary">Make the link</button>
        </form>
      )}
    </Dialog>
  );
}
