import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { toast } from "../../kit/toasts";
import { Classes } from "./Classes";
import { Data } from "./Data";
import { Features } from "./Features";
import { Learner } from "./Learner";
import { Start } from "./Start";
import "./steps.css";

const PARTS: readonly { title: string; Content: ComponentType<{ id: string; next: () => void }> }[] = [
  { title: "Data", Content: Data },
  { title: "Classes", Content: Classes },
  { title: "Features", Content: Features },
  { title: "Start labels", Content: Start },
  { title: "Learner", Content: Learner },
];

/** What was set up in the beginning, to be changed later. */
export function Settings(props: Record<string, string>) {
  const id = props["id"];
  const here = useSignal(1);
  const part = PARTS[here.value];
  return (
    <main>
      <h1>Settings</h1>
      <div class="parts setup">
        <nav aria-label="Parts of the settings">
          {PARTS.map((one, i) => (
            <button key={one.title} aria-current={here.value === i} onClick={() => (here.value = i)}>
              {one.title}
            </button>
          ))}
        </nav>
        <div>{part && id && <part.Content key={part.title} id={id} next={() => toast("It is kept.")} />}</div>
      </div>
    </main>
  );
}
