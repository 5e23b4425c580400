import { batch, computed, signal } from "@preact/signals";
import { get, post, Refused, Unreachable } from "../../api/client";
import { sorry, toast } from "../../kit/toasts";
import { classes, type LabelClass, project } from "../../project";
import { Gallery } from "./gallery";
import { type Done, type Hope, type Letter, Outbox, type Outcome, type Store } from "./outbox";
import {
  added,
  adjusted,
  ahead,
  type Asked,
  type Batch,
  commit,
  current,
  EMPTY,
  type Entry,
  filled,
  find,
  GRID,
  inserted,
  isBlind,
  isOpen,
  type Mark,
  marked,
  moved,
  NONE,
  opened,
  openCount,
  overtaken,
  type Queue,
  reopened,
  type Said,
  said,
  saidBy,
  seen,
  shown,
  stale,
  tiles,
  type Verdict,
  versioned,
  without,
} from "./queue";

/** Where an item stands, as the server tells it. */
export interface ItemState {
  label: number;
  verdict: Verdict | null;
  by: string;
  flagged: boolean;
  note: string;
  version: number;
}

/** What an item is. */
export interface Item {
  row: number;
  id: string;
  name: string;
  kind: "picture" | "text" | "row";
  text?: string | null;
  fields: Record<string, string>;
  width?: number | null;
  height?: number | null;
  state: ItemState;
  prediction?: {
    model: number;
    label: number;
    confidence: number;
    margin: number;
    classes: { label: number; probability: number }[];
  } | null;
}

/** How learning stands. */
export interface Status {
  state: "none" | "cold" | "ready" | "training" | "error";
  reason?: string | null;
  model: number;
  labels: number;
  behind: number;
  error?: string | null;
  cold?: { each: number; classes: { label: number; have: number }[] } | null;
  open: number;
  training?: { done: number; doing: string } | null;
  strategy: string;
}

/** Something that was said, as the strip of the last ones shows it. */
export interface Past {
  key: string;
  rows: readonly number[];
  count: number;
  kind: string;
  label: number;
  verdict: Verdict | null;
  undone: boolean;
}

interface PastAct extends Omit<Past, "key"> {
  act: number;
}

interface TakenBack {
  act: number;
  version: number;
  rows: number[];
  count: number;
  past: PastAct;
}

/** Something that was done on this page and can be taken back. */
interface Step {
  letter: Omit<Letter, "order">;
  before: readonly Entry[];
  after: readonly Entry[];
  cancelled: boolean;
}

export type Mode = "single" | "grid";

const AHEAD = 12;
const AGAIN_MILLIS = 5_000;
const LOW = 8;
const IN_SIGHT = 2;
const STRIP = 10;
const MOST_STEPS = 200;
const RATE_MINUTES = 5;

const VERDICTS: Record<Verdict, string> = {
  SKIPPED: "skipped",
  UNSURE: "unsure",
  WRONG: "wrong, class later",
  EXCLUDED: "left out",
};

/** What is known of the world outside the page. */
export interface World {
  project: string;
  account: string;
  store: Store;
  now: () => number;
}

/** Everything that one person does on the label page of one project. */
export class Desk {
  readonly queue = signal<Queue>(EMPTY);
  readonly items = signal<ReadonlyMap<number, Item>>(new Map());
  readonly status = signal<Status | null>(null);
  readonly mode = signal<Mode>("single");
  /** Why nothing more could be asked for; empty where it could. */
  readonly refused = signal("");
  readonly asking = signal(false);
  /** Whether nothing is left to ask for. */
  readonly ended = signal(false);
  /** What just happened, for those who cannot see it. */
  readonly spoken = signal("");
  readonly past = signal<readonly Past[]>([]);
  readonly today = signal(0);
  readonly rate = signal(0);
  readonly entry = computed(() => current(this.queue.value));
  readonly tiles = computed(() => tiles(this.queue.value));
  readonly outbox: Outbox;
  readonly gallery: Gallery;

