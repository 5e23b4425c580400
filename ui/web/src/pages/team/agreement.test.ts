import { expect, test } from "vitest";
import { type Agreement, coefficient, confused, percent, verdict } from "./agreement";

const some = (items: number, alpha: number | null, low: number | null): Agreement => ({
  items,
  unanimous: 0,
  percent: null,
  alpha: { alpha, low, high: null, items },
  pairs: [],
  confusion: [],
  classes: [],
});

test("numbers that do not exist are a dash", () => {
  expect(coefficient(null)).toBe("–");
  expect(coefficient(0.7431)).toBe("0.74");
  expect(percent(null)).toBe("–");
  expect(percent(0.666)).toBe("67 %");
});

test("what alpha means depends on how much is shared", () => {
  expect(verdict(some(0, null, null))).toContain("Set an overlap");
  expect(verdict(some(5, null, null))).toContain("Only one class");
  expect(verdict(some(5, 0.9, 0.8))).toContain("first impression");
  expect(verdict(some(50, 0.9, 0.85))).toContain("relied on");
  expect(verdict(some(50, 0.75, 0.6))).toContain("fairly");
  expect(verdict(some(50, 0.3, 0.1))).toContain("too little");
});

test("classes that are confused come in pairs, most often first", () => {
  const table = [
    [4, 2, 5],
    [2, 8, 0],
    [5, 0, 0],
  ];
  expect(confused(table, 5)).toEqual([
    { one: 0, other: 2, times: 5 },
    { one: 0, other: 1, times: 2 },
  ]);
  expect(confused(table, 1)).toHaveLength(1);
});
