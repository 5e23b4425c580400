import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { get, post, put } from "../../api/client";
import { onChange } from "../../api/live";
import { useAsk } from "../../kit/ask";
import { Answer, Choice, Dialog, Empty, Field, Notice } from "../../kit/kit";
import { sorry, toast } from "../../kit/toasts";
import { api, classes } from "../../project";
import { go } from "../../router";
import { CurveChart } from "./CurveChart";
import { type Goal, pace, percent, range, type Report, type Share, shares, spent, type Version } from "./report";
import "./status.css";

const whole = (n: number): string => n.toLocaleString();

/** How good the model is and how sure that is, what it took, and whether it is time to stop. */
export function Status(props: Record<string, string>) {
  const id = props["id"] ?? "";
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [asked, again] = useAsk(() => get<Report>(`/api/v1/projects/${id}/status?zone=${encodeURIComponent(zone)}`), [id]);
  const [versions, againVersions] = useAsk(() => get<Version[]>(`/api/v1/projects/${id}/models`), [id]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onChange(() => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        again();
        againVersions();
      }, 1000);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [again, againVersions]);
  return (
    <main class="status">
      <h1>Status</h1>
      <Answer asked={asked.value} what="Adding up" again={again}>
        {(report) =>
          report.items === 0 ? (
            <Empty title="No items yet">
              <p class="quiet">How good the model is can be said once there are items, labels and a model.</p>
            </Empty>
          ) : (
            <>
              <AdvicePanel id={id} report={report} again={again} />
              <Tiles report={report} />
              <CurvePanel report={report} />
              <ClassTable id={id} report={report} />
              <Effort report={report} />
            </>
          )
        }
      </Answer>
      <Answer asked={versions.value} what="Reading the models" again={againVersions}>
        {(all) => <Versions id={id} versions={all} again={againVersions} />}
      </Answer>
    </main>
  );
}

const LIGHTS = {
  enough: "Enough",
  spent: "Spent",
  soon: "Nearly there",
  continue: "Go on",
  unknown: "Too early to say",
} as const;

const KINDS = {
  target: "Accuracy",
  curve: "Learning curve",
  predictions: "Predictions",
  errors: "Errors that would remain",
  budget: "Budget",
} as const;

const VERDICTS = {
  stop: { sign: "✓", say: "speaks for stopping" },
  continue: { sign: "→", say: "speaks for going on" },
  unknown: { sign: "?", say: "cannot tell" },
} as const;

function AdvicePanel(props: { id: string; report: Report; again: () => void }) {
  const { advice, goal } = props.report;
  const setting = useSignal(false);
  const suggests = advice.light === "enough" || advice.light === "spent";
  async function find(random: number) {
    try {
      await post(api("/queue/check"), { count: random });
      go(`/p/${props.id}/label`);
    } catch (e) {
      sorry(e);
    }
  }
  return (
    <section class={`card advice ${advice.quiet ? "unknown" : advice.light}`} aria-labelledby="advice-title">
      <h2 id="advice-title">Stop or go on? {LIGHTS[advice.light]}</h2>
      <p class="sentence" role="status">
        {advice.sentence}
      </p>
      {advice.quiet && suggests && <p class="quiet">You asked not to be reminded for now.</p>}
      <ul class="evidence">
        {advice.evidence.map((one) => (
          <li key={one.kind} class={one.verdict}>
            <span class="sign" aria-hidden="true">
              {VERDICTS[one.verdict].sign}
            </span>
            <span>
              <strong>{KINDS[one.kind]}</strong> <span class="hidden">{VERDICTS[one.verdict].say}: </span>
              {one.text}
            </span>
          </li>
        ))}
      </ul>
      <div class="row">
        <button class={suggests ? "button" : "button primary"} onClick={() => go(`/p/${props.id}/label`)}>
          Label more
        </button>
        <button class="button" onClick={() => void find(30)} disabled={props.report.model === 0}>
          Check 30 at random
        </button>
        <a class="button" href={`/p/${props.id}/setup/learner`}>
          Change the learner
        </a>
        <a class={suggests ? "button primary" : "button"} href={`/p/${props.id}/exchange`}>
          Finish and export
        </a>
        {suggests && !advice.quiet && (
          <button
            class="button plain"
            onClick={() => post(api("/status/later"), { labels: 50 }).then(props.again).catch(sorry)}
          >
            Not now
          </button>
        )}
        <button class="button plain" onClick={() => (setting.value = true)}>
          Goal: {percent(goal.accuracy)}
          {goal.labels !== null && `, ${whole(goal.labels)} labels`}
          {goal.hours !== null && `, ${goal.hours} h`}
        </button>
      </div>
      {setting.value && (
        <GoalDialog
          goal={goal}
          onClose={() => (setting.value = false)}
          onKept={() => {
            setting.value = false;
            props.again();
          }}
        />
      )}
    </section>
  );
}

