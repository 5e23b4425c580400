import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { get } from "../../api/client";
import { useAsk } from "../../kit/ask";
import { Answer, Fields, Meter, Notice } from "../../kit/kit";
import { api, classes } from "../../project";
import { exclude, flag, judge, labelOne, note } from "./acts";
import { asked, type Hit, type Item, onChanges, type Said } from "./ask";
import { ago, ClassButtons, ClassName, Look, percent } from "./parts";

interface Near {
  distance: number;
  item: Hit;
}

/** One item, everything that is known of it and was said about it, and what is like it. */
export function ItemPanel(props: { row: number; mode: string; onClose: () => void; onOpen: (row: number) => void }) {
  const [item, again] = useAsk(() => get<Item>(api(`/items/${props.row}`)), [props.row]);
  const [said, againSaid] = useAsk(() => get<Said[]>(api(`/items/${props.row}/history`)), [props.row]);
  const refresh = () => {
    again();
    againSaid();
  };
  useEffect(() => onChanges(300, refresh), [props.row]);
  return (
    <aside class="panel" aria-label="Item">
      <header>
        <h2>{item.value.value?.name ?? `Item ${props.row}`}</h2>
        <button class="button plain" aria-label="Close" onClick={props.onClose}>
          ✕
        </button>
      </header>
      <Answer asked={item.value} what="Opening the item" again={again}>
        {(value) => <About key={props.row} item={value} row={props.row} mode={props.mode} />}
      </Answer>
      <h3>What was said</h3>
      <Answer asked={said.value} what="Looking it up">
        {(all) => <History said={all} />}
      </Answer>
      <h3>Similar items</h3>
      <Alike row={props.row} onOpen={props.onOpen} />
    </aside>
  );
}

function About(props: { item: Item; row: number; mode: string }) {
  const { item, row } = props;
  const state = item.state;
  const writing = useSignal(state?.note ?? "");
  return (
    <div class="stack">
      {item.kind !== "row" && <Look row={row} name={item.name ?? ""} text={item.text} size={640} />}
      {state && (
        <>
          <p>
            Label: <ClassName number={state.label} />
          </p>
          <ClassButtons
            chosen={state.label}
            onChoose={(label) => void labelOne(row, label, state.version, item.prediction?.label ?? -1, props.mode)}
          />
          <div class="row">
            <button class="button" aria-pressed={state.flagged} onClick={() => void flag(row, !state.flagged)}>
              {state.flagged ? "⚑ Flagged" : "⚐ Flag"}
            </button>
            <button class="button" onClick={() => void judge(row, "unsure", state.version, props.mode)}>
              Unsure
            </button>
            {state.verdict === "EXCLUDED" ? (
              <button class="button" onClick={() => void exclude([row], false)}>
                Take back in
              </button>
            ) : (
              <button class="button" onClick={() => void judge(row, "excluded", state.version, props.mode)}>
                Exclude
              </button>
            )}
          </div>
          <form
            class="field"
            onSubmit={(event) => {
              event.preventDefault();
              void note(row, writing.value);
            }}
          >
            <label for="item-note">Note</label>
            <textarea
              id="item-note"
              rows={2}
              maxLength={2000}
              value={writing.value}
              onInput={(event) => (writing.value = event.currentTarget.value)}
            />
            {writing.value !== state.note && <button class="button">Keep the note</button>}
          </form>
        </>
      )}
      {item.prediction && (
        <div>
          <h3>Prediction</h3>
          {item.prediction.classes.map((one) => (
            <div class="likely" key={one.label}>
              <ClassName number={one.label} />
              <Meter value={one.probability} of={1} label={classes.value[one.label]?.name ?? ""} />
              <span>{percent(one.probability)}</span>
            </div>
          ))}
        </div>
      )}
      <Fields of={item.fields} />
      {item.answers && Object.keys(item.answers).length > 0 && (
        <div>
          <h3>Labels come from</h3>
          <p class="quiet">Who labels does not see this.</p>
          <Fields of={item.answers} />
        </div>
      )}
    </div>
  );
}

const MODES: Record<string, string> = { single: "one by one", grid: "in a grid", review: "in review", map: "on the map", items: "among the items", import: "with the data" };

function History(props: { said: Said[] }) {
  if (props.said.length === 0) {
    return <p class="quiet">Nothing yet.</p>;
  }
  return (
    <ol class="said">
      {[...props.said].reverse().map((one, i) => (
        <li key={i} class={one.undone ? "undone" : ""}>
          <span>
            <b>{one.by}</b> {wording(one)}
            {one.undone && " (taken back)"}
          </span>{" "}
          <time class="quiet" dateTime={new Date(one.at).toISOString()} title={new Date(one.at).toLocaleString()}>
            {ago(one.at)}
            {one.mode && MODES[one.mode] ? `, ${MODES[one.mode]}` : ""}
          </time>
        </li>
      ))}
    </ol>
  );
}

function wording(one: Said) {
  if (one.label >= 0) {
    const verb =
      one.kind === "settled"
        ? "decided"
        : one.provenance === "implicit"
          ? "let stand"
          : one.provenance === "model"
            ? "took over"
            : "said";
    return (
      <>
        {verb} <ClassName number={one.label} />
      </>
    );
  }
  if (one.verdict) {
    return one.verdict === "wrong" ? "said the prediction is wrong" : `said ${one.verdict}`;
  }
  if (one.note !== null) {
    return one.note === "" ? "took the note away" : `noted “${one.note}”`;
  }
  if (one.flagged !== null) {
    return one.flagged ? "flagged it" : "took the flag away";
  }
  return one.kind === "cleared" ? "took what was said away" : one.kind;
}

function Alike(props: { row: number; onOpen: (row: number) => void }) {
  const [near] = useAsk(() => asked<Near[]>(`/items/${props.row}/similar?k=12`), [props.row]);
  if (near.value.refused) {
    return <Notice>{near.value.refused}</Notice>;
  }
  return (
    <Answer asked={near.value} what="Looking for similar items">
      {(all) => (
        <ul class="alike">
          {all.map((one) => (
            <li key={one.item.row}>
              <button
                class="thing"
                onClick={() => props.onOpen(one.item.row)}
                title={`${one.item.name}, distance ${one.distance.toPrecision(3)}`}
              >
                <Look row={one.item.row} name={one.item.name} />
                <ClassName number={one.item.label} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </Answer>
  );
}
