import type { LabelClass } from "../../project";
import { decoded } from "./ask";

/** One value for each item, as the server answers it. */
export interface Coloured {
  of: string;
  kind: "class" | "choice" | "number";
  names: string[];
  least: number | null;
  greatest: number | null;
  values: string;
}

/** One entry of a legend: a value and how it is drawn. */
export interface Entry {
  code: number;
  title: string;
  colour: string;
  count: number;
}

/** Far apart for the eye, also for most who confuse red and green; between light and dark, so that both grounds carry them. */
const APART = [
  "#3b82c4", "#e08a2c", "#2f9e6e", "#c2569b", "#8b6fd1", "#b8a01e", "#2aa5b5", "#d0574f", "#7a8f3a", "#a3704a",
  "#5b7083", "#d17fb0",
];

/** From little to much. */
const RAMP = ["#3d3a8c", "#2f6fa8", "#2b9c93", "#6cc067", "#e6d74a"];

export const NONE = "#8c9490";

const part = (colour: string, at: number): number => Number.parseInt(colour.slice(at, at + 2), 16);

export const rgb = (colour: string): [number, number, number] => [part(colour, 1), part(colour, 3), part(colour, 5)];

/** The colour of a share in [0, 1]. */
export function ramp(share: number): [number, number, number] {
  const place = Math.min(1, Math.max(0, share)) * (RAMP.length - 1);
  const low = Math.min(RAMP.length - 2, Math.floor(place));
  const from = rgb(RAMP[low] as string);
  const to = rgb(RAMP[low + 1] as string);
  return [0, 1, 2].map((i) => Math.round((from[i] as number) + (place - low) * ((to[i] as number) - (from[i] as number)))) as [
    number,
    number,
    number,
  ];
}

/** The ramp as a style. */
export const rampStyle = `linear-gradient(to right, ${RAMP.join(", ")})`;

/** The value of each item; NaN for none. */
export function valuesOf(coloured: Coloured): Float32Array {
  const raw = decoded(coloured.values);
  return new Float32Array(raw.buffer, 0, raw.byteLength / 4);
}

/** The colour of a code. */
export function colourOf(coloured: Coloured, code: number, classes: readonly LabelClass[]): string {
  if (code < 0) {
    return NONE;
  }
  return (coloured.kind === "class" ? classes[code]?.colour : undefined) ?? (APART[code % APART.length] as string);
}

/** Red, green, blue of each item. */
export function paint(coloured: Coloured, values: Float32Array, classes: readonly LabelClass[]): Uint8Array {
  const out = new Uint8Array(3 * values.length);
  const none = rgb(NONE);
  const known = coloured.names.map((_, code) => rgb(colourOf(coloured, code, classes)));
  const least = coloured.least ?? 0;
  const width = (coloured.greatest ?? 1) - least || 1;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    const colour = Number.isNaN(value)
      ? none
      : coloured.kind === "number"
        ? ramp((value - least) / width)
        : (known[value] ?? none);
    out.set(colour, 3 * row);
  }
  return out;
}

/** What stands in the legend, the most frequent first, no value last. */
export function legend(coloured: Coloured, values: Float32Array, classes: readonly LabelClass[]): Entry[] {
  const counts = new Map<number, number>();
  for (const value of values) {
    const code = Number.isNaN(value) ? -1 : coloured.kind === "number" ? 0 : value;
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return [...counts]
    .filter(([code]) => coloured.kind !== "number" || code < 0)
    .map(([code, count]) => ({
      code,
      count,
      title: code < 0 ? "none" : (coloured.names[code] ?? String(code)),
      colour: colourOf(coloured, code, classes),
    }))
    .sort((a, b) => (a.code < 0 ? 1 : 0) - (b.code < 0 ? 1 : 0) || b.count - a.count);
}
