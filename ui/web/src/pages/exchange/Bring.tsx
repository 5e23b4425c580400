import { useSignal } from "@preact/signals";
import { post } from "../../api/client";
import { useAsk } from "../../kit/ask";
import { Answer, Field, Notice } from "../../kit/kit";
import { sorry, toast } from "../../kit/toasts";
import { api } from "../../project";
import { some } from "../setup/understood";
import { size } from "./plan";
import { sendFile } from "./send";

interface Plan {
  as: "IMPORTED" | "WEAK";
  replace: boolean;
  addClasses: boolean;
  least: number;
}

interface Preview {
  lines: number;
  matched: number;
  by: string;
  fresh: number;
  same: number;
  conflicts: number;
  unknown: number;
  doubtful: number;
  newClasses: string[];
  someConflicts: { row: number; name: string; has: string; says: string }[];
  someUnknown: string[];
}

/** Does one thing at a time, and says why it did not work. */
function useTrying() {
  const busy = useSignal(false);
  const tried = async (work: () => Promise<void>): Promise<void> => {
    busy.value = true;
    await work().catch(sorry);
    busy.value = false;
  };
  return [busy, tried] as const;
}

/** A file with labels, what it would do, and doing it. */
export function Bring() {
  const sent = useSignal<{ file: string; bytes: number; name: string } | null>(null);
  const [busy, tried] = useTrying();
  const send = (file: File | undefined) =>
    file &&
    tried(async () => {
      const answer = await sendFile<{ file: string; bytes: number }>(api("/labelfiles"), file);
      sent.value = { ...answer, name: file.name };
    });
  return (
    <>
      <section class="card stack" aria-labelledby="file">
        <h2 id="file">A file with labels</h2>
        <p class="quiet">
          CSV or JSON lines with the columns id or name, and label or predicted; or a file that was exported here. Nothing is
          taken over before you have seen what it would do.
        </p>
        <input
          type="file"
          aria-labelledby="file"
          accept=".csv,.jsonl,.json,.zip,text/csv"
          disabled={busy.value}
          onChange={(e) => void send(e.currentTarget.files?.[0])}
        />
        {busy.value && <p role="status">Sending</p>}
        {sent.value && (
          <p>
            {sent.value.name} <span class="quiet">({size(sent.value.bytes)})</span>
          </p>
        )}
      </section>
      {sent.value && <Look key={sent.value.file} file={sent.value.file} done={() => (sent.value = null)} />}
    </>
  );
}

function Look(props: { file: string; done: () => void }) {
  const plan = useSignal<Plan>({ as: "IMPORTED", replace: false, addClasses: true, least: 0 });
  const [asked, again] = useAsk(
    () => post<Preview>(api(`/labelfiles/${props.file}/preview`), plan.value),
    [plan.value],
  );
  const [busy, tried] = useTrying();
  const set = (change: Partial<Plan>) => (plan.value = { ...plan.value, ...change });
  const taking = (found: Preview) => found.fresh + (plan.value.replace ? found.conflicts : 0);
  const take = () =>
    tried(async () => {
      const done = await post<{ act: number; labels: number }>(api(`/labelfiles/${props.file}`), plan.value);
      toast(
        `${some(done.labels, "label", "labels")} taken over.`,
        done.act === 0
          ? {}
          : {
              action: {
                label: "Undo",
                run: () => void post(api(`/acts/${done.act}/undo`)).then(() => toast("Taken back."), sorry),
              },
            },
      );
      props.done();
    });
  return (
    <section class="card stack" aria-labelledby="would">
      <h2 id="would">What it would do</h2>
      <div class="checks">
        <label>
          <input type="radio" name="as" checked={plan.value.as === "IMPORTED"} onChange={() => set({ as: "IMPORTED" })} />{" "}
          I trust these labels
        </label>
        <label>
          <input type="radio" name="as" checked={plan.value.as === "WEAK"} onChange={() => set({ as: "WEAK" })} /> They are
          weak: a rule or another model said them
        </label>
        <label>
          <input
            type="checkbox"
            checked={plan.value.replace}
            onChange={(e) => set({ replace: e.currentTarget.checked })}
          />{" "}
          replace labels that say otherwise
        </label>
        <label>
          <input
            type="checkbox"
            checked={plan.value.addClasses}
            onChange={(e) => set({ addClasses: e.currentTarget.checked })}
          />{" "}
          add classes that are new
        </label>
      </div>
      <Field label={`Leave out what is less than ${Math.round(100 * plan.value.least)} % sure`}>
        {(attributes) => (
          <input
            {...attributes}
            type="range"
            min="0"
            max="100"
            step="5"
            value={Math.round(100 * plan.value.least)}
            onChange={(e) => set({ least: Number(e.currentTarget.value) / 100 })}
          />
        )}
      </Field>
      <Answer asked={asked.value} what="Comparing" again={again}>
        {(found) => (
          <>
            <table class="data narrowtable">
              <tbody>
                <Line n={found.fresh} what={found.fresh === 1 ? "item gets its first label" : "items get their first label"} />
                <Line n={found.same} what="have this very label already" />
                <Line
                  n={found.conflicts}
                  what={plan.value.replace ? "have another label, which is replaced" : "have another label, which stays"}
                />
                <Line n={found.unknown} what={`${found.unknown === 1 ? "line names" : "lines name"} no item (matched by ${found.by})`} />
                {found.doubtful > 0 && <Line n={found.doubtful} what="lines are not sure enough" />}
              </tbody>
            </table>
            {found.newClasses.length > 0 && (
              <p>
                New {found.newClasses.length === 1 ? "class" : "classes"}: {found.newClasses.join(", ")}
                {!plan.value.addClasses && <span class="quiet"> (left out)</span>}
              </p>
            )}
            {found.someConflicts.length > 0 && (
              <details>
                <summary>Some that differ</summary>
                <ul>
                  {found.someConflicts.map((one) => (
                    <li key={one.row}>
                      {one.name}: {one.has}, the file says {one.says}
                    </li>
                  ))}
                </ul>
              </details>
            )}
            {found.someUnknown.length > 0 && (
              <details>
                <summary>Some that name no item</summary>
                <ul>
                  {found.someUnknown.map((one) => (
                    <li key={one}>{one}</li>
                  ))}
                </ul>
              </details>
            )}
            {found.matched === 0 ? (
              <Notice tone="warn">No line names an item of this project. Maybe the names differ by their folder.</Notice>
            ) : (
              <div class="row">
                <button class="button primary" disabled={busy.value || taking(found) === 0} onClick={() => void take()}>
                  Take over {some(taking(found), "label", "labels")}
                </button>
                <span class="quiet">One act: it can be undone as a whole.</span>
              </div>
            )}
          </>
        )}
      </Answer>
    </section>
  );
}

function Line(props: { n: number; what: string }) {
  return (
    <tr>
      <td class="number">{props.n.toLocaleString()}</td>
      <td>{props.what}</td>
    </tr>
  );
}
