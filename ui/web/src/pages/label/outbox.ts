import { signal } from "@preact/signals";

/** Something that was done here and is on its way to the server. */
export interface Letter {
  /** Its name for the server, by which it happens once however often it is sent. */
  key: string;
  /** Letters go out in this order. */
  order: number;
  account: string;
  project: string;
  /** The address below the project; `{act}` stands for the act of the letter {@link of}. */
  path: string;
  /** The key of the letter whose act this one takes back or does again. */
  of: string | null;
  body: Record<string, unknown>;
  /** The items that it is about. */
  rows: readonly number[];
  /** What it says, for people. */
  what: string;
}

/** Where letters lie until they arrived; it outlives the page. */
export interface Store {
  all(): Promise<Letter[]>;
  put(letter: Letter): Promise<void>;
  /** One has arrived, and others changed because of it; all at once. */
  settle(arrived: string, changed: readonly Letter[]): Promise<void>;
}

/** What the server answers to an act. */
export interface Done {
  act: number;
  version: number;
  conflicts?: readonly unknown[];
}

/** What became of a letter. */
export type Outcome =
  | { kind: "done"; letter: Letter; answer: Done }
  | { kind: "refused"; letter: Letter; error: unknown }
  | { kind: "dropped"; letter: Letter };

/** Whether the same letter may succeed later (`again`), once somebody logged in (`login`), or never (`never`). */
export type Hope = "again" | "login" | "never";

/** What an outbox needs of the world. */
export interface Post {
  store: Store;
  send(letter: Letter, path: string): Promise<Done>;
  hope(error: unknown): Hope;
  /** Resolves after some time, or earlier when the server seems to be back. */
  pause(millis: number): Promise<void>;
  heard(outcome: Outcome): void;
}

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 15_000;

/**
 * Sends what was done in the order in which it was done, one after the other, as often as it takes. A letter is stored
 * before it is sent and until its answer is there, so that nothing is lost when the page goes away; its key keeps it from
 * happening twice.
 */
export class Outbox {
  /** How many are on their way. */
  readonly unsent = signal(0);
  /** Why nothing goes out just now; empty where it does. */
  readonly trouble = signal<"" | "again" | "login">("");

  private letters: Letter[] = [];
  private readonly stored = new Map<string, Promise<void>>();
  private readonly tried = new Set<string>();
  private readonly acts = new Map<string, number>();
  private running = false;
  private ready = false;
  private closed = false;
  private order = 0;

  constructor(private readonly post: Post) {}

  /** Takes up what an earlier page left behind. */
  async open(): Promise<readonly Letter[]> {
    const known = new Set(this.letters.map((one) => one.key));
    const left = (await this.post.store.all()).filter((one) => !known.has(one.key)).sort((a, b) => a.order - b.order);
    left.forEach((one) => this.tried.add(one.key)); // perhaps
    this.ready = true;
    this.letters = [...left, ...this.letters];
    this.order = Math.max(this.order, ...left.map((one) => one.order));
    this.count();
    void this.run();
    return left;
  }

  /** The page goes away: what is left goes out while the server answers; the rest lies in the store. */
  close(): void {
    this.closed = true;
  }

  add(letter: Omit<Letter, "order">): void {
    // by the clock, so that letters of an earlier page, which may not be read yet, stand before
    this.order = Math.max(this.order + 1, Date.now());
    const whole = { ...letter, path: this.path({ ...letter, order: this.order }) ?? letter.path, order: this.order };
    this.letters.push(whole);
    this.stored.set(whole.key, this.post.store.put(whole));
    this.count();
    void this.run();
  }

  /** Takes a letter out that was certainly never sent; says whether it could. */
  cancel(key: string): boolean {
    if (this.tried.has(key) || !this.letters.some((one) => one.key === key)) {
      return false;
    }
    this.letters = this.letters.filter((one) => one.key !== key);
    const stored = this.stored.get(key) ?? Promise.resolve();
    void stored.then(() => this.post.store.settle(key, []));
    this.count();
    return true;
  }

  /** The items that letters on their way are about. */
  rows(): Set<number> {
    return new Set(this.letters.flatMap((one) => one.rows));
  }

  private count(): void {
    this.unsent.value = this.letters.length;
  }

