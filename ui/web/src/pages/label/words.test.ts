import { describe, expect, test } from "vitest";
import { pieces } from "./words";

const word = (drop: number, ...places: [number, number][]) => ({
  word: "x",
  drop,
  places: places.map(([from, to]) => ({ from, to })),
});

describe("a text with marks", () => {
  const text = "Win a free prize, free!";

  test("the pieces are the text, the strongest are marked strongly", () => {
    const all = pieces(text, [word(0.4, [6, 10], [18, 22]), word(0.1, [11, 16])]);
    expect(all.map((one) => one.text).join("")).toBe(text);
    expect(all.filter((one) => one.strong).map((one) => one.text)).toEqual(["free", "free"]);
    expect(all.filter((one) => one.drop > 0).map((one) => one.text)).toEqual(["free", "prize", "free"]);
  });

  test("what hardly matters is not marked", () => {
    expect(pieces(text, [word(0.001, [6, 10])])).toEqual([{ text, drop: 0, strong: false }]);
  });

  test("places that do not fit the text mark nothing", () => {
    const all = pieces("short", [word(0.4, [2, 4], [3, 5], [90, 95])]);
    expect(all.map((one) => one.text)).toEqual(["sh", "or", "t"]);
  });
});
