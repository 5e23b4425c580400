import { expect, test } from "vitest";
import { isSound, type Param, type Schema, standard, wrong } from "./schema";
import { read, write } from "./spec";

const param = (more: Partial<Param>): Param => ({ key: "x", title: "X", type: "int", default: 1, ...more });

test.each([
  [param({ type: "int" }), "12", ""],
  [param({ type: "int" }), "1.5", "A whole number is needed."],
  [param({ type: "int", min: 2 }), "1", "It must be at least 2."],
  [param({ type: "double", max: 1 }), "1.01", "It must be at most 1."],
  [param({ type: "double" }), "1e-3", ""],
  [param({ type: "double" }), "", "A number is needed."],
  [param({ type: "list" }), "a, b{c: d}", ""],
  [param({ type: "list" }), "a, ,", "Values with commas between them are needed."],
  [param({ type: "text" }), "anything", ""],
])("%j and (%s) give (%s)", (one, text, expected) => {
  expect(wrong(one, text)).toBe(expected);
});

test("defaults are specifications", () => {
  expect(write(standard(param({ type: "part", default: "sgd{rate: 0.1}" })))).toBe("sgd{rate: 0.1}");
  expect(write(standard(param({ type: "list", default: [100, 50] })))).toBe("[100, 50]");
  expect(write(standard(param({ type: "text", default: null })))).toBe('""');
});

test("a wrong value is found at any depth", () => {
  const all: Schema[] = [
    { name: "outer", params: [param({ key: "inner", type: "part", default: "tree" })] },
    { name: "tree", params: [param({ key: "depth", min: 1 })] },
  ];
  const parts = (name: string) => all.find((one) => one.name === name);
  expect(isSound(read("outer{inner: tree{depth: 3}}"), parts)).toBe(true);
  expect(isSound(read("outer{inner: tree{depth: 0}}"), parts)).toBe(false);
  expect(isSound(read("unknown{a: b}"), parts)).toBe(true);
});
