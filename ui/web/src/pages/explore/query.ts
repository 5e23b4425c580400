/** A term of a query and where it stands. */
export interface Piece {
  text: string;
  from: number;
  to: number;
}

/** The terms of a query as they were written: spaces end them, but not between quotes. */
export function pieces(query: string): Piece[] {
  const found: Piece[] = [];
  let from = -1;
  let quoted = false;
  for (let at = 0; at <= query.length; at++) {
    const sign = query[at];
    const ends = sign === undefined || (!quoted && /\s/.test(sign));
    if (ends) {
      if (from >= 0) {
        found.push({ text: query.slice(from, at), from, to: at });
      }
      from = -1;
    } else {
      from = from < 0 ? at : from;
      quoted = sign === '"' ? !quoted : quoted;
    }
  }
  return found;
}

/** The key of a term, as `label` in `-label:cat`; empty where it has none. */
export function keyOf(term: string): string {
  const match = /^-?(?:"([^"]+)"|([\p{L}\p{N}_.-]+))[:<>=]/u.exec(term);
  return match ? (match[1] ?? match[2] ?? "") : "";
}

/** The query with a term, or without it where it was there. */
export function toggled(query: string, term: string): string {
  const all = pieces(query).map((piece) => piece.text);
  return (all.includes(term) ? all.filter((one) => one !== term) : [...all, term]).join(" ");
}

/** The query with this term as the only one of its key; without any where it was that already. */
export function only(query: string, term: string): string {
  const all = pieces(query).map((piece) => piece.text);
  const key = keyOf(term);
  const others = all.filter((one) => one.startsWith("-") || keyOf(one) !== key);
  return (all.includes(term) ? others : [...others, term]).join(" ");
}

/** Both queries at once. */
export const both = (a: string, b: string): string => [a.trim(), b.trim()].filter(Boolean).join(" ");

/** A text as it must stand behind a colon. */
export const quoted = (text: string): string => (/^[\p{L}\p{N}_.-]+$/u.test(text) && text !== "none" ? text : `"${text.replaceAll('"', "")}"`);

/** What could come where the cursor stands: keys while a word is written, values behind a colon. */
export function suggestions(
  query: string,
  cursor: number,
  askables: readonly { key: string; values: string[]; help: string }[],
): { from: number; to: number; options: { text: string; help: string }[] } {
  const piece = pieces(query).find((one) => one.from <= cursor && cursor <= one.to);
  const from = piece?.from ?? cursor;
  const to = piece?.to ?? cursor;
  const written = query.slice(from, cursor);
  const minus = written.startsWith("-") ? "-" : "";
  const start = written.slice(minus.length).toLowerCase();
  const colon = start.indexOf(":");
  if (colon < 0) {
    const fitting = askables.filter((one) => one.key.toLowerCase().startsWith(start) && start !== "");
    return { from, to, options: fitting.map((one) => ({ text: `${minus}${one.key}:`, help: one.help })) };
  }
  const key = askables.find((one) => one.key.toLowerCase() === start.slice(0, colon));
  const value = start.slice(colon + 1).replace('"', "");
  const fitting = key?.values.filter((one) => one.toLowerCase().startsWith(value)) ?? [];
  const options = fitting.map((one) => ({
    text: `${minus}${key?.key}:${one === "none" ? one : quoted(one)}`,
    help: "",
  }));
  return { from, to, options: options.filter((one) => one.text !== query.slice(from, to)) };
}
