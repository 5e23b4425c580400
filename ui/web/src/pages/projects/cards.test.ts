import { expect, test } from "vitest";
import type { Card } from "../../project";
import { ago, modelText, share, split, title } from "./cards";

const card: Card = {
  id: "a",
  name: "A",
  kind: "pictures",
  items: 12_431,
  labelled: 312,
  archived: false,
  version: 1,
  changed: "2026-01-02T03:04:05Z",
  role: "owner",
  model: { state: "none", number: 0, behind: 0, done: -1, failure: null },
};

test("the project with the latest news comes first, those put away stand apart", () => {
  const later = { ...card, id: "b", changed: "2026-01-03T00:00:00Z" };
  const away = { ...card, id: "c", archived: true };
  const { open, archived } = split([card, away, later]);
  expect(open.map((one) => one.id)).toEqual(["b", "a"]);
  expect(archived.map((one) => one.id)).toEqual(["c"]);
});

test("how far a project is", () => {
  expect(title(card)).toBe("12,431 pictures, 312 labelled");
  expect(title({ ...card, items: 1, labelled: 0 })).toBe("1 picture, 0 labelled");
  expect(title({ ...card, items: 0 })).toBe("No pictures yet");
  expect(share(card)).toBe("2 %");
  expect(share({ ...card, labelled: 1 })).toBe("under 1 %");
  expect(share({ ...card, labelled: 12_430 })).toBe("99 %");
});

test("where its model is", () => {
  expect(modelText(card.model)).toBe("no model yet");
  expect(modelText({ ...card.model, state: "stale", behind: 1 })).toBe("1 label behind");
  expect(modelText({ ...card.model, state: "training", done: 0.634 })).toBe("training 63 %");
  expect(modelText({ ...card.model, state: "training" })).toBe("training");
});

test("when something happened last", () => {
  const now = new Date("2026-01-02T05:04:05Z");
  expect(ago(card.changed, now)).toBe("2 hours ago");
  expect(ago("2026-01-02T05:04:00Z", now)).toBe("just now");
  expect(ago("2026-01-01T05:04:05Z", now)).toBe("yesterday");
});
