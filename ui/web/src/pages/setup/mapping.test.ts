import { expect, test } from "vitest";
import { type Column, guess, likely } from "./mapping";

const column = (name: string, values: string[], more: Partial<Column> = {}): Column => ({
  name,
  filled: values.length,
  tagged: 0,
  number: false,
  many: false,
  values: values.map((text) => ({ text, count: 1 })),
  ...more,
});

test("values that are called like a class mean it", () => {
  expect(guess(column("kind", ["Cat", "dog", "owl"]), ["cat", "dog"])).toEqual({ Cat: "cat", dog: "dog" });
});

test("without classes each value becomes one", () => {
  expect(guess(column("kind", ["cat", "dog"]), [])).toEqual({ cat: "cat", dog: "dog" });
});

test("the column whose values are classes is the likeliest", () => {
  const columns = [column("year", ["1", "2"], { number: true }), column("colour", ["red", "blue"]), column("kind", ["cat", "dog"])];
  expect(likely(columns, ["cat"])?.name).toBe("kind");
  expect(likely([...columns, column("label", ["x", "y"])], [])?.name).toBe("label");
  expect(likely([column("id", [], { many: true }), column("one", ["a"])], [])).toBeUndefined();
});
