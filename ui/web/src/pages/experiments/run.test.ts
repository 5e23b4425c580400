import { expect, test } from "vitest";
import { columns, cost, type Duel, outcome, seconds, signed, type Strategy } from "./run";

const strategy = (curve: Strategy["curve"], costs: Strategy["costs"] = []): Strategy => ({
  name: "margin",
  resolved: "margin",
  seeds: 2,
  area: 0,
  areaSd: 0,
  balanced: 0,
  end: 0,
  labels: 0,
  saved: 0,
  holm: 0,
  curve,
  costs,
});

const duel = (difference: number | null, halfWidth: number | null): Duel => ({
  first: "a",
  second: "b",
  seeds: 2,
  difference,
  halfWidth,
  p: null,
  wins: 0,
  ties: 0,
  losses: 0,
});

test("curves of different lengths share one axis, bands stay within accuracies", () => {
  const data = columns([
    strategy([
      { labels: 10, mean: 0.5, half: 0.1 },
      { labels: 20, mean: 0.95, half: 0.1 },
    ]),
    strategy([{ labels: 15, mean: 0.05, half: null }]),
  ]);
  expect(data[0]).toEqual([10, 15, 20]);
  expect(data[1]).toEqual([0.5, null, 0.95]);
  expect(data[2]?.[2]).toBeCloseTo(0.85);
  expect(data[3]?.[2]).toBe(1);
  expect(data[4]).toEqual([null, 0.05, null]);
  expect(data[5]).toEqual([null, null, null]);
});

test("a difference counts only where its interval leaves zero out", () => {
  expect(outcome(duel(0.02, 0.01))).toBe("better");
  expect(outcome(duel(-0.02, 0.01))).toBe("worse");
  expect(outcome(duel(0.01, 0.02))).toBe("open");
  expect(outcome(duel(0.01, null))).toBe("open");
});

test("numbers are for people", () => {
  expect(signed(-0.0123, 3)).toBe("−0.012");
  expect(signed(null, 3)).toBe("–");
  expect(seconds(0.0004)).toBe("0.4 ms");
  expect(seconds(2)).toBe("2.00 s");
});

test("the cost of a round is a mean, and nothing where nothing was measured", () => {
  expect(cost(strategy([]))).toBeNull();
  expect(
    cost(
      strategy(
        [],
        [
          { labels: 1, fit: 1, select: 2 },
          { labels: 2, fit: 3, select: 4 },
        ],
      ),
    ),
  ).toEqual({ fit: 2, select: 3 });
});
