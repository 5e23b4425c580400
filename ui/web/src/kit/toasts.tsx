import { signal } from "@preact/signals";

interface Toast {
  id: number;
  text: string;
  tone: "plain" | "error";
  action?: { label: string; run: () => void };
}

const toasts = signal<Toast[]>([]);
let count = 0;

/** Says something in passing, perhaps with something to do about it. What is wrong stays until it is closed. */
export function toast(text: string, more: Partial<Pick<Toast, "tone" | "action">> = {}): void {
  const one: Toast = { id: ++count, text, tone: "plain", ...more };
  toasts.value = [...toasts.value.slice(-3), one];
  if (one.tone !== "error") {
    setTimeout(() => leave(one), one.action ? 10_000 : 4000);
  }
}

/** Goes once nobody points at it or is on it with the keyboard. */
function leave(one: Toast): void {
  if (document.querySelector(".toasts:hover, .toasts:focus-within")) {
    setTimeout(() => leave(one), 1000);
  } else {
    close(one.id);
  }
}

/** Says why something did not work. */
export function sorry(e: unknown): void {
  toast(e instanceof Error ? e.message : String(e), { tone: "error" });
}

function close(id: number): void {
  toasts.value = toasts.value.filter((one) => one.id !== id);
}

/** What is being said, in one place of the page. */
export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map((one) => (
        <div class={`toast ${one.tone}`} key={one.id}>
          <span>{one.text}</span>
          {one.action && (
            <button
              class="link"
              onClick={() => {
                one.action?.run();
                close(one.id);
              }}
            >
              {one.action.label}
            </button>
          )}
          <button class="button plain" aria-label="Close" onClick={() => close(one.id)}>
            ✕
          </button>
        </div>
      ))}
    </div>
  );
}
