import { get } from "../../api/client";
import { useAsk } from "../../kit/ask";
import { Answer, Empty } from "../../kit/kit";
import { api } from "../../project";
import { type Agreement, coefficient, confused, percent, verdict } from "./agreement";
import { ClassChip } from "./Peek";

/** How far people agree, with what it means. */
export function AgreementPart() {
  const [asked, again] = useAsk(() => get<Agreement>(api("/team/agreement")), []);
  return (
    <Answer asked={asked.value} what="Comparing" again={again}>
      {(found) =>
        found.items === 0 ? (
          <Empty title="Nothing to compare yet">
            <p class="quiet">{verdict(found)}</p>
          </Empty>
        ) : (
          <>
            <p>{verdict(found)}</p>
            <div class="figures">
              <Figure
                value={coefficient(found.alpha.alpha)}
                what="Krippendorff’s alpha"
                more={
                  found.alpha.low === null
                    ? "too few items for an interval"
                    : `95 % interval ${coefficient(found.alpha.low)} to ${coefficient(found.alpha.high)}`
                }
              />
              <Figure value={percent(found.percent)} what="of pairs agree" more="chance included" />
              <Figure
                value={`${found.unanimous} of ${found.items}`}
                what="items unanimous"
                more="labelled by at least two people"
              />
            </div>
            <div class="halves">
              <section class="card stack" aria-labelledby="pairs">
                <h2 id="pairs">Two by two</h2>
                <table class="data">
                  <thead>
                    <tr>
                      <th scope="col">People</th>
                      <th scope="col" class="number">Items</th>
                      <th scope="col" class="number">Agree</th>
                      <th scope="col" class="number">Cohen’s kappa</th>
                    </tr>
                  </thead>
                  <tbody>
                    {found.pairs.map((pair) => (
                      <tr key={`${pair.first} ${pair.second}`}>
                        <td>
                          {pair.first} and {pair.second}
                        </td>
                        <td class="number">{pair.items}</td>
                        <td class="number">{percent(pair.agreement)}</td>
                        <td class="number">{coefficient(pair.kappa)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </section>
              <section class="card stack" aria-labelledby="perclass">
                <h2 id="perclass">Class by class</h2>
                <table class="data">
                  <thead>
                    <tr>
                      <th scope="col">Class</th>
                      <th scope="col" class="number">Compared</th>
                      <th scope="col" class="number">Others agree</th>
                    </tr>
                  </thead>
                  <tbody>
                    {found.classes.map((one) => (
                      <tr key={one.label}>
                        <td>
                          <ClassChip label={one.label} />
                        </td>
                        <td class="number">{one.given}</td>
                        <td class="number">{percent(one.agreement)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
                {confused(found.confusion, 5).length > 0 && (
                  <>
                    <h3>Confused most</h3>
                    <ul class="plain">
                      {confused(found.confusion, 5).map((pair) => (
                        <li key={`${pair.one} ${pair.other}`}>
                          <ClassChip label={pair.one} /> and <ClassChip label={pair.other} />{" "}
                          <span class="quiet">
                            {pair.times} {pair.times === 1 ? "time" : "times"}
                          </span>
                        </li>
                      ))}
                    </ul>
                  </>
                )}
              </section>
            </div>
          </>
        )
      }
    </Answer>
  );
}

function Figure(props: { value: string; what: string; more: string }) {
  return (
    <div class="card figure">
      <div class="big">{props.value}</div>
      <div>{props.what}</div>
      <div class="quiet">{props.more}</div>
    </div>
  );
}
