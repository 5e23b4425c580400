import { expect, test } from "vitest";
import { isOfLabels, isTable, size, toggled, USUAL } from "./plan";

test("a kind of label is put in and taken out", () => {
  const without = toggled(USUAL, "HUMAN");
  expect(without.provenances).toEqual(["IMPLICIT", "IMPORTED"]);
  expect(toggled(without, "HUMAN").provenances).toContain("HUMAN");
  expect(USUAL.provenances).toContain("HUMAN");
});

test("only labels are narrowed, only tables are escaped", () => {
  expect(isOfLabels("FOLDERS")).toBe(true);
  expect(isOfLabels("ARCHIVE")).toBe(false);
  expect(isTable("PREDICTIONS")).toBe(true);
  expect(isTable("JSONL")).toBe(false);
});

test("sizes are for people", () => {
  expect(size(0)).toBe("0 bytes");
  expect(size(999)).toBe("999 bytes");
  expect(size(1500)).toBe("1.5 kB");
  expect(size(25_000_000)).toBe("25 MB");
});
