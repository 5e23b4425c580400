import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Choice } from "../../kit/kit";
import { type Desk, type Item, nameOf, saying } from "./desk";
import { keyFor } from "./keymap";
import { ClassName, Does, keepFocus, letGo, percent } from "./parts";
import { counts, type Entry, type Group, grouped, type Grouping, isAccepted, isBlind, NONE, range, shown, type Sort } from "./queue";
import { MUCH_ENOUGH, Sight } from "./seen";

/** How a grid is looked at; kept in the browser. */
export interface Look {
  size: number;
  grouping: Grouping;
  sort: Sort;
  score: boolean;
  reason: boolean;
}

export const LOOK: Look = { size: 168, grouping: "predicted", sort: "unsure", score: true, reason: false };

/** Where the keys are in the grid. */
export interface Cursor {
  row: Signal<number>;
  selected: Signal<ReadonlySet<number>>;
  anchor: Signal<number>;
}

/** The rows that a key is about: what is selected, else the tile under the cursor. */
export function aimed(cursor: Cursor): number[] {
  const { selected, row } = cursor;
  return selected.value.size > 0 ? [...selected.value] : row.value === NONE ? [] : [row.value];
}

/** The keyboard on a tile, and the tile in sight. */
export function focusTile(row: number): void {
  const tile = document.querySelector<HTMLElement>(`.tile[data-row="${row}"]`);
  tile?.focus({ preventScroll: true });
  tile?.scrollIntoView({ block: "nearest" });
}

/** The groups as they are shown. */
export const groupsOf = (desk: Desk, look: Look): Group[] => grouped(desk.tiles.value, look.grouping, look.sort);

/** Many items at once, of which only the wrong ones are marked. */
export function Grid(props: {
  desk: Desk;
  look: Signal<Look>;
  cursor: Cursor;
  open: (row: number) => void;
  choose: (rows: number[], place: { left: number; top: number }) => void;
}) {
  const { desk, look, cursor } = props;
  const groups = groupsOf(desk, look.value);
  const order = groups.flatMap((group) => group.tiles.map((one) => one.row));
  const area = useRef<HTMLDivElement>(null);
  const watch = useSight(desk, area, order.join());
  const box = useMarquee(area, cursor);
  useLayoutEffect(() => {
    if (!order.includes(cursor.row.value)) {
      cursor.row.value = order[0] ?? NONE;
    }
    if (document.activeElement === document.body) {
      focusTile(cursor.row.value); // the tile that had the focus is gone or was moved
    }
    const there = new Set(order);
    if ([...cursor.selected.value].some((row) => !there.has(row))) {
      cursor.selected.value = new Set([...cursor.selected.value].filter((row) => there.has(row)));
    }
  }, [order.join()]);

  function press(event: MouseEvent, row: number) {
    if (box.moved()) {
      return;
    }
    const before = cursor.row.value;
    cursor.row.value = row;
    if (event.shiftKey) {
      cursor.selected.value = new Set(range(order, cursor.anchor.value === NONE ? before : cursor.anchor.value, row));
    } else if (event.ctrlKey || event.metaKey) {
      cursor.selected.value = toggled(cursor.selected.value, row);
      cursor.anchor.value = row;
    } else {
      cursor.anchor.value = row;
      const rows = cursor.selected.value.has(row) ? [...cursor.selected.value] : [row];
      if (rows.length === 1) {
        cursor.selected.value = new Set();
      }
      const tile = (event.currentTarget as HTMLElement).getBoundingClientRect();
      props.choose(rows, { left: tile.left + 12, top: tile.bottom - 24 });
    }
  }

  return (
    <div class="grid-view">
      <GridBar desk={desk} look={look} />
      <div
        ref={area}
        class="tiles-area"
        style={{ "--tile": `${look.value.size}px` }}
      >
        {groups.map((group) => (
          <section key={`${group.label} ${group.blind}`} class="group" aria-label={titleOf(group)}>
            <header>
              <h2>
                {group.blind ? "Random checks" : group.label === NONE ? titleOf(group) : <ClassName label={group.label} />}
                <span class="quiet"> {group.tiles.length}</span>
              </h2>
              {group.blind && <span class="quiet">No prediction here: say yourself what each of them is.</span>}
              {!group.blind && group.label !== NONE && (
                <Does action="group" onClick={() => desk.commit(group.tiles)} title="Confirms the tiles of this group that were in sight">
                  {groupWords(group)}
                </Does>
              )}
            </header>
            <div class="tiles" role="listbox" aria-multiselectable="true" aria-label={titleOf(group)}>
              {group.tiles.map((entry) => (
                <Tile
                  key={entry.row}
                  entry={entry}
                  item={desk.items.value.get(entry.row)}
                  look={look.value}
                  source={desk.gallery.thumbnail(entry.row, look.value.size > 200 ? 640 : 320)}
                  active={cursor.row.value === entry.row}
                  selected={cursor.selected.value.has(entry.row)}
                  watch={watch}
                  onPress={press}
                  onOpen={() => props.open(entry.row)}
                />
              ))}
            </div>
          </section>
        ))}
        <div class="marquee" ref={box.element} hidden />
      </div>
      <GridFoot desk={desk} cursor={cursor} />
    </div>
  );
}

