import { describe, expect, test } from "vitest";
import {
  added,
  type Asked,
  beside,
  commit,
  counts,
  current,
  EMPTY,
  type Entry,
  filled,
  find,
  grouped,
  inserted,
  marked,
  moved,
  NONE,
  openCount,
  overtaken,
  type Queue,
  range,
  reopened,
  said,
  seen,
  stale,
  tiles,
  versioned,
  without,
} from "./queue";

const asked = (row: number, more: Partial<Asked> = {}): Asked => ({
  row,
  batch: 1,
  purpose: "ACTIVE",
  score: 1,
  why: null,
  version: 0,
  shown: row % 2,
  confidence: 0.5 + row / 100,
  ...more,
});

const batch = (items: Asked[], model = 1) => ({ batch: 1, model, strategy: "margin", items });

const cat = { label: 0, verdict: null };

const of = (...rows: number[]): Queue =>
  added(
    EMPTY,
    batch(rows.map((row) => asked(row))),
  );

const rows = (queue: Queue) => queue.entries.map((one) => one.row);

describe("one after the other", () => {
  test("an answer leads to the next item without one", () => {
    let queue = of(1, 2, 3);
    expect(current(queue)?.row).toBe(1);
    queue = said(queue, 1, cat);
    expect(current(queue)?.row).toBe(2);
    expect(find(queue, 1)?.said).toEqual(cat);
    expect(openCount(queue)).toBe(2);
  });

  test("back, another answer, and on to where it was left", () => {
    let queue = said(said(of(1, 2, 3), 1, cat), 2, cat);
    queue = moved(moved(queue, -1), -1);
    expect(current(queue)?.row).toBe(1);
    queue = said(queue, 1, { label: 1, verdict: null });
    expect(find(queue, 1)?.said?.label).toBe(1);
    expect(current(queue)?.row).toBe(3);
  });

  test("what was passed over comes before the end", () => {
    let queue = moved(of(1, 2), 1);
    queue = said(queue, 2, cat);
    expect(current(queue)?.row).toBe(1);
    queue = said(queue, 1, cat);
    expect(current(queue)).toBeUndefined();
    queue = added(queue, batch([asked(7)]));
    expect(current(queue)?.row).toBe(7);
  });

  test("back and forward stay inside", () => {
    expect(current(moved(of(1, 2), -5))?.row).toBe(1);
    expect(current(moved(of(1, 2), 5))?.row).toBe(2);
    expect(current(moved(EMPTY, 1))).toBeUndefined();
  });
});

describe("new items", () => {
  test("they stand at the end, whatever is there stays", () => {
    const queue = added(
      of(1, 2),
      batch([asked(2, { shown: 0, confidence: 0.99 }), asked(3)], 2),
    );
    expect(rows(queue)).toEqual([1, 2, 3]);
    expect(find(queue, 2)?.confidence).toBe(0.52);
  });

  test("what was answered is not there again until a later batch asks anew", () => {
    const queue = said(of(1, 2), 1, cat);
    expect(rows(added(queue, batch([asked(1)])))).toEqual([1, 2]);
    const again = added(queue, batch([asked(1, { batch: 4, purpose: "RECHECK", shown: NONE })]));
    expect(rows(again)).toEqual([2, 1]);
    expect(current(again)?.row).toBe(2);
    expect(find(again, 1)?.said).toBeNull();
    expect(rows(added(queue, batch([asked(1, { batch: 4 })]), new Set([1])))).toEqual([1, 2]);
  });

  test("an older model's choice makes room only out of sight", () => {
    let queue = of(1, 2, 3, 4, 5, 6);
    queue = added(queue, batch([asked(7, { purpose: "CHECK" })]));
    queue = said(queue, 1, cat);
    expect(stale(queue, 2, 2)).toEqual([5, 6]);
    expect(stale(queue, 1, 2)).toEqual([]);
    expect(stale(filled(queue), 2, 2)).toEqual([]);
    expect(rows(without(queue, new Set([5, 6])))).toEqual([1, 2, 3, 4, 7]);
    expect(current(without(queue, new Set([1])))?.row).toBe(2);
  });

  test("items that are wanted now come before the one that was open", () => {
    const wanted = { ...asked(9), model: 0, said: cat, mark: null, seen: false, flagged: false, note: "" };
    const queue = inserted(said(of(1, 2, 3), 1, cat), [wanted]);
    expect(rows(queue)).toEqual([1, 9, 2, 3]);
    expect(current(queue)?.row).toBe(9);
    expect(current(said(queue, 9, cat))?.row).toBe(2);
  });

  test("what was answered long ago is let go", () => {
    let queue = of(...Array.from({ length: 400 }, (_, i) => i));
    for (let i = 0; i < 390; i++) {
      queue = said(queue, i, cat);
    }
    queue = added(queue, batch([asked(500)]));
    expect(queue.entries.length).toBeLessThan(320);
    expect(current(queue)?.row).toBe(390);
    expect(openCount(queue)).toBe(11);
  });
});

