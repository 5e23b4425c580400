import { expect, test } from "vitest";
import { adviceOf } from "./stop";

test("only what speaks for stopping is heard, and only while it is wanted", () => {
  const advice = { light: "enough", sentence: "The goal is reached.", quiet: false };
  expect(adviceOf({ advice })).toEqual({ text: "The goal is reached." });
  expect(adviceOf({ advice: { ...advice, light: "continue" } })).toBeNull();
  expect(adviceOf({ advice: { ...advice, quiet: true } })).toBeNull();
  expect(adviceOf({})).toBeNull();
  expect(adviceOf(null)).toBeNull();
});