function GoalDialog(props: { goal: Goal; onClose: () => void; onKept: () => void }) {
  const form = useSignal({
    accuracy: String(Math.round(1000 * props.goal.accuracy) / 10),
    labels: props.goal.labels === null ? "" : String(props.goal.labels),
    hours: props.goal.hours === null ? "" : String(props.goal.hours),
    halfWidth: String(Math.round(1000 * props.goal.halfWidth) / 10),
  });
  const refused = useSignal("");
  const set = (key: keyof typeof form.value) => (event: { currentTarget: HTMLInputElement }) =>
    (form.value = { ...form.value, [key]: event.currentTarget.value });
  const number = (text: string): number | null => (text.trim() === "" ? null : Number(text));
  async function keep(event: SubmitEvent) {
    event.preventDefault();
    try {
      await put(api("/status/goal"), {
        accuracy: Number(form.value.accuracy) / 100,
        labels: number(form.value.labels),
        hours: number(form.value.hours),
        halfWidth: Number(form.value.halfWidth) / 100,
        quietUntil: 0,
      });
      props.onKept();
    } catch (e) {
      refused.value = (e as Error).message;
    }
  }
  return (
    <Dialog title="What is to be reached" onClose={props.onClose}>
      <form class="stack" onSubmit={(event) => void keep(event)}>
        <Field label="Accuracy, in %" help="Of the predictions for what nobody labels.">
          {(attributes) => (
            <input {...attributes} type="number" step="0.1" min={1} max={99.9} required value={form.value.accuracy} onInput={set("accuracy")} />
          )}
        </Field>
        <Field label="Known to within ± %" help="How exactly accuracy should be known; half of it takes four times as many checks.">
          {(attributes) => (
            <input {...attributes} type="number" step="0.1" min={0.5} max={50} required value={form.value.halfWidth} onInput={set("halfWidth")} />
          )}
        </Field>
        <Field label="Labels to spend" help="Empty for no limit.">
          {(attributes) => <input {...attributes} type="number" min={1} value={form.value.labels} onInput={set("labels")} />}
        </Field>
        <Field label="Hours to spend" help="Empty for no limit. Pauses of more than five minutes do not count.">
          {(attributes) => (
            <input {...attributes} type="number" step="any" min={0} value={form.value.hours} onInput={set("hours")} />
          )}
        </Field>
        {refused.value && <Notice tone="error">{refused.value}</Notice>}
        <button class="button primary">Keep</button>
      </form>
    </Dialog>
  );
}

function Great(props: { share: Share; none: string }) {
  return props.share.value === null ? (
    <p class="quiet">{props.none}</p>
  ) : (
    <p class="great">
      {percent(props.share.value)} <small>{range(props.share)}</small>
    </p>
  );
}

function Tiles(props: { report: Report }) {
  const { accuracy, agreement, grid, repeated, goal } = props.report;
  const { effort } = props.report;
  return (
    <div class="tiles">
      <section class="card">
        <h2>Accuracy</h2>
        <Great share={accuracy.share} none="Not known: no random check has been answered yet." />
        {accuracy.share.n > 0 && (
          <p class="quiet">
            {whole(accuracy.share.hits)} of {whole(accuracy.share.n)} random checks were right
            {accuracy.fromModel === accuracy.toModel ? ` (model ${accuracy.toModel})` : ` (models ${accuracy.fromModel} to ${accuracy.toModel})`}
            , asked before the model had seen them.
            {accuracy.implicit > 0 && ` ${whole(accuracy.implicit)} of them were only let stand in the grid.`}
            {accuracy.fromModel !== accuracy.toModel && " As models usually get better, today's is rather better than worse."}
          </p>
        )}
        <p class="quiet">
          {accuracy.more > 0
            ? `About ${whole(accuracy.more)} more checks make it certain to within ± ${percent(goal.halfWidth)}.`
            : `Certain to within ± ${percent(goal.halfWidth)}.`}
          {accuracy.pending > 0 && ` ${whole(accuracy.pending)} wait for an answer.`}
          {accuracy.unanswered > 0 && ` ${whole(accuracy.unanswered)} nobody could tell.`}
        </p>
        {accuracy.macroF1 !== null && <p>Macro F1 {accuracy.macroF1.toFixed(2)}, each class counting alike</p>}
      </section>
      <section class="card">
        <h2>
          Agreement while labelling <span class="tag">biased</span>
        </h2>
        <Great share={agreement} none="Nothing the model chose has been answered yet." />
        <p class="quiet">
          How often the model was right about items it chose itself. It chooses what it is unsure of, so this is too low to say
          how good it is.
        </p>
      </section>
      <section class="card">
        <h2>How right labels are</h2>
        {grid.n === 0 && repeated.n === 0 ? (
          <p class="quiet">A few labels that were let stand in the grid come again by and by; then it shows here.</p>
        ) : (
          <>
            {grid.value !== null && (
              <p>
                Grid error ≈ <strong>{percent(grid.value)}</strong> [{range(grid)}]{" "}
                <span class="quiet">
                  {grid.hits} of {grid.n} labels let stand were wrong
                </span>
              </p>
            )}
            {repeated.value !== null && (
              <p>
                Answered otherwise <strong>{percent(repeated.value)}</strong> [{range(repeated)}]{" "}
                <span class="quiet">
                  {repeated.hits} of {repeated.n} labels asked twice
                </span>
              </p>
            )}
          </>
        )}
      </section>
      <section class="card">
        <h2>Labels</h2>
        <p class="great">
          {whole(props.report.labelled)} <small>of {whole(props.report.items)}</small>
        </p>
        <p class="quiet">
          {whole(effort.labels)} answers of people in {spent(effort.millis)}
          {pace(effort.labels, effort.millis) && `, ${pace(effort.labels, effort.millis)}`}. {whole(props.report.open)} items are open.
        </p>
      </section>
    </div>
  );
}

