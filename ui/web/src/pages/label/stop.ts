/** That it may be time to stop, in one sentence. */
export interface Advice {
  text: string;
}

const STOPPING = ["enough", "spent"];

/** The advice in an answer of the status page; null where there is none, it is to go on, or nobody wants to hear it now. */
export function adviceOf(answer: unknown): Advice | null {
  const advice = record(record(answer)?.["advice"]);
  const { light, sentence, quiet } = advice ?? {};
  return typeof light === "string" && STOPPING.includes(light) && typeof sentence === "string" && quiet !== true
    ? { text: sentence }
    : null;
}

function record(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
}
