import { useEffect } from "preact/hooks";
import { get } from "../../api/client";
import { useAsk } from "../../kit/ask";
import { Answer, Empty, Meter } from "../../kit/kit";
import { type Card, fixed } from "./run";
import "./experiments.css";

const AGAIN = 5000;

/** All runs of the lab, those at work with how far they are. */
export function Experiments() {
  const [asked, again] = useAsk(() => get<Card[]>("/api/v1/experiments"), []);
  useEffect(() => {
    const timer = setInterval(() => document.hidden || again(), AGAIN);
    return () => clearInterval(timer);
  }, [again]);
  return (
    <main class="stack experiments">
      <h1>Experiments</h1>
      <Answer asked={asked.value} what="Looking for runs" again={again}>
        {(cards) =>
          cards.length === 0 ? (
            <Empty title="No runs yet">
              <p class="quiet">
                A run compares strategies on data whose labels are known. Start one with <code>quarry simulate</code> and an
                output folder below <code>runs</code> in the folder of this installation, or show others with{" "}
                <code>quarry serve --runs DIR</code>.
              </p>
            </Empty>
          ) : (
            <>
              <div class="scroll card">
                <table class="data">
                  <thead>
                    <tr>
                      <th scope="col">Run</th>
                      <th scope="col">Data</th>
                      <th scope="col">Learner</th>
                      <th scope="col">Strategies</th>
                      <th scope="col" class="number">Seeds</th>
                      <th scope="col" class="number">Budget</th>
                      <th scope="col">Best</th>
                      <th scope="col" class="number">Area</th>
                      <th scope="col" class="number">Labels to target</th>
                      <th scope="col">Done</th>
                    </tr>
                  </thead>
                  <tbody>
                    {cards.map((card) => (
                      <tr key={card.id}>
                        <td>{card.broken ? card.name : <a href={`/x/${card.id}`}>{card.name}</a>}</td>
                        {card.broken ? (
                          <td colSpan={9} class="wrongtext">
                            {card.broken}
                          </td>
                        ) : (
                          <>
                            <td>{card.dataset}</td>
                            <td>{card.learner}</td>
                            <td>{card.strategies.join(", ")}</td>
                            <td class="number">{card.seeds}</td>
                            <td class="number">{card.budget}</td>
                            <td>{card.best ?? "–"}</td>
                            <td class="number">{fixed(card.area, 3)}</td>
                            <td class="number">{fixed(card.labels, 0)}</td>
                            <td>
                              {card.done === card.cells ? (
                                "all"
                              ) : (
                                <span class="progress">
                                  <Meter value={card.done} of={card.cells} label={`Progress of ${card.name}`} />
                                  {card.done} of {card.cells}
                                </span>
                              )}
                            </td>
                          </>
                        )}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <p class="quiet">Area is the mean accuracy over the budget. Target is the accuracy that random has at its end.</p>
            </>
          )
        }
      </Answer>
    </main>
  );
}
