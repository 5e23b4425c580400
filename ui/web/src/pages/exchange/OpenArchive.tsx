import { useSignal } from "@preact/signals";
import { Notice } from "../../kit/kit";
import { go } from "../../router";
import { sendFile } from "./send";

/** Takes a whole project in from its archive; it becomes a new project. */
export function OpenArchive() {
  const busy = useSignal(false);
  const refused = useSignal("");
  async function take(file: File | undefined) {
    if (!file) {
      return;
    }
    busy.value = true;
    refused.value = "";
    try {
      const made = await sendFile<{ id: string }>("/api/v1/archives", file);
      go(`/p/${made.id}/team`);
    } catch (e) {
      refused.value = (e as Error).message;
    } finally {
      busy.value = false;
    }
  }
  return (
    <section class="card stack" aria-labelledby="archive">
      <h2 id="archive">A whole project</h2>
      <p class="quiet">
        The file of a whole project becomes a new project with the same history, people and times. Features and models are
        computed again.
      </p>
      <input
        type="file"
        aria-labelledby="archive"
        accept=".zip"
        disabled={busy.value}
        onChange={(e) => void take(e.currentTarget.files?.[0])}
      />
      {busy.value && <p role="status">Sending and checking</p>}
      {refused.value && <Notice tone="error">{refused.value}</Notice>}
    </section>
  );
}
