import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Choice, Dialog, Key } from "../../kit/kit";
import { choosable } from "../../project";
import { keyOf, keys, setKeys } from "./keymap";
import { type Action, ACTIONS, type Keys, PRESETS, type Preset, printed, rebound, stroke } from "./keys";
import { ClassName } from "./parts";

const PLACES = [
  ["both", "Everywhere"],
  ["single", "One at a time"],
  ["grid", "In the grid"],
] as const;

/** All keys; each can be changed. */
export function Help(props: { onClose: () => void }) {
  const changing = useSignal<Action | null>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const action = changing.value;
      if (action === null || ["Shift", "Control", "Alt", "Meta"].includes(event.key)) {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      if (event.key !== "Escape") {
        setKeys(rebound(keys.value, action, stroke(event)));
      }
      changing.value = null;
    };
    addEventListener("keydown", press, true);
    return () => removeEventListener("keydown", press, true);
  }, []);
  return (
    <Dialog title="All keys" wide onClose={props.onClose}>
      <div class="row">
        <Choice
          label="Ready-made keys"
          value={presetOf(keys.value)}
          options={[
            { value: "standard", label: "Standard" },
            { value: "left", label: "Left hand alone" },
            { value: "right", label: "Right hand alone" },
            { value: "own", label: "Your own", disabled: true },
          ]}
          onChange={(preset) => preset !== "own" && setKeys(PRESETS[preset])}
        />
        <button type="button" class="button" onClick={() => print()}>
          Print
        </button>
      </div>
      <p class="quiet">
        Keys do nothing while you write. Digits go by where they are, on every keyboard. Press a key below to give it another
        one; it stays in this browser.
      </p>
      <div class="all-keys">
        {PLACES.map(([where, title]) => (
          <section key={where}>
            <h3>{title}</h3>
            <ul>
              {(Object.keys(ACTIONS) as Action[])
                .filter((action) => ACTIONS[action].where === where)
                .map((action) => (
                  <li key={action}>
                    <span>{ACTIONS[action].title}</span>
                    <button
                      type="button"
                      class="rebind"
                      onClick={() => (changing.value = action)}
                    >
                      <span class="hidden">Change the key of: {ACTIONS[action].title}</span>
                      {changing.value === action ? (
                        <em>press a key</em>
                      ) : keys.value[action].length === 0 ? (
                        <em>none</em>
                      ) : (
                        keys.value[action].map((name) => <Key key={name}>{printed(name)}</Key>)
                      )}
                    </button>
                  </li>
                ))}
            </ul>
          </section>
        ))}
        <section>
          <h3>Classes</h3>
          <ul>
            {choosable.value.map((one) => (
              <li key={one.number}>
                <ClassName label={one.number} />
                {keyOf(one.number) ? <Key>{keyOf(one.number)}</Key> : <em>by typing</em>}
              </li>
            ))}
          </ul>
        </section>
      </div>
    </Dialog>
  );
}

function presetOf(now: Keys): Preset | "own" {
  const text = JSON.stringify(now);
  return (Object.keys(PRESETS) as Preset[]).find((one) => JSON.stringify(PRESETS[one]) === text) ?? "own";
}