  private readonly steps: Step[] = [];
  private readonly again: Step[] = [];
  private readonly answers: { at: number; count: number }[] = [];
  private openedAt: number;
  private gridSince: number;
  private begun = false;
  private closed = false;
  /** Whether somebody chose the mode, perhaps while the desk was still being opened. */
  private modeChosen = false;
  /** Whether more was wanted while it was being asked for. */
  private wanting = false;
  /** While nothing lies here: when it is asked for again. */
  private later: ReturnType<typeof setTimeout> | undefined;
  private wake: () => void = () => {};

  constructor(private readonly world: World) {
    this.openedAt = world.now();
    this.gridSince = world.now();
    this.gallery = new Gallery((row, kind) => this.api(`/items/${row}/${kind}`));
    this.outbox = new Outbox({
      store: world.store,
      send: (letter, path) => post<Done>(this.api(path), letter.body, { "Idempotency-Key": letter.key }),
      hope,
      pause: (millis) => this.pause(millis),
      heard: (outcome) => this.heard(outcome),
    });
  }

  private api(path: string): string {
    return `/api/v1/projects/${this.world.project}${path}`;
  }

  /**
   * Begins: what an earlier page left goes out first, then items come in.
   *
   * @param mode how the person labels; null for what suits: a grid as soon as there are predictions to look over
   */
  async open(mode: Mode | null = null): Promise<void> {
    const left = await this.outbox.open();
    for (const letter of left.filter((one) => one.of === null)) {
      this.steps.push({ letter, before: [], after: [], cancelled: false });
    }
    await Promise.all([this.refreshStatus(), this.refreshPast(), this.refreshPace()]);
    const predicted = (this.status.value?.model ?? 0) > 0 && project.value !== null && project.value.kind !== "rows";
    if (!this.modeChosen) {
      this.mode.value = mode ?? (predicted ? "grid" : "single");
    }
    this.begun = true;
    await this.fill();
  }

  /** The page goes away; what is unsent stays in the store. */
  close(): void {
    this.closed = true;
    clearTimeout(this.later);
    this.outbox.close();
    this.wake();
  }

  /** Says something to those who cannot see it, even if it is the same as before. */
  private speak(text: string): void {
    this.spoken.value = this.spoken.peek() === text ? `${text}\u00a0` : text;
  }

  // ---- coming in

  async refreshStatus(): Promise<void> {
    try {
      const before = this.status.value;
      const now = await get<Status>(this.api("/queue"));
      this.status.value = now;
      if (before && now.model > before.model) {
        if (before.model === 0) {
          toast(`The first model is there, from ${now.labels} labels. It chooses what comes next.`);
        }
        this.speak(`Model ${now.model} is there`);
        await this.giveBackStale(now.model);
      }
      if (this.ended.value && now.open > 0) {
        await this.fill();
      }
    } catch (e) {
      if (!(e instanceof Unreachable)) {
        this.refused.value = (e as Error).message;
      }
    }
  }

  private async refreshPast(): Promise<void> {
    const acts = await get<PastAct[]>(this.api(`/acts?mine=true&limit=${STRIP}`)).catch(() => []);
    this.past.value = acts.map((one) => ({ ...one, key: String(one.act) }));
  }

  private async refreshPace(): Promise<void> {
    const midnight = new Date(this.world.now());
    midnight.setHours(0, 0, 0, 0);
    const pace = await get<{ items: number; millis: number }>(
      this.api(`/pace?since=${midnight.toISOString()}`),
    ).catch(() => ({ items: 0, millis: 0 }));
    this.today.value = pace.items;
    this.rate.value = pace.millis > 60_000 ? pace.items / (pace.millis / 60_000) : 0;
  }

  /** Items that the person already has go on; those that an older model chose for later make room. */
  private async giveBackStale(model: number): Promise<void> {
    const rows = stale(this.queue.value, model, IN_SIGHT);
    if (rows.length > 0) {
      this.queue.value = without(this.queue.value, new Set(rows));
      await post(this.api("/queue/release"), { rows }).catch(() => {});
    }
    await this.fill();
  }

  /** What the grid shows, without a mark, although an older model chose it. */
  readonly outdated = computed(() => {
    const model = this.status.value?.model ?? 0;
    return this.tiles.value.filter((one) => one.mark === null && one.model < model).map((one) => one.row);
  });

