import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import { sorry } from "../../kit/toasts";
import { choosable } from "../../project";
import type { Desk } from "./desk";
import { matching } from "./find";
import { keepFocus, ClassName } from "./parts";
import type { Mark } from "./queue";

/** What somebody wants to choose a class for, and where the list is to open. */
export interface Choosing {
  what: string;
  place: { left: number; top: number };
  choose: (label: number) => void;
  /** Without a class: only where a grid is marked. */
  mark?: (mark: Mark | null) => void;
  /** Opens with the words of a new class. */
  creating?: boolean;
}

/** A list of classes, found by typing. */
export function Palette(props: { desk: Desk; choosing: Choosing; onClose: () => void }) {
  const { choosing } = props;
  const typed = useSignal("");
  const chosen = useSignal(0);
  const busy = useSignal(false);
  const element = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const found = matching(choosable.value, typed.value);
  const name = typed.value.trim();
  const creatable = name !== "" && !choosable.value.some((one) => one.name === name);
  const size = found.length + (creatable ? 1 : 0);
  const at = Math.min(chosen.value, Math.max(0, size - 1));

  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    const box = element.current;
    if (!box) {
      return;
    }
    box.showPopover();
    const { left, top } = choosing.place;
    box.style.left = `${Math.max(8, Math.min(left, innerWidth - box.offsetWidth - 8))}px`;
    box.style.top = `${Math.max(8, Math.min(top, innerHeight - box.offsetHeight - 8))}px`;
    input.current?.focus();
    const toggled = (event: Event) => {
      if ((event as ToggleEvent).newState === "closed") {
        props.onClose();
      }
    };
    box.addEventListener("toggle", toggled);
    return () => {
      box.removeEventListener("toggle", toggled);
      before?.focus({ preventScroll: true });
    };
  }, []);

  async function take(i: number) {
    const one = found[i];
    if (one) {
      props.onClose();
      choosing.choose(one.number);
    } else if (creatable && !busy.value) {
      busy.value = true;
      try {
        const made = await props.desk.create(name);
        props.onClose();
        choosing.choose(made.number);
      } catch (e) {
        sorry(e);
        busy.value = false;
      }
    }
  }

  function key(event: KeyboardEvent) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      chosen.value = (at + by + size) % Math.max(1, size);
    } else if (event.key === "Enter") {
      event.preventDefault();
      void take(at);
    }
    event.stopPropagation();
  }

  return (
    <div ref={element} class="palette" popover="auto" role="dialog" aria-label={choosing.what} onKeyDown={key}>
      <input
        ref={input}
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={size > 0 ? `${id}-${at}` : undefined}
        aria-label={choosing.creating ? "Name of the new class" : choosing.what}
        placeholder={choosing.creating ? "Name of the new class" : "Type a class"}
        maxLength={120}
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
          chosen.value = 0;
        }}
      />
      <ul id={`${id}-list`} role="listbox" aria-label="Classes">
        {found.map((one, i) => (
          <li
            key={one.number}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === at}
            onMouseDown={keepFocus}
            onClick={() => void take(i)}
          >
            <ClassName label={one.number} withKey />
          </li>
        ))}
        {creatable && (
          <li
            id={`${id}-${found.length}`}
            role="option"
            aria-selected={at === found.length}
            onMouseDown={keepFocus}
            onClick={() => void take(found.length)}
          >
            + new class “{name}”
          </li>
        )}
        {size === 0 && (
          <li class="quiet" role="option" aria-disabled="true" aria-selected="false">
            No classes yet. Type a name to add one.
          </li>
        )}
      </ul>
      {choosing.mark && (
        <div class="marks">
          <Marking mark={{ verdict: "WRONG" }} text="✗ wrong, decide later" {...props} />
          <Marking mark={{ verdict: "SKIPPED" }} text="↷ skip" {...props} />
          <Marking mark={null} text="as predicted" {...props} />
        </div>
      )}
    </div>
  );
}

function Marking(props: { mark: Mark | null; text: string; choosing: Choosing; onClose: () => void }) {
  return (
    <button
      type="button"
      class="button"
      onClick={() => {
        props.onClose();
        props.choosing.mark?.(props.mark);
      }}
    >
      {props.text}
    </button>
  );
}
