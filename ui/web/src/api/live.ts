import { signal } from "@preact/signals";

/** A job as the server tells it. */
export interface Job {
  id: string;
  project: string;
  kind: string;
  title: string;
  by: string;
  state: "waiting" | "running" | "done" | "failed" | "cancelled";
  done: number;
  doing: string;
  failure: string | null;
  result: unknown;
}

/** Something was written into the log of the project. */
export interface Changed {
  seq: number;
  facts: string[];
  by: string[];
}

/** The newest word about each job of the project that is open, newest job last. */
export const jobs = signal<Job[]>([]);

/** Whether what happens on the server is heard just now. */
export const connected = signal(true);

type Listener = (changed: Changed) => void;
const listeners = new Set<Listener>();
let source: EventSource | null = null;

/** Hears what is written into the log of the project that is open, until what is returned is called. */
export function onChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Listens to a project and to no other; null for none. The browser itself comes back and asks for what it missed. */
export function listen(project: string | null): void {
  source?.close();
  source = null;
  jobs.value = [];
  if (project === null) {
    return;
  }
  source = new EventSource(`/api/v1/projects/${project}/live`);
  source.onopen = () => (connected.value = true);
  source.onerror = () => (connected.value = false);
  source.addEventListener("changed", (event) => {
    const changed = JSON.parse((event as MessageEvent<string>).data) as Changed;
    listeners.forEach((listener) => listener(changed));
  });
  source.addEventListener("job", (event) => {
    const job = JSON.parse((event as MessageEvent<string>).data) as Job;
    jobs.value = [...jobs.value.filter((one) => one.id !== job.id), job];
  });
}