  /** The grid anew, by the model that is there now; what was marked stays. */
  async renew(): Promise<void> {
    const rows = this.outdated.value;
    this.queue.value = without(this.queue.value, new Set(rows));
    await post(this.api("/queue/release"), { rows }).catch(() => {});
    await this.fill();
  }

  /** Asks for more where little is left. */
  async fill(): Promise<void> {
    const open = openCount(this.queue.value);
    const unsent = this.outbox.rows();
    const page = this.tiles.value;
    const grid = this.mode.value === "grid";
    const low = grid ? page.filter((one) => one.seen).length * 2 > page.length : ahead(this.queue.value) < LOW;
    const wanted = grid ? (low && page.length >= GRID ? 2 * GRID : GRID) : open + (low ? AHEAD : 0);
    if (this.closed || wanted <= open) {
      this.lay(true);
      return;
    }
    this.lay(false);
    if (this.asking.value) {
      this.wanting = true;
      return;
    }
    this.asking.value = true;
    try {
      const count = Math.min(500, wanted + unsent.size);
      const next = await post<Batch>(this.api("/queue/next"), { count, mode: this.mode.value });
      this.take(next, unsent, grid);
      this.refused.value = "";
      this.ended.value = openCount(this.queue.value) === 0;
    } catch (e) {
      this.lay(grid);
      if (!(e instanceof Unreachable)) {
        this.refused.value = (e as Error).message;
      }
    } finally {
      this.asking.value = false;
      this.askLater();
    }
    if (this.wanting) {
      this.wanting = false;
      await this.fill();
    }
  }

  /** Others may give back what lies before them, and what failed may work. */
  private askLater(): void {
    clearTimeout(this.later);
    if (!this.closed && openCount(this.queue.value) === 0) {
      this.later = setTimeout(() => void this.fill(), AGAIN_MILLIS);
    }
  }

  /** Items of one class first: those that are likeliest of it. */
  async findMore(label: number): Promise<void> {
    try {
      const found = await post<Batch>(this.api("/queue/find"), { label });
      this.take(found, this.outbox.rows(), true);
      if (found.items.length === 0) {
        toast("No more of these are left.");
      }
    } catch (e) {
      sorry(e);
    }
  }

  /**
   * Lays items out in the grid. An empty grid is laid out at once or not yet, so that what lies there is not moved about by
   * what comes a moment later.
   *
   * @param all whether nothing more is on its way
   */
  private lay(all: boolean): void {
    const { page } = this.queue.value;
    if (this.mode.value === "grid" && (all || page.length > 0 || openCount(this.queue.value) >= GRID)) {
      this.queue.value = filled(this.queue.value);
    }
  }

  private take(next: Batch, unsent: ReadonlySet<number>, all: boolean): void {
    batch(() => {
      const before = this.entry.value?.row;
      this.queue.value = added(this.queue.value, next, new Set([...unsent, ...this.outbox.rows()]));
      this.lay(all);
      if (before !== this.entry.value?.row) {
        this.openedAt = this.world.now();
      }
    });
    void this.load(next.items.map((one) => one.row));
  }

  /** Brings what items are into memory, their pictures as well. */
  private async load(rows: readonly number[]): Promise<void> {
    const missing = rows.filter((row) => !this.items.value.has(row));
    for (let from = 0; from < missing.length; from += 200) {
      const some = missing.slice(from, from + 200);
      try {
        this.keep(await get<Item[]>(this.api(`/items?rows=${some.join(",")}`)));
      } catch (e) {
        if (!(e instanceof Unreachable)) {
          this.refused.value = (e as Error).message;
        }
      }
    }
    this.prepare();
  }

  private keep(found: readonly Item[]): void {
    batch(() => {
      const all = new Map(this.items.value);
      found.forEach((one) => all.set(one.row, one));
      this.items.value = all;
      const entries = this.queue.value.entries.map((one) => {
        const item = all.get(one.row);
        return item && isOpen(one) ? { ...one, flagged: item.state.flagged, note: item.state.note } : one;
      });
      this.queue.value = { ...this.queue.value, entries };
    });
  }

