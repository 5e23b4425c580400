import { type Signal, useSignal } from "@preact/signals";
import { useCallback, useEffect } from "preact/hooks";

/** What was asked for: not there yet, there, or refused with a sentence. What was there stays while it is asked anew. */
export interface Asked<T> {
  value: T | undefined;
  refused: string;
  busy: boolean;
}

/**
 * Asks for something when a component appears and whenever what it depends on changes.
 *
 * The answer of an older question is dropped when a newer one was asked.
 */
export function useAsk<T>(question: () => Promise<T>, on: readonly unknown[]): [Signal<Asked<T>>, () => void] {
  const asked = useSignal<Asked<T>>({ value: undefined, refused: "", busy: true });
  const turn = useSignal(0);
  const ask = useCallback(() => {
    const mine = ++turn.value;
    asked.value = { ...asked.peek(), busy: true };
    question().then(
      (value) => mine === turn.peek() && (asked.value = { value, refused: "", busy: false }),
      (e: Error) => mine === turn.peek() && (asked.value = { ...asked.peek(), refused: e.message, busy: false }),
    );
  }, on);
  useEffect(ask, [ask]);
  return [asked, ask];
}
