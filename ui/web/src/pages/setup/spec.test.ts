import { expect, test } from "vitest";
import { read, valueOf, withValue, word, write } from "./spec";

test.each([
  "margin",
  "random-forest{trees: 200}",
  "subpool{size: 1000, of: ensemble{members: 5, acquisition: vote-entropy}}",
  "split{first: margin, second: [a, b]}",
  'csv{file: "C:\\\\data\\\\a, b.csv"}',
  'a{b: "", c: []}',
])("%s is read and written again", (text) => {
  expect(write(read(text))).toBe(text);
});

test.each(["", "a{", "a{b}", "a{b: }", "[a", "a}", '"a', "a b{c: d} e"])("%s is refused with its place", (text) => {
  expect(() => read(text)).toThrow(/cannot be read at character/);
});

test("a value is changed and taken away", () => {
  const more = withValue(word("random-forest"), "trees", word("200"));
  expect(write(more)).toBe("random-forest{trees: 200}");
  expect(valueOf(more, "trees")).toEqual(word("200"));
  expect(write(withValue(more, "trees", undefined))).toBe("random-forest");
});