function titleOf(group: Group): string {
  return group.blind ? "Random checks" : group.label === NONE ? "Together" : `Predicted ${nameOf(group.label)}`;
}

function groupWords(group: Group): string {
  const { all, corrected, wrong, skipped } = counts(group.tiles);
  const marks = corrected + wrong + skipped;
  const left = all - marks;
  const which = left === 1 ? (marks === 0 ? "It is" : "The other one is") : marks === 0 ? `All ${left} are` : `The other ${left} are`;
  return `${which} correct`;
}

function toggled(set: ReadonlySet<number>, row: number): ReadonlySet<number> {
  const next = new Set(set);
  if (!next.delete(row)) {
    next.add(row);
  }
  return next;
}

function GridBar(props: { desk: Desk; look: Signal<Look> }) {
  const { desk, look } = props;
  const outdated = desk.outdated.value.length;
  const set = (change: Partial<Look>) => {
    look.value = { ...look.value, ...change };
    letGo();
  };
  return (
    <div class="grid-bar">
      <Choice
        label="Group by"
        value={look.value.grouping}
        options={[
          { value: "predicted", label: "By prediction" },
          { value: "none", label: "All together" },
        ]}
        onChange={(grouping) => set({ grouping })}
      />
      <label class="inline">
        Sort
        <select value={look.value.sort} onChange={(event) => set({ sort: event.currentTarget.value as Sort })}>
          <option value="unsure">least sure first</option>
          <option value="sure">surest first</option>
          <option value="asked">as asked</option>
        </select>
      </label>
      <label class="slider">
        Size
        <input
          type="range"
          min={96}
          max={320}
          step={8}
          value={look.value.size}
          onInput={(event) => set({ size: Number(event.currentTarget.value) })}
        />
      </label>
      <label class="inline">
        <input type="checkbox" checked={look.value.score} onChange={(event) => set({ score: event.currentTarget.checked })} /> Confidence
      </label>
      <label class="inline">
        <input type="checkbox" checked={look.value.reason} onChange={(event) => set({ reason: event.currentTarget.checked })} /> Reason
      </label>
      <span class="spacer" />
      {outdated > 0 && (
        <button
          type="button"
          class="link"
          onMouseDown={keepFocus}
          onClick={() => void desk.renew()}
          title="What is marked stays; the other tiles go back and the newer model chooses again"
        >
          Model {desk.status.value?.model} is newer than {outdated === desk.tiles.value.length ? "these" : outdated} tiles: let it choose
        </button>
      )}
    </div>
  );
}

