import { useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { get, post, put } from "../../api/client";
import type { Job } from "../../api/live";
import { useAsk } from "../../kit/ask";
import { Answer, Field, Notice } from "../../kit/kit";
import { sorry, toast } from "../../kit/toasts";
import { api, choosable, refreshProject } from "../../project";
import { useFollowing } from "./following";
import type { Teaching } from "./Learner";
import { type Column, guess, likely } from "./mapping";
import "./steps.css";

interface Choices {
  items: number;
  labelled: Record<string, number>;
  columns: Column[];
  zeroShot: string | null;
  files: string[];
}

interface Plan {
  labelled: number;
  classes: Record<string, number>;
  kept: number;
  unsure: number;
  none: number;
  contradicting: number;
  examples: { row: number; name: string; classes: string[] }[];
}

type Trust = "cold" | "trusted" | "weak" | "compare";

const whole = (n: number): string => n.toLocaleString();

/** Step 4: labels that are there before anybody has labelled. */
export function Start(props: { id: string; next: () => void }) {
  const [asked, again] = useAsk(() => get<Choices>(api("/start")), [props.id]);
  return (
    <div class="setup stack">
      <Answer asked={asked.value} what="Reading the columns" again={again}>
        {(choices) => <Choosing choices={choices} again={again} next={props.next} />}
      </Answer>
    </div>
  );
}

function Choosing(props: { choices: Choices; again: () => void; next: () => void }) {
  const { choices } = props;
  const trust = useSignal<Trust>("cold");
  const hasColumns = choices.columns.some((column) => !column.many);
  const noColumns = "The items came without columns that could hold labels.";
  const have = Object.values(choices.labelled).reduce((a, b) => a + b, 0);
  const options: { value: Trust; title: string; text: string; refused?: string | undefined }[] = [
    {
      value: "cold",
      title: "None: start cold",
      text: "Quarry first asks for items that differ as much as possible, until each class has a few labels.",
    },
    {
      value: "trusted",
      title: "Labels I trust",
      text: "A column or tags that are right. They count like labels of people.",
      refused: hasColumns ? undefined : noColumns,
    },
    {
      value: "weak",
      title: "Weak labels",
      text: "Tags, rules or the predictions of another model. They count less, and what people say replaces them.",
      refused: hasColumns ? undefined : noColumns,
    },
    {
      value: "compare",
      title: "Compare with sentences",
      text: "Weak labels from a pair of networks of your own that puts pictures and sentences into one space.",
      refused: choices.zeroShot ?? undefined,
    },
  ];
  return (
    <>
      {have > 0 && (
        <Notice>
          {whole(have)} of {whole(choices.items)} items have a label:{" "}
          {Object.entries(choices.labelled)
            .map(([from, count]) => `${whole(count)} ${SOURCES[from] ?? from}`)
            .join(", ")}
          .
        </Notice>
      )}
      <fieldset class="options">
        <legend class="hidden">Which labels to start with</legend>
        {options.map((option) => (
          <label class="option" key={option.value}>
            <input
              type="radio"
              name="trust"
              checked={trust.value === option.value}
              disabled={option.refused !== undefined}
              onChange={() => (trust.value = option.value)}
            />
            <strong>{option.title}</strong>
            <small>{option.refused ?? option.text}</small>
          </label>
        ))}
      </fieldset>
      {trust.value === "cold" && (
        <div class="end">
          <button class="button primary" onClick={props.next}>
            Continue
          </button>
        </div>
      )}
      {(trust.value === "trusted" || trust.value === "weak") && (
        <FromColumn key={trust.value} trust={trust.value} choices={choices} again={props.again} next={props.next} />
      )}
      {trust.value === "compare" && <Comparing files={choices.files} again={props.again} next={props.next} />}
    </>
  );
}

const SOURCES: Record<string, string> = {
  HUMAN: "from people",
  IMPLICIT: "let stand by people",
  WEAK: "weak",
  IMPORTED: "imported and trusted",
  MODEL: "taken over from the model",
};

function FromColumn(props: { trust: "trusted" | "weak"; choices: Choices; again: () => void; next: () => void }) {
  const { columns } = props.choices;
  const names = choosable.value.map((one) => one.name);
  const first = likely(columns, names);
  const chosen = useSignal(first?.name ?? "");
  const mapping = useSignal<Record<string, string>>(first ? guess(first, names) : {});
  const confidence = useSignal("");
  const least = useSignal("0.8");
  const plan = useSignal<Plan | null>(null);
  const refused = useSignal("");
  const taken = useSignal(false);
  const column = columns.find((one) => one.name === chosen.value);
  const wanted = useComputed(() => ({
    column: chosen.value,
    mapping: mapping.value,
    trust: props.trust,
    confidence: confidence.value || null,
    least: confidence.value ? Number(least.value) : null,
  }));
  const following = useFollowing((job) => {
    if (job.state === "done") {
      taken.value = true;
      told(job.result as { act: number; labelled: number }, () => {
        taken.value = false;
        props.again();
      });
      props.again();
      void refreshProject();
    } else if (job.state === "failed") {
      sorry(new Error(job.failure ?? "It failed."));
    }
  });
  const badLeast = confidence.value !== "" && !(Number(least.value) >= 0 && least.value.trim() !== "");
  const ready = column !== undefined && Object.keys(mapping.value).length > 0 && !badLeast;
  useEffect(() => {
    plan.value = null;
    refused.value = "";
    if (!ready) {
      return;
    }
    let current = true;
    const timer = setTimeout(() => {
      post<Plan>(api("/start/plan"), wanted.value).then(
        (found) => current && (plan.value = found),
        (e: Error) => current && (refused.value = e.message),
      );
    }, 300);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [JSON.stringify(wanted.value), ready]);
  return (
    <>
      <section class="panel">
        <div class="two">
          <Field label="Column" help={column?.tagged ? `${whole(column.tagged)} items have several values in it.` : ""}>
            {(attributes) => (
              <select
                {...attributes}
                value={chosen}
                onChange={(event) => {
                  chosen.value = event.currentTarget.value;
                  const found = columns.find((one) => one.name === chosen.value);
                  mapping.value = found ? guess(found, names) : {};
                }}
              >
                <option value="">choose a column</option>
                {columns.map((one) => (
                  <option key={one.name} value={one.name} disabled={one.many}>
                    {one.name} {one.many ? "(too many different values)" : `(${one.values.length} values)`}
                  </option>
                ))}
              </select>
            )}
          </Field>
          {props.trust === "weak" && (
            <Field
              label="How sure it is"
              wrong={badLeast ? "A number from 0 on." : ""}
              help="Where another column says how sure the value is, unsure ones can be left out."
            >
              {(attributes) => (
                <div class="row">
                  <select {...attributes} value={confidence} onChange={(event) => (confidence.value = event.currentTarget.value)}>
                    <option value="">take all</option>
                    {columns
                      .filter((one) => one.number && one.name !== chosen.value)
                      .map((one) => (
                        <option key={one.name} value={one.name}>
                          {one.name}
                        </option>
                      ))}
                  </select>
                  {confidence.value && (
                    <label>
                      at least{" "}
                      <input
                        type="number"
                        step="any"
                        min={0}
                        value={least}
                        onInput={(event) => (least.value = event.currentTarget.value)}
                      />
                    </label>
                  )}
                </div>
              )}
            </Field>
          )}
        </div>
        {props.trust === "weak" && <Weight />}
        {column && (
          <div class="scroll">
            <table class="data">
              <thead>
                <tr>
                  <th>Value</th>
                  <th class="number">Items</th>
                  <th>Means</th>
                </tr>
              </thead>
              <tbody>
                {column.values.slice(0, 200).map((value) => (
                  <tr key={value.text}>
                    <td>{value.text}</td>
                    <td class="number">{whole(value.count)}</td>
                    <td>
                      <Meaning value={value.text} mapping={mapping.value} names={names} onChange={(all) => (mapping.value = all)} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {column && (
          <div class="row">
            <button
              class="button"
              onClick={() => (mapping.value = Object.fromEntries(column.values.map(({ text }) => [text, mapping.value[text] ?? text])))}
            >
              Every value is a class
            </button>
            <button class="button plain" onClick={() => (mapping.value = {})}>
              None
            </button>
          </div>
        )}
      </section>
      {refused.value && <Notice tone="error">{refused.value}</Notice>}
      <div aria-live="polite">{plan.value && <Planned plan={plan.value} />}</div>
      <div class="end">
        <Onwards done={taken.value} next={props.next} />
        <button
          class={taken.value ? "button" : "button primary"}
          disabled={!ready || following.busy || !plan.value?.labelled}
          onClick={() => post<Job>(api("/start"), wanted.value).then(following.follow).catch(sorry)}
        >
          {following.busy ? "Writing labels" : `Take ${whole(plan.value?.labelled ?? 0)} labels`}
        </button>
      </div>
    </>
  );
}

/** Says that labels were taken, and takes them back where that is wanted. */
function told(result: { act: number; labelled: number }, again: () => void): void {
  toast(`${whole(result.labelled)} labels are there.`, {
    action: {
      label: "Undo",
      run: () =>
        void post(api(`/acts/${result.act}/undo`))
          .then(() => {
            again();
            return refreshProject();
          })
          .catch(sorry),
    },
  });
}

function Meaning(props: {
  value: string;
  mapping: Record<string, string>;
  names: readonly string[];
  onChange: (mapping: Record<string, string>) => void;
}) {
  const { value, mapping, names } = props;
  const now = mapping[value];
  return (
    <select
      aria-label={`What ${value} means`}
      value={now === undefined ? "" : `=${now}`}
      onChange={(event) => {
        const next = { ...mapping };
        const to = event.currentTarget.value;
        if (to === "") {
          delete next[value];
        } else {
          next[value] = to.slice(1);
        }
        props.onChange(next);
      }}
    >
      <option value="">no class</option>
      {names.map((name) => (
        <option key={name} value={`=${name}`}>
          {name}
        </option>
      ))}
      {!names.includes(value) && <option value={`=${value}`}>new class: {value}</option>}
      {now !== undefined && now !== value && !names.includes(now) && <option value={`=${now}`}>new class: {now}</option>}
    </select>
  );
}

function Planned(props: { plan: Plan }) {
  const { plan } = props;
  const most = Math.max(1, ...Object.values(plan.classes));
  return (
    <section class="panel">
      <h2>What comes of it</h2>
      <p>
        {whole(plan.labelled)} items get a label.
        {plan.kept > 0 && ` ${whole(plan.kept)} were answered by people already and stay as they are.`}
        {plan.unsure > 0 && ` ${whole(plan.unsure)} are not sure enough.`}
        {plan.none > 0 && ` ${whole(plan.none)} mean no class.`}
      </p>
      {plan.labelled > 0 && (
        <table class="data">
          <tbody>
            {Object.entries(plan.classes).map(([name, count]) => (
              <tr key={name}>
                <td>{name}</td>
                <td class="number">{whole(count)}</td>
                <td>
                  <span class="bar" aria-hidden="true">
                    <span style={{ width: `${(100 * count) / most}%` }} />
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {plan.contradicting > 0 && (
        <details open={plan.contradicting <= 5}>
          <summary>{whole(plan.contradicting)} items contradict themselves and get no label</summary>
          <ul>
            {plan.examples.map((one) => (
              <li key={one.row}>
                {one.name}: {one.classes.join(", ")}
              </li>
            ))}
          </ul>
          {plan.contradicting > plan.examples.length && <p class="quiet">The first {plan.examples.length} are shown.</p>}
        </details>
      )}
    </section>
  );
}

/** How much weak labels count; a setting of teaching, for all weak labels of the project. */
function Weight() {
  const [asked] = useAsk(() => get<Teaching>(api("/teaching")), []);
  const moved = useSignal<number | null>(null);
  const teaching = asked.value.value;
  if (!teaching) {
    return asked.value.refused ? <Notice tone="warn">{asked.value.refused}</Notice> : null;
  }
  const value = moved.value ?? teaching.weakWeight;
  return (
    <Field
      label={`A weak label counts ${value.toFixed(2)} of a label that a person gave`}
      help="0.2 did best where 4 of 10 weak labels were wrong; raise it where they are mostly right."
    >
      {(attributes) => (
        <input
          {...attributes}
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={value}
          onInput={(event) => (moved.value = Number(event.currentTarget.value))}
          onChange={(event) =>
            put(api("/teaching"), { ...teaching, weakWeight: Number(event.currentTarget.value) }).catch(sorry)
          }
        />
      )}
    </Field>
  );
}

/** Goes on, with labels or without. */
function Onwards(props: { done: boolean; next: () => void }) {
  return (
    <button class={props.done ? "button primary" : "button plain"} onClick={props.next}>
      {props.done ? "Continue" : "Continue without"}
    </button>
  );
}

function Comparing(props: { files: string[]; again: () => void; next: () => void }) {
  const form = useSignal({ pictures: "", texts: "", tokenizer: "", template: "a photo of a {}.", least: "0.5" });
  const refused = useSignal("");
  const taken = useSignal(false);
  const following = useFollowing((job) => {
    if (job.state === "done") {
      taken.value = true;
      told(job.result as { act: number; labelled: number }, () => {
        taken.value = false;
        props.again();
      });
      props.again();
      void refreshProject();
    } else if (job.state === "failed") {
      refused.value = job.failure ?? "It failed.";
    }
  });
  const { pictures, texts, tokenizer, template } = form.value;
  const ready = pictures !== "" && texts !== "" && tokenizer !== "" && template.includes("{}");
  const set = (key: keyof typeof form.value) => (event: { currentTarget: HTMLInputElement }) =>
    (form.value = { ...form.value, [key]: event.currentTarget.value });
  const files: { key: "pictures" | "texts" | "tokenizer"; label: string; help: string }[] = [
    { key: "pictures", label: "Network for pictures", help: "An .onnx or TorchScript file on the server, in the folder models of its data folder or in one named with --allow." },
    { key: "texts", label: "Network for texts", help: "The one that belongs to it." },
    { key: "tokenizer", label: "Tokenizer", help: "The tokenizer.json of the network for texts." },
  ];
  async function begin() {
    refused.value = "";
    try {
      const job = await post<Job>(api("/start/zero-shot"), { ...form.value, least: Number(form.value.least) });
      following.follow(job);
    } catch (e) {
      refused.value = (e as Error).message;
    }
  }
  return (
    <section class="panel">
      <div class="params">
        {files.map((file) => (
          <Field key={file.key} label={file.label} help={file.help}>
            {(attributes) => (
              <input {...attributes} type="text" list="network-files" value={form.value[file.key]} onInput={set(file.key)} />
            )}
          </Field>
        ))}
        <Field
          label="Sentence"
          help="With {} for the name of the class."
          wrong={template.includes("{}") ? "" : "It needs {} for the name of the class."}
        >
          {(attributes) => <input {...attributes} type="text" value={form.value.template} onInput={set("template")} />}
        </Field>
        <Field label="Least confidence" help="Less sure pictures stay open.">
          {(attributes) => (
            <input {...attributes} type="number" min={0} max={1} step={0.05} value={form.value.least} onInput={set("least")} />
          )}
        </Field>
      </div>
      <datalist id="network-files">
        {props.files.map((file) => (
          <option key={file} value={file} />
        ))}
      </datalist>
      <Weight />
      {refused.value && <Notice tone="error">{refused.value}</Notice>}
      <div class="end">
        <Onwards done={taken.value} next={props.next} />
        <button
          class={taken.value ? "button" : "button primary"}
          disabled={following.busy || !ready}
          onClick={() => void begin()}
        >
          {following.busy ? "Comparing" : "Compare"}
        </button>
      </div>
    </section>
  );
}
