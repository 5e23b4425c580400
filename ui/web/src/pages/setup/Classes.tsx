import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { get, patch, post, put } from "../../api/client";
import { useAsk } from "../../kit/ask";
import { Answer, Dialog, Empty, Field, Notice } from "../../kit/kit";
import { Markdown } from "../../kit/Markdown";
import { sorry, toast } from "../../kit/toasts";
import { api, choosable, classes, type LabelClass, refreshProject } from "../../project";
import { type Column, guess, likely } from "./mapping";
import { some } from "./understood";
import "./steps.css";

/** The keys that a class can have; the page needs the others itself. */
const KEYS = [..."1234567890qwetyiop"];

/** Step 2: the classes, their colours and keys, and how to tell them apart. */
export function Classes(props: { id: string; next: () => void }) {
  const retiring = useSignal<LabelClass | null>(null);
  const inUse = choosable.value;
  const retired = classes.value.filter((one) => one.retired);
  return (
    <div class="setup stack">
      <section class="panel" aria-labelledby="classes-title">
        <h2 id="classes-title">Classes</h2>
        <p class="quiet">
          Two or more, at any time. Each gets a key to label with and a colour; the name always stands beside the colour.
        </p>
        {inUse.length === 0 ? (
          <Empty title="No classes yet">
            <p class="quiet">Add them below, or paste a list with one name on each line.</p>
            <InTheData />
          </Empty>
        ) : (
          <div class="scroll">
            <table class="data classes">
              <thead>
                <tr>
                  <th>Colour</th>
                  <th>Name</th>
                  <th>Key</th>
                  <th>
                    <span class="hidden">What to do</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {inUse.map((one) => (
                  <Line key={one.number} one={one} onRetire={() => (retiring.value = one)} />
                ))}
              </tbody>
            </table>
          </div>
        )}
        <Adding />
        {inUse.length === 1 && <Notice>One class cannot be told from another. Add at least one more.</Notice>}
      </section>
      {retired.length > 0 && (
        <details class="panel">
          <summary>Retired classes ({retired.length})</summary>
          <ul>
            {retired.map((one) => (
              <li key={one.number}>
                {one.name}{" "}
                <button
                  class="link"
                  onClick={() => post(api(`/classes/${one.number}/revive`)).then(refreshProject).catch(sorry)}
                >
                  Bring back
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
      <GuidelineEditor />
      <div class="end">
        <button class="button primary" onClick={props.next} disabled={inUse.length < 2}>
          Continue
        </button>
      </div>
      {retiring.value && <Retiring one={retiring.value} onClose={() => (retiring.value = null)} />}
    </div>
  );
}

function Line(props: { one: LabelClass; onRetire: () => void }) {
  const { one } = props;
  const name = useSignal(one.name);
  const wrong = useSignal("");
  useEffect(() => void (name.value = one.name), [one.name]);
  async function change(what: Partial<Pick<LabelClass, "name" | "colour" | "key">>) {
    try {
      await patch(api(`/classes/${one.number}`), what);
      wrong.value = "";
      await refreshProject();
    } catch (e) {
      wrong.value = (e as Error).message;
    }
  }
  const taken = new Set(choosable.value.filter((other) => other.number !== one.number).map((other) => other.key));
  return (
    <tr>
      <td>
        <input
          type="color"
          aria-label={`Colour of ${one.name}`}
          value={one.colour}
          onChange={(event) => void change({ colour: event.currentTarget.value })}
        />
      </td>
      <td>
        <input
          type="text"
          aria-label={`Name of the class ${one.name}`}
          aria-invalid={Boolean(wrong.value)}
          maxLength={120}
          value={name}
          onInput={(event) => (name.value = event.currentTarget.value)}
          onBlur={() => (name.value.trim() !== one.name ? void change({ name: name.value }) : (wrong.value = ""))}
          onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
        />
        {wrong.value && (
          <div class="wrong" role="alert">
            {wrong.value}
          </div>
        )}
      </td>
      <td>
        <select
          aria-label={`Key of ${one.name}`}
          value={one.key ?? ""}
          onChange={(event) => void change({ key: event.currentTarget.value })}
        >
          <option value="">none</option>
          {KEYS.map((key) => (
            <option key={key} value={key} disabled={taken.has(key)}>
              {key}
            </option>
          ))}
        </select>
      </td>
      <td class="number">
        <button class="button plain" onClick={props.onRetire}>
          Retire
        </button>
      </td>
    </tr>
  );
}

/** Names of classes that came with the data, where a column looks like it. */
function InTheData() {
  const [asked] = useAsk(() => get<{ columns: Column[] }>(api("/start")), []);
  const column = likely(asked.value.value?.columns ?? [], []);
  const names = column && !column.number ? Object.values(guess(column, [])) : [];
  return column && names.length > 1 ? (
    <button class="button" onClick={() => void add(names)}>
      Take the {names.length} names in the column {column.name}
    </button>
  ) : null;
}

/** Adds classes of these names, and says whether that worked. */
async function add(names: readonly string[]): Promise<boolean> {
  try {
    const added = await post<LabelClass[]>(api("/classes/many"), { names });
    if (added.length === 0) {
      toast("These classes are there already.");
    } else if (added.length > 1) {
      toast(`${added.length} classes added.`);
    }
    await refreshProject();
    return true;
  } catch (e) {
    sorry(e);
    return false;
  }
}

function Adding() {
  const name = useSignal("");
  const pasting = useSignal(false);
  const many = useSignal("");
  const lines = many.value.split("\n").filter((line) => line.trim()).length;
  return (
    <>
      <form
        class="row"
        onSubmit={async (event) => {
          event.preventDefault();
          if (name.value.trim() && (await add([name.value]))) {
            name.value = "";
          }
        }}
      >
        <input
          type="text"
          aria-label="Name of a new class"
          placeholder="Name of a new class"
          maxLength={120}
          value={name}
          onInput={(event) => (name.value = event.currentTarget.value)}
        />
        <button class="button">Add</button>
        <button type="button" class="button plain" onClick={() => (pasting.value = true)}>
          Paste a list
        </button>
      </form>
      {pasting.value && (
        <Dialog title="Paste a list of classes" onClose={() => (pasting.value = false)}>
          <Field label="Names" help="One on each line. What is there already is passed over.">
            {(attributes) => (
              <textarea {...attributes} rows={10} value={many} onInput={(event) => (many.value = event.currentTarget.value)} />
            )}
          </Field>
          <button
            class="button primary"
            disabled={lines === 0}
            onClick={async () => {
              if (await add(many.value.split("\n"))) {
                many.value = "";
                pasting.value = false;
              }
            }}
          >
            Add {some(lines, "class", "classes")}
          </button>
        </Dialog>
      )}
    </>
  );
}

function Retiring(props: { one: LabelClass; onClose: () => void }) {
  const into = useSignal("");
  const { one } = props;
  async function retire() {
    try {
      await post(api(`/classes/${one.number}/retire`), { into: into.value === "" ? null : Number(into.value) });
      await refreshProject();
      props.onClose();
      toast(`${one.name} is retired.`, {
        action: {
          label: "Undo",
          run: () => void post(api(`/classes/${one.number}/revive`)).then(refreshProject).catch(sorry),
        },
      });
    } catch (e) {
      sorry(e);
    }
  }
  return (
    <Dialog title={`Retire ${one.name}`} onClose={props.onClose}>
      <p>It is offered no more. Nothing is lost: it can be brought back with its labels.</p>
      <Field label="Its labels">
        {(attributes) => (
          <select {...attributes} value={into} onChange={(event) => (into.value = event.currentTarget.value)}>
            <option value="">are taken away: the items are open again</option>
            {choosable.value
              .filter((other) => other.number !== one.number)
              .map((other) => (
                <option key={other.number} value={other.number}>
                  become {other.name}
                </option>
              ))}
          </select>
        )}
      </Field>
      <button class="button primary" onClick={() => void retire()}>
        Retire
      </button>
    </Dialog>
  );
}

function GuidelineEditor() {
  const [asked, again] = useAsk(() => get<{ text: string }>(api("/guideline")), []);
  const text = useSignal<string | null>(null);
  const shown = text.value ?? asked.value.value?.text ?? "";
  const changed = text.value !== null && text.value !== asked.value.value?.text;
  async function save() {
    try {
      await put(api("/guideline"), { text: shown });
      again();
      toast("The guideline is kept.");
    } catch (e) {
      sorry(e);
    }
  }
  return (
    <section class="panel guideline" aria-labelledby="guideline-title">
      <h2 id="guideline-title">Guideline</h2>
      <p class="quiet">
        What helps to tell the classes apart; it is shown while labelling. Headings, lists, <b>**bold**</b>, <i>*italic*</i>,{" "}
        <code>`code`</code> and links are shown as such.
      </p>
      <Answer asked={asked.value} what="Reading the guideline" again={again}>
        {() => (
          <div class="two">
            <textarea
              aria-label="Guideline"
              maxLength={100_000}
              placeholder={"# What counts as a cat\n- any cat that is at least half in the picture\n- **not** drawings"}
              value={shown}
              onInput={(event) => (text.value = event.currentTarget.value)}
            />
            <div aria-label="How it looks" role="region">
              {shown.trim() ? <Markdown text={shown} /> : <p class="quiet">Here you see how it looks.</p>}
            </div>
          </div>
        )}
      </Answer>
      <div class="end">
        <button class="button" disabled={!changed} onClick={() => void save()}>
          Keep the guideline
        </button>
      </div>
    </section>
  );
}
