/** Why an item is asked for. */
export type Purpose = "START" | "ACTIVE" | "CHECK" | "RECHECK" | "CHOSEN";

/** What somebody says about an item that gets no class. */
export type Verdict = "SKIPPED" | "UNSURE" | "WRONG" | "EXCLUDED";

/** No class. */
export const NONE = -1;

/** How many items a grid shows. */
export const GRID = 48;

/** How many answered items stay within reach of the key that goes back. */
const KEPT = 300;

/** An item as the queue hands it out. */
export interface Asked {
  row: number;
  batch: number;
  purpose: Purpose;
  score: number;
  why: string | null;
  version: number;
  shown: number;
  confidence: number;
}

/** What the queue hands out at a time. */
export interface Batch {
  batch: number;
  model: number;
  strategy: string;
  items: Asked[];
}

/** What was said about an item. */
export interface Said {
  label: number;
  verdict: Verdict | null;
  /** Who said it, where it was somebody else. */
  by?: string;
}

/** What a grid is to say about an item once it is committed: another class, or no class. */
export type Mark = { label: number } | { verdict: "WRONG" | "SKIPPED" };

/** An item on its way through the page. */
export interface Entry extends Asked {
  model: number;
  said: Said | null;
  mark: Mark | null;
  seen: boolean;
  flagged: boolean;
  note: string;
}

/** Everything that lies before the person: never reordered, so that nothing moves under the cursor. */
export interface Queue {
  entries: readonly Entry[];
  /** Which entry is open in the single view. */
  at: number;
  /** The rows of the grid, in order. */
  page: readonly number[];
}

export const EMPTY: Queue = { entries: [], at: 0, page: [] };

/** Whether the prediction is kept back, so that the answer is the person's own. */
export const isBlind = (entry: Asked): boolean => entry.purpose === "CHECK" || entry.purpose === "RECHECK";

/** The class that the person sees as prediction. */
export const shown = (entry: Asked): number => (isBlind(entry) ? NONE : entry.shown);

export const isOpen = (entry: Entry): boolean => entry.said === null;

/** The entry that is open in the single view. */
export const current = (queue: Queue): Entry | undefined => queue.entries[queue.at];

export const find = (queue: Queue, row: number): Entry | undefined => queue.entries.find((one) => one.row === row);

/** How many wait for an answer. */
export const openCount = (queue: Queue): number => queue.entries.filter(isOpen).length;

/** How many wait after the one that is open. */
export const ahead = (queue: Queue): number => queue.entries.slice(queue.at + 1).filter(isOpen).length;

/**
 * More items at the end; those that lie there already stay as they are. What was answered long ago is let go.
 *
 * @param unsent items whose answers the server had not heard when it handed these out
 */
export function added(queue: Queue, batch: Batch, unsent: ReadonlySet<number> = new Set()): Queue {
  const known = new Map(queue.entries.map((one) => [one.row, one]));
  const fresh = batch.items
    .filter((one) => {
      const old = known.get(one.row);
      // what was answered may be asked again later, in a batch of its own
      return !unsent.has(one.row) && (old === undefined || (old.said !== null && one.batch > old.batch));
    })
    .map((one): Entry => {
      return { ...one, model: batch.model, said: null, mark: null, seen: false, flagged: false, note: "" };
    });
  const again = new Set(fresh.map((one) => one.row));
  const before = queue.entries.slice(0, queue.at).filter((one) => again.has(one.row)).length;
  const all = [...queue.entries.filter((one) => !again.has(one.row)), ...fresh];
  const gone = Math.max(0, Math.min(queue.at - before - KEPT, all.findIndex(isOpen)));
  return settled({ ...queue, entries: all.slice(gone), at: queue.at - before - gone });
}

/** The cursor on something that is there, preferably something to answer. */
function settled(queue: Queue): Queue {
  const at = Math.max(0, queue.at);
  if (at < queue.entries.length) {
    return { ...queue, at };
  }
  const open = queue.entries.findIndex(isOpen);
  return { ...queue, at: open >= 0 ? open : queue.entries.length };
}

function changed(queue: Queue, rows: ReadonlySet<number>, change: (entry: Entry) => Entry): Queue {
  return { ...queue, entries: queue.entries.map((one) => (rows.has(one.row) ? change(one) : one)) };
}

const only = (row: number): ReadonlySet<number> => new Set([row]);

/** One entry, changed. */
export const adjusted = (queue: Queue, row: number, change: Partial<Entry>): Queue =>
  changed(queue, only(row), (one) => ({ ...one, ...change }));

/** Something was said of the item that is open or of another; from the open one it goes on to the next without answer. */
export function said(queue: Queue, row: number, what: Said): Queue {
  const after = adjusted(queue, row, { said: what, mark: null });
  return current(queue)?.row === row ? { ...after, at: nextOpen(after) } : after;
}

