import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

/** What the pages of a project share is made anew for each test, since it reads the address and the browser's memory. */
let Desk: typeof import("./desk").Desk;
let classes: typeof import("../../project").classes;

interface Fact {
  label: number;
  verdict: string | null;
  by: string;
  version: number;
}

/** The part of the server that the desk talks to, in memory. */
class Pets {
  readonly facts: Fact[];
  readonly asked: { row: number; batch: number; shown: number; purpose: string }[] = [];
  readonly heard: { path: string; body: Record<string, unknown> }[] = [];
  readonly released: number[] = [];
  model = 1;
  gone = false;
  private readonly keys = new Map<string, unknown>();
  private readonly acts: { rows: number[]; before: Fact[]; after: Fact[] }[] = [];
  private seq = 100;

  constructor(readonly size: number) {
    this.facts = Array.from({ length: size }, () => ({ label: -1, verdict: null, by: "", version: 0 }));
  }

  async fetch(address: string, init: RequestInit): Promise<Response> {
    if (this.gone) {
      throw new TypeError("Failed to fetch");
    }
    const url = new URL(address, "http://x");
    const path = url.pathname.replace("/api/v1/projects/pets", "");
    const body = init.body ? (JSON.parse(String(init.body)) as Record<string, unknown>) : {};
    const key = (init.headers as Record<string, string>)["Idempotency-Key"];
    const [status, answer] = this.answer(path, url, body, key);
    return { ok: status < 400, status, json: async () => answer } as Response;
  }

  private answer(path: string, url: URL, body: Record<string, unknown>, key: string | undefined): [number, unknown] {
    if (path === "/queue") {
      const open = this.facts.filter((one) => one.label < 0 && !one.verdict).length;
      return [200, { state: "ready", model: this.model, labels: 5, behind: 0, open, strategy: "margin" }];
    }
    if (path === "/queue/next") {
      return [200, this.next(body["count"] as number)];
    }
    if (path === "/queue/release") {
      this.released.push(...(body["rows"] as number[]));
      for (const row of body["rows"] as number[]) {
        this.asked.splice(this.asked.findIndex((one) => one.row === row), 1);
      }
      return [204, null];
    }
    if (path === "/items") {
      const rows = (url.searchParams.get("rows") ?? "").split(",").map(Number);
      return [200, rows.map((row) => this.item(row))];
    }
    if (path === "/acts") {
      return [200, []];
    }
    if (path === "/pace") {
      return [200, { items: 3, millis: 0 }];
    }
    if (key !== undefined && this.keys.has(key)) {
      return [201, this.keys.get(key)];
    }
    const [status, done] = this.act(path, body);
    if (status < 400 && key !== undefined) {
      this.keys.set(key, done);
    }
    return [status, done];
  }

  private item(row: number) {
    const fact = this.facts[row];
    return { row, id: "1", name: `item ${row}`, kind: "text", text: "…", fields: {}, state: { ...fact, flagged: false, note: "" } };
  }

  private next(count: number) {
    const open = (row: number) => (this.facts[row]?.label ?? 0) < 0 && !this.facts[row]?.verdict;
    const mine = this.asked.filter((one) => open(one.row));
    for (let row = 0; row < this.size && mine.length < count; row++) {
      if (open(row) && !this.asked.some((one) => one.row === row)) {
        const one = { row, batch: 1, shown: row % 2, purpose: "ACTIVE" };
        this.asked.push(one);
        mine.push(one);
      }
    }
    const items = mine.map((one) => ({ ...one, score: 1, why: null, confidence: 0.6, version: this.facts[one.row]?.version }));
    return { batch: 1, model: this.model, strategy: "margin", items };
  }

  private act(path: string, body: Record<string, unknown>): [number, unknown] {
    this.heard.push({ path, body });
    const again = /^\/acts\/(\d+)\/(undo|redo)$/.exec(path);
    const version = ++this.seq;
    if (again) {
      const act = this.acts[Number(again[1]) - 1];
      act?.rows.forEach((row, i) => {
        const fact = (again[2] === "undo" ? act.before : act.after)[i];
        this.facts[row] = { ...(fact as Fact), version };
      });
      return [200, { act: Number(again[1]), version, rows: act?.rows }];
    }
    const one = (row: unknown, seen: unknown, label: number, verdict: string | null) => ({ row: row as number, seen: seen as number, label, verdict });
    const list = (name: string) => (body[name] ?? []) as { row: number; version: number; label: number; shown: number }[];
    const wanted =
      path === "/labels"
        ? [one(body["row"], body["version"], body["label"] as number, null)]
        : path === "/verdicts"
          ? [one(body["row"], body["version"], -1, body["verdict"] as string)]
          : [
              ...list("accepted").map((some) => one(some.row, some.version, some.shown, null)),
              ...list("corrected").map((some) => one(some.row, some.version, some.label, null)),
              ...list("wrong").map((some) => one(some.row, some.version, -1, "WRONG")),
            ];
    const old = wanted.filter((some) => (this.facts[some.row]?.version ?? 0) > some.seen);
    if (old.length === wanted.length) {
      const items = old.map(({ row }) => ({ row, state: { ...this.facts[row], flagged: false, note: "" } }));
      return [409, { title: "Somebody else was faster", status: 409, detail: "(ben) was faster", item: items[0], items }];
    }
    const fine = wanted.filter((some) => !old.includes(some));
    const before = fine.map(({ row }) => ({ ...(this.facts[row] as Fact) }));
    fine.forEach(({ row, label, verdict }) => (this.facts[row] = { label, verdict, by: "ana", version }));
    this.acts.push({ rows: fine.map((some) => some.row), before, after: fine.map(({ row }) => ({ ...(this.facts[row] as Fact) })) });
    const conflicts = old.map(({ row }) => ({ row, state: { ...this.facts[row], flagged: false, note: "" } }));
    return [201, { act: this.acts.length, version, conflicts }];
  }

