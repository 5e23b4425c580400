import type { ComponentChildren } from "preact";
import { Key } from "../../kit/kit";
import { classes } from "../../project";
import { pages } from "../pages";
import { keyFor, keyOf } from "./keymap";
import type { Action } from "./keys";
import { NONE } from "./queue";

/** The mouse leaves the focus where it is, so that the next key does not press the same button again. */
export const keepFocus = (event: MouseEvent): void => event.preventDefault();

/** What was chosen with the mouse gives the keyboard back to the page; what was reached by keys keeps it. */
export function letGo(): void {
  const focused = document.activeElement;
  if (focused instanceof HTMLElement && !focused.matches(":focus-visible")) {
    focused.blur();
  }
}

/** A button that names its key. */
export function Does(props: {
  action: Action;
  onClick: () => void;
  children: ComponentChildren;
  disabled?: boolean;
  primary?: boolean;
  pressed?: boolean;
  title?: string;
}) {
  const name = keyFor(props.action);
  return (
    <button
      type="button"
      class={`button does ${props.primary ? "primary" : ""}`}
      onMouseDown={keepFocus}
      onClick={props.onClick}
      disabled={props.disabled ?? false}
      {...(props.pressed === undefined ? {} : { "aria-pressed": props.pressed })}
      title={props.title ?? ""}
    >
      {props.children}
      {name && <Key>{name}</Key>}
    </button>
  );
}

/** A class: its colour, its name, and its key where it is wanted. */
export function ClassName(props: { label: number; withKey?: boolean }) {
  const one = classes.value.find((other) => other.number === props.label);
  if (props.label === NONE || !one) {
    return <span class="class-name quiet">no class</span>;
  }
  return (
    <span class="class-name">
      <span class="dot" style={{ background: one.colour }} aria-hidden="true" />
      <span class="name">{one.name}</span>
      {props.withKey && keyOf(one.number) && <Key>{keyOf(one.number)}</Key>}
    </span>
  );
}

/** A link to another page of the project, where there is such a page. */
export function To(props: { tab: string; id: string; children: ComponentChildren; button?: boolean }) {
  const page = pages.find((one) => one.tab === props.tab);
  return page ? (
    <a class={props.button ? "button" : ""} href={page.pattern.replace(":id", props.id)}>
      {props.children}
    </a>
  ) : null;
}

export const percent = (share: number): string => `${Math.round(100 * share)} %`;
