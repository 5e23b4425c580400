import { type Signal, useComputed, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { get } from "../../api/client";
import { useAsk } from "../../kit/ask";
import { Answer, Fields, Key } from "../../kit/kit";
import { Markdown } from "../../kit/Markdown";
import { api, choosable } from "../../project";
import { asked, items } from "../explore/ask";
import { type Desk, type Item, type Past, saying, told } from "./desk";
import { keyOf } from "./keymap";
import { ClassName, Does, keepFocus, percent } from "./parts";
import { type Entry, isBlind, NONE, shown } from "./queue";
import { Stage, type View } from "./Stage";

/** What the keys do that concern the open item. */
export interface Hands {
  unsure: () => void;
  find: () => void;
  create: () => void;
  noting: Signal<boolean>;
}

/** One item after the other. */
export function Single(props: { desk: Desk; entry: Entry; view: View; hands: Hands; id: string }) {
  const { desk, entry, hands } = props;
  const item = desk.items.value.get(entry.row);
  return (
    <div class="single">
      <section class="look" aria-label="Item">
        <ItemBar entry={entry} item={item} view={props.view} />
        {entry.said && <AlreadySaid desk={desk} entry={entry} />}
        <Stage item={item} row={entry.row} gallery={desk.gallery} view={props.view} label={shown(entry)} />
      </section>
      <section class="panel" aria-label="What is it?">
        <div class={`asked ${entry.model > 0 ? "steady" : ""}`}>
          <Reason entry={entry} />
          <Prediction desk={desk} entry={entry} item={item} />
        </div>
        <Classes desk={desk} entry={entry} item={item} hands={hands} />
        <div class="small-acts">
          <Does action="skip" onClick={() => desk.judge(entry.row, "SKIPPED")}>
            Skip
          </Does>
          <Does action="unsure" onClick={hands.unsure}>
            Unsure
          </Does>
          <Does action="wrong" onClick={() => desk.reject()} disabled={shown(entry) === NONE}>
            Wrong
          </Does>
          <Does action="flag" pressed={entry.flagged} onClick={() => desk.flag(entry.row)}>
            {entry.flagged ? "Flagged" : "Flag"}
          </Does>
          <Does action="note" pressed={entry.note !== ""} onClick={() => (hands.noting.value = true)}>
            Note
          </Does>
        </div>
        <Note key={entry.row} desk={desk} entry={entry} noting={hands.noting} />
        <Guideline />
        {item && item.kind !== "row" && (
          <Beside title="Metadata">
            <Fields of={item.fields} none="No further columns." />
          </Beside>
        )}
        <Similar desk={desk} row={entry.row} />
      </section>
      <Strip desk={desk} />
    </div>
  );
}

function ItemBar(props: { entry: Entry; item: Item | undefined; view: View }) {
  const { item, view } = props;
  return (
    <div class="item-bar">
      <span class="name" title={item?.name}>
        {item?.name ?? `Item ${props.entry.row}`}
      </span>
      {props.entry.flagged && <span class="chip">⚑ flagged</span>}
      <span class="spacer" />
      {item?.kind === "picture" && (
        <>
          <Does action="zoom" onClick={() => (view.zoom.value = zoomed(view.zoom.value))}>
            {view.zoom.value > 0 ? `${view.zoom.value * 100} %` : "Zoom"}
          </Does>
          <Does action="fit" onClick={() => (view.zoom.value = 0)} disabled={view.zoom.value === 0}>
            Fit
          </Does>
        </>
      )}
      {item?.kind === "text" && (
        <Does
          action="words"
          pressed={view.words.value}
          disabled={shown(props.entry) === NONE}
          title="Mark the words that speak for the prediction"
          onClick={() => (view.words.value = !view.words.value)}
        >
          Words
        </Does>
      )}
      {item?.kind === "text" && (
        <label class="slider">
          <span class="quiet">Size of the text</span>
          <input
            type="range"
            min={16}
            max={28}
            value={view.textSize.value}
            onInput={(event) => (view.textSize.value = Number(event.currentTarget.value))}
          />
        </label>
      )}
    </div>
  );
}

/** The next step of the zoom. */
export const zoomed = (zoom: number): number => (zoom === 0 ? 1 : zoom >= 4 ? 0 : 2 * zoom);

function AlreadySaid(props: { desk: Desk; entry: Entry }) {
  const { said } = props.entry;
  return said ? (
    <div class="said" role="status">
      {said.by ? `${said.by} said: ` : "You said: "}
      {said.verdict ? saying(said) : <ClassName label={said.label} />}
      <span class="quiet"> Another class changes it.</span>
      <Does action="right" onClick={() => props.desk.move(1)}>
        Go on
      </Does>
    </div>
  ) : null;
}

const PURPOSES: Record<Entry["purpose"], string> = {
  START: "Spread over your data, to begin with.",
  ACTIVE: "The model learns most from this one.",
  CHECK: "A random check: it tells how good the model really is, so its guess is kept back.",
  RECHECK: "Asked once more, to know how reliable labels are. Say what you see.",
  CHOSEN: "You or somebody else picked this one.",
};

function Reason(props: { entry: Entry }) {
  const { entry } = props;
  return (
    <p class={`reason ${isBlind(entry) ? "blind" : ""}`}>
      <strong>{isBlind(entry) ? (entry.purpose === "CHECK" ? "Random check" : "Check of a label") : "Why this one"}</strong>
      <span>{isBlind(entry) || !entry.why ? PURPOSES[entry.purpose] : capital(entry.why)}</span>
    </p>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function Prediction(props: { desk: Desk; entry: Entry; item: Item | undefined }) {
  const { entry, desk } = props;
  const label = shown(entry);
  if (label === NONE) {
    return null;
  }
  const margin = marginOf(entry, props.item);
  return (
    <div class="prediction">
      <p>
        <span class="quiet">Prediction</span> <ClassName label={label} /> <strong>{percent(entry.confidence)}</strong>
        {margin !== null && <span class="quiet"> {percent(margin)} ahead of the next</span>}
      </p>
      <Does action="accept" primary onClick={() => desk.accept()}>
        Accept <ClassName label={label} />
      </Does>
    </div>
  );
}

function probabilities(entry: Entry, item: Item | undefined): ReadonlyMap<number, number> {
  const known = item?.prediction;
  if (isBlind(entry) || !known || known.label !== entry.shown) {
    return new Map(shown(entry) === NONE ? [] : [[entry.shown, entry.confidence]]);
  }
  return new Map(known.classes.map((one) => [one.label, one.probability]));
}

function marginOf(entry: Entry, item: Item | undefined): number | null {
  const known = item?.prediction;
  return known && known.label === entry.shown ? known.margin : null;
}

function Classes(props: { desk: Desk; entry: Entry; item: Item | undefined; hands: Hands }) {
  const { desk, entry, hands } = props;
  const likely = probabilities(entry, props.item);
  const many = choosable.value.length > 12;
  return (
    <div class="classes">
      <ul class={many ? "many" : ""}>
        {choosable.value.map((one) => {
          const share = likely.get(one.number);
          const chosen = entry.said?.label === one.number;
          return (
            <li key={one.number}>
              <button
                type="button"
                class={`class-button ${chosen ? "chosen" : ""}`}
                style={{ "--class": one.colour, "--share": `${100 * (share ?? 0)}%` }}
                aria-pressed={chosen}
                onMouseDown={keepFocus}
                onClick={() => desk.label(entry.row, one.number)}
              >
                <span class="dot" aria-hidden="true" />
                <span class="name">{one.name}</span>
                {share !== undefined && <span class="share">{percent(share)}</span>}
                {keyOf(one.number) && <Key>{keyOf(one.number)}</Key>}
              </button>
            </li>
          );
        })}
      </ul>
      <div class="row tight">
        <Does action="create" onClick={hands.create}>
          New class
        </Does>
        <Does action="find" onClick={hands.find}>
          Find
        </Does>
      </div>
    </div>
  );
}

function Note(props: { desk: Desk; entry: Entry; noting: Signal<boolean> }) {
  const { desk, entry, noting } = props;
  const text = useSignal(entry.note);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (noting.value) {
      text.value = entry.note;
      area.current?.focus();
    }
  }, [noting.value]);
  if (!noting.value) {
    return entry.note ? <p class="note">“{entry.note}”</p> : null;
  }
  const keep = () => {
    noting.value = false;
    desk.note(entry.row, text.value);
  };
  return (
    <div class="field note-field">
      <label for="note">Note</label>
      <textarea
        id="note"
        ref={area}
        rows={3}
        maxLength={2000}
        value={text.value}
        onInput={(event) => (text.value = event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            noting.value = false;
          } else if (event.key === "Enter" && !event.shiftKey) {
            event.preventDefault();
            keep();
          }
        }}
      />
      <div class="row tight">
        <button type="button" class="button primary" onClick={keep}>
          Keep <Key>⏎</Key>
        </button>
        <button type="button" class="button" onClick={() => (noting.value = false)}>
          Leave <Key>Esc</Key>
        </button>
      </div>
    </div>
  );
}

