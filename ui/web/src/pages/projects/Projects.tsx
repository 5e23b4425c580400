import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { get, patch, post } from "../../api/client";
import { useAsk } from "../../kit/ask";
import { Answer, Choice, Dialog, Field, Meter, Notice } from "../../kit/kit";
import { sorry, toast } from "../../kit/toasts";
import type { Card } from "../../project";
import { go } from "../../router";
import { account } from "../../session";
import { sendBytes } from "../setup/send";
import { ago, modelText, share, split, title } from "./cards";
import "./projects.css";

type Kind = Card["kind"];

/** All projects, each with how far it is; three ways to begin where there is none. */
export function Projects() {
  const [cards, again] = useAsk(() => get<Card[]>("/api/v1/projects"), []);
  const making = useSignal(false);
  const put = useSignal(false);
  useEffect(() => {
    const timer = setInterval(again, 15_000);
    return () => clearInterval(timer);
  }, []);
  const owner = account.value?.owner ?? false;
  return (
    <main class="projects">
      <Answer asked={cards.value} what="Looking for your projects" again={again}>
        {(all) => {
          const { open, archived } = split(all);
          return (
            <>
              <div class="row apart">
                <h1>Projects</h1>
                {owner && open.length > 0 && (
                  <button class="button primary" onClick={() => (making.value = true)}>
                    New project
                  </button>
                )}
              </div>
              {open.length === 0 && <Beginning owner={owner} onNew={() => (making.value = true)} />}
              <ul class="cards">
                {open.map((card) => (
                  <One key={card.id} card={card} onChange={again} />
                ))}
              </ul>
              {open.length > 0 && owner && (
                <p class="more quiet">
                  Or <Sample label="try a sample" plain />, or <Archive label="open a project export" plain />.
                </p>
              )}
              {archived.length > 0 && (
                <section class="archived">
                  <button class="link" aria-expanded={put.value} onClick={() => (put.value = !put.value)}>
                    {put.value ? "Hide" : "Show"} what was put away ({archived.length})
                  </button>
                  {put.value && (
                    <ul class="cards">
                      {archived.map((card) => (
                        <One key={card.id} card={card} onChange={again} />
                      ))}
                    </ul>
                  )}
                </section>
              )}
            </>
          );
        }}
      </Answer>
      {making.value && <NewProject onClose={() => (making.value = false)} />}
    </main>
  );
}

function Beginning(props: { owner: boolean; onNew: () => void }) {
  if (!props.owner) {
    return (
      <p class="quiet">You are in no project yet. Whoever owns one can add you to it, on its page about the team.</p>
    );
  }
  return (
    <section class="beginning">
      <p class="lead">
        Quarry asks you for the labels that teach a model most, learns from each of them, and tells you when it knows enough.
      </p>
      <div class="starts">
        <div class="card start">
          <h2>Try a sample</h2>
          <p class="quiet">300 generated items with their classes, ready to be labelled in a minute.</p>
          <div class="row">
            <Sample label="Shapes" name="shapes" primary />
            <Sample label="Letters" name="texts" />
            <Sample label="Fruit" name="rows" />
          </div>
        </div>
        <div class="card start">
          <h2>Bring your data</h2>
          <p class="quiet">Pictures, texts or rows of numbers: files, a zip, a table, or a folder of the server.</p>
          <button class="button primary" onClick={props.onNew}>
            New project
          </button>
        </div>
        <div class="card start">
          <h2>Open a project export</h2>
          <p class="quiet">A file that another Quarry exported, with everything that was said in it.</p>
          <Archive label="Choose the file" />
        </div>
      </div>
    </section>
  );
}

function Sample(props: { label: string; name?: string; primary?: boolean; plain?: boolean }) {
  const busy = useSignal(false);
  async function make() {
    busy.value = true;
    try {
      const card = await post<Card>("/api/v1/samples", { name: props.name ?? "shapes" });
      go(`/p/${card.id}/label`);
    } catch (e) {
      sorry(e);
    } finally {
      busy.value = false;
    }
  }
  return (
    <button
      class={props.plain ? "link" : `button ${props.primary ? "primary" : ""}`}
      disabled={busy.value}
      aria-busy={busy.value}
      onClick={() => void make()}
    >
      {busy.value && <span class="spinner" aria-hidden="true" />} {props.label}
    </button>
  );
}

