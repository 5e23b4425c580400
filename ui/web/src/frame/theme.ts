import { computed, effect, signal } from "@preact/signals";

const KEY = "quarry.theme";
const KINDS = ["system", "light", "dark"] as const;
type Theme = (typeof KINDS)[number];

const value = signal<Theme>(KINDS.find((kind) => kind === localStorage.getItem(KEY)) ?? "system");

effect(() => {
  localStorage.setItem(KEY, value.value);
  if (value.value === "system") {
    delete document.documentElement.dataset["theme"];
  } else {
    document.documentElement.dataset["theme"] = value.value;
  }
});

/** Light, dark, or as the system has it. */
export const theme = {
  value,
  sign: computed(() => ({ system: "◐", light: "☀", dark: "☾" })[value.value]),
  next: () => (value.value = KINDS[(KINDS.indexOf(value.value) + 1) % KINDS.length] ?? "system"),
};