function CurvePanel(props: { report: Report }) {
  const { curve, goal, accuracy } = props.report;
  const view = useSignal<"chart" | "table">("chart");
  return (
    <section class="card" aria-labelledby="curve-title">
      <div class="row">
        <h2 id="curve-title">Learning curve</h2>
        {curve.length > 0 && (
          <Choice
            label="How to see it"
            value={view.value}
            options={[
              { value: "chart", label: "Chart" },
              { value: "table", label: "Table" },
            ]}
            onChange={(value) => (view.value = value)}
          />
        )}
      </div>
      {curve.length === 0 ? (
        <p class="quiet">
          A point needs 20 random checks; there are {whole(accuracy.share.n)}. Accuracy on items that the model chose itself would
          be no honest curve.
        </p>
      ) : view.value === "chart" ? (
        <>
          <CurveChart points={curve} goal={goal.accuracy} />
          <p class="quiet">
            Each point is made of random checks that no other point has, with its 95 % interval. Dashed: the goal of{" "}
            {percent(goal.accuracy)}.
          </p>
        </>
      ) : (
        <div class="scroll">
          <table class="data">
            <thead>
              <tr>
                <th class="number">Labels</th>
                <th>Models</th>
                <th class="number">Checks</th>
                <th class="number">Accuracy</th>
                <th>95 % interval</th>
              </tr>
            </thead>
            <tbody>
              {curve.map((point, i) => (
                <tr key={i}>
                  <td class="number">{whole(Math.round(point.labels))}</td>
                  <td>{point.fromModel === point.toModel ? point.toModel : `${point.fromModel}–${point.toModel}`}</td>
                  <td class="number">{point.accuracy.n}</td>
                  <td class="number">{percent(point.accuracy.value ?? 0)}</td>
                  <td>{range(point.accuracy)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function ClassTable(props: { id: string; report: Report }) {
  const { report } = props;
  const parts = new Map(shares(report.classes).map((one) => [one.number, one]));
  if (report.classes.length === 0) {
    return null;
  }
  async function more(label: number) {
    try {
      await post(api("/queue/find"), { label });
      go(`/p/${props.id}/label`);
    } catch (e) {
      sorry(e);
    }
  }
  const counted = (share: Share) =>
    share.value === null ? <span class="quiet">no checks</span> : `${percent(share.value)} (${share.hits} of ${share.n})`;
  return (
    <section class="card" aria-labelledby="classes-title">
      <h2 id="classes-title">Classes</h2>
      <div class="scroll">
        <table class="data">
          <thead>
            <tr>
              <th>Class</th>
              <th class="number">Labelled</th>
              <th class="number">Predicted</th>
              <th>Share of labels, of predictions</th>
              <th>Found (recall)</th>
              <th>Right (precision)</th>
              <th>
                <span class="hidden">What to do</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {report.classes.map((one) => {
              const known = classes.value.find((other) => other.number === one.number);
              const part = parts.get(one.number);
              return (
                <tr key={one.number}>
                  <td>
                    <span class="chip">
                      <span class="dot" style={{ background: known?.colour ?? "" }} />
                      {known?.name ?? one.number}
                    </span>
                  </td>
                  <td class="number">{whole(one.labelled)}</td>
                  <td class="number">{report.model > 0 ? whole(one.predicted) : ""}</td>
                  <td>
                    <span
                      class="pair"
                      role="img"
                      aria-label={`${percent(part?.labelled ?? 0)} of labels, ${percent(part?.predicted ?? 0)} of predictions`}
                    >
                      <span style={{ width: `${100 * (part?.labelled ?? 0)}%` }} />
                      <span style={{ width: `${100 * (part?.predicted ?? 0)}%` }} />
                    </span>
                  </td>
                  <td>{counted(one.recall)}</td>
                  <td>{counted(one.precision)}</td>
                  <td class="number">
                    <button
                      class="link"
                      disabled={report.model === 0}
                      title={report.model === 0 ? "It takes a model to find them." : ""}
                      onClick={() => void more(one.number)}
                    >
                      Find more
                    </button>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Effort(props: { report: Report }) {
  const { days } = props.report.effort;
  return (
    <section class="card" aria-labelledby="effort-title">
      <h2 id="effort-title">Effort</h2>
      {days.length === 0 ? (
        <p class="quiet">Nobody has answered anything yet.</p>
      ) : (
        <div class="scroll">
          <table class="data">
            <thead>
              <tr>
                <th>Day</th>
                <th>Who</th>
                <th class="number">Answers</th>
                <th class="number">Time</th>
                <th class="number">Pace</th>
              </tr>
            </thead>
            <tbody>
              {days.slice(0, 60).map((day) => (
                <tr key={`${day.day} ${day.by}`}>
                  <td>{day.day}</td>
                  <td>{day.by}</td>
                  <td class="number">{whole(day.labels)}</td>
                  <td class="number">{spent(day.millis)}</td>
                  <td class="number">{pace(day.labels, day.millis)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p class="quiet">Pauses of more than five minutes do not count.</p>
    </section>
  );
}

function Versions(props: { id: string; versions: Version[]; again: () => void }) {
  const { versions } = props;
  const noting = useSignal<Version | null>(null);
  async function restore(version: Version) {
    try {
      await post(api(`/models/${version.number}/restore`));
      const before = versions.find((one) => one.inCharge);
      toast(`Model ${version.number} is in charge.`, before ? { action: { label: "Undo", run: () => void restore(before) } } : {});
      props.again();
    } catch (e) {
      sorry(e);
    }
  }
  return (
    <section class="card" aria-labelledby="models-title">
      <h2 id="models-title">Models</h2>
      {versions.length === 0 ? (
        <p class="quiet">The first model is fitted as soon as there are a few labels of two classes.</p>
      ) : (
        <div class="scroll">
          <table class="data">
            <thead>
              <tr>
                <th class="number">Model</th>
                <th>Learner</th>
                <th class="number">Labels</th>
                <th>When</th>
                <th class="number">Fit</th>
                <th>Checks then</th>
                <th class="number">Changed</th>
                <th>Note</th>
                <th>
                  <span class="hidden">What to do</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {versions.slice(0, 100).map((one) => (
                <tr key={one.number}>
                  <td class="number">{one.number}</td>
                  <td>
                    <code>{one.learner}</code>
                  </td>
                  <td class="number">{whole(one.labels)}</td>
                  <td>
                    {one.at ? new Date(one.at).toLocaleString([], { dateStyle: "short", timeStyle: "short" }) : ""}
                    {one.by && <span class="quiet"> {one.by}</span>}
                  </td>
                  <td class="number">{(one.millis / 1000).toFixed(1)} s</td>
                  <td>{one.checks.n > 0 ? `${one.checks.hits} of ${one.checks.n} right` : <span class="quiet">none</span>}</td>
                  <td class="number">{one.changed === null ? "" : percent(one.changed)}</td>
                  <td>
                    <button class="link" onClick={() => (noting.value = one)}>
                      {one.note || "add"}
                      <span class="hidden">, note on model {one.number}</span>
                    </button>
                  </td>
                  <td class="number">
                    {one.inCharge ? (
                      <strong>in charge</strong>
                    ) : one.kept ? (
                      <button class="link" onClick={() => void restore(one)}>
                        Restore
                      </button>
                    ) : (
                      <span class="quiet">not kept</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {versions.length > 100 && <p class="quiet">The newest 100 of {whole(versions.length)} are shown.</p>}
      {noting.value && (
        <NoteDialog
          version={noting.value}
          onClose={() => (noting.value = null)}
          onKept={() => {
            noting.value = null;
            props.again();
          }}
        />
      )}
    </section>
  );
}

function NoteDialog(props: { version: Version; onClose: () => void; onKept: () => void }) {
  const text = useSignal(props.version.note);
  return (
    <Dialog title={`Note on model ${props.version.number}`} onClose={props.onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          put(api(`/models/${props.version.number}/note`), { note: text.value }).then(props.onKept).catch(sorry);
        }}
      >
        <Field label="Note" help="Empty takes it away.">
          {(attributes) => (
            <textarea {...attributes} rows={4} maxLength={2000} value={text} onInput={(event) => (text.value = event.currentTarget.value)} />
          )}
        </Field>
        <button class="button primary">Keep</button>
      </form>
    </Dialog>
  );
}
