import { signal } from "@preact/signals";
import { get, post, Refused, remove, Unreachable } from "../../api/client";
import { onChange } from "../../api/live";
import { api } from "../../project";

/** An item as search answers it. */
export interface Hit {
  row: number;
  name: string;
  label: number;
  verdict: string | null;
  provenance: string | null;
  by: string;
  at: number;
  round: number;
  flagged: boolean;
  noted: boolean;
  version: number;
  predicted: number;
  confidence: number | null;
  margin: number | null;
}

/** An item with everything that is known of it. */
export interface Item {
  row: number;
  name?: string;
  kind?: "picture" | "text" | "row";
  text?: string | null;
  fields?: Record<string, string>;
  /** What labels come from. */
  answers?: Record<string, string>;
  width?: number | null;
  height?: number | null;
  state?: { label: number; verdict: string | null; version: number; note: string; flagged: boolean };
  prediction?: {
    label: number;
    confidence: number;
    margin: number;
    classes: { label: number; probability: number }[];
  } | null;
}

export interface Page {
  total: number;
  rows: Hit[];
  next: string | null;
  indexed: number;
}

export interface Count {
  title: string;
  term: string;
  count: number;
  from: number | null;
  to: number | null;
}

export interface Facet {
  key: string;
  values: Count[];
}

export interface Askable {
  key: string;
  kind: "class" | "number" | "choice" | "person" | "age" | "words";
  values: string[];
  least: number | null;
  greatest: number | null;
  sortable: boolean;
  field: boolean;
  help: string;
}

export interface Slice {
  name: string;
  query: string;
  rows: number | null;
  by: string;
}

export interface Said {
  act: number;
  kind: string;
  at: number;
  by: string;
  label: number;
  verdict: string | null;
  provenance: string | null;
  note: string | null;
  flagged: boolean | null;
  mode: string | null;
  undone: boolean;
}

/** Told while the server reads the items for the first time: how much is done, in [0, 1], or −1. */
export type Reading = (done: number) => void;

const PAUSE = 500;

async function patiently<T>(ask: () => Promise<T | { indexing: number }>, reading: Reading): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (typeof answer !== "object" || answer === null || !("indexing" in answer)) {
      return answer as T;
    }
    reading(answer.indexing);
    await new Promise((done) => setTimeout(done, PAUSE));
  }
}

const quiet: Reading = () => {};

/** Asks and asks again while the server is still reading the items. */
export const asked = <T>(path: string, reading: Reading = quiet): Promise<T> =>
  patiently(() => get<T>(api(path)), reading);

/** A query of an address. */
export function address(path: string, parts: Record<string, string | number>): string {
  const given = Object.entries(parts).filter(([, value]) => value !== "" && value !== 0);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given.map(([k, v]) => [k, String(v)]))}`;
}

/** Numbers that are answered as bytes. */
export async function bytes(path: string, reading: Reading = quiet): Promise<ArrayBuffer> {
  const ask = async () => {
    const response = await fetch(api(path), { headers: { "X-Quarry": "1" } }).catch(() => {
      throw new Unreachable();
    });
    if (!response.ok) {
      throw new Refused(await response.json().catch(() => ({ title: response.statusText, status: response.status, detail: "" })));
    }
    return response.status === 202 ? ((await response.json()) as { indexing: number }) : response.arrayBuffer();
  };
  return patiently(ask, reading);
}

/** The rows of everything that a query finds. */
export async function matching(query: string, limit = 0, reading: Reading = quiet): Promise<Int32Array> {
  return new Int32Array(await bytes(address("/items/matching", { query, limit }), reading));
}

/** Bytes that came as text. */
export function decoded(base64: string): Uint8Array {
  const text = atob(base64);
  const all = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    all[i] = text.charCodeAt(i);
  }
  return all;
}

export const keepSlice = (name: string, query: string, rows: readonly number[] | null): Promise<Slice> =>
  post<Slice>(api("/slices"), { name, query, rows }).then(readSlices);

export const dropSlice = (name: string): Promise<void> =>
  remove<void>(api(`/slices/${encodeURIComponent(name)}`)).then(readSlices);

/** The choices that have a name, as far as they were read. */
export const slices = signal<readonly Slice[]>([]);

/** Reads them anew, wherever one was kept or taken away. */
export async function readSlices<T>(after: T): Promise<T> {
  slices.value = await asked<Slice[]>("/slices");
  return after;
}

/** Items with everything that is known of them, in portions that the server takes. */
export async function items(rows: readonly number[]): Promise<Item[]> {
  const all: Item[] = [];
  for (let from = 0; from < rows.length; from += 200) {
    all.push(...(await get<Item[]>(api(`/items?rows=${rows.slice(from, from + 200).join(",")}`))));
  }
  return all;
}

/** Hears that something happened, at most once in so many milliseconds however much happens, until what is returned is called. */
export function onChanges(pause: number, listener: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = onChange(() => {
    timer ??= setTimeout(() => {
      timer = undefined;
      listener();
    }, pause);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
