import { useSignal } from "@preact/signals";
import { get } from "../../api/client";
import { useAsk } from "../../kit/ask";
import { Answer, Field } from "../../kit/kit";

interface Line {
  seq: number;
  act: number;
  at: string;
  by: string;
  kind: string;
  what: string;
  row: number;
  undone: boolean;
}

interface Page {
  lines: Line[];
  next: number | null;
  choices: { people: string[]; types: string[] };
}

/** The address of a log with what is filled in of a filter. */
export function filtered(address: string, filter: Record<string, string>): string {
  const given = Object.entries(filter).filter(([, value]) => value !== "");
  return given.length === 0 ? address : `${address}?${new URLSearchParams(given)}`;
}

const NOTHING = { by: "", kind: "", since: "", until: "", item: "", before: "" };

/** Everything that happened, newest first. */
export function LogPart(props: { address: string; file?: string; items?: boolean }) {
  const filter = useSignal(NOTHING);
  const [asked, again] = useAsk(
    () => get<Page>(filtered(props.address, filter.value)),
    [props.address, filter.value],
  );
  const set = (change: Partial<typeof NOTHING>) => (filter.value = { ...filter.value, before: "", ...change });
  const choices = asked.value.value?.choices;
  const { before, ...withoutPage } = filter.value;
  return (
    <section class="card stack" aria-label="Log">
      <div class="filter">
        <Field label="Person">
          {(attributes) => (
            <select {...attributes} value={filter.value.by} onChange={(e) => set({ by: e.currentTarget.value })}>
              <option value="">anybody</option>
              {choices?.people.map((one) => <option key={one}>{one}</option>)}
            </select>
          )}
        </Field>
        <Field label="Kind">
          {(attributes) => (
            <select {...attributes} value={filter.value.kind} onChange={(e) => set({ kind: e.currentTarget.value })}>
              <option value="">everything</option>
              {choices?.types.map((one) => (
                <option key={one} value={one}>
                  {one.replaceAll(".", " ")}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="From">
          {(attributes) => (
            <input {...attributes} type="date" value={filter.value.since} onChange={(e) => set({ since: e.currentTarget.value })} />
          )}
        </Field>
        <Field label="To">
          {(attributes) => (
            <input {...attributes} type="date" value={filter.value.until} onChange={(e) => set({ until: e.currentTarget.value })} />
          )}
        </Field>
        {props.items && (
          <Field label="Item">
            {(attributes) => (
              <input
                {...attributes}
                inputMode="numeric"
                pattern="[0-9]*"
                size={6}
                value={filter.value.item}
                onChange={(e) => set({ item: e.currentTarget.value })}
              />
            )}
          </Field>
        )}
        {props.file && (
          <a class="button" download href={filtered(props.file, withoutPage)}>
            CSV
          </a>
        )}
      </div>
      <Answer asked={asked.value} what="Reading the log" again={again}>
        {(page) =>
          page.lines.length === 0 ? (
            <p class="quiet">Nothing of this kind happened.</p>
          ) : (
            <>
              <div class="scroll">
                <table class="data">
                  <thead>
                    <tr>
                      <th scope="col">When</th>
                      <th scope="col">Who</th>
                      <th scope="col">What</th>
                      <th scope="col" class="number">Act</th>
                    </tr>
                  </thead>
                  <tbody>
                    {page.lines.map((line) => (
                      <tr key={line.seq} class={line.undone ? "undone" : ""}>
                        <td class="when">{new Date(line.at).toLocaleString()}</td>
                        <td>{line.by || "nobody"}</td>
                        <td>
                          {line.what}
                          {line.undone && <span class="quiet"> (taken back)</span>}
                        </td>
                        <td class="number quiet">{line.act}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <div class="row">
                {before !== "" && (
                  <button class="button" onClick={() => set({})}>
                    Newest
                  </button>
                )}
                {page.next !== null && (
                  <button class="button" onClick={() => set({ before: String(page.next) })}>
                    Older
                  </button>
                )}
              </div>
            </>
          )
        }
      </Answer>
    </section>
  );
}