  private prepare(): void {
    const { entries, at } = this.queue.value;
    const pictures = (some: readonly Entry[]) =>
      some.map((one) => one.row).filter((row) => this.items.value.get(row)?.kind === "picture");
    if (this.mode.value === "single") {
      this.gallery.prepare(pictures(entries.slice(at, at + AHEAD)));
    } else {
      this.gallery.prepareSmall(pictures(entries.filter(isOpen).slice(0, 2 * GRID)));
    }
  }

  // ---- saying something

  label(row: number, label: number): void {
    const entry = find(this.queue.value, row);
    if (entry) {
      const body = { label, shown: shown(entry), batch: entry.batch, mode: this.mode.value, millis: this.looked() };
      const what = { label, verdict: null };
      this.answer(entry, "/labels", body, what);
    }
  }

  /** What the model says is right; what it says must have been seen. */
  accept(): void {
    const entry = this.entry.value;
    if (!entry) {
      return;
    }
    if (shown(entry) === NONE) {
      this.speak("There is no prediction to accept: choose a class");
      toast("There is no prediction to accept here. Choose a class.");
    } else {
      this.label(entry.row, shown(entry));
    }
  }

  /** What the model says is wrong; the right class comes later. */
  reject(): void {
    const entry = this.entry.value;
    if (!entry) {
      return;
    }
    if (shown(entry) === NONE) {
      this.speak("There is no prediction that could be wrong");
      toast("There is no prediction here that could be wrong. Choose a class, or skip.");
    } else {
      this.judge(entry.row, "WRONG");
    }
  }

  judge(row: number, verdict: Verdict): void {
    const entry = find(this.queue.value, row);
    if (entry) {
      const body = { verdict, batch: entry.batch, mode: this.mode.value, millis: this.looked() };
      this.answer(entry, "/verdicts", body, { label: NONE, verdict });
    }
  }

  private answer(entry: Entry, path: string, body: Record<string, unknown>, what: Said): void {
    const { row, version } = entry;
    this.does([entry], path, { row, version, ...body }, saying(what), what, (queue) => said(queue, row, what));
    this.counted(entry.said === null ? 1 : 0);
  }

  flag(row: number): void {
    const entry = find(this.queue.value, row);
    if (entry) {
      const flagged = !entry.flagged;
      this.does([entry], "/flags", { row, flagged }, flagged ? "flagged" : "not flagged any more", null, (queue) =>
        adjusted(queue, row, { flagged }),
      );
    }
  }

  note(row: number, text: string): void {
    const entry = find(this.queue.value, row);
    const note = text.trim();
    if (entry && note !== entry.note) {
      this.does([entry], "/notes", { row, note }, "note kept", null, (queue) => adjusted(queue, row, { note }));
    }
  }

  mark(rows: readonly number[], mark: Mark | null): void {
    this.queue.value = marked(this.queue.value, rows, mark);
    const many = rows.length === 1 ? "" : `${rows.length} items `;
    this.speak(mark === null ? `${many}left as predicted` : `${many}marked ${saying("label" in mark ? { ...mark, verdict: null } : { label: NONE, ...mark })}`);
  }

  see(rows: readonly number[]): void {
    this.queue.value = seen(this.queue.value, rows);
    void this.fill();
  }

  /** Says what the tiles of the grid say, or some of them; one act. */
  commit(some: readonly Entry[] = this.tiles.value): void {
    const entries = some.filter(isOpen);
    const whole = commit(entries, this.world.now() - this.gridSince);
    if (!whole) {
      toast("Nothing to confirm yet: no tile was seen with a prediction or marked.");
      return;
    }
    const rows = new Set(whole.rows);
    const told = entries.filter((one) => rows.has(one.row));
    this.gridSince = this.world.now();
    const one = told.length === 1 && told[0] ? saidBy(told[0]) : null;
    const what = one ? saying(one) : `${told.length} items confirmed`;
    this.does(told, "/commits", whole.body, what, one, (queue) =>
      filled(told.reduce((all, one) => adjusted(all, one.row, { said: saidBy(one), mark: null }), queue)),
    );
    this.counted(told.length);
  }

