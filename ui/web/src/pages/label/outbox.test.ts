import { beforeEach, describe, expect, test } from "vitest";
import { type Done, type Letter, Outbox, type Outcome, seeing, type Store } from "./outbox";

/** A server that keeps what it was told once per key, and may be gone or lose its answer. */
class Server {
  readonly kept: { key: string; path: string; body: Record<string, unknown> }[] = [];
  gone = false;
  losesAnswer = false;
  refuses = new Set<string>();
  private readonly answers = new Map<string, Done>();

  take(letter: Letter, path: string): Done {
    if (this.gone) {
      throw new Error("gone");
    }
    if (this.refuses.has(letter.key)) {
      throw new Error("refused");
    }
    let answer = this.answers.get(letter.key);
    if (!answer) {
      this.kept.push({ key: letter.key, path, body: letter.body });
      answer = { act: this.kept.length, version: 10 * this.kept.length };
      this.answers.set(letter.key, answer);
    }
    if (this.losesAnswer) {
      this.losesAnswer = false;
      throw new Error("gone");
    }
    return answer;
  }
}

/** What the browser keeps, across pages. */
class Drawer implements Store {
  readonly letters = new Map<string, Letter>();

  async all() {
    return [...this.letters.values()].map((one) => structuredClone(one));
  }

  async put(letter: Letter) {
    this.letters.set(letter.key, structuredClone(letter));
  }

  async settle(arrived: string, changed: readonly Letter[]) {
    this.letters.delete(arrived);
    changed.forEach((one) => this.letters.set(one.key, structuredClone(one)));
  }
}

let server: Server;
let drawer: Drawer;
let heard: Outcome[];
let wake: (() => void)[];

beforeEach(() => {
  server = new Server();
  drawer = new Drawer();
  heard = [];
  wake = [];
});

function outbox(): Outbox {
  return new Outbox({
    store: drawer,
    send: async (letter, path) => server.take(letter, path),
    hope: (error) => ((error as Error).message === "gone" ? "again" : "never"),
    pause: () => new Promise((resolve) => wake.push(resolve)),
    heard: (outcome) => heard.push(outcome),
  });
}

async function settled(): Promise<void> {
  for (let i = 0; i < 200; i++) {
    await Promise.resolve();
  }
}

async function retry(): Promise<void> {
  wake.splice(0).forEach((one) => one());
  await settled();
}

const letter = (key: string, row: number, more: Partial<Letter> = {}): Omit<Letter, "order"> => ({
  key,
  account: "ana",
  project: "p",
  path: "/labels",
  of: null,
  body: { row, version: 0 },
  rows: [row],
  what: `label ${row}`,
  ...more,
});

describe("letters", () => {
  test("they arrive in order and are forgotten", async () => {
    const box = outbox();
    await box.open();
    ["a", "b", "c"].forEach((key, row) => box.add(letter(key, row)));
    expect(box.unsent.value).toBe(3);
    await settled();
    expect(server.kept.map((one) => one.key)).toEqual(["a", "b", "c"]);
    expect(box.unsent.value).toBe(0);
    expect(drawer.letters.size).toBe(0);
    expect(heard.map((one) => one.kind)).toEqual(["done", "done", "done"]);
  });

  test("while the server is gone they wait, and say so", async () => {
    const box = outbox();
    await box.open();
    server.gone = true;
    ["a", "b"].forEach((key, row) => box.add(letter(key, row)));
    await settled();
    expect(box.trouble.value).toBe("again");
    expect(box.unsent.value).toBe(2);
    await retry();
    expect(server.kept).toEqual([]);
    server.gone = false;
    await retry();
    expect(server.kept.map((one) => one.key)).toEqual(["a", "b"]);
    expect(box.trouble.value).toBe("");
  });

  test("a lost answer does not double what was said", async () => {
    const box = outbox();
    await box.open();
    server.losesAnswer = true;
    box.add(letter("a", 1));
    await settled();
    expect(server.kept).toHaveLength(1);
    await retry();
    expect(server.kept).toHaveLength(1);
    expect(heard).toMatchObject([{ kind: "done", answer: { act: 1 } }]);
  });

  test("what an earlier page left goes out first, in its order, once", async () => {
    const before = outbox();
    await before.open();
    server.gone = true;
    ["a", "b"].forEach((key, row) => before.add(letter(key, row)));
    await settled();
    before.close(); // the page is gone, the letters stay
    server.gone = false;
    const box = outbox();
    box.add(letter("c", 5));
    expect((await box.open()).map((one) => one.key)).toEqual(["a", "b"]);
    await settled();
    expect(server.kept.map((one) => one.key)).toEqual(["a", "b", "c"]);
    expect(drawer.letters.size).toBe(0);
  });

  test("what is refused is told and does not hold up the rest", async () => {
    const box = outbox();
    await box.open();
    server.refuses.add("a");
    ["a", "b"].forEach((key, row) => box.add(letter(key, row)));
    await settled();
    expect(heard.map((one) => [one.kind, one.letter.key])).toEqual([
      ["refused", "a"],
      ["done", "b"],
    ]);
    expect(drawer.letters.size).toBe(0);
  });
});

