import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { Dialog, Key, Meter } from "../../kit/kit";
import { sorry, toast } from "../../kit/toasts";
import { api, choosable, classes, project } from "../../project";
import { go } from "../../router";
import { classOfKey, count, exclude, labelMany, MOST_QUEUED, queue, takePredictions } from "./acts";
import { type Hit, type Item, items, keepSlice } from "./ask";

/** A class by colour and name; a line where there is none. */
export function ClassName(props: { number: number; quiet?: boolean }) {
  const known = classes.value[props.number];
  return known ? (
    <span class={props.quiet ? "class-name quiet" : "class-name"}>
      <span class="dot" style={{ background: known.colour }} aria-hidden="true" /> {known.name}
    </span>
  ) : (
    <span class="quiet">–</span>
  );
}

export const percent = (share: number | null | undefined): string =>
  share === null || share === undefined ? "–" : `${Math.round(100 * share)} %`;

export const ago = (at: number, now = Date.now()): string => {
  const minutes = Math.round((now - at) / 60_000);
  return at === 0
    ? "–"
    : minutes < 1
      ? "just now"
      : minutes < 60
        ? `${minutes} min ago`
        : minutes < 1440
          ? `${Math.round(minutes / 60)} h ago`
          : new Date(at).toLocaleDateString();
};

/** Whether the items of the project have pictures. */
export const withPictures = (): boolean => project.value?.kind === "pictures";

/** The picture of an item as small as it is needed, or its text. */
export function Look(props: { row: number; name: string; text?: string | null | undefined; size?: 160 | 320 | 640 }) {
  const broken = useSignal(false);
  if (withPictures()) {
    return broken.value ? (
      <span class="look none quiet">No picture to show</span>
    ) : (
      <img
        class="look"
        loading="lazy"
        decoding="async"
        src={api(`/items/${props.row}/thumbnail?size=${props.size ?? 160}`)}
        alt={props.name}
        onError={() => (broken.value = true)}
      />
    );
  }
  return (
    <span class="look words" dir="auto">
      {props.text ?? props.name}
    </span>
  );
}

/** The server is still reading the items. */
export function ReadingItems(props: { done: number }) {
  return (
    <div class="reading" role="status">
      <p>
        Reading the items for search{props.done >= 0 ? `, ${Math.floor(100 * props.done)} %` : ""}. This happens once after
        each start.
      </p>
      <Meter value={Math.max(0, Math.round(100 * props.done))} of={100} label="Reading the items" />
    </div>
  );
}

const details = new Map<string, Item>();

/** Everything that is known of some items, asked once and kept while the page is open; nothing while it is not there. */
export function useDetails(rows: readonly number[]): (row: number) => Item | undefined {
  const turn = useSignal(0);
  void turn.value;
  const id = project.value?.id ?? "";
  const missing = rows.filter((row) => !details.has(`${id}/${row}`));
  const key = missing.join(",");
  useEffect(() => {
    if (key === "" || withPictures()) {
      return;
    }
    const timer = setTimeout(() => {
      items(missing).then(
        (found) => {
          if (details.size > 20_000) {
            details.clear();
          }
          found.forEach((item) => details.set(`${id}/${item.row}`, item));
          turn.value++;
        },
        () => {}, // names and labels are there without it
      );
    }, 80);
    return () => clearTimeout(timer);
  }, [key]);
  return (row) => details.get(`${id}/${row}`);
}

/** An item in words: its text, or its fields. */
export const wordsOf = (item: Item | undefined): string | null =>
  item?.text ??
  (item?.fields
    ? Object.entries(item.fields)
        .slice(0, 12)
        .map(([name, value]) => `${name} ${value}`)
        .join(" · ")
    : null);

/** All classes that can be chosen, each with its key. */
export function ClassButtons(props: {
  onChoose: (number: number) => void;
  chosen?: number;
  /** Whether the keys choose as well while this is shown. */
  keys?: boolean;
}) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const number = classOfKey(event);
      if (number >= 0) {
        event.preventDefault();
        event.stopPropagation();
        props.onChoose(number);
      }
    };
    if (!props.keys) {
      return;
    }
    addEventListener("keydown", press, true);
    return () => removeEventListener("keydown", press, true);
  });
  return (
    <div class="class-buttons">
      {choosable.value.map((one) => (
        <button
          key={one.number}
          type="button"
          class="button"
          aria-pressed={props.chosen === one.number}
          onClick={() => props.onChoose(one.number)}
        >
          <span class="dot" style={{ background: one.colour }} aria-hidden="true" /> {one.name}{" "}
          {one.key && <Key>{one.key}</Key>}
        </button>
      ))}
    </div>
  );
}