describe("taking back", () => {
  test("the item waits again, as it was, with the newest version", () => {
    const before = find(of(1, 2), 1) as Entry;
    let queue = versioned(said(of(1, 2), 1, cat), [1], 12);
    queue = reopened(queue, [before]);
    expect(current(queue)).toMatchObject({ row: 1, said: null, version: 12 });
  });

  test("a grid comes back with its marks", () => {
    const queue = marked(filled(of(1, 2, 3)), [2], { verdict: "WRONG" });
    const before = tiles(queue);
    const done = filled(before.reduce((all, one) => said(all, one.row, cat), queue));
    expect(done.page).toEqual([]);
    const back = reopened(done, before);
    expect(back.page).toEqual([1, 2, 3]);
    expect(find(back, 2)?.mark).toEqual({ verdict: "WRONG" });
  });

  test("what another said is what counts", () => {
    const queue = overtaken(said(of(1, 2), 1, cat), 1, 20, { label: 1, verdict: null, by: "ben" });
    expect(find(queue, 1)).toMatchObject({ version: 20, said: { label: 1, by: "ben" } });
  });
});

describe("the grid", () => {
  test("only what was seen is accepted, marks count in any case", () => {
    let queue = filled(of(0, 1, 2, 3, 4));
    queue = seen(queue, [0, 1]);
    queue = marked(queue, [1], { label: 0 });
    queue = marked(queue, [2], { verdict: "WRONG" });
    queue = marked(queue, [3], { verdict: "SKIPPED" });
    expect(counts(tiles(queue))).toEqual({ accepted: 1, corrected: 1, wrong: 1, skipped: 1, seen: 4, all: 5 });
    const whole = commit(tiles(queue), 1234.5);
    expect(whole?.rows).toEqual([0, 1, 2, 3]);
    expect(whole?.body).toEqual({
      batch: 0,
      mode: "grid",
      millis: 1235,
      accepted: [{ row: 0, version: 0, batch: 1, shown: 0 }],
      corrected: [{ row: 1, version: 0, batch: 1, label: 0, shown: 1 }],
      wrong: [{ row: 2, version: 0, batch: 1 }],
      skipped: [{ row: 3, version: 0, batch: 1 }],
    });
  });

  test("a random check is never accepted by being seen, and shows no prediction", () => {
    let queue = filled(added(EMPTY, batch([asked(0, { purpose: "CHECK" }), asked(2, { purpose: "RECHECK" })])));
    queue = seen(queue, [0, 2]);
    expect(commit(tiles(queue), 0)).toBeNull();
    queue = marked(queue, [0], { label: 0 });
    expect(commit(tiles(queue), 0)?.body["corrected"]).toEqual([{ row: 0, version: 0, batch: 1, label: 0, shown: NONE }]);
  });

  test("marking with the predicted class leaves it as predicted", () => {
    const queue = marked(marked(filled(of(1)), [1], { label: 0 }), [1], { label: 1 });
    expect(find(queue, 1)).toMatchObject({ mark: null, seen: true });
  });

  test("what is shown stays in its place when more comes", () => {
    let queue = filled(of(1, 2, 3), 2);
    expect(queue.page).toEqual([1, 2]);
    queue = filled(said(queue, 1, cat), 2);
    expect(queue.page).toEqual([2, 3]);
  });

  test("groups: checks first, then class by class, least sure first", () => {
    const entries = tiles(
      filled(added(of(3, 1, 2), batch([asked(9, { purpose: "CHECK" }), asked(8, { shown: NONE, confidence: 0 })]))),
    );
    const groups = grouped(entries, "predicted", "unsure");
    expect(groups.map((one) => [one.label, one.blind, one.tiles.map((tile) => tile.row)])).toEqual([
      [NONE, true, [9]],
      [0, false, [2]],
      [1, false, [1, 3]],
      [NONE, false, [8]],
    ]);
    expect(grouped(entries, "none", "sure")[1]?.tiles.map((one) => one.row)).toEqual([3, 2, 1, 8]);
  });

  test("arrows go by where the tiles stand", () => {
    const places = [
      { row: 1, left: 0, top: 0 },
      { row: 2, left: 100, top: 0 },
      { row: 3, left: 200, top: 0 },
      { row: 4, left: 0, top: 150 },
      { row: 5, left: 100, top: 150 },
    ];
    expect(beside(places, 1, "right")).toBe(2);
    expect(beside(places, 3, "right")).toBe(4);
    expect(beside(places, 3, "down")).toBe(5);
    expect(beside(places, 4, "up")).toBe(1);
    expect(beside(places, 1, "up")).toBe(1);
    expect(beside(places, 5, "right")).toBe(5);
    expect(beside(places, 77, "down")).toBe(1);
  });

  test("a range holds both ends in either direction", () => {
    expect(range([5, 6, 7, 8], 8, 6)).toEqual([6, 7, 8]);
    expect(range([5, 6], 9, 6)).toEqual([6]);
  });
});
