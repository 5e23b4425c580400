/** What one person says an item is. */
export interface Vote {
  by: string;
  label: number;
  provenance: string;
  at: string;
}

export interface Agreement {
  items: number;
  unanimous: number;
  percent: number | null;
  alpha: { alpha: number | null; low: number | null; high: number | null; items: number };
  pairs: { first: string; second: string; items: number; agreement: number; kappa: number | null }[];
  confusion: number[][];
  classes: { label: number; given: number; agreement: number }[];
}

/** A coefficient with two digits; a dash where it does not exist. */
export function coefficient(value: number | null): string {
  return value === null ? "–" : value.toFixed(2);
}

/** A share as a whole percentage; a dash where it does not exist. */
export function percent(value: number | null): string {
  return value === null ? "–" : `${Math.round(100 * value)} %`;
}

/** What alpha means for somebody who decides whether labels can be used, after Krippendorff's own bounds. */
export function verdict(agreement: Agreement): string {
  const { alpha, items, low } = agreement.alpha;
  if (items === 0) {
    return "Nobody has labelled an item that somebody else labelled. Set an overlap so that a share of items is labelled twice.";
  }
  if (alpha === null) {
    return "Only one class was given to shared items, so agreement cannot be told from chance.";
  }
  if (items < 30) {
    return `Only ${items} items are shared: take the numbers as a first impression.`;
  }
  if (low !== null && low >= 0.8) {
    return "People agree well: labels can be relied on.";
  }
  if (alpha >= 0.667) {
    return "People agree fairly. Look at the classes that are confused, and sharpen the guideline for them.";
  }
  return "People agree too little to rely on single labels. Settle the disagreements and talk about the classes below.";
}

/** The pairs of classes that are confused most, most often first. */
export function confused(confusion: number[][], most: number): { one: number; other: number; times: number }[] {
  const pairs = [];
  for (let one = 0; one < confusion.length; one++) {
    for (let other = 0; other < one; other++) {
      const times = confusion[one]?.[other] ?? 0;
      if (times > 0) {
        pairs.push({ one: other, other: one, times });
      }
    }
  }
  return pairs.sort((a, b) => b.times - a.times).slice(0, most);
}