describe("what builds on something unsent", () => {
  test("a second word about an item has seen the first", async () => {
    const box = outbox();
    await box.open();
    server.gone = true;
    box.add(letter("a", 1));
    box.add(letter("b", 1));
    box.add(letter("c", 2));
    await settled();
    server.gone = false;
    await retry();
    expect(server.kept.map((one) => one.body["version"])).toEqual([0, 10, 0]);
  });

  test("taking back goes by the act that it became", async () => {
    const box = outbox();
    await box.open();
    server.gone = true;
    box.add(letter("a", 1));
    box.add(letter("u", 1, { path: "/acts/{act}/undo", of: "a", body: {} }));
    await settled();
    server.gone = false;
    await retry();
    expect(server.kept[1]?.path).toBe("/acts/1/undo");
    box.add(letter("r", 1, { path: "/acts/{act}/redo", of: "a", body: {} }));
    await settled();
    expect(server.kept[2]?.path).toBe("/acts/1/redo");
  });

  test("taking back what was refused is dropped", async () => {
    const box = outbox();
    await box.open();
    server.refuses.add("a");
    box.add(letter("a", 1));
    box.add(letter("u", 1, { path: "/acts/{act}/undo", of: "a", body: {} }));
    await settled();
    expect(server.kept).toEqual([]);
    expect(heard.map((one) => one.kind)).toEqual(["refused", "dropped"]);
  });

  test("what waits when somebody goes to another page still goes out", async () => {
    const box = outbox();
    await box.open();
    ["a", "b", "c"].forEach((key, row) => box.add(letter(key, row)));
    box.close();
    await settled();
    expect(server.kept.map((one) => one.key)).toEqual(["a", "b", "c"]);
  });

  test("the act is known to a later page", async () => {
    const before = outbox();
    await before.open();
    before.add(letter("a", 1));
    await settled();
    server.gone = true;
    before.add(letter("u", 1, { path: "/acts/{act}/undo", of: "a", body: {} }));
    await settled();
    before.close();
    server.gone = false;
    await outbox().open();
    await settled();
    expect(server.kept[1]?.path).toBe("/acts/1/undo");
  });

  test("only what was certainly never sent can be cancelled", async () => {
    const box = outbox();
    await box.open();
    server.gone = true;
    box.add(letter("a", 1));
    box.add(letter("b", 2));
    await settled();
    expect(box.cancel("a")).toBe(false);
    expect(box.cancel("b")).toBe(true);
    expect(box.cancel("b")).toBe(false);
    server.gone = false;
    await retry();
    expect(server.kept.map((one) => one.key)).toEqual(["a"]);
    expect(drawer.letters.size).toBe(0);
  });
});

test("the items of a grid have seen it as well", () => {
  const body = { batch: 0, accepted: [{ row: 1, version: 2 }, { row: 3, version: 30 }], wrong: [{ row: 4, version: 1 }], rows: [1] };
  expect(seeing(body, new Set([1, 3]), 20)).toEqual({
    batch: 0,
    accepted: [{ row: 1, version: 20 }, { row: 3, version: 30 }],
    wrong: [{ row: 4, version: 1 }],
    rows: [1],
  });
});
