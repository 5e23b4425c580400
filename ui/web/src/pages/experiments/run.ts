export interface Card {
  id: string;
  name: string;
  dataset: string;
  strategies: string[];
  learner: string;
  seeds: number;
  start: number;
  batch: number;
  budget: number;
  done: number;
  cells: number;
  best: string | null;
  area: number | null;
  labels: number | null;
  changed: number;
  broken: string | null;
}

export interface Strategy {
  name: string;
  resolved: string;
  seeds: number;
  area: number | null;
  areaSd: number | null;
  balanced: number | null;
  end: number | null;
  labels: number | null;
  saved: number | null;
  holm: number | null;
  curve: { labels: number; mean: number; half: number | null }[];
  costs: { labels: number; fit: number; select: number }[];
}

export interface Duel {
  first: string;
  second: string;
  seeds: number;
  difference: number | null;
  halfWidth: number | null;
  p: number | null;
  wins: number;
  ties: number;
  losses: number;
}

export interface RunOf {
  card: Card;
  headline: string;
  details: string[];
  strategies: Strategy[];
  duels: Duel[];
  reproduce: string;
}

/** Colours that can be told apart with any kind of sight, on light and on dark; random is grey. */
const LIGHT = ["#6b7280", "#0072b2", "#d55e00", "#008a66", "#b0458c", "#8a6200", "#3572a5", "#7d5a3c"];
const DARK = ["#a3a9b3", "#5cb8f0", "#ff9a52", "#3fcf9f", "#e58cc6", "#dcb34a", "#8ec5f5", "#c9a285"];

/** The colour of a strategy by its place among those of a run, random first. */
export function colour(place: number, dark: boolean): string {
  const colours = dark ? DARK : LIGHT;
  return colours[place % colours.length] ?? "#888888";
}

/** Lines that are dashed from the second time on that a colour comes. */
export function dash(place: number): number[] {
  return place < LIGHT.length ? (place === 0 ? [2, 4] : []) : [8, 4];
}

/** Curves in columns over all numbers of labels that any of them has: labels, then mean, low and high of each. */
export function columns(strategies: readonly Strategy[]): (number | null)[][] {
  const labels = [...new Set(strategies.flatMap((one) => one.curve.map((place) => place.labels)))].sort((a, b) => a - b);
  const data: (number | null)[][] = [labels];
  for (const strategy of strategies) {
    const at = new Map(strategy.curve.map((place) => [place.labels, place]));
    const places = labels.map((n) => at.get(n));
    data.push(
      places.map((place) => place?.mean ?? null),
      places.map((place) => (place?.half == null ? null : Math.max(0, place.mean - place.half))),
      places.map((place) => (place?.half == null ? null : Math.min(1, place.mean + place.half))),
    );
  }
  return data;
}

/** The outcome of one strategy against another; none where they share no seed. */
export function duel(run: RunOf, first: string, second: string): Duel | undefined {
  return run.duels.find((one) => one.first === first && one.second === second);
}

/** What a difference tells: better or worse only where its interval leaves zero out. */
export function outcome(one: Duel): "better" | "worse" | "open" {
  if (one.difference === null || one.halfWidth === null || Math.abs(one.difference) <= one.halfWidth) {
    return "open";
  }
  return one.difference > 0 ? "better" : "worse";
}

/** A number with its digits and sign; a dash where it does not exist. */
export function signed(value: number | null, digits: number): string {
  return value === null ? "–" : `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(digits)}`;
}

export function fixed(value: number | null, digits: number): string {
  return value === null ? "–" : value.toFixed(digits);
}

/** A time for people. */
export function seconds(value: number): string {
  return value < 0.1 ? `${(1000 * value).toFixed(value < 0.01 ? 1 : 0)} ms` : `${value.toFixed(value < 10 ? 2 : 0)} s`;
}

/** The mean cost of a round: to fit and to choose, in seconds; null where nothing was measured. */
export function cost(strategy: Strategy): { fit: number; select: number } | null {
  const n = strategy.costs.length;
  return n === 0
    ? null
    : {
        fit: strategy.costs.reduce((sum, one) => sum + one.fit, 0) / n,
        select: strategy.costs.reduce((sum, one) => sum + one.select, 0) / n,
      };
}
