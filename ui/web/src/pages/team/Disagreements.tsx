import { get } from "../../api/client";
import { useAsk } from "../../kit/ask";
import { Answer, Empty, Key } from "../../kit/kit";
import { sorry } from "../../kit/toasts";
import { api, choosable } from "../../project";
import type { Vote } from "./agreement";
import { ClassChip, Peek } from "./Peek";
import { settle } from "./settle";

interface Difference {
  row: number;
  version: number;
  label: number;
  votes: Vote[];
}

/** One disagreement after the other, side by side; the keys 1 to 9 decide for one of the votes. */
export function Disagreements() {
  const [asked, again] = useAsk(
    () => get<{ total: number; items: Difference[] }>(api("/team/disagreements")),
    [],
  );
  async function decide(one: Difference, label: number) {
    try {
      await settle(one, label, again);
      again();
    } catch (e) {
      sorry(e);
      again();
    }
  }
  return (
    <Answer asked={asked.value} what="Looking for disagreements" again={again}>
      {(found) => {
        const one = found.items[0];
        if (!one) {
          return (
            <Empty title="No disagreements">
              <p class="quiet">
                Where two people say different things about an item, it appears here until a reviewer decides.
              </p>
            </Empty>
          );
        }
        const labels = [...new Set(one.votes.map((vote) => vote.label))];
        return (
          <section
            class="card stack decide"
            aria-labelledby="decide"
            tabIndex={0}
            onKeyDown={(event) => {
              const label = labels[Number(event.key) - 1];
              if (label !== undefined && !(event.target instanceof HTMLSelectElement)) {
                void decide(one, label);
              }
            }}
          >
            <div class="row between">
              <h2 id="decide">What is it?</h2>
              <span class="quiet" role="status">
                {found.total} to decide
              </span>
            </div>
            <Peek row={one.row} />
            <ul class="votes">
              {labels.map((label, i) => (
                <li key={label}>
                  <button class="button" onClick={() => void decide(one, label)}>
                    <Key>{i + 1}</Key> <ClassChip label={label} />
                  </button>
                  <span class="quiet">
                    {one.votes
                      .filter((vote) => vote.label === label)
                      .map((vote) => vote.by)
                      .join(", ")}
                  </span>
                </li>
              ))}
              <li>
                <label>
                  <span class="quiet">another class </span>
                  <select
                    value=""
                    onChange={(event) => event.currentTarget.value && void decide(one, Number(event.currentTarget.value))}
                  >
                    <option value="">choose</option>
                    {choosable.value.map((other) => (
                      <option key={other.number} value={other.number}>
                        {other.name}
                      </option>
                    ))}
                  </select>
                </label>
              </li>
            </ul>
            <p class="quiet">
              Your decision stands against later labels until the item is cleared or decided anew. It can be undone.
            </p>
          </section>
        );
      }}
    </Answer>
  );
}
