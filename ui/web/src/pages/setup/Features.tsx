import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { get, post, put } from "../../api/client";
import { type Job, jobs } from "../../api/live";
import { useAsk } from "../../kit/ask";
import { Answer, Empty, Meter, Notice } from "../../kit/kit";
import { sorry } from "../../kit/toasts";
import { api } from "../../project";
import { useFollowing } from "./following";
import "./steps.css";

interface FeatureBlock {
  key: string;
  title: string;
  columns: number;
  coverage: number;
  seconds: number | null;
  chosen: boolean;
  scaled: boolean;
  missing: string;
  refused?: string | null;
}

interface FeatureList {
  blocks: FeatureBlock[];
  job?: Job | null;
  ready: boolean;
}

interface Pick {
  chosen: boolean;
  scaled: boolean;
}

/** Step 3: what models see of the items. */
export function Features(props: { id: string; next: () => void }) {
  const [asked, again] = useAsk(() => get<FeatureList>(api("/features")), [props.id]);
  return (
    <div class="setup stack">
      <Answer asked={asked.value} what="Looking at what the items have" again={again}>
        {(list) =>
          list.blocks.length === 0 ? (
            <Empty title="Nothing to see yet">
              <p class="quiet">Import items first; what can be computed from them is listed here.</p>
            </Empty>
          ) : (
            <Picking list={list} again={again} next={props.next} />
          )
        }
      </Answer>
    </div>
  );
}

function Picking(props: { list: FeatureList; again: () => void; next: () => void }) {
  const { list } = props;
  const said = (): Record<string, Pick> =>
    Object.fromEntries(list.blocks.map((block) => [block.key, { chosen: block.chosen, scaled: block.scaled }]));
  const picks = useSignal(said());
  const refused = useSignal("");
  const following = useFollowing((job) => {
    if (job.state === "failed") {
      refused.value = job.failure ?? "It failed.";
    }
    props.again();
  });
  const change = (key: string, pick: Partial<Pick>) => {
    const before = picks.value[key] ?? { chosen: false, scaled: true };
    picks.value = { ...picks.value, [key]: { ...before, ...pick } };
  };
  const chosen = list.blocks.filter((block) => picks.value[block.key]?.chosen);
  const columns = chosen.reduce((sum, block) => sum + block.columns, 0);
  const seconds = chosen.reduce((sum, block) => sum + (block.seconds ?? 0), 0);
  const same = list.blocks.every((block) => {
    const pick = picks.value[block.key];
    return pick?.chosen === block.chosen && (!block.chosen || pick?.scaled === block.scaled);
  });
  useEffect(() => {
    if (list.job) {
      following.follow(list.job);
    }
  }, [list.job?.id]);
  const running = jobs.value.find((job) => job.kind === "features" && (job.state === "running" || job.state === "waiting"));
  async function compute() {
    refused.value = "";
    try {
      const job = await put<Job>(
        api("/features"),
        { blocks: chosen.map((block) => ({ key: block.key, scaled: picks.value[block.key]?.scaled ?? block.scaled })) },
      );
      if (job?.id) {
        following.follow(job);
      }
      props.again();
    } catch (e) {
      sorry(e);
    }
  }
  return (
    <>
      <section class="panel" aria-labelledby="features-title">
        <h2 id="features-title">What models see</h2>
        <p class="quiet">
          The more a block has to do with your classes, the fewer labels it takes. Scaled blocks weigh alike, however large
          their numbers are.
        </p>
        <div class="scroll">
          <table class="data">
            <thead>
              <tr>
                <th>Features</th>
                <th class="number">Columns</th>
                <th>Items that have them</th>
                <th class="number">Time</th>
                <th>Scale</th>
                <th>Where missing</th>
              </tr>
            </thead>
            <tbody>
              {list.blocks.map((block) => {
                const pick = picks.value[block.key] ?? { chosen: block.chosen, scaled: block.scaled };
                return (
                  <tr key={block.key}>
                    <td>
                      <label>
                        <input
                          type="checkbox"
                          checked={pick.chosen}
                          disabled={Boolean(block.refused)}
                          onChange={(event) => change(block.key, { chosen: event.currentTarget.checked })}
                        />{" "}
                        {block.title}
                      </label>
                      {block.refused && <div class="quiet">{block.refused}</div>}
                    </td>
                    <td class="number">{block.columns > 0 ? block.columns.toLocaleString() : ""}</td>
                    <td class="share">
                      <span class="bar" aria-hidden="true">
                        <span style={{ width: `${100 * block.coverage}%` }} />
                      </span>{" "}
                      {share(block.coverage)}
                    </td>
                    <td class="number">{block.seconds === null ? "" : duration(block.seconds)}</td>
                    <td>
                      <input
                        type="checkbox"
                        aria-label={`Scale ${block.title}`}
                        checked={pick.scaled}
                        disabled={!pick.chosen}
                        onChange={(event) => change(block.key, { scaled: event.currentTarget.checked })}
                      />
                    </td>
                    <td class="quiet">{block.coverage < 1 ? block.missing : ""}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
        <p aria-live="polite">
          {chosen.length === 0
            ? "Choose at least one."
            : `${columns.toLocaleString()} columns, ${
                list.ready && same ? "all computed" : seconds >= 1 ? `about ${duration(seconds)} to compute` : "computed in a moment"
              }.`}
        </p>
        {running && (
          <div role="status">
            <div class="row apart">
              <span>
                {running.title}
                {running.doing && `: ${running.doing}`}
              </span>
              <button class="button" onClick={() => void post(api(`/jobs/${running.id}/cancel`)).catch(sorry)}>
                Stop
              </button>
            </div>
            {running.done >= 0 && <Meter value={Math.round(100 * running.done)} of={100} label={running.title} />}
          </div>
        )}
      </section>
      {refused.value && <Notice tone="error">{refused.value}</Notice>}
      <div class="end">
        {!(list.ready && same) && (
          <button
            class={list.ready ? "button" : "button primary"}
            disabled={chosen.length === 0 || following.busy}
            onClick={() => void compute()}
          >
            {following.busy ? "Computing" : "Compute"}
          </button>
        )}
        <button class={list.ready ? "button primary" : "button"} disabled={!list.ready && !following.busy} onClick={props.next}>
          Continue
        </button>
      </div>
    </>
  );
}

const share = (value: number): string => `${value > 0.99 && value < 1 ? "99" : Math.round(100 * value)} %`;

/** Some seconds as people say them. */
export function duration(seconds: number): string {
  if (seconds < 1) {
    return "< 1 s";
  }
  return seconds < 90 ? `${Math.round(seconds)} s` : seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