  by(other: string, row: number, label: number) {
    this.facts[row] = { label, verdict: null, by: other, version: ++this.seq };
  }
}

let pets: Pets;
let now = 0;

beforeEach(async () => {
  vi.resetModules();
  vi.useFakeTimers();
  vi.stubGlobal("location", { pathname: "/" });
  vi.stubGlobal("addEventListener", () => {});
  vi.stubGlobal("document", { documentElement: { dataset: {} } });
  pets = new Pets(60);
  vi.stubGlobal("fetch", (address: string, init: RequestInit) => pets.fetch(address, init));
  ({ Desk } = await import("./desk"));
  ({ classes } = await import("../../project"));
  classes.value = ["cat", "dog"].map((name, number) => ({ number, name, colour: "#112233", key: null, retired: false }));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function settled(): Promise<void> {
  for (let i = 0; i < 400; i++) {
    await Promise.resolve();
  }
}

function made(letters = new Map<string, import("./outbox").Letter>()) {
  return new Desk({
    project: "pets",
    account: "ana",
    now: () => (now += 1000),
    store: {
      all: async () => [...letters.values()],
      put: async (letter) => void letters.set(letter.key, structuredClone(letter)),
      settle: async (arrived, changed) => {
        letters.delete(arrived);
        changed.forEach((one) => letters.set(one.key, structuredClone(one)));
      },
    },
  });
}

async function opened(letters = new Map<string, import("./outbox").Letter>()) {
  const desk = made(letters);
  await desk.open();
  await settled();
  return desk;
}

const labels = () => pets.facts.map((one) => one.label);

test("a mode that is chosen while the desk is still being opened stays", async () => {
  const desk = made();
  const opening = desk.open("grid");
  desk.setMode("single");
  await opening;
  expect(desk.mode.value).toBe("single");
});

describe("one after the other", () => {
  test("labels are kept, and more is asked for before it runs out", async () => {
    const desk = await opened();
    expect(desk.queue.value.entries).toHaveLength(12);
    for (let i = 0; i < 30; i++) {
      desk.label(desk.entry.value?.row ?? -1, i % 2);
      await settled();
    }
    expect(labels().slice(0, 31)).toEqual([...Array.from({ length: 30 }, (_, i) => i % 2), -1]);
    expect(desk.entry.value?.row).toBe(30);
    expect(desk.today.value).toBe(33);
    expect(desk.past.value).toHaveLength(10);
  });

  test("the next item is there at once, whatever the server does", async () => {
    const desk = await opened();
    pets.gone = true;
    desk.label(0, 1);
    expect(desk.entry.value?.row).toBe(1);
    desk.judge(1, "UNSURE");
    expect(desk.entry.value?.row).toBe(2);
    await settled();
    expect(desk.outbox.unsent.value).toBe(2);
    expect(desk.outbox.trouble.value).toBe("again");
    pets.gone = false;
    desk.retry();
    await settled();
    expect(desk.outbox.unsent.value).toBe(0);
    expect(labels().slice(0, 2)).toEqual([1, -1]);
    expect(pets.facts[1]?.verdict).toBe("UNSURE");
  });

  test("what is unsent when the page goes away is sent by the next one, once", async () => {
    const letters = new Map<string, import("./outbox").Letter>();
    const desk = await opened(letters);
    pets.gone = true;
    desk.label(0, 1);
    desk.label(1, 0);
    await settled();
    desk.close();
    pets.gone = false;
    const next = await opened(letters);
    expect(labels().slice(0, 3)).toEqual([1, 0, -1]);
    expect(pets.heard.filter((one) => one.path === "/labels")).toHaveLength(2);
    expect(next.entry.value?.row).toBe(2);
  });

  test("all the way to the end, and back from there", async () => {
    pets = new Pets(3);
    const desk = await opened();
    [0, 1, 2].forEach((row) => desk.label(row, 0));
    await settled();
    expect(desk.entry.value).toBeUndefined();
    expect(desk.ended.value).toBe(true);
    desk.undo();
    await settled();
    expect(desk.entry.value?.row).toBe(2);
    expect(labels()).toEqual([0, 0, -1]);
  });

  test("a second thought goes by the version of the first", async () => {
    const desk = await opened();
    desk.label(0, 0);
    desk.move(-1);
    desk.label(0, 1);
    await settled();
    expect(labels()[0]).toBe(1);
    expect(desk.queue.value.entries[0]?.said).toEqual({ label: 1, verdict: null });
    desk.undo();
    await settled();
    expect(labels()[0]).toBe(0);
    desk.undo();
    await settled();
    expect(labels()[0]).toBe(-1);
    desk.redo();
    desk.redo();
    await settled();
    expect(labels()[0]).toBe(1);
    expect(desk.past.value.map((one) => one.undone)).toEqual([false, false]);
  });

  test("what was never sent is taken back without a word to the server", async () => {
    const desk = await opened();
    pets.gone = true;
    desk.label(0, 0);
    desk.label(1, 0);
    await settled();
    desk.undo();
    pets.gone = false;
    desk.retry();
    await settled();
    expect(labels().slice(0, 2)).toEqual([0, -1]);
    expect(pets.heard).toHaveLength(1);
    desk.redo();
    await settled();
    expect(labels().slice(0, 2)).toEqual([0, 0]);
  });

  test("who was faster is what counts", async () => {
    const desk = await opened();
    pets.by("ben", 0, 1);
    desk.label(0, 0);
    await settled();
    expect(desk.queue.value.entries[0]?.said).toEqual({ label: 1, verdict: null, by: "ben" });
    expect(desk.spoken.value).toBe("ben was faster: labelled dog");
    expect(desk.past.value).toEqual([]);
    expect(desk.today.value).toBe(3);
    expect(labels()[0]).toBe(1);
    desk.label(0, 0);
    await settled();
    expect(labels()[0]).toBe(0);
  });

  test("a newer model replaces only what is out of sight", async () => {
    const desk = await opened();
    desk.label(0, 0);
    await settled();
    pets.model = 2;
    await desk.refreshStatus();
    await settled();
    expect(pets.released).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
    expect(desk.entry.value?.row).toBe(1);
    expect(desk.queue.value.entries.slice(1, 5).map((one) => [one.row, one.model])).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 2],
    ]);
  });
});

