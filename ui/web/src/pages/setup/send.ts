import { Refused, Unreachable } from "../../api/client";

/** A file that is to be sent, with its path below what was chosen. */
export interface Chosen {
  name: string;
  file: Blob;
}

/** Sends the bytes of a file as they are, and says how many are gone. */
export function sendBytes(
  method: "PUT" | "POST",
  path: string,
  file: Blob,
  sent: (bytes: number) => void,
  stop?: AbortSignal,
): Promise<unknown> {
  return new Promise((done, refuse) => {
    const request = new XMLHttpRequest();
    request.open(method, path);
    request.setRequestHeader("X-Quarry", "1");
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => sent(event.loaded);
    request.onload = () => {
      let answer: unknown = null;
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        // an answer without JSON is judged by its status alone
      }
      if (request.status < 300) {
        sent(file.size);
        done(answer);
      } else {
        const problem = answer as { title?: string; detail?: string } | null;
        refuse(
          new Refused({
            title: problem?.title ?? request.statusText,
            status: request.status,
            detail: problem?.detail ?? "",
          }),
        );
      }
    };
    request.onerror = () => refuse(new Unreachable());
    request.onabort = () => refuse(new DOMException("Stopped", "AbortError"));
    stop?.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

/** How far a sending is. */
export interface Sending {
  files: number;
  sent: number;
  bytes: number;
  gone: number;
  refused: { name: string; why: string }[];
}

/** Sends files, a few at once; one that is refused does not stop the others. */
export async function sendAll(
  chosen: readonly Chosen[],
  address: (name: string) => string,
  tell: (sending: Sending) => void,
  stop: AbortSignal,
): Promise<Sending> {
  const bytes = chosen.reduce((sum, one) => sum + one.file.size, 0);
  const state: Sending = { files: chosen.length, sent: 0, bytes, gone: 0, refused: [] };
  const under = new Map<number, number>();
  let done = 0;
  let next = 0;
  const say = () => tell({ ...state, gone: done + [...under.values()].reduce((a, b) => a + b, 0) });
  async function worker() {
    while (next < chosen.length && !stop.aborted) {
      const i = next++;
      const one = chosen[i]!;
      try {
        await sendBytes("PUT", address(one.name), one.file, (gone) => (under.set(i, gone), say()), stop);
        state.sent++;
      } catch (e) {
        if (stop.aborted || e instanceof Unreachable) {
          throw e;
        }
        state.refused.push({ name: one.name, why: (e as Error).message });
      }
      done += one.file.size;
      under.delete(i);
      say();
    }
  }
  say();
  await Promise.all([worker(), worker(), worker(), worker()]);
  return { ...state, gone: done };
}