  private does(
    before: readonly Entry[],
    path: string,
    body: Record<string, unknown>,
    what: string,
    told: Said | null,
    change: (queue: Queue) => Queue,
  ): void {
    const rows = before.map((one) => one.row);
    const letter = { ...this.letter(path, rows, what), body };
    const open = this.entry.value?.row;
    batch(() => {
      this.queue.value = change(this.queue.value);
      const after = before.map((one) => find(this.queue.value, one.row) ?? one);
      this.steps.push({ letter, before, after, cancelled: false });
      this.steps.splice(0, this.steps.length - MOST_STEPS);
      this.again.length = 0;
      const next = this.entry.value;
      const blind = this.mode.value === "single" && next && next.row !== open && isBlind(next);
      this.speak(blind ? `${what}. Next is a random check, without a prediction` : what);
      this.remember(letter.key, rows, path, told);
      if (open !== this.entry.value?.row) {
        this.openedAt = this.world.now();
      }
    });
    this.outbox.add(letter);
    this.prepare();
    void this.fill();
  }

  private letter(path: string, rows: readonly number[], what: string): Omit<Letter, "order"> {
    const { account, project } = this.world;
    return { key: crypto.randomUUID(), account, project, path, of: null, body: {}, rows, what };
  }

  private remember(key: string, rows: readonly number[], path: string, told: Said | null): void {
    const kind = { "/labels": "label", "/verdicts": "verdict", "/commits": "commit", "/flags": "flag" }[path] ?? "note";
    const one = { key, rows, count: rows.length, kind, label: NONE, verdict: null, ...told, undone: false };
    this.past.value = [one, ...this.past.value].slice(0, STRIP);
  }

  private looked(): number {
    return Math.min(3_600_000, Math.round(this.world.now() - this.openedAt));
  }

  private counted(count: number): void {
    const now = this.world.now();
    this.today.value += count;
    this.answers.push({ at: now, count });
    while (this.answers[0] && now - this.answers[0].at > RATE_MINUTES * 60_000) {
      this.answers.shift();
    }
    const first = this.answers[0];
    const minutes = first ? (now - first.at) / 60_000 : 0;
    if (minutes > 0.25) {
      const after = this.answers.slice(1).reduce((sum, one) => sum + one.count, 0);
      this.rate.value = after / minutes;
    }
  }

  // ---- taking back

  /** Takes the last act back; answers the items that wait again because of it, where that is known already. */
  undo(): readonly number[] {
    const step = this.steps.pop();
    if (!step) {
      void this.earlier("/undo");
      return [];
    }
    step.cancelled = this.outbox.cancel(step.letter.key);
    if (!step.cancelled) {
      this.outbox.add(this.about(step, "/acts/{act}/undo"));
    }
    this.again.push(step);
    this.undone(step, true);
    this.back(step.before);
    this.speak(`${step.letter.what}, undone`);
    if (this.mode.value === "grid") {
      toast(`Undone: ${step.letter.what}`, { action: { label: "Redo", run: () => this.redo() } });
    }
    return step.before.map((one) => one.row);
  }

  redo(): void {
    const step = this.again.pop();
    if (!step) {
      void this.earlier("/redo");
      return;
    }
    if (step.cancelled) {
      const letter = { ...step.letter, key: crypto.randomUUID() };
      this.past.value = this.past.value.map((one) => (one.key === step.letter.key ? { ...one, key: letter.key } : one));
      step.letter = letter;
      this.outbox.add(letter);
    } else {
      this.outbox.add(this.about(step, "/acts/{act}/redo"));
    }
    this.steps.push(step);
    this.undone(step, false);
    batch(() => {
      for (const one of step.after) {
        const { said: what, flagged, note } = one;
        const next = what === null ? this.queue.value : said(this.queue.value, one.row, what);
        this.queue.value = adjusted(next, one.row, { flagged, note });
      }
    });
    this.speak(`${step.letter.what}, again`);
  }

