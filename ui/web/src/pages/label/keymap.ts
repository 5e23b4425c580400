import { computed, signal } from "@preact/signals";
import { choosable } from "../../project";
import { type Action, classKeys, type Keys, printed, restored } from "./keys";

const PLACE = "quarry.keys";

/** The keys of this browser. */
export const keys = signal<Keys>(restored(localStorage.getItem(PLACE)));

export function setKeys(to: Keys): void {
  keys.value = to;
  localStorage.setItem(PLACE, JSON.stringify(to));
}

/** Which class each key chooses. */
export const byKey = computed(() => classKeys(choosable.value, keys.value));

const ofClass = computed(() => new Map([...byKey.value].map(([name, label]) => [label, name])));

/** The key of a class as it is printed; empty where it has none. */
export const keyOf = (label: number): string => printed(ofClass.value.get(label) ?? "");

/** The first key of an action as it is printed; empty where it has none. */
export const keyFor = (action: Action): string => printed(keys.value[action][0] ?? "");
