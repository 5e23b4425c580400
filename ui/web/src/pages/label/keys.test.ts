import { describe, expect, test } from "vitest";
import type { LabelClass } from "../../project";
import { type Action, ACTIONS, classKeys, meaning, PRESETS, printed, rebound, restored, stroke } from "./keys";

const press = (key: string, code: string, held: string[] = []) =>
  stroke({
    key,
    code,
    ctrlKey: held.includes("ctrl"),
    metaKey: held.includes("meta"),
    altKey: held.includes("alt"),
    shiftKey: held.includes("shift"),
  });

const some = (...keys: (string | null)[]): LabelClass[] =>
  keys.map((key, number) => ({ number, name: `class ${number}`, colour: "#112233", key, retired: false }));

describe("a key press by name", () => {
  test("digits go by where they are, on every layout", () => {
    expect(press("1", "Digit1")).toBe("1");
    expect(press("&", "Digit1")).toBe("1"); // French
    expect(press("!", "Digit1", ["shift"])).toBe("Shift+1");
    expect(press("¡", "Digit1", ["shift", "alt"])).toBe("Alt+Shift+1");
    expect(press("7", "Numpad7")).toBe("7");
  });

  test("letters go by what is printed on them, else by where they are", () => {
    expect(press("s", "KeyS")).toBe("s");
    expect(press("z", "KeyY")).toBe("z"); // German
    expect(press("ы", "KeyS")).toBe("s"); // Russian
    expect(press("A", "KeyA", ["shift"])).toBe("Shift+a");
    expect(press("Z", "KeyZ", ["ctrl", "shift"])).toBe("Ctrl+Shift+z");
    expect(press("z", "KeyZ", ["meta"])).toBe("Ctrl+z");
  });

  test("signs go by what they are", () => {
    expect(press("/", "Slash")).toBe("/");
    expect(press("/", "Digit7", ["shift"])).toBe("/"); // German
    expect(press("?", "Slash", ["shift"])).toBe("?");
    expect(press("+", "Equal", ["shift"])).toBe("+");
    expect(press(" ", "Space")).toBe("Space");
    expect(press("Enter", "Enter", ["ctrl"])).toBe("Ctrl+Enter");
    expect(press("Enter", "NumpadEnter")).toBe("Enter");
  });
});

describe("what a key does", () => {
  test("it depends on the view", () => {
    expect(meaning(PRESETS.standard, "Enter", "single")).toBe("accept");
    expect(meaning(PRESETS.standard, "Enter", "grid")).toBe("open");
    expect(meaning(PRESETS.standard, "Space", "grid")).toBe("select");
    expect(meaning(PRESETS.standard, "g", "grid")).toBe("mode");
    expect(meaning(PRESETS.standard, "Shift+a", "single")).toBeNull();
    expect(meaning(PRESETS.standard, "q", "single")).toBeNull();
  });

  test.each(Object.entries(PRESETS))("no key of the preset %s does two things in one place", (_, keys) => {
    for (const mode of ["single", "grid"] as const) {
      const used = (Object.keys(ACTIONS) as Action[])
        .filter((action) => ACTIONS[action].where === "both" || ACTIONS[action].where === mode)
        .flatMap((action) => keys[action]);
      expect(new Set(used).size).toBe(used.length);
    }
  });

  test("another key takes it from whoever had it in the same place", () => {
    const keys = rebound(PRESETS.standard, "flag", "s");
    expect(keys.flag).toEqual(["s"]);
    expect(keys.skip).toEqual([]);
    expect(rebound(PRESETS.standard, "open", "Space").accept).toEqual(["Enter", "Space"]);
    expect(rebound(PRESETS.standard, "open", "Space").select).toEqual([]);
  });

  test("what was kept is made whole", () => {
    expect(restored(null)).toEqual(PRESETS.standard);
    expect(restored("{broken")).toEqual(PRESETS.standard);
    const kept = restored(JSON.stringify({ flag: ["F2"], skip: 7, unknown: ["x"] }));
    expect(kept.flag).toEqual(["F2"]);
    expect(kept.skip).toEqual(["s"]);
  });

  test("it is printed as people know it", () => {
    expect(printed("Ctrl+Shift+z")).toBe("Ctrl ⇧ Z");
    expect(printed("Backspace")).toBe("⌫");
    expect(printed("+")).toBe("+");
  });
});

describe("the keys of classes", () => {
  test("their own first, then digits that are free, with shift from the eleventh on", () => {
    const keys = classKeys(some("2", null, "q", null), PRESETS.standard);
    expect([...keys]).toEqual([
      ["2", 0],
      ["q", 2],
      ["1", 1],
      ["3", 3],
    ]);
    const many = classKeys(some(...Array.from({ length: 23 }, () => null)), PRESETS.standard);
    expect(many.get("0")).toBe(9);
    expect(many.get("Shift+1")).toBe(10);
    expect(many.get("Alt+Shift+3")).toBe(22);
  });

  test("a key that the page itself uses is not given away", () => {
    const keys = classKeys(some("s", "w"), PRESETS.standard);
    expect([...keys]).toEqual([
      ["w", 1],
      ["1", 0],
    ]);
  });

  test("more classes than keys are found by typing", () => {
    const keys = classKeys(some(...Array.from({ length: 40 }, () => null)), PRESETS.standard);
    expect(keys.size).toBe(30);
  });
});
