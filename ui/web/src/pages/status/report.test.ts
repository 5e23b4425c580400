import { expect, test } from "vitest";
import { pace, percent, range, shares, type Share, spent } from "./report";

const share = (low: number, high: number): Share => ({ hits: 1, n: 2, value: 0.5, low, high });

test("shares are read as people say them", () => {
  expect([0, 0.0004, 0.012, 0.5, 0.961, 0.9999, 1].map(percent)).toEqual(["0 %", "0 %", "1.2 %", "50 %", "96.1 %", "100 %", "100 %"]);
  expect(range(share(0.837, 0.9149))).toBe("84–91 %");
});

test("times and paces are round", () => {
  expect([0, 60_000, 5_340_000, 9_000_000].map(spent)).toEqual(["under a minute", "1 min", "89 min", "2.5 h"]);
  expect(pace(30, 180_000)).toBe("10.0 a minute");
  expect(pace(3, 0)).toBe("");
});

test("shares of classes add up to one, or are none", () => {
  const one = (number: number, labelled: number, predicted: number) => ({
    number,
    labelled,
    predicted,
    recall: share(0, 1),
    precision: share(0, 1),
  });
  expect(shares([one(0, 3, 0), one(1, 1, 0)])).toEqual([
    { number: 0, labelled: 0.75, predicted: 0 },
    { number: 1, labelled: 0.25, predicted: 0 },
  ]);
});
