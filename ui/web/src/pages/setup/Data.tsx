import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { get, post, remove } from "../../api/client";
import { type Job, jobs } from "../../api/live";
import { Choice, Field, Meter, Notice } from "../../kit/kit";
import { sorry } from "../../kit/toasts";
import { api, project, refreshProject } from "../../project";
import { dropped, picked } from "./drop";
import { Folders } from "./Folders";
import { type Chosen, type Sending, sendAll } from "./send";
import type { StepProps } from "./Setup";
import { Understood } from "./Understood";
import { bytes, count, type Imported, pasted, type Preview, type Reading, some } from "./understood";

type Way = "files" | "folder" | "paste";

interface Source {
  upload: string | null;
  folder: string | null;
}

const ACCEPTED = {
  pictures: "Pictures (JPEG, PNG, WebP, GIF, BMP, TIFF), folders of them, or a zip. The first folder is taken for the class.",
  texts: "A table (CSV, TSV, Parquet), JSON lines, or a text file with one text a line. A zip of them works too.",
  rows: "A table (CSV, TSV, Parquet), JSON lines, or arrays of numbers (NPY). A zip of them works too.",
};

/** Step 1: what the project is about. Nothing is part of it before the last button of this page. */
export function Data(props: StepProps) {
  const way = useSignal<Way>("files");
  const sending = useSignal<Sending | null>(null);
  const source = useSignal<Source | null>(null);
  const looking = useSignal<string | null>(null);
  const taking = useSignal<string | null>(null);
  const preview = useSignal<Preview | null>(null);
  const imported = useSignal<Imported | null>(null);
  const refused = useSignal("");
  const uploading = useSignal(false);
  const stop = useRef<AbortController | null>(null);

  const look = useJob(looking.value, (job) => {
    looking.value = null;
    if (job.state === "done") {
      preview.value = job.result as Preview;
    } else if (job.state === "failed") {
      refused.value = job.failure ?? "";
    }
  });
  const take = useJob(taking.value, (job) => {
    taking.value = null;
    if (job.state === "done") {
      imported.value = job.result as Imported;
      sending.value = null;
      preview.value = null;
      source.value = null;
      void refreshProject();
    } else if (job.state === "failed") {
      refused.value = job.failure ?? "";
    }
  });

  async function send(chosen: Chosen[]) {
    if (chosen.length === 0) {
      return;
    }
    begin();
    const controller = new AbortController();
    stop.current = controller;
    uploading.value = true;
    try {
      const upload = (await post<{ id: string }>(api("/uploads"))).id;
      const address = (name: string) => api(`/uploads/${upload}/files?name=${encodeURIComponent(name)}`);
      const all = await sendAll(chosen, address, (now) => (sending.value = now), controller.signal);
      sending.value = all;
      if (all.sent > 0) {
        await ask({ upload, folder: null }, null);
      }
    } catch (e) {
      sending.value = null;
      if (!controller.signal.aborted) {
        refused.value = (e as Error).message;
      }
    } finally {
      uploading.value = false;
    }
  }

  function begin() {
    refused.value = "";
    preview.value = null;
    imported.value = null;
    sending.value = null;
    forget();
  }

  function forget() {
    const upload = source.value?.upload;
    source.value = null;
    if (upload) {
      void remove(api(`/uploads/${upload}`)).catch(() => undefined);
    }
  }

  async function ask(from: Source, reading: Reading | null) {
    refused.value = "";
    source.value = from;
    try {
      looking.value = (await post<Job>(api("/previews"), { ...from, reading })).id;
    } catch (e) {
      refused.value = (e as Error).message;
    }
  }

  async function accept() {
    refused.value = "";
    try {
      taking.value = (await post<Job>(api("/imports"), { ...source.value, reading: preview.value?.reading ?? null })).id;
    } catch (e) {
      refused.value = (e as Error).message;
    }
  }

  const cancel = (job: string) => post(api(`/jobs/${job}/cancel`)).catch(sorry);
  const kind = project.value?.kind ?? "pictures";
  const items = project.value?.items ?? 0;
  const busy = looking.value !== null || taking.value !== null;
  return (
    <div class="stack">
      <div>
        <h1>Data</h1>
        <p class="quiet">
          {items > 0
            ? `This project has ${some(items, kind.slice(0, -1), kind)}. More can be added at any time; what is there already is left out.`
            : "Bring what you want to label. You see what Quarry makes of it before anything becomes part of the project."}
        </p>
      </div>
      <div aria-live="polite" class="stack">
        {imported.value && <Done imported={imported.value} next={props.next} />}
        {refused.value && <Notice tone="error">{refused.value}</Notice>}
      </div>
      {!busy && !uploading.value && !preview.value && (
        <>
          <div>
            <Choice<Way>
              label="Where the data is"
              value={way.value}
              options={[
                { value: "files", label: "Files" },
                { value: "folder", label: "Folder of the server" },
                { value: "paste", label: "Paste text", disabled: kind !== "texts", title: "For projects of texts" },
              ]}
              onChange={(to) => (way.value = to)}
            />
          </div>
          {way.value === "files" && <Drop help={ACCEPTED[kind]} onFiles={(files) => void send(files)} />}
          {way.value === "folder" && <Folders onChoose={(folder) => (begin(), void ask({ upload: null, folder }, null))} />}
          {way.value === "paste" && <Paste onText={(text) => void send([pasted(text, new Date())])} />}
          {items > 0 && !imported.value && (
            <div>
              <button class="button" onClick={props.next}>
                Go on with what is there
              </button>
            </div>
          )}
        </>
      )}
      {sending.value && (uploading.value || sending.value.refused.length > 0) && (
        <Sent sending={sending.value} running={uploading.value} onStop={() => stop.current?.abort()} />
      )}
      {look && <Work job={look} title="Looking at the data" onStop={() => void cancel(look.id)} />}
      {take && <Work job={take} title="Importing" onStop={() => void cancel(take.id)} />}
      {preview.value && !take && (
        <Understood
          preview={preview.value}
          busy={busy}
          onRead={(reading) => source.value && void ask(source.value, reading)}
          onAccept={() => void accept()}
          onDiscard={begin}
        />
      )}
    </div>
  );
}

