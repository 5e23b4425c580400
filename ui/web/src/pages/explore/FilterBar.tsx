import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Dialog, Notice } from "../../kit/kit";
import { sorry, toast } from "../../kit/toasts";
import { type Askable, asked, dropSlice, readSlices, type Slice, slices } from "./ask";
import { SliceDialog } from "./parts";
import { pieces, quoted, suggestions, toggled } from "./query";

/** Writes a filter: text with suggestions, what it says as chips, saved slices, help. */
export function FilterBar(props: {
  query: string;
  refused: string;
  onChange: (query: string) => void;
  onWritten?: (text: string) => void;
}) {
  const text = useSignal(props.query);
  const cursor = useSignal(0);
  const open = useSignal(false);
  const at = useSignal(-1);
  const help = useSignal(false);
  const naming = useSignal(false);
  const askables = useSignal<Askable[]>([]);
  const dropping = useSignal<Slice | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const load = () => {
    readSlices(null).catch(sorry);
    asked<Askable[]>("/fields").then(
      (all) => (askables.value = all),
      () => {}, // the list of items says why
    );
  };
  useEffect(() => {
    slices.value = []; // those of another project
    load();
  }, []);
  useLayoutEffect(() => {
    text.value = props.query; // before anybody can type, which would be lost
  }, [props.query]);
  const found = open.value ? suggestions(text.value, cursor.value, askables.value) : { from: 0, to: 0, options: [] };
  const options = found.options.slice(0, 10);
  const take = (option: string) => {
    const whole = text.value.slice(0, found.from) + option + text.value.slice(found.to);
    text.value = whole;
    cursor.value = found.from + option.length;
    at.value = -1;
    input.current?.focus();
    requestAnimationFrame(() => input.current?.setSelectionRange(cursor.value, cursor.value));
    if (!option.endsWith(":")) {
      open.value = false;
      props.onChange(whole);
    }
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      open.value = true;
      const step = event.key === "ArrowDown" ? 1 : -1;
      at.value = options.length === 0 ? -1 : (at.value + step + options.length) % options.length;
    } else if (event.key === "Escape") {
      open.value = false;
    } else if (event.key === "Enter") {
      event.preventDefault();
      const chosen = options[at.value];
      if (chosen) {
        take(chosen.text);
      } else {
        open.value = false;
        props.onChange(text.value.trim());
      }
    }
  };
  return (
    <div class="filter-bar">
      <div class="filter-line">
        <div class="filter-field">
          <label class="hidden" for="filter">
            Filter
          </label>
          <input
            id="filter"
            ref={input}
            type="search"
            role="combobox"
            list={undefined}
            aria-expanded={options.length > 0}
            aria-controls="filter-options"
            aria-autocomplete="list"
            aria-activedescendant={at.value >= 0 ? `filter-option-${at.value}` : undefined}
            aria-invalid={props.refused !== ""}
            placeholder="label:cat  conf<0.6  is:open  or words"
            autocomplete="off"
            spellcheck={false}
            maxLength={2000}
            value={text.value}
            onInput={(event) => {
              text.value = event.currentTarget.value;
              cursor.value = event.currentTarget.selectionStart ?? text.value.length;
              open.value = true;
              at.value = -1;
              if (text.value === "") {
                props.onChange("");
              }
            }}
            onKeyDown={key}
            onBlur={() => setTimeout(() => (open.value = false), 150)}
          />
          {options.length > 0 && (
            <ul class="options" id="filter-options" role="listbox" aria-label="What could come here">
              {options.map((option, i) => (
                <li
                  key={option.text}
                  id={`filter-option-${i}`}
                  role="option"
                  aria-selected={i === at.value}
                  onMouseDown={(event) => {
                    event.preventDefault();
                    take(option.text);
                  }}
                >
                  <code>{option.text}</code> <span class="quiet">{option.help}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
        <button class="button" onClick={() => props.onChange(text.value.trim())}>
          Find
        </button>
        <button class="button plain" onClick={() => (help.value = true)}>
          Help
        </button>
      </div>
      {props.refused && <Notice tone="error">{props.refused}</Notice>}
      <div class="chips">
        {pieces(props.query).map((piece) => (
          <button
            key={piece.from}
            class="chip"
            title="Take this away"
            onClick={() => props.onChange(toggled(props.query, piece.text))}
          >
            {piece.text} <span aria-hidden="true">✕</span>
            <span class="hidden">, take this away</span>
          </button>
        ))}
        {props.query && (
          <button class="link" onClick={() => (naming.value = true)}>
            Save as slice
          </button>
        )}
        {slices.value.length > 0 && (
          <details class="menu">
            <summary class="chip">Slices ({slices.value.length})</summary>
            <ul>
              {slices.value.map((slice) => (
                <li key={slice.name}>
                  <button class="link" title={slice.query} onClick={() => props.onChange(`in:${quoted(slice.name)}`)}>
                    {slice.name}
                  </button>
                  {slice.rows !== null && <span class="quiet"> {slice.rows.toLocaleString()} items</span>}
                  <button
                    class="button plain"
                    aria-label={`Take the slice ${slice.name} away`}
                    onClick={() => (dropping.value = slice)}
                  >
                    ✕
                  </button>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      {naming.value && (
        <SliceDialog query={props.query} rows={null} onClose={() => (naming.value = false)} onKept={load} />
      )}
      {dropping.value && <Dropping slice={dropping.value} onClose={() => (dropping.value = null)} />}
      {help.value && <Help askables={askables.value} onClose={() => (help.value = false)} />}
    </div>
  );
}

/** A slice that is taken away cannot be brought back, so it is asked for once more. */
function Dropping(props: { slice: Slice; onClose: () => void }) {
  const { name } = props.slice;
  const drop = async () => {
    try {
      await dropSlice(name);
      toast(`The slice “${name}” is gone.`);
      props.onClose();
    } catch (e) {
      sorry(e);
    }
  };
  return (
    <Dialog title={`Take away the slice ${name}?`} onClose={props.onClose}>
      <p>Its items and their labels stay as they are; only the choice is forgotten.</p>
      <button class="button primary" onClick={() => void drop()}>
        Take it away
      </button>
    </Dialog>
  );
}

const EXAMPLES: readonly (readonly [string, string])[] = [
  ["label:cat|dog", "labelled cat or dog"],
  ["pred:fox conf<0.6", "predicted fox, and not sure"],
  ["wrong", "the label is not what the model says"],
  ["-is:labelled has:note", "not labelled, with a note"],
  ["brightness:0.2..0.4", "a field between two numbers"],
  ["by:ana seen:2d", "said by ana in the last two days"],
  ['"on the sofa" ~cush', "these words, and a part of a word"],
  ['in:"Dark ones"', "in a saved slice"],
];

function Help(props: { askables: readonly Askable[]; onClose: () => void }) {
  return (
    <Dialog title="What a filter can say" wide onClose={props.onClose}>
      <p>All terms must hold. A minus sign turns a term round, a bar means either, quotes hold words together.</p>
      <table class="data">
        <tbody>
          {EXAMPLES.map(([term, meaning]) => (
            <tr key={term}>
              <td>
                <code>{term}</code>
              </td>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>What can be asked</h3>
      <table class="data">
        <tbody>
          {props.askables.map((one) => (
            <tr key={one.key}>
              <th scope="row">
                <code>{one.key}</code>
              </th>
              <td>{one.help || (one.field ? "A field." : "")}</td>
              <td class="quiet">
                {one.kind === "number" && one.least !== null && one.greatest !== null
                  ? `${Number(one.least.toPrecision(4))} to ${Number(one.greatest.toPrecision(4))}`
                  : one.values.slice(0, 12).join(", ") + (one.values.length > 12 ? " …" : "")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