  private about(step: Step, path: string): Omit<Letter, "order"> {
    return { ...this.letter(path, step.letter.rows, `${step.letter.what}, taken back`), of: step.letter.key };
  }

  private undone(step: Step, undone: boolean): void {
    this.past.value = this.past.value.map((one) => (one.key === step.letter.key ? { ...one, undone } : one));
    const sign = undone ? -1 : 1;
    const answered = step.before.filter((one, i) => isOpen(one) && !isOpen(step.after[i] ?? one)).length;
    this.today.value = Math.max(0, this.today.value + sign * answered);
  }

  private back(before: readonly Entry[]): void {
    batch(() => {
      this.queue.value = reopened(this.queue.value, before);
      this.openedAt = this.world.now();
    });
    void this.load(before.map((one) => one.row));
  }

  /** The last act of an earlier session, which only the server knows. */
  private async earlier(path: "/undo" | "/redo"): Promise<void> {
    try {
      const taken = await post<TakenBack>(this.api(path), {}, { "Idempotency-Key": crypto.randomUUID() });
      const what = told(taken.past);
      this.speak(path === "/undo" ? `${what}, undone` : `${what}, again`);
      toast(path === "/undo" ? `Undone: ${what}` : `Done again: ${what}`);
      await this.show(taken.rows);
      await this.refreshPast();
      await this.refreshPace();
    } catch (e) {
      if (e instanceof Refused) {
        toast(e.message);
      } else {
        sorry(e);
      }
    }
  }

  // ---- going to and fro

  move(by: number): void {
    batch(() => {
      this.queue.value = moved(this.queue.value, by);
      this.openedAt = this.world.now();
    });
    this.prepare();
  }

  /** The single view on a tile. */
  openTile(row: number): void {
    batch(() => {
      this.queue.value = opened(this.queue.value, row);
      this.setMode("single");
    });
  }

  setMode(mode: Mode): void {
    this.modeChosen = true;
    batch(() => {
      this.mode.value = mode;
      if (mode === "grid") {
        this.lay(false);
        this.gridSince = this.world.now();
      } else if (this.entry.value && !isOpen(this.entry.value)) {
        const open = this.queue.value.entries.find(isOpen);
        this.queue.value = open ? opened(this.queue.value, open.row) : this.queue.value;
      }
      this.openedAt = this.world.now();
    });
    this.prepare();
    void this.fill();
  }

  /** Shows items wherever they are, as they stand now, to change what was said of them. */
  async show(rows: readonly number[]): Promise<void> {
    try {
      const found = await get<Item[]>(this.api(`/items?rows=${rows.join(",")}`));
      batch(() => {
        this.keep(found);
        const known = new Map(this.queue.value.entries.map((one) => [one.row, one]));
        const waiting = this.outbox.rows();
        const entries = found.map((item) => {
          const old = known.get(item.row);
          return old && waiting.has(item.row) ? old : { ...fresh(item), ...standing(item.state), ...kept(old) };
        });
        this.queue.value = inserted(this.queue.value, entries);
        this.mode.value = "single";
        this.openedAt = this.world.now();
      });
      this.prepare();
    } catch (e) {
      sorry(e);
    }
  }

  async train(): Promise<void> {
    try {
      await post(this.api("/teach"));
      this.speak("Training began");
      await this.refreshStatus();
    } catch (e) {
      sorry(e);
    }
  }

  async create(name: string): Promise<LabelClass> {
    const one = await post<LabelClass>(this.api("/classes"), { name, colour: null, key: null });
    if (!classes.value.some((other) => other.number === one.number)) {
      classes.value = [...classes.value, one];
    }
    return one;
  }

  // ---- what became of it

  private heard(outcome: Outcome): void {
    const { letter } = outcome;
    if (outcome.kind === "done") {
      this.queue.value = versioned(this.queue.value, letter.rows, outcome.answer.version);
      for (const one of (outcome.answer.conflicts ?? []) as { row: number; state: ItemState }[]) {
        this.conflict(one.row, one.state, letter);
      }
    } else if (outcome.kind === "refused") {
      this.denied(letter, outcome.error);
    }
  }