describe("the grid", () => {
  test("what was seen and marked is one act, taken back at once", async () => {
    const desk = await opened();
    desk.setMode("grid");
    await settled();
    expect(desk.tiles.value).toHaveLength(48);
    desk.see([0, 1, 2]);
    desk.mark([1], { label: 0 });
    desk.mark([3], { verdict: "WRONG" });
    desk.commit();
    await settled();
    expect(labels().slice(0, 5)).toEqual([0, 0, 0, -1, -1]);
    expect(pets.facts[3]?.verdict).toBe("WRONG");
    expect(desk.tiles.value).toHaveLength(48);
    expect(desk.tiles.value[0]?.row).toBe(4);
    desk.undo();
    await settled();
    expect(labels().every((one) => one < 0)).toBe(true);
    expect(desk.tiles.value.slice(0, 4).map((one) => one.row)).toEqual([0, 1, 2, 3]);
  });

  test("what lies there is not moved about by what was still on its way", async () => {
    const desk = await opened();
    const seen: number[][] = [];
    const stop = desk.tiles.subscribe((tiles) => {
      seen.push(tiles.map((one) => one.row));
    });
    desk.setMode("grid");
    await settled();
    stop();
    expect(new Set(seen.map((one) => one.length))).toEqual(new Set([0, 48]));
    expect(new Set(seen.filter((one) => one.length > 0).map(String)).size).toBe(1);
  });

  test("a grid that cannot be filled up shows what is there", async () => {
    const desk = await opened();
    pets.gone = true;
    desk.setMode("grid");
    await settled();
    expect(desk.tiles.value.length).toBeGreaterThan(0);
  });

  test("what another said meanwhile is left alone, the rest is done", async () => {
    const desk = await opened();
    desk.setMode("grid");
    await settled();
    pets.by("ben", 0, 1);
    desk.see([0, 1]);
    desk.commit();
    await settled();
    expect(labels().slice(0, 2)).toEqual([1, 1]);
    expect(desk.queue.value.entries.find((one) => one.row === 0)?.said?.by).toBe("ben");
  });

  test("a newer model moves nothing, but may choose again what is not marked", async () => {
    const desk = await opened();
    desk.setMode("grid");
    await settled();
    desk.mark([2], { verdict: "WRONG" });
    const before = desk.tiles.value.map((one) => one.row);
    pets.model = 2;
    await desk.refreshStatus();
    await settled();
    expect(desk.tiles.value.map((one) => one.row)).toEqual(before);
    expect(desk.outdated.value).toHaveLength(47);
    await desk.renew();
    await settled();
    expect(desk.tiles.value.filter((one) => one.model === 1).map((one) => one.row)).toEqual([2]);
    expect(desk.tiles.value).toHaveLength(48);
    expect(desk.outdated.value).toEqual([]);
  });

  test("both views are over the same queue", async () => {
    const desk = await opened();
    desk.setMode("grid");
    await settled();
    desk.openTile(5);
    expect(desk.mode.value).toBe("single");
    expect(desk.entry.value?.row).toBe(5);
    desk.label(5, 1);
    desk.setMode("grid");
    expect(desk.tiles.value.some((one) => one.row === 5)).toBe(false);
  });
});
