import { expect, test } from "vitest";
import { Sight } from "./seen";

test("an item is seen once it was in sight long enough, and told once", () => {
  const sight = new Sight(300);
  sight.appears(1, 0);
  sight.appears(2, 100);
  expect(sight.due(299)).toEqual([]);
  expect(sight.next(299)).toBe(1);
  expect(sight.due(300)).toEqual([1]);
  expect(sight.next(300)).toBe(100);
  expect(sight.due(1000)).toEqual([2]);
  expect(sight.due(2000)).toEqual([]);
  expect(sight.next(2000)).toBeNull();
});

test("what is scrolled past is not seen", () => {
  const sight = new Sight(300);
  sight.appears(1, 0);
  sight.disappears(1);
  sight.appears(1, 200);
  expect(sight.due(400)).toEqual([]);
  expect(sight.due(500)).toEqual([1]);
});

test("nothing is seen while nobody can look", () => {
  const sight = new Sight(300);
  sight.appears(1, 0);
  sight.restart(60_000);
  expect(sight.due(60_100)).toEqual([]);
  expect(sight.due(60_300)).toEqual([1]);
});