  private denied(letter: Letter, error: unknown): void {
    const items = error instanceof Refused ? (error.problem["items"] as { row: number; state: ItemState }[]) : undefined;
    const i = this.steps.findIndex((one) => one.letter.key === letter.key);
    const step = i >= 0 ? this.steps.splice(i, 1)[0] : undefined;
    if (step) {
      this.undone(step, true);
    }
    this.past.value = this.past.value.filter((one) => one.key !== letter.key);
    if (items) {
      items.forEach((one) => this.conflict(one.row, one.state, letter));
      return;
    }
    toast(`Not kept (${letter.what}): ${(error as Error).message}`, { tone: "error" });
    if (step) {
      this.queue.value = reopened(this.queue.value, step.before);
    }
  }

  /** Somebody else was faster: what they said counts, and the person may say theirs all the same. */
  private conflict(row: number, state: ItemState, letter: Letter): void {
    const other = standing(state).said;
    const wanted = letter.path === "/labels" ? (letter.body["label"] as number) : null;
    this.queue.value = overtaken(this.queue.value, row, state.version, other);
    const theirs = other ? saying(other) : "something else";
    const mine = state.by === this.world.account;
    const who = mine ? "You said otherwise on another page" : `${state.by || "Somebody"} was faster`;
    toast(`${who}: ${theirs}. This (${letter.what}) was not kept.`, {
      tone: "error",
      ...(wanted === null ? {} : { action: { label: `Say ${nameOf(wanted)} all the same`, run: () => this.label(row, wanted) } }),
    });
    this.speak(`${who}: ${theirs}`);
  }

  private pause(millis: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.wake(), millis);
      this.wake = () => {
        clearTimeout(timer);
        this.wake = () => {};
        resolve();
      };
    });
  }

  /** The server is heard again: what waits goes out now. */
  retry(): void {
    this.wake();
    if (this.begun && this.outbox.trouble.value === "" && openCount(this.queue.value) === 0) {
      void this.fill();
    }
  }
}

function hope(error: unknown): Hope {
  if (error instanceof Unreachable) {
    return "again";
  }
  if (error instanceof Refused) {
    return error.status === 401 ? "login" : [408, 425, 429, 502, 503, 504].includes(error.status) ? "again" : "never";
  }
  return "again"; // an answer that broke off
}

/** A class by its name. */
export function nameOf(label: number): string {
  return classes.value.find((one) => one.number === label)?.name ?? "?";
}

/** What was said, in words. */
export function saying(what: Said): string {
  return what.verdict ? VERDICTS[what.verdict] : what.label === NONE ? "nothing" : `labelled ${nameOf(what.label)}`;
}

/** What an act did, in words. */
export function told(past: Pick<Past, "kind" | "label" | "verdict" | "count">): string {
  const many = past.count > 1 ? `${past.count} items ` : "";
  if (past.label !== NONE || past.verdict) {
    return `${many}${saying(past)}`;
  }
  return { commit: `${past.count} items confirmed`, flag: "a flag", note: "a note", clear: "cleared" }[past.kind] ?? `${past.count} items`;
}

function fresh(item: Item): Entry {
  const asked: Asked = {
    row: item.row,
    batch: 0,
    purpose: "CHOSEN",
    score: 0,
    why: null,
    version: item.state.version,
    shown: item.prediction?.label ?? NONE,
    confidence: item.prediction?.confidence ?? 0,
  };
  return { ...asked, model: item.prediction?.model ?? 0, said: null, mark: null, seen: false, flagged: false, note: "" };
}

function kept(old: Entry | undefined): Partial<Entry> {
  if (!old) {
    return {};
  }
  const { batch: number, purpose, why, shown: predicted, confidence, model } = old;
  return { batch: number, purpose, why, shown: predicted, confidence, model };
}

function standing(state: ItemState): { said: Said | null; version: number; flagged: boolean; note: string } {
  const { label, verdict, by, version, flagged, note } = state;
  return { said: label === NONE && verdict === null ? null : { label, verdict, by }, version, flagged, note };
}
