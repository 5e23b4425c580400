import { expect, test } from "vitest";
import { about, bytes, formats, pasted, type Preview, range, trimmed, withRole } from "./understood";

const preview: Preview = {
  kind: "texts",
  formats: [
    { format: "csv", files: 1, bytes: 10 },
    { format: "npy", files: 2, bytes: 10 },
    { format: "other", files: 1200, bytes: 1 },
  ],
  items: 10,
  known: 0,
  doubled: 0,
  same: 0,
  skipped: { count: 0, first: [], list: null },
  columns: [],
  vectors: [],
  measures: null,
  examples: [],
  reading: { charset: null, header: null, roles: { a: "id", b: "text" }, once: false },
  problem: null,
};

test("what was found is one sentence", () => {
  expect(formats(preview)).toBe("1 table, 2 arrays of numbers and 1,200 other files");
  expect(formats({ ...preview, formats: [{ format: "picture", files: 1, bytes: 0 }] })).toBe("1 picture");
});

test("sizes are said in the unit that fits", () => {
  expect([bytes(0), bytes(999), bytes(1500), bytes(250_000_000)]).toEqual(["0 bytes", "999 bytes", "1.5 KB", "250 MB"]);
});

test("a histogram shows what lies between its ends", () => {
  const bins = [0, 3, 0, 2, 0].map((count, i) => ({ from: 10 * i, to: i === 4 ? null : 10 * i + 10, count }));
  expect(trimmed(bins).map((bin) => bin.from)).toEqual([10, 20, 30]);
  expect(range(bins[1]!)).toBe("10 to 19");
  expect(range(bins[4]!)).toBe("40 and more");
  expect(trimmed(bins.map((bin) => ({ ...bin, count: 0 })))).toEqual([]);
});

test("a column is described by its classes, its range or its examples, and by what is missing", () => {
  const column = { name: "a", role: "label" as const, filled: 9, distinct: 6, examples: ["x"], least: null, most: null };
  const values = ["a", "b", "c", "d", "e"].map((value) => ({ value, count: 1 }));
  expect(about({ ...column, values }, 10)).toBe("a 1, b 1, c 1, d 1 and 2 more; missing in 1");
  expect(about({ ...column, role: "number", values: [], least: 0.1, most: 2.34567 }, 9)).toBe("0.1 to 2.346");
  expect(about({ ...column, role: "field", values: [] }, 9)).toBe("x");
});

test("only one column names the items", () => {
  expect(withRole(preview, "b", "id").roles).toEqual({ a: "field", b: "id" });
  expect(withRole(preview, "b", "ignored").roles).toEqual({ a: "id", b: "ignored" });
});

test("what is pasted later is another file", () => {
  expect(pasted("a", new Date("2026-01-02T03:04:05.678Z")).name).toBe("pasted-2026-01-02T03-04-05.txt".replace("T", "-"));
  expect(pasted("a", new Date(0)).name).not.toBe(pasted("a", new Date(1000)).name);
});