function Tile(props: {
  entry: Entry;
  item: Item | undefined;
  look: Look;
  source: string;
  active: boolean;
  selected: boolean;
  watch: (row: number, element: HTMLElement | null) => void;
  onPress: (event: MouseEvent, row: number) => void;
  onOpen: () => void;
}) {
  const { entry, item, look } = props;
  const element = useRef<HTMLDivElement>(null);
  const loaded = useSignal(false);
  // nobody has seen a picture that is still on its way
  const visible = item !== undefined && (item.kind !== "picture" || loaded.value);
  useEffect(() => {
    if (visible) {
      props.watch(entry.row, element.current);
      return () => props.watch(entry.row, null);
    }
  }, [entry.row, visible]);
  const label = shown(entry);
  const state = entry.mark ? "marked" : isAccepted(entry) ? "accepted" : entry.seen ? "seen" : "unseen";
  return (
    <div
      ref={element}
      class={`tile ${state} ${props.active ? "active" : ""}`}
      role="option"
      aria-selected={props.selected}
      data-row={entry.row}
      tabIndex={props.active ? 0 : -1}
      onClick={(event) => props.onPress(event, entry.row)}
      onDblClick={props.onOpen}
    >
      <span class="hidden">{words(entry, item)}</span>
      <div class="face">
        {!item ? (
          <span class="quiet">…</span>
        ) : item.kind === "picture" ? (
          <Thumbnail source={props.source} onLoad={() => (loaded.value = true)} />
        ) : item.kind === "text" ? (
          <p dir="auto">{item.text}</p>
        ) : (
          <dl>
            {Object.entries(item.fields).map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd dir="auto">{value}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
      <div class="foot" aria-hidden="true">
        {entry.mark ? (
          <span class="mark">
            ✗ {"label" in entry.mark ? <ClassName label={entry.mark.label} /> : <span class="name">{MARKS[entry.mark.verdict]}</span>}
          </span>
        ) : isBlind(entry) ? (
          <span class="quiet">random check</span>
        ) : state === "accepted" ? (
          <span class="tick">✓</span>
        ) : null}
        {look.score && label !== NONE && <span class="score">{percent(entry.confidence)}</span>}
      </div>
      {look.reason && entry.why && !isBlind(entry) && <div class="why quiet" aria-hidden="true">{entry.why}</div>}
    </div>
  );
}

const MARKS = { WRONG: "decide later", SKIPPED: "skip" };

function words(entry: Entry, item: Item | undefined): string {
  const name = item?.name ?? `Item ${entry.row}`;
  if (entry.mark) {
    const mark = "label" in entry.mark ? { ...entry.mark, verdict: null } : { label: NONE, ...entry.mark };
    return `${name}: ${saying(mark)}`;
  }
  return isBlind(entry) ? `${name}: random check` : shown(entry) === NONE ? name : `${name}: ${saying({ label: shown(entry), verdict: null }).replace("labelled", "predicted")}`;
}

function Thumbnail(props: { source: string; onLoad: () => void }) {
  const broken = useSignal(false);
  return broken.value ? (
    <span class="quiet">cannot be shown</span>
  ) : (
    <img
      src={props.source}
      alt=""
      decoding="async"
      draggable={false}
      onLoad={props.onLoad}
      onError={() => (broken.value = true)}
    />
  );
}

function GridFoot(props: { desk: Desk; cursor: Cursor }) {
  const { desk, cursor } = props;
  const count = counts(desk.tiles.value);
  const marks = count.corrected + count.wrong;
  const parts = [
    count.accepted > 0 ? `${count.accepted} seen` : "",
    marks > 0 ? `${marks} ${marks === 1 ? "correction" : "corrections"}` : "",
    count.skipped > 0 ? `${count.skipped} skipped` : "",
  ].filter(Boolean);
  return (
    <footer class="grid-foot">
      <span role="status">
        Marked wrong {marks} · skipped {count.skipped} · seen {count.seen}/{count.all}
        {cursor.selected.value.size > 0 && (
          <strong>
            {" "}
            · {cursor.selected.value.size} selected: press the key of a class, or {keyFor("wrong")}
          </strong>
        )}
      </span>
      <span class="spacer" />
      {cursor.selected.value.size > 0 && (
        <button type="button" class="button" onMouseDown={keepFocus} onClick={() => (cursor.selected.value = new Set())}>
          Select none
        </button>
      )}
      <Does action="undo" onClick={() => desk.undo()}>
        Undo
      </Does>
      <Does action="commit" primary disabled={parts.length === 0} onClick={() => desk.commit()}>
        {parts.length === 0 ? "Confirm" : `Confirm ${parts.join(" + ")}`}
      </Does>
    </footer>
  );
}

/** Tells the desk which tiles were in sight long enough. */
function useSight(desk: Desk, area: { current: HTMLElement | null }, tiles: string) {
  const parts = useRef<{ sight: Sight; observer: IntersectionObserver; rows: Map<number, HTMLElement> } | null>(null);
  const waiting = useRef<Map<number, HTMLElement>>(new Map());
  useEffect(() => {
    const sight = new Sight();
    let timer = 0;
    const look = () => {
      const now = performance.now();
      const due = document.hidden ? [] : sight.due(now);
      if (due.length > 0) {
        desk.see(due);
      }
      const next = sight.next(now);
      clearTimeout(timer);
      if (next !== null && !document.hidden) {
        timer = window.setTimeout(look, next + 1);
      }
    };
    const observer = new IntersectionObserver(
      (changes) => {
        for (const change of changes) {
          const row = Number((change.target as HTMLElement).dataset["row"]);
          if (change.intersectionRatio >= MUCH_ENOUGH) {
            sight.appears(row, performance.now());
          } else {
            sight.disappears(row);
          }
        }
        look();
      },
      { root: area.current, threshold: MUCH_ENOUGH },
    );
    const shownAgain = () => {
      sight.restart(performance.now());
      look();
    };
    document.addEventListener("visibilitychange", shownAgain);
    parts.current = { sight, observer, rows: new Map() };
    waiting.current.forEach((element) => observer.observe(element));
    return () => {
      clearTimeout(timer);
      observer.disconnect();
      document.removeEventListener("visibilitychange", shownAgain);
      parts.current = null;
    };
  }, []);
  const before = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const now = tiles.split(",");
    if (!now.some((row) => before.current.has(row))) {
      area.current?.scrollTo({ top: 0 }); // nothing of what was there is left
    }
    before.current = new Set(now);
  }, [tiles]);
  return (row: number, element: HTMLElement | null) => {
    const old = waiting.current.get(row);
    if (old) {
      parts.current?.observer.unobserve(old);
      parts.current?.sight.disappears(row);
      waiting.current.delete(row);
    }
    if (element) {
      waiting.current.set(row, element);
      parts.current?.observer.observe(element);
    }
  };
}

const SOON = 6;

/** Selects by dragging a frame over tiles. */
function useMarquee(area: { current: HTMLElement | null }, cursor: Cursor) {
  const element = useRef<HTMLDivElement>(null);
  const dragged = useRef(false);
  useEffect(() => {
    const place = area.current;
    if (!place) {
      return;
    }
    let from: { x: number; y: number; before: ReadonlySet<number> } | null = null;
    const at = (event: PointerEvent) => {
      const box = place.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top + place.scrollTop };
    };
    const down = (event: PointerEvent) => {
      dragged.current = false;
      if (event.button === 0 && !(event.target as Element).closest("button")) {
        from = { ...at(event), before: event.ctrlKey || event.metaKey ? cursor.selected.value : new Set() };
      }
    };
    const move = (event: PointerEvent) => {
      if (!from || !element.current) {
        return;
      }
      const to = at(event);
      if (!dragged.current && Math.hypot(to.x - from.x, to.y - from.y) < SOON) {
        return;
      }
      if (!dragged.current) {
        dragged.current = true;
        place.setPointerCapture(event.pointerId);
      }
      const frame = {
        left: Math.min(from.x, to.x),
        top: Math.min(from.y, to.y),
        right: Math.max(from.x, to.x),
        bottom: Math.max(from.y, to.y),
      };
      const { style } = element.current;
      element.current.hidden = false;
      style.left = `${frame.left}px`;
      style.top = `${frame.top}px`;
      style.width = `${frame.right - frame.left}px`;
      style.height = `${frame.bottom - frame.top}px`;
      cursor.selected.value = new Set([...from.before, ...within(place, frame)]);
    };
    const up = () => {
      from = null;
      if (element.current) {
        element.current.hidden = true;
      }
    };
    place.addEventListener("pointerdown", down);
    place.addEventListener("pointermove", move);
    place.addEventListener("pointerup", up);
    place.addEventListener("pointercancel", up);
    return () => {
      place.removeEventListener("pointerdown", down);
      place.removeEventListener("pointermove", move);
      place.removeEventListener("pointerup", up);
      place.removeEventListener("pointercancel", up);
    };
  }, []);
  return { element, moved: () => dragged.current };
}

function within(place: HTMLElement, frame: { left: number; top: number; right: number; bottom: number }): number[] {
  const box = place.getBoundingClientRect();
  return [...place.querySelectorAll<HTMLElement>("[data-row]")]
    .filter((tile) => {
      const one = tile.getBoundingClientRect();
      const left = one.left - box.left;
      const top = one.top - box.top + place.scrollTop;
      return left < frame.right && left + one.width > frame.left && top < frame.bottom && top + one.height > frame.top;
    })
    .map((tile) => Number(tile.dataset["row"]));
}
