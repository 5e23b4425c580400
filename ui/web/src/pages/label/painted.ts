const NAME = "label-next";
const KEPT = 2_000;

/**
 * Measures how long it took from a key until the next item was painted, as `label-next` among the measures of the page.
 *
 * @param since when the key was pressed, as the event tells it
 */
export function painted(since: number): void {
  performance.mark("label-key", { startTime: since });
  requestAnimationFrame(() => {
    // a message is heard after the frame was painted
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      if (performance.getEntriesByName(NAME).length >= KEPT) {
        performance.clearMeasures(NAME);
      }
      performance.clearMarks("label-key");
      performance.measure(NAME, { start: since, end: performance.now() });
    };
    port2.postMessage(null);
  });
}
