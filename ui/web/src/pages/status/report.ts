/** A share with the interval in which it lies at a confidence of 95 %. */
export interface Share {
  hits: number;
  n: number;
  value: number | null;
  low: number;
  high: number;
}

export interface Point {
  fromModel: number;
  toModel: number;
  labels: number;
  accuracy: Share;
}

export interface Goal {
  accuracy: number;
  labels: number | null;
  hours: number | null;
  halfWidth: number;
  quietUntil: number;
}

export interface Evidence {
  kind: "target" | "curve" | "predictions" | "errors" | "budget";
  verdict: "stop" | "continue" | "unknown";
  text: string;
}

export interface Day {
  by: string;
  day: string;
  labels: number;
  millis: number;
}

export interface OfClass {
  number: number;
  labelled: number;
  predicted: number;
  recall: Share;
  precision: Share;
}

export interface Report {
  items: number;
  labelled: number;
  open: number;
  model: number;
  accuracy: {
    share: Share;
    fromModel: number;
    toModel: number;
    implicit: number;
    pending: number;
    unanswered: number;
    macroF1: number | null;
    more: number;
  };
  agreement: Share;
  grid: Share;
  repeated: Share;
  classes: OfClass[];
  curve: Point[];
  effort: { labels: number; millis: number; days: Day[] };
  goal: Goal;
  advice: { light: "enough" | "spent" | "soon" | "continue" | "unknown"; sentence: string; quiet: boolean; evidence: Evidence[] };
}

export interface Version {
  number: number;
  learner: string;
  labels: number;
  at: string | null;
  by: string;
  millis: number;
  features: string;
  inCharge: boolean;
  kept: boolean;
  checks: Share;
  changed: number | null;
  note: string;
}

/** A share in percent, more exactly near the ends. */
export function percent(share: number): string {
  const value = 100 * share;
  const exact = (value >= 0.05 && value < 10) || (value > 95 && value < 99.95);
  return `${exact ? value.toFixed(1) : Math.round(value)} %`;
}

/** The interval of a share: `84–91 %`. */
export function range(share: Share): string {
  return `${Math.round(100 * share.low)}–${Math.round(100 * share.high)} %`;
}

/** Some milliseconds as people say them. */
export function spent(millis: number): string {
  const minutes = Math.round(millis / 60_000);
  return minutes < 1 ? "under a minute" : minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}

/** Answers per minute, where that means something. */
export function pace(labels: number, millis: number): string {
  return millis < 10_000 ? "" : `${(labels / (millis / 60_000)).toFixed(1)} a minute`;
}

/** The share of a class among labels beside its share among predictions; null where there is nothing to compare. */
export function shares(classes: readonly OfClass[]): { number: number; labelled: number; predicted: number }[] {
  const labelled = classes.reduce((sum, one) => sum + one.labelled, 0);
  const predicted = classes.reduce((sum, one) => sum + one.predicted, 0);
  return classes.map((one) => ({
    number: one.number,
    labelled: labelled ? one.labelled / labelled : 0,
    predicted: predicted ? one.predicted / predicted : 0,
  }));
}