function Archive(props: { label: string; plain?: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  const gone = useSignal(-1);
  async function open(file: File | undefined) {
    if (!file) {
      return;
    }
    gone.value = 0;
    try {
      const sent = (bytes: number) => (gone.value = Math.round((100 * bytes) / Math.max(1, file.size)));
      const project = (await sendBytes("POST", "/api/v1/archives", file, sent)) as { id: string; name: string };
      toast(`The project ${project.name} is here.`);
      go(`/p/${project.id}/label`);
    } catch (e) {
      sorry(e);
    } finally {
      gone.value = -1;
    }
  }
  return (
    <>
      <button
        class={props.plain ? "link" : "button"}
        disabled={gone.value >= 0}
        onClick={() => input.current?.click()}
      >
        {gone.value >= 0 ? `Sending, ${gone.value} %` : props.label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Project export"
        onChange={(event) => void open(event.currentTarget.files?.[0])}
      />
    </>
  );
}

function One(props: { card: Card; onChange: () => void }) {
  const { card } = props;
  const renaming = useSignal(false);
  async function archive(archived: boolean) {
    try {
      await patch(`/api/v1/projects/${card.id}`, { archived });
      props.onChange();
      if (archived) {
        toast(`${card.name} is put away.`, { action: { label: "Undo", run: () => void archive(false) } });
      }
    } catch (e) {
      sorry(e);
    }
  }
  return (
    <li class="card project">
      <h2>
        <a href={card.items > 0 ? `/p/${card.id}/label` : `/p/${card.id}/setup`}>{card.name}</a>
      </h2>
      <p class="quiet">{title(card)}</p>
      <Meter value={card.labelled} of={Math.max(1, card.items)} label={`Labelled in ${card.name}`} />
      <div class="row apart">
        <span class={`chip model ${card.model.state}`} title={card.model.failure ?? ""}>
          <span class="dot" aria-hidden="true" />
          {modelText(card.model)}
        </span>
        <span class="quiet">{share(card)}</span>
      </div>
      <div class="row apart foot">
        <span class="quiet">{ago(card.changed, new Date())}</span>
        {card.role === "owner" && (
          <span class="row acts">
            <button class="link" onClick={() => (renaming.value = true)}>
              Rename<span class="hidden"> {card.name}</span>
            </button>
            <button class="link" onClick={() => void archive(!card.archived)}>
              {card.archived ? "Bring back" : "Put away"}
              <span class="hidden"> {card.name}</span>
            </button>
          </span>
        )}
      </div>
      {renaming.value && <Rename card={card} onClose={() => ((renaming.value = false), props.onChange())} />}
    </li>
  );
}

function Rename(props: { card: Card; onClose: () => void }) {
  const refused = useSignal("");
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const name = String(new FormData(event.target as HTMLFormElement).get("name"));
    try {
      await patch(`/api/v1/projects/${props.card.id}`, { name });
      props.onClose();
    } catch (e) {
      refused.value = (e as Error).message;
    }
  }
  return (
    <Dialog title="Rename the project" onClose={props.onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <Field label="Name" wrong={refused.value}>
          {(attributes) => <input {...attributes} name="name" maxLength={120} required defaultValue={props.card.name} />}
        </Field>
        <div>
          <button class="button primary">Rename</button>
        </div>
      </form>
    </Dialog>
  );
}

const KINDS: { value: Kind; label: string }[] = [
  { value: "pictures", label: "Pictures" },
  { value: "texts", label: "Texts" },
  { value: "rows", label: "Rows of numbers" },
];

const HELP: Record<Kind, string> = {
  pictures: "Photos, scans, drawings: each gets one class.",
  texts: "Messages, sentences, abstracts: each gets one class.",
  rows: "Measurements or vectors that were computed elsewhere: each row gets one class.",
};

function NewProject(props: { onClose: () => void }) {
  const kind = useSignal<Kind>("pictures");
  const refused = useSignal("");
  const busy = useSignal(false);
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const name = String(new FormData(event.target as HTMLFormElement).get("name"));
    busy.value = true;
    try {
      const card = await post<Card>("/api/v1/projects", { name, kind: kind.value });
      go(`/p/${card.id}/setup`);
    } catch (e) {
      refused.value = (e as Error).message;
    } finally {
      busy.value = false;
    }
  }
  return (
    <Dialog title="New project" onClose={props.onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        {refused.value && <Notice tone="error">{refused.value}</Notice>}
        <Field label="Name">{(attributes) => <input {...attributes} name="name" maxLength={120} required autofocus />}</Field>
        <div class="stack tight">
          <strong id="kind">What will be labelled</strong>
          <div>
            <Choice<Kind> label="What will be labelled" value={kind.value} options={KINDS} onChange={(to) => (kind.value = to)} />
          </div>
          <span class="quiet">{HELP[kind.value]}</span>
        </div>
        <div>
          <button class="button primary" disabled={busy.value}>
            Create and bring data
          </button>
        </div>
      </form>
    </Dialog>
  );
}
