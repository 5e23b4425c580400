import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { Busy, Empty, Notice } from "../../kit/kit";
import { choosable, project } from "../../project";
import { go } from "../../router";
import "./setup.css";

/** What every step is given: the project, and what to do when it is done. */
export interface StepProps {
  id: string;
  next: () => void;
}

type Step = ComponentType<StepProps>;

const found = import.meta.glob<Record<string, Step>>("./{Data,Classes,Features,Start,Learner}.tsx");

const steps = [
  { key: "data", title: "Data", file: "Data" },
  { key: "classes", title: "Classes", file: "Classes" },
  { key: "features", title: "Features", file: "Features" },
  { key: "start", title: "Start labels", file: "Start" },
  { key: "learner", title: "Learner", file: "Learner" },
] as const;

/** From data to a learner in five steps, each with an address of its own. */
export function Setup(props: Record<string, string>) {
  const id = props["id"] ?? "";
  const here = Math.max(
    0,
    steps.findIndex((step) => step.key === (props["step"] ?? "data")),
  );
  const step = steps[here]!;
  const items = project.value?.items ?? 0;
  const taught = (project.value?.model.number ?? 0) > 0;
  const done = [items > 0, choosable.value.length > 1, taught, taught || (project.value?.labelled ?? 0) > 0, taught];
  const next = () => {
    const after = steps[here + 1];
    go(after ? `/p/${id}/setup/${after.key}` : `/p/${id}/label`);
  };
  return (
    <main class="setup">
      <nav aria-label="Steps" class="steps">
        <ol>
          {steps.map((one, i) => (
            <li key={one.key} class={done[i] ? "done" : ""}>
              <a href={`/p/${id}/setup/${one.key}`} aria-current={i === here ? "step" : undefined}>
                <span class="number" aria-hidden="true">
                  {done[i] ? "✓" : i + 1}
                </span>
                <span>{one.title}</span>
                {done[i] && <span class="hidden"> (done)</span>}
              </a>
            </li>
          ))}
        </ol>
      </nav>
      <Loaded key={step.key} file={step.file} id={id} next={next} />
    </main>
  );
}

function Loaded(props: { file: string; id: string; next: () => void }) {
  const step = useSignal<{ Content: Step } | null>(null);
  const broken = useSignal("");
  const load = found[`./${props.file}.tsx`];
  useEffect(() => {
    load?.().then(
      (module) => {
        const Content = module[props.file];
        if (Content) {
          step.value = { Content };
        }
      },
      () => (broken.value = "This step could not be loaded. Maybe the server was updated: load the page anew."),
    );
  }, []);
  if (!load) {
    return <Empty title="This step is not part of this build" />;
  }
  if (broken.value) {
    return <Notice tone="error">{broken.value}</Notice>;
  }
  const Content = step.value?.Content;
  return Content ? <Content id={props.id} next={props.next} /> : <Busy what="Opening" />;
}
