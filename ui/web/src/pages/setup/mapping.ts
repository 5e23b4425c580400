/** A value of a column and how many items have it. */
export interface Value {
  text: string;
  count: number;
}

/** A column of the items. */
export interface Column {
  name: string;
  filled: number;
  tagged: number;
  number: boolean;
  many: boolean;
  values: Value[];
}

/**
 * Which class each value means, as a first guess: the class that is called so, whatever its case; a class of that name
 * where it is new, but only where there are few values.
 */
export function guess(column: Column, names: readonly string[]): Record<string, string> {
  const known = new Map(names.map((name) => [name.toLowerCase(), name]));
  const mapping: Record<string, string> = {};
  for (const { text } of column.values) {
    const name = known.get(text.toLowerCase());
    if (name !== undefined) {
      mapping[text] = name;
    } else if (names.length === 0 && column.values.length <= 50) {
      mapping[text] = text;
    }
  }
  return mapping;
}

/** The column that most likely holds labels: the one whose values are classes, else one of a few words. */
export function likely(columns: readonly Column[], names: readonly string[]): Column | undefined {
  const usable = columns.filter((column) => !column.many && column.values.length > 1);
  const known = new Set(names.map((name) => name.toLowerCase()));
  const hits = (column: Column) => column.values.filter((value) => known.has(value.text.toLowerCase())).length;
  const named = (column: Column) => (/label|class|category|target|tag/i.test(column.name) ? 1 : 0);
  return [...usable].sort(
    (a, b) => hits(b) - hits(a) || named(b) - named(a) || Number(a.number) - Number(b.number) || a.values.length - b.values.length,
  )[0];
}