function Beside(props: { title: string; children: ComponentChildren; onOpen?: () => void }) {
  return (
    <details class="beside" onToggle={(event) => event.currentTarget.open && props.onOpen?.()}>
      <summary>{props.title}</summary>
      {props.children}
    </details>
  );
}

function Guideline() {
  const [written] = useAsk(() => get<{ text: string }>(api("/guideline")), []);
  const text = written.value.value?.text.trim();
  return text ? (
    <Beside title="Guideline">
      <Markdown text={text} />
    </Beside>
  ) : null;
}

/** The nearest items, only once somebody wants to see them. */
function Similar(props: { desk: Desk; row: number }) {
  const wanted = useSignal(false);
  return (
    <Beside title="Similar" onOpen={() => (wanted.value = true)}>
      {wanted.value && <Near key={props.row} {...props} />}
    </Beside>
  );
}

function Near(props: { desk: Desk; row: number }) {
  const [found, again] = useAsk(async () => {
    const near = await asked<{ item: { row: number } }[]>(`/items/${props.row}/similar?k=6`);
    return near.length > 0 ? items(near.map((one) => one.item.row)) : [];
  }, [props.row]);
  return (
    <Answer asked={found.value} what="Looking for similar items" again={again}>
      {(near) =>
        near.length === 0 ? (
          <p class="quiet">There are none yet.</p>
        ) : (
          <ul class="near">
            {near.map((one) => (
              <li key={one.row}>
                <button type="button" class="near-item" onClick={() => void props.desk.show([one.row])}>
                  {one.kind === "picture" ? (
                    <img src={props.desk.gallery.thumbnail(one.row, 160)} alt={one.name ?? ""} loading="lazy" />
                  ) : (
                    <span class="words" dir="auto">
                      {one.text || one.name}
                    </span>
                  )}
                  <ClassName label={one.state?.label ?? NONE} />
                </button>
              </li>
            ))}
          </ul>
        )
      }
    </Answer>
  );
}

