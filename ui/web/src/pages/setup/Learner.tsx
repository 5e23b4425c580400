import { useSignal } from "@preact/signals";
import { get, post, put } from "../../api/client";
import type { Job } from "../../api/live";
import { useAsk } from "../../kit/ask";
import { Answer, Field, Notice } from "../../kit/kit";
import { toast } from "../../kit/toasts";
import { api } from "../../project";
import { useFollowing } from "./following";
import { isSound, type Schema } from "./schema";
import { SchemaForm, Unfit } from "./SchemaForm";
import { nameOf, read, type Spec, word, write } from "./spec";
import "./steps.css";

/** How a project is taught, as the server keeps it. */
export interface Teaching {
  learner: string;
  strategy: string;
  batch: number;
  checkShare: number;
  recheckShare: number;
  weakWeight: number;
  implicitWeight: number;
  coldEach: number;
  coldStrategy: string;
  seed: number;
  retrainAfter: number | null;
}

/** A learner and a strategy that go together. */
interface Preset {
  key: string;
  title: string;
  summary: string;
  learner: string;
  strategy: string;
}

interface Estimate {
  fitMillis: number;
  queryMillis: number;
}

/** Step 5: what learns, what chooses, how much is asked at a time. */
export function Learner(props: { id: string; next: () => void }) {
  const [asked, again] = useAsk(
    () =>
      Promise.all([get<Teaching>(api("/teaching")), get<Preset[]>(api("/presets"))]).then(([teaching, presets]) => ({
        teaching,
        presets,
      })),
    [props.id],
  );
  return (
    <div class="setup stack">
      <Answer asked={asked.value} what="Reading how it learns" again={again}>
        {(all) => <Choosing {...all} next={props.next} />}
      </Answer>
    </div>
  );
}

function tryRead(text: string): Spec {
  try {
    return read(text);
  } catch {
    return word(text);
  }
}

function Choosing(props: { teaching: Teaching; presets: Preset[]; next: () => void }) {
  const form = useSignal(props.teaching);
  const kept = useSignal(props.teaching);
  const refused = useSignal("");
  const estimate = useSignal<Estimate | null>(null);
  const set = (what: Partial<Teaching>) => {
    estimate.value = null;
    refused.value = "";
    form.value = { ...form.value, ...what };
  };
  const following = useFollowing((job) => {
    if (job.state === "done") {
      estimate.value = job.result as Estimate;
    } else if (job.state === "failed") {
      refused.value = job.failure ?? "It failed.";
    }
  });
  const learner = tryRead(form.value.learner);
  const strategy = tryRead(form.value.strategy);
  const [asked, again] = useAsk(
    () => get<Schema[]>(`${api("/learners")}?strategy=${encodeURIComponent(form.value.strategy)}`),
    [form.value.strategy],
  );
  const [askedStrategies, againStrategies] = useAsk(
    () => get<Schema[]>(`${api("/strategies")}?learner=${encodeURIComponent(form.value.learner)}`),
    [form.value.learner],
  );
  const learners = asked.value.value ?? [];
  const strategies = askedStrategies.value.value ?? [];
  const known = (all: Schema[]) => (name: string) => all.find((one) => one.name === name);
  const learnerParts = known(learners);
  const strategyParts = known([...strategies, ...learners]);
  const sound = isSound(learner, learnerParts) && isSound(strategy, strategyParts);
  const changed = JSON.stringify(form.value) !== JSON.stringify(kept.value);
  const choosers = [
    {
      title: "Learner",
      what: "Reading what can learn",
      from: asked,
      anew: again,
      spec: learner,
      parts: learnerParts,
      onChange: (spec: Spec) => set({ learner: write(spec) }),
    },
    {
      title: "Strategy",
      what: "Reading what can choose",
      from: askedStrategies,
      anew: againStrategies,
      spec: strategy,
      parts: strategyParts,
      onChange: (spec: Spec) => set({ strategy: write(spec) }),
    },
  ];
  async function keep(): Promise<boolean> {
    try {
      await put(api("/teaching"), form.value);
      kept.value = form.value;
      return true;
    } catch (e) {
      refused.value = (e as Error).message;
      return false;
    }
  }
  return (
    <>
      <fieldset class="options">
        <legend class="hidden">Ready-made choices</legend>
        {props.presets.map((preset) => (
          <label class="option" key={preset.key}>
            <input
              type="radio"
              name="preset"
              checked={form.value.learner === preset.learner && form.value.strategy === preset.strategy}
              onChange={() => set({ learner: preset.learner, strategy: preset.strategy })}
            />
            <strong>{preset.title}</strong>
            <small>{preset.summary}</small>
          </label>
        ))}
      </fieldset>
      <section class="panel" aria-labelledby="asking-title">
        <h2 id="asking-title">How it asks</h2>
        <div class="params">
          <Count
            label="Items at a time"
            help="The model learns again after each batch. Small batches ask better, large ones disturb less."
            value={form.value.batch}
            min={1}
            max={500}
            onChange={(batch) => set({ batch })}
          />
          <Count
            label="Random checks, in %"
            help="So many of the items are drawn at random. Only they tell honestly how good the model is."
            value={Math.round(100 * form.value.checkShare)}
            min={0}
            max={50}
            onChange={(percent) => set({ checkShare: percent / 100 })}
          />
          <Count
            label="Labels of each class before the first model"
            help="Until then Quarry asks for items that differ as much as possible."
            value={form.value.coldEach}
            min={1}
            max={100}
            onChange={(coldEach) => set({ coldEach })}
          />
        </div>
        {form.value.checkShare === 0 && (
          <Notice tone="warn">Without random checks nobody can say how good the model is, or when to stop.</Notice>
        )}
      </section>
      <details class="panel">
        <summary>Advanced</summary>
        <div class="stack">
          {choosers.map(({ title, what, from, anew, spec, parts, onChange }) => (
            <Answer key={title} asked={from.value} what={what} again={anew}>
              {(all) => <Chooser title={title} schemas={all} spec={spec} parts={parts} onChange={onChange} />}
            </Answer>
          ))}
          <div class="params">
            <Count
              label="Weight of weak labels, in %"
              help="Beside 100 % for a label that a person gave."
              value={Math.round(100 * form.value.weakWeight)}
              min={0}
              max={100}
              onChange={(percent) => set({ weakWeight: percent / 100 })}
            />
            <Count
              label="Weight of labels let stand, in %"
              help="In the grid, what nobody marked as wrong."
              value={Math.round(100 * form.value.implicitWeight)}
              min={0}
              max={100}
              onChange={(percent) => set({ implicitWeight: percent / 100 })}
            />
            <Count
              label="Asked a second time, in %"
              help="So many of the labels that were only let stand come again, to see how right they are."
              value={Math.round(100 * form.value.recheckShare)}
              min={0}
              max={100}
              onChange={(percent) => set({ recheckShare: percent / 100 })}
            />
            <Count
              label="Seed"
              help="The same seed, labels and settings give the same choices."
              value={form.value.seed}
              min={0}
              max={1e9}
              onChange={(seed) => set({ seed })}
            />
          </div>
        </div>
      </details>
      {refused.value && <Notice tone="error">{refused.value}</Notice>}
      <div aria-live="polite">
        {estimate.value && (
          <Notice tone="good">
            Trains in about {time(estimate.value.fitMillis)}, chooses in about {time(estimate.value.queryMillis)}.
          </Notice>
        )}
      </div>
      <div class="end">
        <button
          class="button"
          disabled={!sound || following.busy}
          onClick={() => {
            refused.value = "";
            post<Job>(api("/teaching/estimate"), form.value)
              .then(following.follow)
              .catch((e: Error) => (refused.value = e.message));
          }}
        >
          {following.busy ? "Trying it" : "Estimate the time"}
        </button>
        <button
          class="button primary"
          disabled={!sound}
          onClick={async () => {
            if (!changed || (await keep())) {
              toast("The learner is kept.");
              props.next();
            }
          }}
        >
          {changed ? "Keep and continue" : "Continue"}
        </button>
      </div>
    </>
  );
}