  private async run(): Promise<void> {
    if (this.running || !this.ready) {
      return;
    }
    this.running = true;
    let pause = FIRST_PAUSE;
    const goesOut = () => !(this.closed && this.trouble.value !== "");
    for (let letter = this.letters[0]; letter && goesOut(); letter = this.letters[0]) {
      this.tried.add(letter.key);
      await this.stored.get(letter.key);
      const path = this.path(letter);
      if (path === null) {
        await this.arrived(letter, []);
        this.post.heard({ kind: "dropped", letter });
        continue;
      }
      try {
        const answer = await this.post.send(letter, path);
        this.trouble.value = "";
        pause = FIRST_PAUSE;
        await this.settle(letter, answer);
      } catch (error) {
        const hope = this.post.hope(error);
        if (hope === "never") {
          await this.arrived(letter, []);
          this.post.heard({ kind: "refused", letter, error });
        } else {
          this.trouble.value = hope;
          await this.post.pause(pause);
          pause = Math.min(2 * pause, LONGEST_PAUSE);
        }
      }
    }
    this.running = false;
  }

  private path(letter: Letter): string | null {
    if (letter.of === null || !letter.path.includes("{act}")) {
      return letter.path;
    }
    const act = this.acts.get(letter.of);
    return act === undefined ? null : letter.path.replace("{act}", String(act));
  }

  private async settle(letter: Letter, answer: Done): Promise<void> {
    this.acts.set(letter.key, answer.act);
    const rows = new Set(letter.rows);
    const changed: Letter[] = [];
    this.letters = this.letters.map((one) => {
      if (one === letter) {
        return one;
      }
      const later = since(one, rows, answer.version, letter.key, answer.act);
      if (later !== one) {
        changed.push(later);
      }
      return later;
    });
    await this.arrived(letter, changed);
    this.post.heard({ kind: "done", letter, answer });
  }

  private async arrived(letter: Letter, changed: readonly Letter[]): Promise<void> {
    this.letters = this.letters.filter((one) => one.key !== letter.key);
    this.stored.delete(letter.key);
    await Promise.all(changed.map((one) => this.stored.get(one.key)));
    await this.post.store.settle(letter.key, changed);
    this.count();
  }
}

/**
 * A letter that was written before an earlier one of the same person arrived: it has seen what that one did, and knows the
 * act of that one if it takes it back.
 */
function since(letter: Letter, rows: ReadonlySet<number>, version: number, key: string, act: number): Letter {
  const path = letter.of === key ? letter.path.replace("{act}", String(act)) : letter.path;
  const touches = letter.rows.some((row) => rows.has(row));
  const body = touches ? seeing(letter.body, rows, version) : letter.body;
  return path === letter.path && body === letter.body ? letter : { ...letter, path, body };
}

/** The same request by somebody who saw these items in a newer version. */
export function seeing(
  body: Record<string, unknown>,
  rows: ReadonlySet<number>,
  version: number,
): Record<string, unknown> {
  const all: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    all[name] = Array.isArray(value)
      ? value.map((one: unknown) => (typeof one === "object" && one !== null ? seen({ ...one }, rows, version) : one))
      : value;
  }
  return seen(all, rows, version);
}

function seen(one: Record<string, unknown>, rows: ReadonlySet<number>, version: number): Record<string, unknown> {
  const { row, version: old } = one;
  return typeof row === "number" && typeof old === "number" && rows.has(row)
    ? { ...one, version: Math.max(old, version) }
    : one;
}

const DATABASE = "quarry";
const LETTERS = "letters";

/** The letters of one account and project in the browser's own database; in memory where there is none. */
export function browserStore(account: string, project: string): Store {
  const opening = open().catch(() => null);
  const memory = new Map<string, Letter>();
  const change = async (write: (letters: IDBObjectStore) => void): Promise<void> => {
    const database = await opening;
    if (database) {
      const transaction = database.transaction(LETTERS, "readwrite");
      write(transaction.objectStore(LETTERS));
      await new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error ?? new Error("The browser keeps nothing."));
      }).catch(() => {}); // where the browser keeps nothing, the page still sends
    }
  };
  return {
    async all() {
      const database = await opening;
      if (!database) {
        return [...memory.values()];
      }
      const found = await answered<Letter[]>(database.transaction(LETTERS).objectStore(LETTERS).getAll());
      return found.filter((one) => one.account === account && one.project === project);
    },
    async put(letter) {
      memory.set(letter.key, letter);
      await change((letters) => letters.put(letter));
    },
    async settle(arrived, changed) {
      memory.delete(arrived);
      await change((letters) => {
        letters.delete(arrived);
        changed.forEach((one) => letters.put(one));
      });
    },
  };
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(LETTERS, { keyPath: "key" });
  return answered(request);
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