/** The next entry without answer: after the cursor, else before it, else the end. */
function nextOpen(queue: Queue): number {
  const after = queue.entries.findIndex((one, i) => i > queue.at && isOpen(one));
  if (after >= 0) {
    return after;
  }
  const before = queue.entries.findIndex(isOpen);
  return before >= 0 ? before : queue.entries.length;
}

/** Back and forward without saying anything. */
export function moved(queue: Queue, by: number): Queue {
  const at = Math.min(Math.max(0, queue.at + by), Math.max(0, queue.entries.length - 1));
  return { ...queue, at };
}

/** The single view on an item; nothing happens where it is not there. */
export function opened(queue: Queue, row: number): Queue {
  const at = queue.entries.findIndex((one) => one.row === row);
  return at < 0 ? queue : { ...queue, at };
}

/** Items that were not in the queue, to be looked at now; what was open comes after them. */
export function inserted(queue: Queue, entries: readonly Entry[]): Queue {
  const rows = new Set(entries.map((one) => one.row));
  const at = queue.entries.slice(0, queue.at).filter((one) => !rows.has(one.row)).length;
  const rest = queue.entries.filter((one) => !rows.has(one.row));
  return { ...queue, entries: [...rest.slice(0, at), ...entries, ...rest.slice(at)], at };
}

/** What was said is taken back: the items wait again, as they were. */
export function reopened(queue: Queue, before: readonly Entry[]): Queue {
  const was = new Map(before.map((one) => [one.row, one]));
  const after = {
    ...queue,
    entries: queue.entries.map((one) => {
      const old = was.get(one.row);
      return old ? { ...old, version: one.version } : one;
    }),
  };
  const missing = before.filter((one) => !queue.entries.some((other) => other.row === one.row));
  const all = missing.length > 0 ? inserted(after, missing) : after;
  const first = before[0];
  const back = first ? opened(all, first.row) : all;
  const rest = queue.page.filter((row) => !was.has(row));
  const more = rest.slice(0, Math.max(0, GRID - before.length));
  return before.length > 1 ? { ...back, page: [...before.map((one) => one.row), ...more] } : back;
}

/** Items that are given back to be asked for later, if at all. */
export function without(queue: Queue, rows: ReadonlySet<number>): Queue {
  const before = queue.entries.slice(0, queue.at).filter((one) => rows.has(one.row)).length;
  return settled({
    entries: queue.entries.filter((one) => !rows.has(one.row)),
    at: queue.at - before,
    page: queue.page.filter((row) => !rows.has(row)),
  });
}

/** What lies ahead, out of sight, and was chosen by an older model: a newer one may choose better. */
export function stale(queue: Queue, model: number, inSight: number): number[] {
  const shownNow = new Set(queue.page);
  return queue.entries
    .filter((one, i) => i > queue.at + inSight && isOpen(one) && one.mark === null && !shownNow.has(one.row))
    .filter((one) => one.model < model && (one.purpose === "ACTIVE" || one.purpose === "START"))
    .map((one) => one.row);
}

/** Somebody else said something: that is what counts now, and the person sees it. */
export function overtaken(queue: Queue, row: number, version: number, what: Said | null): Queue {
  return adjusted(queue, row, { said: what, mark: null, version });
}

/** The items have a newer version, since the person's own act was kept. */
export function versioned(queue: Queue, rows: readonly number[], version: number): Queue {
  return changed(queue, new Set(rows), (one) => ({ ...one, version: Math.max(one.version, version) }));
}

// ---- the grid

/** The grid filled up with items that wait; those that are shown already stay where they are. */
export function filled(queue: Queue, size: number = GRID): Queue {
  const open = new Map(queue.entries.filter(isOpen).map((one) => [one.row, one]));
  const page = queue.page.filter((row) => open.has(row));
  const there = new Set(page);
  for (const row of open.keys()) {
    if (page.length >= size) {
      break;
    }
    if (!there.has(row)) {
      page.push(row);
    }
  }
  return { ...queue, page };
}

/** The entries of the grid. */
export function tiles(queue: Queue): Entry[] {
  const by = new Map(queue.entries.map((one) => [one.row, one]));
  return queue.page.map((row) => by.get(row)).filter((one) => one !== undefined);
}

export function marked(queue: Queue, rows: readonly number[], mark: Mark | null): Queue {
  return changed(queue, new Set(rows), (one) => {
    const same = mark !== null && "label" in mark && mark.label === shown(one);
    return { ...one, mark: same ? null : mark, seen: one.seen || mark !== null };
  });
}

/** Items that were in sight long enough. */
export function seen(queue: Queue, rows: readonly number[]): Queue {
  return changed(queue, new Set(rows), (one) => (one.seen ? one : { ...one, seen: true }));
}

export type Sort = "unsure" | "sure" | "asked";
export type Grouping = "predicted" | "none";