/** Follows a job by what the server tells, and asks once in a while in case nothing is heard. */
function useJob(id: string | null, onEnd: (job: Job) => void): Job | null {
  const asked = useSignal<Job | null>(null);
  const job = jobs.value.find((one) => one.id === id) ?? (asked.value?.id === id ? asked.value : null);
  const ended = job !== null && ["done", "failed", "cancelled"].includes(job.state);
  useEffect(() => {
    if (job && ended) {
      onEnd(job);
    }
  }, [job?.id, ended]);
  useEffect(() => {
    if (id === null) {
      return;
    }
    const ask = () =>
      get<Job>(api(`/jobs/${id}`)).then(
        (now) => (asked.value = now),
        () => undefined,
      );
    const timer = setInterval(ask, 1500);
    return () => clearInterval(timer);
  }, [id]);
  return id === null || ended ? null : (job ?? null);
}

function Drop(props: { help: string; onFiles: (files: Chosen[]) => void }) {
  const over = useSignal(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  useEffect(() => folder.current?.setAttribute("webkitdirectory", ""), []);
  const take = (input: HTMLInputElement) => {
    props.onFiles(picked(input.files));
    input.value = "";
  };
  return (
    <div
      class={`drop ${over.value ? "over" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={() => (over.value = false)}
      onDrop={(event) => {
        event.preventDefault();
        over.value = false;
        if (event.dataTransfer) {
          dropped(event.dataTransfer).then(props.onFiles, sorry);
        }
      }}
    >
      <p class="large">Drop files, folders or a zip here</p>
      <p class="quiet">{props.help}</p>
      <div class="row center">
        <button class="button primary" onClick={() => files.current?.click()}>
          Choose files
        </button>
        <button class="button" onClick={() => folder.current?.click()}>
          Choose a folder
        </button>
      </div>
      <input ref={files} type="file" multiple hidden aria-label="Files" onChange={(event) => take(event.currentTarget)} />
      <input ref={folder} type="file" multiple hidden aria-label="Folder" onChange={(event) => take(event.currentTarget)} />
    </div>
  );
}

function Paste(props: { onText: (text: string) => void }) {
  const text = useSignal("");
  const lines = text.value.split(/\r?\n/).filter((line) => line.trim() !== "").length;
  return (
    <div class="stack">
      <Field label="Texts" help="One text a line.">
        {(attributes) => (
          <textarea {...attributes} rows={10} value={text.value} onInput={(event) => (text.value = event.currentTarget.value)} />
        )}
      </Field>
      <div>
        <button class="button primary" disabled={lines === 0} onClick={() => props.onText(text.value)}>
          Look at {some(lines, "line", "lines")}
        </button>
      </div>
    </div>
  );
}

function Sent(props: { sending: Sending; running: boolean; onStop: () => void }) {
  const { files, sent, bytes: all, gone, refused } = props.sending;
  return (
    <div class="card stack">
      {props.running && (
        <>
          <div class="row apart" role="status">
            <span>
              Sending {count(sent)} of {some(files, "file", "files")}, {bytes(gone)} of {bytes(all)}
            </span>
            <button class="button" onClick={props.onStop}>
              Stop
            </button>
          </div>
          <Meter value={gone} of={Math.max(1, all)} label="Sent" />
        </>
      )}
      {refused.length > 0 && (
        <Notice tone="warn">
          {some(refused.length, "file was", "files were")} refused:
          <ul>
            {refused.slice(0, 5).map((one) => (
              <li key={one.name}>{one.why}</li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}

function Work(props: { job: Job; title: string; onStop: () => void }) {
  const { done, doing } = props.job;
  return (
    <div class="card stack" role="status">
      <div class="row apart">
        <span>
          <span class="spinner" aria-hidden="true" /> {props.title}
          {doing && `: ${doing}`}
        </span>
        <button class="button" onClick={props.onStop}>
          Stop
        </button>
      </div>
      {done >= 0 && <Meter value={Math.round(100 * done)} of={100} label={props.title} />}
    </div>
  );
}

function Done(props: { imported: Imported; next: () => void }) {
  const { sentence, skipped } = props.imported;
  return (
    <Notice tone="good">
      <div class="row apart">
        <span>
          ✓ {sentence}{" "}
          {skipped.list && (
            <a href={api(`/skipped/${skipped.list}`)} download="skipped.csv">
              Download the list of what was skipped
            </a>
          )}
        </span>
        <button class="button primary" onClick={props.next}>
          Next: classes
        </button>
      </div>
    </Notice>
  );
}
