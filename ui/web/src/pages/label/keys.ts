import type { LabelClass } from "../../project";

/** Where a key works. */
export type Where = "single" | "grid" | "both";

/** What can be done by a key. */
export const ACTIONS = {
  accept: { title: "Accept the prediction", where: "single" },
  skip: { title: "Skip, comes back at the end", where: "both" },
  unsure: { title: "Unsure", where: "single" },
  wrong: { title: "Wrong, decide the class later", where: "both" },
  undo: { title: "Undo", where: "both" },
  redo: { title: "Redo", where: "both" },
  left: { title: "Previous", where: "both" },
  right: { title: "Next", where: "both" },
  up: { title: "Tile above", where: "grid" },
  down: { title: "Tile below", where: "grid" },
  open: { title: "Open the tile", where: "grid" },
  select: { title: "Select the tile", where: "grid" },
  all: { title: "Select all tiles", where: "grid" },
  group: { title: "All in the group correct", where: "grid" },
  commit: { title: "Confirm the grid", where: "grid" },
  find: { title: "Find a class by typing", where: "both" },
  create: { title: "New class", where: "both" },
  note: { title: "Note", where: "single" },
  flag: { title: "Flag for a second look", where: "both" },
  zoom: { title: "Zoom in", where: "single" },
  fit: { title: "Fit into the page", where: "single" },
  words: { title: "Mark the words that speak for the class", where: "single" },
  mode: { title: "Grid or single", where: "both" },
  map: { title: "Open the map", where: "both" },
  retrain: { title: "Train now", where: "both" },
  help: { title: "All keys", where: "both" },
} as const satisfies Record<string, { title: string; where: Where }>;

export type Action = keyof typeof ACTIONS;
export type Keys = Record<Action, readonly string[]>;

const STANDARD: Keys = {
  accept: ["Enter", "Space"],
  skip: ["s"],
  unsure: ["u"],
  wrong: ["x"],
  undo: ["Ctrl+z", "Backspace"],
  redo: ["Ctrl+Shift+z", "Ctrl+y"],
  left: ["ArrowLeft", "h"],
  right: ["ArrowRight", "l"],
  up: ["ArrowUp", "k"],
  down: ["ArrowDown", "j"],
  open: ["Enter"],
  select: ["Space"],
  all: ["Ctrl+a"],
  group: ["Shift+a"],
  commit: ["Ctrl+Enter"],
  find: ["/"],
  create: ["+"],
  note: ["n"],
  flag: ["b"],
  zoom: ["z"],
  fit: ["f"],
  words: ["Shift+w"],
  mode: ["g"],
  map: ["m"],
  retrain: ["r"],
  help: ["?"],
};

/** Ready-made keys: the usual ones, and one for each hand alone, the other on the mouse. */
export const PRESETS: Readonly<Record<"standard" | "left" | "right", Keys>> = {
  standard: STANDARD,
  left: {
    ...STANDARD,
    accept: ["Space"],
    unsure: ["a"],
    undo: ["z", "Ctrl+z"],
    redo: ["Shift+z", "Ctrl+Shift+z"],
    left: ["c", "ArrowLeft"],
    right: ["v", "ArrowRight"],
    up: ["Shift+c", "ArrowUp"],
    down: ["Shift+v", "ArrowDown"],
    open: ["d", "Enter"],
    commit: ["Shift+Space", "Ctrl+Enter"],
    find: ["Shift+f", "/"],
    note: ["Shift+s"],
    zoom: ["Shift+d"],
    map: ["Shift+g"],
    create: ["Shift+x", "+"],
  },
  right: {
    ...STANDARD,
    accept: ["Enter"],
    skip: ["."],
    wrong: [","],
    undo: ["Backspace", "Ctrl+z"],
    redo: ["Shift+Backspace", "Ctrl+Shift+z"],
    select: ["Insert", "Space"],
    group: ["Shift+Enter"],
    flag: ["Delete"],
    zoom: ["PageUp"],
    fit: ["PageDown"],
    words: ["Shift+PageUp"],
    mode: ["Home"],
    retrain: ["End"],
  },
};

