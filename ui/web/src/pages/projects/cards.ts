import type { Card, Model } from "../../project";

/** Those that are open, the one with the latest news first, and those that were put away. */
export function split(cards: readonly Card[]): { open: Card[]; archived: Card[] } {
  const sorted = [...cards].sort((a, b) => b.changed.localeCompare(a.changed));
  return { open: sorted.filter((card) => !card.archived), archived: sorted.filter((card) => card.archived) };
}

/** `12,431 pictures, 312 labelled`. */
export function title(card: Card): string {
  if (card.items === 0) {
    return `No ${card.kind} yet`;
  }
  const kind = card.items === 1 ? card.kind.slice(0, -1) : card.kind;
  return `${card.items.toLocaleString("en")} ${kind}, ${card.labelled.toLocaleString("en")} labelled`;
}

/** How much of it is labelled; never rounded up to all of it. */
export function share(card: Card): string {
  if (card.items === 0) {
    return "";
  }
  const percent = (100 * card.labelled) / card.items;
  return percent > 0 && percent < 1 ? "under 1 %" : `${Math.floor(percent)} %`;
}

/** Where the model is, in a word or two. */
export function modelText(model: Model): string {
  switch (model.state) {
    case "none":
      return "no model yet";
    case "ready":
      return "model ready";
    case "training":
      return model.done >= 0 ? `training ${Math.round(100 * model.done)} %` : "training";
    case "stale":
      return `${model.behind} ${model.behind === 1 ? "label" : "labels"} behind`;
    case "error":
      return "training failed";
  }
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** How long ago something happened. */
export function ago(at: string, now: Date): string {
  const seconds = (now.getTime() - new Date(at).getTime()) / 1000;
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  for (const [unit, length] of STEPS) {
    if (seconds >= length) {
      return words.format(-Math.floor(seconds / length), unit);
    }
  }
  return "just now";
}