const time = (millis: number): string =>
  millis < 100 ? "0.1 s" : millis < 10_000 ? `${(millis / 1000).toFixed(1)} s` : `${Math.round(millis / 1000)} s`;

function Count(props: { label: string; help: string; value: number; min: number; max: number; onChange: (value: number) => void }) {
  const fault = useSignal("");
  return (
    <Field label={props.label} help={props.help} wrong={fault.value}>
      {(attributes) => (
        <input
          {...attributes}
          type="number"
          min={props.min}
          max={props.max}
          value={props.value}
          onBlur={(event) => {
            const value = Number(event.currentTarget.value);
            const good = event.currentTarget.value !== "" && Number.isInteger(value) && value >= props.min && value <= props.max;
            fault.value = good ? "" : `A whole number from ${props.min} to ${props.max} is needed.`;
            if (good && value !== props.value) {
              props.onChange(value);
            }
          }}
        />
      )}
    </Field>
  );
}

function Chooser(props: {
  title: string;
  schemas: Schema[];
  spec: Spec;
  parts: (name: string) => Schema | undefined;
  onChange: (spec: Spec) => void;
}) {
  const here = props.schemas.find((one) => one.name === nameOf(props.spec));
  return (
    <fieldset class="nested">
      <legend>{props.title}</legend>
      <Field label={props.title} help={here?.summary ?? ""}>
        {(attributes) => (
          <select
            {...attributes}
            value={nameOf(props.spec)}
            onChange={(event) => props.onChange(word(event.currentTarget.value))}
          >
            {!here && <option value={nameOf(props.spec)}>{nameOf(props.spec)}</option>}
            {props.schemas.map((one) => (
              <option key={one.name} value={one.name} disabled={Boolean(one.disabled)} title={one.disabled ?? ""}>
                {one.title ?? one.name}
                {one.disabled ? " (does not fit)" : ""}
              </option>
            ))}
          </select>
        )}
      </Field>
      {here && (here.advice || here.help || here.paper) && (
        <details>
          <summary>About {here.title ?? here.name}</summary>
          {here.advice && <p>{here.advice}</p>}
          {here.help && <p class="quiet">{here.help}</p>}
          {here.paper && <p class="quiet">{here.paper}</p>}
        </details>
      )}
      <Unfit choices={props.schemas} />
      <SchemaForm spec={props.spec} parts={props.parts} onChange={props.onChange} />
    </fieldset>
  );
}