/** What can be done with what was chosen. */
export function Bulk(props: {
  rows: readonly number[];
  mode: string;
  /** The query that stands for the choice; null where it was chosen one by one. */
  query: string | null;
  /** Whether there are excluded ones among them. */
  excluded?: boolean;
  /** Whether a model says something about them. */
  predicted?: boolean;
  onDone: () => void;
  onSliced?: () => void;
  children?: ComponentChildren;
}) {
  const labelling = useSignal(false);
  const naming = useSignal(false);
  const busy = useSignal(false);
  const { rows } = props;
  const none = rows.length === 0 || busy.value;
  const run = async (work: Promise<boolean>) => {
    busy.value = true;
    const done = await work;
    busy.value = false;
    if (done) {
      props.onDone();
    }
  };
  return (
    <div class="bulk row" role="group" aria-label="With what is chosen">
      {props.children}
      <button class="button primary" disabled={none} onClick={() => (labelling.value = true)}>
        Label as…
      </button>
      <button
        class="button"
        disabled={none}
        title={`Label them one by one or as a grid, at most ${MOST_QUEUED} at a time`}
        onClick={() => void run(queue(rows))}
      >
        Queue these
      </button>
      <button
        class="button"
        disabled={none}
        title="They are asked for no more and count for nothing; their labels stay"
        onClick={() => void run(exclude(rows, true))}
      >
        Exclude
      </button>
      {props.excluded && (
        <button class="button" disabled={none} onClick={() => void run(exclude(rows, false))}>
          Take back in
        </button>
      )}
      <button class="button" disabled={rows.length === 0} onClick={() => (naming.value = true)}>
        Save as slice
      </button>
      {labelling.value && (
        <Dialog title={`Label ${count(rows.length)} as`} onClose={() => (labelling.value = false)}>
          {choosable.value.length === 0 && <p>There are no classes yet.</p>}
          <ClassButtons
            keys
            onChoose={(number) => {
              labelling.value = false;
              void run(labelMany(rows, number, props.mode));
            }}
          />
          {props.predicted !== false && (
            <button
              class="button"
              onClick={() => {
                labelling.value = false;
                void run(takePredictions(rows, props.mode));
              }}
            >
              What the model says of each
            </button>
          )}
          <p class="quiet">This is one act; it can be taken back. What had another label before gets this one.</p>
        </Dialog>
      )}
      {naming.value && (
        <SliceDialog
          query={props.query ?? ""}
          rows={props.query === null ? rows : null}
          onClose={() => (naming.value = false)}
          onKept={props.onSliced ?? (() => {})}
        />
      )}
    </div>
  );
}

/** Gives a choice a name. */
export function SliceDialog(props: {
  query: string;
  rows: readonly number[] | null;
  onClose: () => void;
  onKept: () => void;
}) {
  const wrong = useSignal("");
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const name = String(new FormData(event.target as HTMLFormElement).get("name"));
    try {
      await keepSlice(name, props.query, props.rows);
      toast(`Kept as the slice “${name}”.`);
      props.onKept();
      props.onClose();
    } catch (e) {
      wrong.value = (e as Error).message;
    }
  };
  return (
    <Dialog title="Save as slice" onClose={props.onClose}>
      <form class="stack" onSubmit={submit}>
        <p>
          {props.rows === null
            ? "A slice keeps the filter: it holds whatever fits when it is asked."
            : `A slice of these ${props.rows.length.toLocaleString()} items.`}
        </p>
        <div class="field">
          <label for="slice-name">Name</label>
          <input id="slice-name" name="name" required maxLength={60} autofocus aria-invalid={wrong.value !== ""} />
          {wrong.value && (
            <div class="wrong" role="alert">
              {wrong.value}
            </div>
          )}
        </div>
        <button class="button primary">Save</button>
      </form>
    </Dialog>
  );
}

/** Opens the list of all items with a filter. */
export const openItems = (query: string): void =>
  go(`/p/${project.value?.id}/items?${new URLSearchParams({ query })}`);

export const failed = (e: unknown): void => sorry(e);

/** What is said of an item in one line: for eyes and for readers of screens. */
export function spoken(hit: Hit): string {
  const label = classes.value[hit.label]?.name ?? hit.verdict ?? "open";
  const predicted = classes.value[hit.predicted]?.name;
  return `${hit.name}, ${label}${predicted ? `, predicted ${predicted} ${percent(hit.confidence)}` : ""}`;
}
