import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import type { Asked } from "./ask";

/** A sentence that must not be overlooked. */
export function Notice(props: { tone?: "plain" | "warn" | "error" | "good"; children: ComponentChildren }) {
  const tone = props.tone ?? "plain";
  return (
    <div class={`notice ${tone}`} role={tone === "error" ? "alert" : "status"}>
      {props.children}
    </div>
  );
}

/** Says that something is on its way, but only where it takes long enough to be noticed. */
export function Busy(props: { what: string }) {
  const shown = useSignal(false);
  useEffect(() => {
    const timer = setTimeout(() => (shown.value = true), 250);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p class="busy quiet" role="status">
      {shown.value && (
        <>
          <span class="spinner" aria-hidden="true" /> {props.what}
        </>
      )}
    </p>
  );
}

/** Nothing here, why, and what to do about it. */
export function Empty(props: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <h2>{props.title}</h2>
      {props.children}
    </div>
  );
}

/** Something that was asked for, in each of its states. */
export function Answer<T>(props: {
  asked: Asked<T>;
  what: string;
  again?: () => void;
  children: (value: T) => ComponentChildren;
}) {
  const { value, refused } = props.asked;
  return (
    <>
      {refused && (
        <Notice tone="error">
          {refused}{" "}
          {props.again && (
            <button class="link" onClick={props.again}>
              Try again
            </button>
          )}
        </Notice>
      )}
      {value === undefined ? !refused && <Busy what={props.what} /> : props.children(value)}
    </>
  );
}

/** A label, what it labels, and help or what is wrong with it. */
export function Field(props: {
  label: string;
  help?: ComponentChildren;
  wrong?: string;
  children: (attributes: { id: string; "aria-describedby": string; "aria-invalid": boolean }) => ComponentChildren;
}) {
  const id = useId();
  const about = `${id}-about`;
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.children({ id, "aria-describedby": about, "aria-invalid": Boolean(props.wrong) })}
      <div id={about} class={props.wrong ? "wrong" : "help"}>
        {props.wrong || props.help}
      </div>
    </div>
  );
}

/** One of a few, all in sight. */
export function Choice<T extends string>(props: {
  label: string;
  value: T;
  options: readonly { value: T; label: string; title?: string; disabled?: boolean }[];
  onChange: (value: T) => void;
}) {
  const name = useId();
  return (
    <fieldset class="choice">
      <legend class="hidden">{props.label}</legend>
      {props.options.map((option) => (
        <label key={option.value} title={option.title ?? ""} class={option.disabled ? "disabled" : ""}>
          <input
            type="radio"
            name={name}
            checked={props.value === option.value}
            disabled={option.disabled ?? false}
            onChange={() => props.onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** How much of something is done. */
export function Meter(props: { value: number; of: number; label: string }) {
  const share = props.of > 0 ? Math.min(1, Math.max(0, props.value / props.of)) : 0;
  return (
    <div
      class="meter"
      role="progressbar"
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={props.of}
      aria-valuenow={props.value}
    >
      <div style={{ width: `${100 * share}%` }} />
    </div>
  );
}

/** A key of the keyboard. */
export function Key(props: { children: ComponentChildren }) {
  return <kbd>{props.children}</kbd>;
}

/** A window over the page; Escape and a click beside it close it. */
export function Dialog(props: { title: string; wide?: boolean; onClose: () => void; children: ComponentChildren }) {
  const element = useRef<HTMLDialogElement>(null);
  const title = useId();
  useEffect(() => {
    element.current?.showModal();
  }, []);
  return (
    <dialog
      ref={element}
      class={props.wide ? "wide" : ""}
      aria-labelledby={title}
      onClose={props.onClose}
      onClick={(event) => event.target === element.current && element.current?.close()}
    >
      <div class="inside">
        <header>
          <h2 id={title}>{props.title}</h2>
          <button class="button plain" aria-label="Close" onClick={() => element.current?.close()}>
            ✕
          </button>
        </header>
        {props.children}
      </div>
    </dialog>
  );
}

/** The columns of an item with their values. */
export function Fields(props: { of: Record<string, string> | undefined; none?: string }) {
  const all = Object.entries(props.of ?? {});
  if (all.length === 0) {
    return props.none ? <p class="quiet">{props.none}</p> : null;
  }
  return (
    <table class="data fields">
      <tbody>
        {all.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td dir="auto">{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
