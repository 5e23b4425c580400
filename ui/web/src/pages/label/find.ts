import type { LabelClass } from "../../project";

/** Without accents and capitals, so that `café` is found by `cafe`. */
const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();

/** The classes that somebody who types may mean, the likeliest first: those that begin so, then those with a word that does, then those that contain it. */
export function matching(classes: readonly LabelClass[], typed: string): LabelClass[] {
  const wanted = plain(typed.trim());
  if (wanted === "") {
    return [...classes];
  }
  const rank = (one: LabelClass): number => {
    const name = plain(one.name);
    if (name.startsWith(wanted)) {
      return name === wanted ? 0 : 1;
    }
    return name.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted)) ? 2 : name.includes(wanted) ? 3 : 4;
  };
  return classes
    .map((one) => ({ one, rank: rank(one) }))
    .filter((some) => some.rank < 4)
    .sort((a, b) => a.rank - b.rank)
    .map((some) => some.one);
}
