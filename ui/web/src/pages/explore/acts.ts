import { post } from "../../api/client";
import { sorry, toast } from "../../kit/toasts";
import { api, choosable, classes, project } from "../../project";
import { go } from "../../router";

interface Done {
  act: number;
}

const PORTION = 50_000;

/** How many items one goes to label with at once. */
export const MOST_QUEUED = 200;

/** Says what was done, with the way back. */
function told(text: string, acts: readonly number[]): void {
  toast(text, {
    action: {
      label: "Undo",
      run: () =>
        void Promise.all(acts.map((act) => post(api(`/acts/${act}/undo`)))).then(() => toast("Taken back."), sorry),
    },
  });
}

async function tried(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (e) {
    sorry(e);
    return false;
  }
}

/** So many items, in words. */
export const count = (n: number): string => (n === 1 ? "1 item" : `${n.toLocaleString()} items`);

/** Gives many items a class, in one act where they are not very many. */
export const labelMany = (rows: readonly number[], label: number, mode: string): Promise<boolean> =>
  tried(async () => {
    const acts: number[] = [];
    for (let from = 0; from < rows.length; from += PORTION) {
      acts.push((await post<Done>(api("/many"), { rows: rows.slice(from, from + PORTION), label, mode })).act);
    }
    told(`${count(rows.length)} labelled ${classes.value[label]?.name ?? ""}.`, acts);
  });

/** Takes over what the model says of each of many items. */
export const takePredictions = (rows: readonly number[], mode: string): Promise<boolean> =>
  tried(async () => {
    const acts: number[] = [];
    for (let from = 0; from < rows.length; from += PORTION) {
      acts.push((await post<Done>(api("/many"), { rows: rows.slice(from, from + PORTION), label: -1, mode })).act);
    }
    told(`${count(rows.length)} labelled as the model says.`, acts);
  });

/** Decides between people, for good. */
export const settle = (row: number, label: number, version: number): Promise<boolean> =>
  tried(async () => {
    const { act } = await post<Done>(api("/adjudications"), { row, label, version });
    told(`Decided: ${classes.value[label]?.name ?? ""}.`, [act]);
  });

/** Takes many items out of the project's work, or back into it. */
export const exclude = (rows: readonly number[], excluded: boolean): Promise<boolean> =>
  tried(async () => {
    const { act } = await post<Done>(api("/exclusions"), { rows, excluded });
    told(`${count(rows.length)} ${excluded ? "excluded" : "taken back in"}.`, [act]);
  });

/** Goes to label these items. */
export const queue = (rows: readonly number[]): Promise<boolean> =>
  tried(async () => {
    const some = rows.slice(0, MOST_QUEUED);
    await post(api("/queue/next"), { count: some.length, mode: "grid", purpose: "chosen", rows: some });
    if (some.length < rows.length) {
      toast(`The first ${some.length} of ${rows.length.toLocaleString()} items were queued.`);
    }
    go(`/p/${project.value?.id}/label`);
  });

/** Gives one item a class; refused where somebody said something about it since it was seen. */
export const labelOne = (row: number, label: number, version: number, shown: number, mode: string): Promise<boolean> =>
  tried(async () => {
    const { act } = await post<Done>(api("/labels"), { row, label, version, batch: 0, shown, mode, millis: -1 });
    told(`Labelled ${classes.value[label]?.name ?? ""}.`, [act]);
  });

/** Says something else about one item. */
export const judge = (row: number, verdict: string, version: number, mode: string): Promise<boolean> =>
  tried(async () => {
    const body = { row, version, verdict: verdict.toUpperCase(), batch: 0, mode, millis: -1 };
    const { act } = await post<Done>(api("/verdicts"), body);
    told(`Said: ${verdict}.`, [act]);
  });

export const flag = (row: number, flagged: boolean): Promise<boolean> =>
  tried(async () => {
    const { act } = await post<Done>(api("/flags"), { row, flagged });
    told(flagged ? "Flagged." : "The flag is gone.", [act]);
  });

export const note = (row: number, text: string): Promise<boolean> =>
  tried(async () => {
    const { act } = await post<Done>(api("/notes"), { row, note: text });
    told("The note is kept.", [act]);
  });

export const undoLast = (): Promise<boolean> =>
  tried(async () => {
    await post(api("/undo"));
    toast("Taken back.");
  });

/** The class whose key was pressed; −1 for none. */
export function classOfKey(event: KeyboardEvent): number {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event)) {
    return -1;
  }
  const digit = /^Digit([0-9])$/.exec(event.code)?.[1];
  const pressed = (digit ?? event.key).toLowerCase();
  return choosable.value.find((one) => one.key?.toLowerCase() === pressed)?.number ?? -1;
}

/** Whether somebody writes into a field just now. */
export function typing(event: Event): boolean {
  const element = event.target as HTMLElement | null;
  return element !== null && /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && element.getAttribute("type") !== "radio";
}
