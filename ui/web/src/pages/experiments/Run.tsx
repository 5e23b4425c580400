import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { get } from "../../api/client";
import { theme } from "../../frame/theme";
import { useAsk } from "../../kit/ask";
import { Answer, Notice } from "../../kit/kit";
import { toast } from "../../kit/toasts";
import { Curves } from "./Curves";
import { colour, cost, duel, fixed, outcome, type RunOf, seconds, signed } from "./run";
import "./experiments.css";

const AGAIN = 3000;

/** One run: curves, areas, each strategy against each, what it cost, how to have it again. */
export function Run(props: Record<string, string>) {
  const [asked, again] = useAsk(() => get<RunOf>(`/api/v1/experiments/${props["run"]}`), [props["run"]]);
  const hidden = useSignal<ReadonlySet<string>>(new Set());
  const complete = asked.value.value && asked.value.value.card.done === asked.value.value.card.cells;
  useEffect(() => {
    if (complete) {
      return;
    }
    const timer = setInterval(() => document.hidden || again(), AGAIN);
    return () => clearInterval(timer);
  }, [again, complete]);
  return (
    <main class="stack experiments run">
      <p>
        <a href="/x">All runs</a>
      </p>
      <Answer asked={asked.value} what="Reading the run" again={again}>
        {(run) => (
          <>
            <div class="row between">
              <h1>{run.card.dataset}</h1>
              <span class="row">
                {["curves.csv", "timings.csv", "curves.png", "curves.svg"].map((file) => (
                  <a key={file} class="button" download href={`/api/v1/experiments/${run.card.id}/files/${file}`}>
                    {file === "timings.csv" ? "Times" : file.replace("curves.", "").toUpperCase()}
                  </a>
                ))}
              </span>
            </div>
            <p class="quiet">
              {run.card.name}: {run.card.learner}, {run.card.start} labels to start, {run.card.batch} in a round, {run.card.budget} in
              all, {run.card.seeds} seeds
            </p>
            <Notice>
              {run.headline} {run.details.join(" ")}
            </Notice>
            {!complete && (
              <p role="status">
                {run.card.done} of {run.card.cells} runs are finished; this page follows.
              </p>
            )}
            {run.strategies.length > 0 && (
              <>
                <section class="card stack" aria-labelledby="curves">
                  <h2 id="curves">Learning curves</h2>
                  <div class="row legend">
                    {run.strategies.map((one, i) => (
                      <label class="chip" key={one.name}>
                        <input
                          type="checkbox"
                          checked={!hidden.value.has(one.name)}
                          onChange={() => {
                            const next = new Set(hidden.value);
                            next.has(one.name) ? next.delete(one.name) : next.add(one.name);
                            hidden.value = next;
                          }}
                        />
                        <span
                          class="dot"
                          style={{ background: `light-dark(${colour(i, false)}, ${colour(i, true)})` }}
                          aria-hidden="true"
                        />
                        {one.name}
                      </label>
                    ))}
                  </div>
                  <Curves
                    all={run.strategies}
                    shown={new Set(run.strategies.map((one) => one.name).filter((name) => !hidden.value.has(name)))}
                    dark={theme.value.value}
                  />
                  <p class="quiet">
                    Lines are means over the seeds, bands their 95 % confidence intervals. Drag to look closer, double click to
                    go back.
                  </p>
                </section>
                <Standings run={run} />
                <Duels run={run} />
                <section class="card stack" aria-labelledby="again">
                  <h2 id="again">Again</h2>
                  <pre class="command">{run.reproduce}</pre>
                  <button
                    class="button"
                    onClick={() =>
                      void navigator.clipboard.writeText(run.reproduce).then(
                        () => toast("Copied."),
                        () => toast("Select the line and copy it."),
                      )
                    }
                  >
                    Copy
                  </button>
                </section>
              </>
            )}
          </>
        )}
      </Answer>
    </main>
  );
}

function Standings(props: { run: RunOf }) {
  return (
    <section class="card stack" aria-labelledby="standings">
      <h2 id="standings">Strategy by strategy</h2>
      <div class="scroll">
        <table class="data">
          <thead>
            <tr>
              <th scope="col">Strategy</th>
              <th scope="col" class="number">Seeds</th>
              <th scope="col" class="number">Area</th>
              <th scope="col" class="number">At the end</th>
              <th scope="col" class="number">Labels to target</th>
              <th scope="col" class="number">Saved</th>
              <th scope="col" class="number">p (Holm)</th>
              <th scope="col" class="number">Fit a round</th>
              <th scope="col" class="number">Choose a round</th>
            </tr>
          </thead>
          <tbody>
            {props.run.strategies.map((one) => {
              const costs = cost(one);
              return (
                <tr key={one.name}>
                  <td title={one.resolved}>{one.name}</td>
                  <td class="number">{one.seeds}</td>
                  <td class="number">
                    {fixed(one.area, 4)}
                    {one.areaSd !== null && <span class="quiet"> ± {one.areaSd.toFixed(4)}</span>}
                  </td>
                  <td class="number">{fixed(one.end, 4)}</td>
                  <td class="number">{fixed(one.labels, 0)}</td>
                  <td class="number">{one.saved === null ? "–" : `${signed(100 * one.saved, 0)} %`}</td>
                  <td class="number">{fixed(one.holm, 3)}</td>
                  <td class="number">{costs ? seconds(costs.fit) : "–"}</td>
                  <td class="number">{costs ? seconds(costs.select) : "–"}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p class="quiet">
        Area is the mean accuracy over the budget, ± its deviation over the seeds. Target is the accuracy that random has at its
        end.
      </p>
    </section>
  );
}

function Duels(props: { run: RunOf }) {
  const names = props.run.strategies.map((one) => one.name);
  if (names.length < 2) {
    return null;
  }
  return (
    <section class="card stack" aria-labelledby="duels">
      <h2 id="duels">Each against each</h2>
      <div class="scroll">
        <table class="data duels">
          <thead>
            <tr>
              <th scope="col">Area of</th>
              {names.map((name) => (
                <th key={name} scope="col">
                  minus {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {names.map((first) => (
              <tr key={first}>
                <th scope="row">{first}</th>
                {names.map((second) => {
                  const one = duel(props.run, first, second);
                  return (
                    <td key={second} class={one ? outcome(one) : ""}>
                      {one && (
                        <>
                          <div>
                            {signed(one.difference, 4)}
                            {one.halfWidth !== null && <span class="quiet"> ± {one.halfWidth.toFixed(4)}</span>}
                          </div>
                          <div class="quiet">
                            {one.wins} won, {one.ties} even, {one.losses} lost
                          </div>
                        </>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="quiet">
        Paired by seed, with 95 % intervals by Student’s t that are not corrected for the number of pairs. A cell with a bar at
        its left has an interval without zero: solid where the row is better, dashed where it is worse.
      </p>
    </section>
  );
}
