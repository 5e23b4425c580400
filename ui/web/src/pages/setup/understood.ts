/** What a column is for. */
export type Role = "id" | "text" | "label" | "number" | "vector" | "split" | "field" | "ignored";

/** How data is to be read, where it is not as guessed. */
export interface Reading {
  charset: string | null;
  header: boolean | null;
  roles: Record<string, Role> | null;
  once: boolean | null;
}

export interface Column {
  name: string;
  role: Role;
  filled: number;
  distinct: number;
  values: { value: string; count: number }[];
  examples: string[];
  least: number | null;
  most: number | null;
}

export interface Left {
  count: number;
  first: { where: string; why: string }[];
  list: string | null;
}

export interface Bin {
  from: number;
  to: number | null;
  count: number;
}

/** What data would become. */
export interface Preview {
  kind: "pictures" | "texts" | "rows";
  formats: { format: string; files: number; bytes: number }[];
  items: number;
  known: number;
  doubled: number;
  same: number;
  skipped: Left;
  columns: Column[];
  vectors: { name: string; columns: number; items: number }[];
  measures: { of: "characters" | "pixels"; bins: Bin[] } | null;
  examples: { name: string; text: string | null; picture: string | null; fields: Record<string, string> }[];
  reading: Reading;
  problem: string | null;
}

/** What came of an import. */
export interface Imported {
  imported: number;
  skipped: Left;
  sentence: string;
}

const FORMATS: Record<string, [string, string]> = {
  picture: ["picture", "pictures"],
  csv: ["table", "tables"],
  json: ["JSON file", "JSON files"],
  parquet: ["Parquet file", "Parquet files"],
  npy: ["array of numbers", "arrays of numbers"],
  lines: ["text file", "text files"],
  zip: ["archive", "archives"],
  other: ["other file", "other files"],
};

export const count = (n: number): string => n.toLocaleString("en");

/** One or many of something. */
export const some = (n: number, one: string, many: string): string => `${count(n)} ${n === 1 ? one : many}`;

/** `300 pictures and 1 table`. */
export function formats(preview: Preview): string {
  const parts = preview.formats.map((one) => {
    const [single, many] = FORMATS[one.format] ?? ["file", "files"];
    return some(one.files, single, many);
  });
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** Sizes as people say them. */
export function bytes(n: number): string {
  const units = ["bytes", "KB", "MB", "GB", "TB"];
  let unit = 0;
  let value = n;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** The bins between the first and the last that hold something. */
export function trimmed(bins: readonly Bin[]): Bin[] {
  const first = bins.findIndex((bin) => bin.count > 0);
  const last = bins.findLastIndex((bin) => bin.count > 0);
  return first < 0 ? [] : bins.slice(first, last + 1);
}

/** What a bin holds: `20 to 49`, `5,000 and more`. */
export function range(bin: Bin): string {
  return bin.to === null ? `${count(bin.from)} and more` : `${count(bin.from)} to ${count(bin.to - 1)}`;
}

/** What is said about a column in its row of the table. */
export function about(column: Column, items: number): string {
  const parts: string[] = [];
  if (column.role === "label" && column.values.length > 0) {
    const shown = column.values.slice(0, 4).map((one) => `${one.value} ${count(one.count)}`);
    const more = (column.distinct < 0 ? 0 : column.distinct) - shown.length;
    parts.push(shown.join(", ") + (more > 0 ? ` and ${count(more)} more` : ""));
  } else if (column.least !== null && column.most !== null) {
    parts.push(`${number(column.least)} to ${number(column.most)}`);
  } else {
    parts.push(column.examples.join(", "));
  }
  if (items > 0 && column.filled < items) {
    parts.push(`missing in ${count(items - column.filled)}`);
  }
  return parts.filter((part) => part !== "").join("; ");
}

const number = (value: number): string => String(Number(value.toPrecision(4)));

/** The reading with another role for a column; of names there is one only. */
export function withRole(preview: Preview, column: string, role: Role): Reading {
  const roles: Record<string, Role> = { ...preview.reading.roles };
  if (role === "id") {
    for (const [name, old] of Object.entries(roles)) {
      if (old === "id") {
        roles[name] = "field";
      }
    }
  }
  roles[column] = role;
  return { ...preview.reading, roles };
}

/** Pasted lines as a file, whose name is never that of an earlier one. */
export function pasted(text: string, now: Date): { name: string; file: Blob } {
  const stamp = now.toISOString().replace(/\.\d+Z$/, "").replace(/[^0-9]+/g, "-");
  return { name: `pasted-${stamp}.txt`, file: new Blob([text], { type: "text/plain" }) };
}