export type Preset = keyof typeof PRESETS;

type Press = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/**
 * A key press by name: `s`, `Shift+a`, `Ctrl+Enter`, `1`. Digits go by where the key is, so that they are found on every
 * layout; letters by what is printed on them, or by where they are on layouts without Latin letters.
 */
export function stroke(press: Press): string {
  const { key, code } = press;
  if (key === "/" || key === "?" || key === "+") {
    return key;
  }
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1];
  const letter = /^[a-z]$/i.test(key) ? key.toLowerCase() : /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase();
  const base = digit ?? letter ?? (key === " " ? "Space" : key);
  const named = digit !== undefined || letter !== undefined || base.length > 1;
  return [
    press.ctrlKey || press.metaKey ? "Ctrl" : "",
    press.altKey ? "Alt" : "",
    press.shiftKey && named ? "Shift" : "",
    base,
  ]
    .filter(Boolean)
    .join("+");
}

/** What a key press means where it is pressed; null for nothing. */
export function meaning(keys: Keys, name: string, mode: "single" | "grid"): Action | null {
  for (const action of Object.keys(ACTIONS) as Action[]) {
    const { where } = ACTIONS[action];
    if ((where === "both" || where === mode) && keys[action].includes(name)) {
      return action;
    }
  }
  return null;
}

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"];
const BY_PLACE = [...DIGITS, ...DIGITS.map((one) => `Shift+${one}`), ...DIGITS.map((one) => `Alt+Shift+${one}`)];

/**
 * The key of each class: its own where it is free, otherwise the next digit. Keys that the page itself uses are not given
 * away, so that a key that is shown always does what it says.
 */
export function classKeys(classes: readonly LabelClass[], keys: Keys): Map<string, number> {
  const taken = new Set(Object.values(keys).flat());
  const given = new Map<string, number>();
  const without: LabelClass[] = [];
  for (const one of classes) {
    const own = one.key?.toLowerCase();
    if (own && !taken.has(own) && !given.has(own)) {
      given.set(own, one.number);
    } else {
      without.push(one);
    }
  }
  const free = BY_PLACE.filter((one) => !taken.has(one) && !given.has(one));
  without.forEach((one, i) => {
    const place = free[i];
    if (place !== undefined) {
      given.set(place, one.number);
    }
  });
  return given;
}

const SIGNS: Record<string, string> = {
  Ctrl: "Ctrl",
  Shift: "⇧",
  Alt: "Alt",
  Enter: "⏎",
  Space: "Space",
  Backspace: "⌫",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
};

/** A key as it is printed on a button. */
export function printed(name: string): string {
  return name
    .split(/(?<=.)\+/)
    .map((part) => SIGNS[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(" ");
}

/** The same keys, with another one for an action; whoever had that key in the same place loses it. */
export function rebound(keys: Keys, action: Action, name: string): Keys {
  const { where } = ACTIONS[action];
  const all = { ...keys } as Record<Action, readonly string[]>;
  for (const other of Object.keys(ACTIONS) as Action[]) {
    const there = ACTIONS[other].where;
    if (where === "both" || there === "both" || there === where) {
      all[other] = all[other].filter((one) => one !== name);
    }
  }
  all[action] = [name];
  return all;
}

/** What was kept of keys, made whole where it is not. */
export function restored(text: string | null): Keys {
  try {
    const kept = JSON.parse(text ?? "{}") as Partial<Record<Action, unknown>>;
    const all = { ...STANDARD } as Record<Action, readonly string[]>;
    for (const action of Object.keys(ACTIONS) as Action[]) {
      const some = kept[action];
      if (Array.isArray(some) && some.every((one) => typeof one === "string")) {
        all[action] = some;
      }
    }
    return all;
  } catch {
    return STANDARD;
  }
}
