/** A word that speaks for a class, as the server found it. */
export interface Word {
  word: string;
  /** How much less likely the class is without it. */
  drop: number;
  places: { from: number; to: number }[];
}

/** What the server says of the words of a text. */
export interface Spoken {
  model: number;
  label: number;
  probability: number;
  tried: number;
  different: number;
  words: Word[];
}

/** A piece of a text; `drop` is 0 where it is not marked. */
export interface Piece {
  text: string;
  drop: number;
  /** Whether it counts at least half as much as the strongest. */
  strong: boolean;
}

/** Less than this is not worth a mark. */
const LEAST = 0.005;

/** A text cut where marks begin and end; together the pieces are the text. */
export function pieces(text: string, words: readonly Word[]): Piece[] {
  const most = Math.max(0, ...words.map((one) => one.drop));
  const marks = words
    .filter((one) => one.drop >= LEAST)
    .flatMap((one) => one.places.map((place) => ({ ...place, drop: one.drop })))
    .sort((a, b) => a.from - b.from);
  const all: Piece[] = [];
  let at = 0;
  for (const { from, to, drop } of marks) {
    if (from < at || to > text.length) {
      continue; // the text is another one by now
    }
    if (from > at) {
      all.push({ text: text.slice(at, from), drop: 0, strong: false });
    }
    all.push({ text: text.slice(from, to), drop, strong: drop >= most / 2 });
    at = to;
  }
  if (at < text.length) {
    all.push({ text: text.slice(at), drop: 0, strong: false });
  }
  return all;
}
