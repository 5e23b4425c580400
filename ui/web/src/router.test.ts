import { beforeAll, expect, test, vi } from "vitest";

let match: typeof import("./router").match;

beforeAll(async () => {
  vi.stubGlobal("location", { pathname: "/" });
  vi.stubGlobal("addEventListener", () => {});
  ({ match } = await import("./router"));
});

test("an address gives the parts of its pattern", () => {
  expect(match("/p/:id/label", "/p/a%20b/label")).toEqual({ id: "a b" });
  expect(match("/p/:id/label", "/p/a/label/")).toEqual({ id: "a" });
  expect(match("/", "/")).toEqual({});
});

test("another address does not match", () => {
  expect(match("/p/:id/label", "/p/a/map")).toBeNull();
  expect(match("/p/:id", "/p/a/map")).toBeNull();
});