/** What was said last; a click goes back to it. */
function Strip(props: { desk: Desk }) {
  const { desk } = props;
  const past = useComputed(() => desk.past.value.filter((one) => one.rows.length > 0));
  return (
    <footer class="strip">
      <h2>Last {past.value.length > 0 ? past.value.length : ""}</h2>
      {past.value.length === 0 ? (
        <span class="quiet">What you say shows up here, to be changed by a click.</span>
      ) : (
        <ol>
          {past.value.map((one) => (
            <li key={one.key}>
              <button
                type="button"
                class={`past ${one.undone ? "undone" : ""}`}
                title={one.undone ? "Taken back" : "Look at it again"}
                onMouseDown={keepFocus}
                onClick={() => void desk.show(one.rows.slice(0, 5))}
              >
                <PastWords past={one} />
              </button>
            </li>
          ))}
        </ol>
      )}
      <span class="spacer" />
      <Does action="undo" onClick={() => desk.undo()}>
        Undo
      </Does>
    </footer>
  );
}

function PastWords(props: { past: Past }) {
  const { past } = props;
  const words = past.label !== NONE && past.count === 1 ? <ClassName label={past.label} /> : told(past);
  return past.undone ? (
    <>
      <s>{words}</s> <span class="hidden">taken back</span>
    </>
  ) : (
    <>{words}</>
  );
}

const REASONS = ["It shows two classes at once", "Its class is missing", "Too bad to see or read", "The guideline does not say"];

/** Why somebody is unsure: asked once, since it helps to mend the classes, and easily passed over. */
export function WhyUnsure(props: { onReason: (reason: string) => void }) {
  return (
    <div class="why-unsure" role="status">
      <span>Why unsure? Asked once only. </span>
      <span class="row tight">
        {REASONS.map((reason) => (
          <button type="button" key={reason} class="button" onMouseDown={keepFocus} onClick={() => props.onReason(reason)}>
            {reason}
          </button>
        ))}
        <button type="button" class="button plain" onMouseDown={keepFocus} onClick={() => props.onReason("")}>
          Never mind
        </button>
      </span>
    </div>
  );
}

