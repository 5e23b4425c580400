import { useSignal, useSignalEffect } from "@preact/signals";
import { get, post } from "../../api/client";
import { type Job, jobs } from "../../api/live";
import { useAsk } from "../../kit/ask";
import { Answer, Field, Meter, Notice } from "../../kit/kit";
import { sorry } from "../../kit/toasts";
import { api, project } from "../../project";
import { FORMATS, isOfLabels, isTable, type Plan, PROVENANCES, size, toggled, USUAL } from "./plan";

interface Preview {
  counts: { all: number; byClass: Record<string, number>; byProvenance: Record<string, number>; bySplit: Record<string, number> };
  first: { id: string; name: string; label: string; provenance: string; by: string; confidence: number | null; split: string }[];
  elsewhere?: { items: number; bytes: number; gone: number } | null;
}

interface Ready {
  id: string;
  format: string;
  name: string;
  bytes: number;
  made: string;
}

/** Form, scope, parts, a look at the first lines, and the file. */
export function Take(props: { owner: boolean }) {
  // a search hands over what it found: /p/ID/exchange?query=…
  const plan = useSignal<Plan>({ ...USUAL, query: new URLSearchParams(location.search).get("query") });
  const job = useSignal<Job | null>(null);
  const [preview, look] = useAsk(
    () =>
      isOfLabels(plan.value.format) || plan.value.format === "ARCHIVE"
        ? post<Preview>(api("/exports/preview"), plan.value)
        : Promise.resolve(null),
    [plan.value, project.value?.version],
  );
  const [slices] = useAsk(() => get<{ name: string; query: string; rows: number | null }[]>(api("/slices")), []);
  const [ready, list] = useAsk(() => get<Ready[]>(api("/exports")), []);
  useSignalEffect(() => {
    const mine = jobs.value.find((one) => one.id === job.peek()?.id);
    if (mine && mine.state !== job.peek()?.state) {
      job.value = mine;
      list();
    } else if (mine && mine !== job.peek()) {
      job.value = mine;
    }
  });
  async function start() {
    try {
      job.value = await post<Job>(api("/exports"), plan.value);
    } catch (e) {
      sorry(e);
    }
  }
  const set = (change: Partial<Plan>) => (plan.value = { ...plan.value, ...change });
  const format = plan.value.format;
  const counts = preview.value.value?.counts;
  const nothing = isOfLabels(format) && counts?.all === 0;
  return (
    <>
      <section class="card stack" aria-labelledby="form">
        <h2 id="form">What</h2>
        <div class="formats" role="radiogroup" aria-labelledby="form">
          {FORMATS.map((one) => {
            const refused =
              one.owner && !props.owner
                ? "Only owners take this."
                : one.format === "FOLDERS" && project.value?.kind === "rows"
                  ? "Rows of numbers have no files."
                  : "";
            return (
              <label key={one.format} class={refused ? "format disabled" : "format"} title={refused}>
                <input
                  type="radio"
                  name="format"
                  checked={format === one.format}
                  disabled={refused !== ""}
                  onChange={() => set({ format: one.format })}
                />
                <span>
                  <strong>{one.title}</strong>
                  <span class="quiet">{refused || one.about}</span>
                </span>
              </label>
            );
          })}
        </div>
        {isTable(format) && (
          <fieldset class="bare">
            <legend>Cells that begin like a formula</legend>
            <label>
              <input
                type="radio"
                name="escape"
                checked={plan.value.spreadsheet}
                onChange={() => set({ spreadsheet: true })}
              />{" "}
              For spreadsheets: put an apostrophe in front, so that nothing is run
            </label>
            <label>
              <input
                type="radio"
                name="escape"
                checked={!plan.value.spreadsheet}
                onChange={() => set({ spreadsheet: false })}
              />{" "}
              For programs: exactly as they are
            </label>
          </fieldset>
        )}
      </section>
      {format === "ARCHIVE" && preview.value.value?.elsewhere && preview.value.value.elsewhere.items > 0 && (
        <section class="card stack" aria-labelledby="along">
          <h2 id="along">Files of the server</h2>
          <p>
            {preview.value.value.elsewhere.items.toLocaleString()} items have their files in folders of this server, which
            another installation does not see.
            {preview.value.value.elsewhere.gone > 0 &&
              ` ${preview.value.value.elsewhere.gone.toLocaleString()} of these files are gone.`}
          </p>
          <label>
            <input
              type="checkbox"
              checked={plan.value.files}
              onChange={(e) => set({ files: e.currentTarget.checked })}
            />{" "}
            Put these files in ({size(preview.value.value.elsewhere.bytes)})
          </label>
        </section>
      )}
      {isOfLabels(format) && (
        <section class="card stack" aria-labelledby="scope">
          <h2 id="scope">Which labels</h2>
          <div class="checks">
            {PROVENANCES.map((one) => (
              <label key={one.provenance} title={one.help}>
                <input
                  type="checkbox"
                  checked={plan.value.provenances.includes(one.provenance)}
                  onChange={() => (plan.value = toggled(plan.value, one.provenance))}
                />{" "}
                {one.label}
              </label>
            ))}
            <label title="The model's word for items that nobody labelled.">
              <input
                type="checkbox"
                checked={plan.value.confident !== null}
                onChange={() => set({ confident: plan.value.confident === null ? 0.9 : null })}
              />{" "}
              and the model, where it is at least{" "}
              <input
                type="number"
                class="small"
                aria-label="Confidence of the model in percent"
                min="0"
                max="100"
                step="1"
                disabled={plan.value.confident === null}
                value={Math.round(100 * (plan.value.confident ?? 0.9))}
                onInput={(e) => set({ confident: Math.min(100, Math.max(0, Number(e.currentTarget.value))) / 100 })}
              />{" "}
              % sure
            </label>
          </div>
          <Field label="Only items found by" help="A filter as on the Items page, or one of its slices. Empty for all items.">
            {(attributes) => (
              <>
                <input
                  {...attributes}
                  list="slices"
                  spellcheck={false}
                  placeholder="all items"
                  value={plan.value.query ?? ""}
                  onChange={(e) => set({ query: e.currentTarget.value.trim() || null })}
                />
                <datalist id="slices">
                  {slices.value.value?.map((slice) => (
                    <option key={slice.name} value={`in:"${slice.name}"`}>
                      {slice.query || `${slice.rows ?? 0} chosen items`}
                    </option>
                  ))}
                </datalist>
              </>
            )}
          </Field>
          <Field
            label={plan.value.testShare === 0 ? "No test part" : `${Math.round(100 * plan.value.testShare)} % set aside as test`}
            help="Drawn by the id of each item: the same item is always in the same part."
          >
            {(attributes) => (
              <input
                {...attributes}
                type="range"
                min="0"
                max="50"
                step="5"
                value={Math.round(100 * plan.value.testShare)}
                onInput={(e) => set({ testShare: Number(e.currentTarget.value) / 100 })}
              />
            )}
          </Field>
        </section>
      )}
      {isOfLabels(format) && (
        <section class="card stack" aria-labelledby="first">
          <h2 id="first">First lines</h2>
          <Answer asked={preview.value} what="Counting" again={look}>
            {(shown) =>
              shown === null || shown.counts.all === 0 ? (
                <p class="quiet">No item has such a label yet.</p>
              ) : (
                <>
                  <p role="status">
                    {shown.counts.all.toLocaleString()} {shown.counts.all === 1 ? "item" : "items"}
                    {": "}
                    {Object.entries(shown.counts.byClass)
                      .map(([name, n]) => `${name} ${n.toLocaleString()}`)
                      .join(", ")}
                    {Object.keys(shown.counts.bySplit).length > 1 &&
                      `; ${(shown.counts.bySplit["test"] ?? 0).toLocaleString()} of them test`}
                  </p>
                  <div class="scroll">
                    <table class="data">
                      <thead>
                        <tr>
                          <th scope="col">Name</th>
                          <th scope="col">Label</th>
                          <th scope="col">From</th>
                          <th scope="col">By</th>
                          <th scope="col" class="number">Model</th>
                          <th scope="col">Part</th>
                        </tr>
                      </thead>
                      <tbody>
                        {shown.first.map((row) => (
                          <tr key={row.id}>
                            <td class="name">{row.name}</td>
                            <td>{row.label}</td>
                            <td>{row.provenance}</td>
                            <td>{row.by}</td>
                            <td class="number">{row.confidence === null ? "" : row.confidence.toFixed(2)}</td>
                            <td>{row.split}</td>
                          </tr>
                        ))}
                      </tbody>
                    </table>
                  </div>
                </>
              )
            }
          </Answer>
        </section>
      )}
      <div class="row">
        <button
          class="button primary"
          disabled={nothing || job.value?.state === "running" || job.value?.state === "waiting"}
          onClick={() => void start()}
        >
          Make the file
        </button>
        <span class="quiet">A zip file with a manifest: counts, where labels come from, hashes, versions.</span>
      </div>
      {job.value && <Progress job={job.value} />}
      <Answer asked={ready.value} what="Looking for files" again={list}>
        {(files) =>
          files.length > 0 && (
            <section class="card stack" aria-labelledby="files">
              <h2 id="files">Files</h2>
              <table class="data">
                <tbody>
                  {files.map((file) => (
                    <tr key={file.id}>
                      <td>
                        <a download href={api(`/exports/${file.id}`)}>
                          {file.name}
                        </a>
                      </td>
                      <td class="number quiet">{size(file.bytes)}</td>
                      <td class="quiet">{new Date(file.made).toLocaleString()}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          )
        }
      </Answer>
    </>
  );
}

function Progress(props: { job: Job }) {
  const { job } = props;
  if (job.state === "failed") {
    return <Notice tone="error">{job.failure}</Notice>;
  }
  if (job.state === "cancelled") {
    return <Notice>The export was stopped.</Notice>;
  }
  if (job.state === "done") {
    const result = job.result as { file: string; name: string; bytes: number; manifest: { missing: string[] } };
    return (
      <Notice tone="good">
        Ready:{" "}
        <a download href={api(`/exports/${result.file}`)}>
          {result.name}
        </a>{" "}
        ({size(result.bytes)})
        {result.manifest.missing.length > 0 &&
          `. The files of ${result.manifest.missing.length} items are gone; the manifest names them.`}
      </Notice>
    );
  }
  return (
    <div role="status">
      <p class="quiet">{job.doing || "Writing"}</p>
      {job.done >= 0 && <Meter value={Math.round(100 * job.done)} of={100} label="Export" />}
    </div>
  );
}