/** Tiles under one heading. */
export interface Group {
  /** The predicted class; {@link NONE} for those without. */
  label: number;
  blind: boolean;
  tiles: Entry[];
}

/** The grid in groups: first what is drawn at random and has no prediction to lean on, then class by class. */
export function grouped(entries: readonly Entry[], by: Grouping, sort: Sort): Group[] {
  const groups = new Map<string, Group>();
  for (const entry of entries) {
    const blind = isBlind(entry);
    const label = blind || by === "none" ? NONE : entry.shown;
    const key = blind ? "blind" : String(label);
    const group = groups.get(key) ?? { label, blind, tiles: [] };
    group.tiles.push(entry);
    groups.set(key, group);
  }
  const sign = sort === "unsure" ? 1 : -1;
  for (const group of groups.values()) {
    if (sort !== "asked" && !group.blind) {
      group.tiles.sort((a, b) => sign * (a.confidence - b.confidence));
    }
  }
  return [...groups.values()].sort((a, b) => Number(b.blind) - Number(a.blind) || order(a.label) - order(b.label));
}

const order = (label: number): number => (label === NONE ? Number.MAX_SAFE_INTEGER : label);

/** What a commit would say. */
export interface Counts {
  accepted: number;
  corrected: number;
  wrong: number;
  skipped: number;
  seen: number;
  all: number;
}

/** A tile that is accepted when the grid is committed: seen, with a prediction that nobody contradicted. */
export const isAccepted = (entry: Entry): boolean =>
  isOpen(entry) && entry.seen && entry.mark === null && shown(entry) !== NONE;

export function counts(entries: readonly Entry[]): Counts {
  return {
    accepted: entries.filter(isAccepted).length,
    corrected: entries.filter((one) => one.mark && "label" in one.mark).length,
    wrong: entries.filter((one) => one.mark && "verdict" in one.mark && one.mark.verdict === "WRONG").length,
    skipped: entries.filter((one) => one.mark && "verdict" in one.mark && one.mark.verdict === "SKIPPED").length,
    seen: entries.filter((one) => one.seen).length,
    all: entries.length,
  };
}

/** What a grid says, as the server takes it; null where it says nothing. */
export function commit(entries: readonly Entry[], millis: number): { body: Record<string, unknown>; rows: number[] } | null {
  type Told = { row: number; version: number; batch: number; label?: number; shown?: number };
  const accepted: Told[] = [];
  const corrected: Told[] = [];
  const wrong: Told[] = [];
  const skipped: Told[] = [];
  for (const entry of entries.filter((one) => one.mark || isAccepted(one))) {
    const { row, version, batch, mark } = entry;
    const predicted = shown(entry);
    if (mark === null) {
      accepted.push({ row, version, batch, shown: predicted });
    } else if ("label" in mark) {
      corrected.push({ row, version, batch, label: mark.label, shown: predicted });
    } else {
      (mark.verdict === "WRONG" ? wrong : skipped).push({ row, version, batch });
    }
  }
  const rows = [...accepted, ...corrected, ...wrong, ...skipped].map((one) => one.row);
  const body = { batch: 0, accepted, corrected, wrong, skipped, mode: "grid", millis: Math.round(millis) };
  return rows.length > 0 ? { body, rows } : null;
}

/** What a commit says of an entry. */
export function saidBy(entry: Entry): Said {
  const { mark } = entry;
  if (mark === null) {
    return { label: shown(entry), verdict: null };
  }
  return "label" in mark ? { label: mark.label, verdict: null } : { label: NONE, verdict: mark.verdict };
}

/** The tile beside another, in a grid whose rows are given by where the tiles stand. */
export function beside(
  places: readonly { row: number; left: number; top: number }[],
  from: number,
  direction: "left" | "right" | "up" | "down",
): number {
  const i = places.findIndex((one) => one.row === from);
  const here = places[i];
  if (!here) {
    return places[0]?.row ?? NONE;
  }
  if (direction === "left" || direction === "right") {
    return places[i + (direction === "left" ? -1 : 1)]?.row ?? from;
  }
  const down = direction === "down";
  const lines = places.filter((one) => (down ? one.top > here.top + 1 : one.top < here.top - 1));
  if (lines.length === 0) {
    return from;
  }
  const tops = lines.map((one) => one.top);
  const top = down ? Math.min(...tops) : Math.max(...tops);
  const line = lines.filter((one) => Math.abs(one.top - top) <= 1);
  return line.reduce((a, b) => (Math.abs(b.left - here.left) < Math.abs(a.left - here.left) ? b : a)).row;
}

/** From one tile to another, both included, in the order of the grid. */
export function range(rows: readonly number[], from: number, to: number): number[] {
  const a = rows.indexOf(from);
  const b = rows.indexOf(to);
  return a < 0 || b < 0 ? [to] : rows.slice(Math.min(a, b), Math.max(a, b) + 1);
}
