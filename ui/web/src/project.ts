import { computed, signal } from "@preact/signals";
import { get, Unreachable } from "./api/client";
import { connected, listen, onChange } from "./api/live";

/** A project as lists and frames show it. */
export interface Card {
  id: string;
  name: string;
  kind: "pictures" | "texts" | "rows";
  items: number;
  labelled: number;
  archived: boolean;
  version: number;
  changed: string;
  role: Role;
  model: Model;
}

/** Where the model of a project is. */
export interface Model {
  state: "none" | "ready" | "training" | "stale" | "error";
  number: number;
  behind: number;
  done: number;
  failure: string | null;
}

/** A class of the project. */
export interface LabelClass {
  number: number;
  name: string;
  colour: string;
  key: string | null;
  retired: boolean;
}

/** What a person is in a project, each allowed more than the one before. */
export type Role = "viewer" | "labeller" | "reviewer" | "owner";

/** The project that is open; null while there is none. */
export const project = signal<Card | null>(null);

/** Its classes, by number, retired ones included. */
export const classes = signal<LabelClass[]>([]);

/** The classes that can still be chosen. */
export const choosable = computed(() => classes.value.filter((one) => !one.retired));

/** Why the project could not be opened; empty where it could. */
export const refused = signal("");

let open: string | null = null;

/** Opens a project and keeps it up to date; null closes it. */
export async function openProject(id: string | null): Promise<void> {
  if (id === open) {
    return;
  }
  open = id;
  project.value = null;
  classes.value = [];
  refused.value = "";
  listen(id);
  await refreshProject();
}

/** Asks anew for what the frame shows. */
export async function refreshProject(): Promise<void> {
  const id = open;
  if (id === null) {
    return;
  }
  try {
    const [card, known] = await Promise.all([
      get<Card>(`/api/v1/projects/${id}`),
      get<LabelClass[]>(`/api/v1/projects/${id}/classes`),
    ]);
    if (id === open) {
      project.value = card;
      classes.value = known;
      refused.value = "";
    }
  } catch (e) {
    // a page that is open goes on without the server; what it does is kept until it is back
    if (id === open && !(e instanceof Unreachable && project.value !== null)) {
      refused.value = (e as Error).message;
    }
  }
}

connected.subscribe((there) => there && void refreshProject());

let waiting = false;

onChange(() => {
  if (!waiting) {
    waiting = true;
    setTimeout(() => {
      waiting = false;
      void refreshProject();
    }, 300);
  }
});

/** The address of something of the project that is open. */
export const api = (path: string): string => `/api/v1/projects/${open}${path}`;
