import { expect, test } from "vitest";
import { matching } from "./find";

const classes = ["Red fox", "fox", "Café", "wolf", "foxglove", "outfox"].map((name, number) => ({
  number,
  name,
  colour: "#000000",
  key: null,
  retired: false,
}));
const names = (typed: string) => matching(classes, typed).map((one) => one.name);

test("the likeliest class comes first", () => {
  expect(names("fox")).toEqual(["fox", "foxglove", "Red fox", "outfox"]);
  expect(names("FOX ")[0]).toBe("fox");
  expect(names("cafe")).toEqual(["Café"]);
  expect(names("zebra")).toEqual([]);
  expect(names("")).toHaveLength(6);
});
