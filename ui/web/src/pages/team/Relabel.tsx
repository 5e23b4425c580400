import { get } from "../../api/client";
import { useAsk } from "../../kit/ask";
import { Answer, Empty } from "../../kit/kit";
import { sorry } from "../../kit/toasts";
import { api } from "../../project";
import { type Vote, percent } from "./agreement";
import { ClassChip, Peek } from "./Peek";
import { settle } from "./settle";

interface Suggestion {
  row: number;
  version: number;
  score: number;
  label: number;
  predicted: number;
  confidence: number;
  votes: Vote[];
}

/** Labelled items of which another look would tell most. */
export function Relabel() {
  const [asked, again] = useAsk(
    () => get<{ model: boolean; items: Suggestion[] }>(api("/team/relabel?limit=24")),
    [],
  );
  async function decide(one: Suggestion, label: number) {
    try {
      await settle(one, label, again);
    } catch (e) {
      sorry(e);
    }
    again();
  }
  return (
    <Answer asked={asked.value} what="Weighing labels" again={again}>
      {(found) =>
        found.items.length === 0 ? (
          <Empty title={found.model ? "Nothing to look at again" : "No model yet"}>
            <p class="quiet">
              {found.model
                ? "Once people have labelled items that the model knows, those whose label is least certain appear here."
                : "What the model says of labelled items tells which labels deserve another look. Teach a model first."}
            </p>
          </Empty>
        ) : (
          <>
            <p>
              These labels are the least certain, by what the model and the people say together. The model has learnt from
              these very labels, so take the list as a place to look, not as a list of errors.
            </p>
            <div class="again">
              {found.items.map((one) => (
                <div class="card stack" key={one.row}>
                  <Peek row={one.row} />
                  <div>
                    <span class="quiet">{one.votes.map((vote) => vote.by).join(", ")}: </span>
                    <ClassChip label={one.label} />
                  </div>
                  <div>
                    <span class="quiet">model: </span>
                    <ClassChip label={one.predicted} /> <span class="quiet">{percent(one.confidence)}</span>
                  </div>
                  <div class="row">
                    <button class="button" onClick={() => void decide(one, one.label)}>
                      Label is right
                    </button>
                    {one.predicted !== one.label && (
                      <button class="button" onClick={() => void decide(one, one.predicted)}>
                        Model is right
                      </button>
                    )}
                  </div>
                </div>
              ))}
            </div>
          </>
        )
      }
    </Answer>
  );
}
