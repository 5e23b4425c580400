import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { project } from "../../project";
import { address, asked, type Hit, onChanges, type Page } from "./ask";

/** How many items are asked for at once. */
export const PORTION = 120;

/** What a filter finds, as far as it was looked at. */
export interface Found {
  /** How many; −1 while that is not known. */
  total: number;
  hits: ReadonlyMap<number, Hit>;
  refused: string;
  /** How much of the items is read, in [0, 1], −1 for unknown; null where they are. */
  reading: number | null;
  indexed: number;
}

const NOTHING: Found = { total: -1, hits: new Map(), refused: "", reading: null, indexed: 0 };

/**
 * What a filter finds. Ask for the part that is in sight; the rest is not loaded. Kept up to date with what happens, while
 * what was there stays in sight.
 */
export function useFound(query: string, sort: string): [Signal<Found>, (first: number, end: number) => void] {
  const found = useSignal<Found>(NOTHING);
  const state = useRef({ turn: 0, wanted: new Set<number>(), loaded: new Set<number>(), sight: [0, PORTION] });
  const load = async (portion: number, turn: number) => {
    const mine = state.current;
    if (mine.wanted.has(portion)) {
      return;
    }
    mine.wanted.add(portion);
    try {
      const path = address("/items/search", { query, sort, limit: PORTION, offset: portion * PORTION });
      const page = await asked<Page>(path, (reading) => turn === mine.turn && (found.value = { ...found.peek(), reading }));
      if (turn === mine.turn) {
        const hits = mine.loaded.size === 0 ? new Map<number, Hit>() : new Map(found.peek().hits);
        mine.loaded.add(portion);
        page.rows.forEach((hit, i) => hits.set(portion * PORTION + i, hit));
        found.value = { total: page.total, hits, refused: "", reading: null, indexed: page.indexed };
      }
    } catch (e) {
      if (turn === mine.turn) {
        found.value = { ...found.peek(), refused: (e as Error).message, reading: null };
      }
    }
  };
  const look = (first: number, end: number) => {
    const mine = state.current;
    mine.sight = [first, end];
    for (let portion = Math.floor(first / PORTION); portion * PORTION < Math.max(end, 1); portion++) {
      void load(portion, mine.turn);
    }
  };
  const renew = () => {
    const mine = state.current;
    mine.turn++;
    mine.wanted = new Set();
    mine.loaded = new Set();
    look(mine.sight[0] ?? 0, mine.sight[1] ?? PORTION);
  };
  const id = project.value?.id;
  useEffect(() => {
    if (id !== undefined) {
      found.value = { ...found.peek(), refused: "" };
      state.current.sight = [0, PORTION];
      renew();
    }
  }, [query, sort, id]);
  useEffect(() => onChanges(500, renew), [query, sort, id]);
  return [found, look];
}
