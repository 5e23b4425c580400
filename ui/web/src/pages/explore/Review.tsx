import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { useAsk } from "../../kit/ask";
import { Busy, Empty, Key, Notice } from "../../kit/kit";
import { choosable, classes, project } from "../../project";
import { classOfKey, flag, judge, labelOne, settle, typing, undoLast } from "./acts";
import { address, type Askable, asked, type Hit, onChanges, type Page } from "./ask";
import { ItemPanel } from "./ItemPanel";
import { ClassButtons, ClassName, Look, openItems, percent, ReadingItems, spoken, useDetails, wordsOf } from "./parts";
import "./explore.css";

const SHOWN = 60;

/** Something worth a second look. */
interface Tab {
  key: string;
  title: string;
  help: string;
  query: string;
  sort: string;
  /** What Enter does; null where only a class answers the question. */
  keep: string | null;
  /** Whether people disagree about these, which no query tells. */
  people?: boolean;
}

interface Vote {
  by: string;
  label: number;
}

/** A page of a list and, where people disagree, what each of them says. */
interface Looked {
  total: number;
  rows: Hit[];
  votes: ReadonlyMap<number, Vote[]>;
}

async function lookAt(tab: Tab): Promise<Looked> {
  if (!tab.people) {
    const page = await asked<Page>(address("/items/search", { query: tab.query, sort: tab.sort, limit: SHOWN }));
    return { ...page, votes: new Map() };
  }
  const found = await asked<{ total: number; items: { row: number; votes: Vote[] }[] }>("/team/disagreements");
  const some = found.items.slice(0, SHOWN);
  const query = `row:${some.map((one) => one.row).join("|")}`;
  const page = some.length > 0 ? await asked<Page>(address("/items/search", { query, limit: SHOWN })) : { rows: [] };
  return { total: found.total, rows: page.rows, votes: new Map(some.map((one) => [one.row, one.votes])) };
}

const TABS: readonly Tab[] = [
  {
    key: "wrong",
    title: "Model ≠ label",
    help: "The model is sure of something else. Either it has something to learn here, or the label is a slip.",
    query: "is:wrong -is:reviewed",
    sort: "-conf",
    keep: "The label is right",
  },
  {
    key: "implicit",
    title: "Let stand",
    help: "Nobody said these labels: the prediction was shown among others and let stand. The least sure ones come first.",
    query: "prov:implicit",
    sort: "conf",
    keep: "The label is right",
  },
  {
    key: "skipped",
    title: "Skipped or unsure",
    help: "Somebody looked and could not tell, or not then.",
    query: "verdict:skipped|unsure -is:reviewed",
    sort: "-at",
    keep: "Leave it so",
  },
  {
    key: "later",
    title: "Wrong, decide later",
    help: "The prediction was called wrong; the right class is still missing.",
    query: "verdict:wrong",
    sort: "-at",
    keep: null,
  },
  {
    key: "twins",
    title: "Same, but labelled differently",
    help: "The same to the byte, but of different classes. One of the labels is wrong.",
    query: "is:contradicted",
    sort: "name",
    keep: null,
  },
  {
    key: "flagged",
    title: "Flagged",
    help: "Marked for a second look.",
    query: "is:flagged",
    sort: "-at",
    keep: "Take the flag away",
  },
  {
    key: "people",
    title: "People disagree",
    help: "Two or more people said different things, and nobody decided yet. What you choose here stands.",
    query: "",
    sort: "",
    keep: null,
    people: true,
  },
];


/** Second looks, in one list each. */
export function Review() {
  const tab = useSignal(new URLSearchParams(location.search).get("tab") ?? "wrong");
  const counts = useSignal<Record<string, number>>({});
  const reading = useSignal<number | null>(null);
  const several = useSeveral();
  const count = () =>
    void Promise.all(
      TABS.map(async (one) => {
        try {
          const path = one.people ? "/team/disagreements" : address("/items/search", { query: one.query, limit: 1 });
          const page = await asked<{ total: number }>(path, (done) => (reading.value = done));
          reading.value = null;
          counts.value = { ...counts.peek(), [one.key]: page.total };
        } catch {
          reading.value = null; // the list itself says why
        }
      }),
    );
  useEffect(() => {
    if (!project.value) {
      return;
    }
    count();
    return onChanges(900, count);
  }, [project.value?.id]);
  const now = TABS.find((one) => one.key === tab.value) ?? (TABS[0] as Tab);
  return (
    <main class="explore review">
      <h1>Review</h1>
      <nav class="review-tabs" aria-label="What to look at again">
        {TABS.filter((one) => !one.people || several || one.key === now.key).map((one) => (
          <button
            key={one.key}
            class="review-tab"
            aria-current={one.key === now.key ? "true" : undefined}
            onClick={() => {
              tab.value = one.key;
              history.replaceState(null, "", address(location.pathname, { tab: one.key }));
            }}
          >
            {one.title} <span class="count">{counts.value[one.key]?.toLocaleString() ?? "…"}</span>
          </button>
        ))}
      </nav>
      {reading.value !== null && <ReadingItems done={reading.value} />}
      <Looking key={now.key} tab={now} />
    </main>
  );
}

/** Whether more than one person said something, so that they can disagree. */
function useSeveral(): boolean {
  const [askables] = useAsk(() => asked<Askable[]>("/fields"), [project.value?.id]);
  return (askables.value.value?.find((one) => one.key === "by")?.values.length ?? 0) > 1;
}

function Looking(props: { tab: Tab }) {
  const { tab } = props;
  const [page, again] = useAsk(
    () => lookAt(tab),
    [tab.key, project.value?.id],
  );
  const done = useSignal<ReadonlySet<number>>(new Set());
  const at = useSignal(0);
  const opened = useSignal(-1);
  const list = useRef<HTMLOListElement>(null);
  useEffect(
    () =>
      onChanges(500, () => {
        done.value = new Set(); // what was done is out of the new answer, what was taken back is in it again
        again();
      }),
    [again],
  );
  const hits = (page.value.value?.rows ?? []).filter((hit) => !done.value.has(hit.row));
  const place = Math.min(at.value, Math.max(0, hits.length - 1));
  const hit = hits[place];
  const details = useDetails(hits.slice(0, 30).map((one) => one.row));
  const finish = async (row: number, work: Promise<boolean>) => {
    if (await work) {
      done.value = new Set([...done.value, row]);
    }
  };
  const keep = (one: Hit) => {
    if (tab.key === "flagged") {
      void finish(one.row, flag(one.row, false));
    } else if (tab.key === "skipped" && one.verdict) {
      void finish(one.row, judge(one.row, one.verdict, one.version, "review"));
    } else if (tab.keep !== null && one.label >= 0) {
      void finish(one.row, labelOne(one.row, one.label, one.version, one.predicted, "review"));
    }
  };
  const choose = (one: Hit, label: number) =>
    void finish(
      one.row,
      tab.people
        ? settle(one.row, label, one.version)
        : labelOne(one.row, label, one.version, one.predicted, "review"),
    );
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (typing(event) || document.querySelector("dialog[open]")) {
        return;
      }
      const onButton = (event.target as HTMLElement).closest("button, a, summary") !== null;
      const label = classOfKey(event);
      if (event.key === "z" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        void undoLast();
      } else if (hit && label >= 0) {
        event.preventDefault();
        choose(hit, label);
      } else if (hit && event.key === "Enter" && !onButton) {
        event.preventDefault();
        keep(hit);
      } else if (hit && event.key === "p" && hit.predicted >= 0 && !event.ctrlKey && !event.metaKey) {
        choose(hit, hit.predicted);
      } else if (event.key === "ArrowDown" || event.key === "ArrowRight") {
        event.preventDefault();
        at.value = Math.min(hits.length - 1, place + 1);
      } else if (event.key === "ArrowUp" || event.key === "ArrowLeft") {
        event.preventDefault();
        at.value = Math.max(0, place - 1);
      }
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  });
  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [hit?.row]);
  const { value, refused } = page.value;
  const left = Math.max(0, (value?.total ?? 0) - done.value.size);
  return (
    <>
      <p class="quiet">{tab.help}</p>
      {refused && <Notice tone="error">{refused}</Notice>}
      {!value && !refused && <Busy what="Looking" />}
      {value && hits.length === 0 && (
        <Empty title={left > 0 ? "The next ones come in a moment" : "Nothing to look at here"}>
          {left === 0 && <p>What turns up later is listed here.</p>}
        </Empty>
      )}
      {hit && (
        <div class={opened.value >= 0 ? "review-body with-panel" : "review-body"}>
          <ol class="review-list" ref={list} aria-label={tab.title}>
            {hits.slice(0, 30).map((one, i) => (
              <li key={one.row}>
                <button
                  class="thing"
                  aria-current={i === place ? "true" : undefined}
                  aria-label={spoken(one)}
                  onClick={() => (at.value = i)}
                >
                  <Look row={one.row} name={one.name} text={wordsOf(details(one.row))} />
                  <span class="tile-foot">
                    {one.label >= 0 ? <ClassName number={one.label} /> : <span class="quiet">{one.verdict}</span>}
                    <span class="quiet">{percent(one.confidence)}</span>
                  </span>
                </button>
              </li>
            ))}
            {left > 30 && tab.query && (
              <li>
                <button class="link" onClick={() => openItems(tab.query)}>
                  and {(left - 30).toLocaleString()} more
                </button>
              </li>
            )}
          </ol>
          <section class="card review-card" aria-live="polite" aria-label="This one">
            <div class="review-look">
              <Look row={hit.row} name={hit.name} text={wordsOf(details(hit.row))} size={640} />
            </div>
            <p>
              {hit.label >= 0 ? (
                <>
                  <ClassName number={hit.label} />, {hit.provenance === "implicit" ? "let stand by" : "said"}{" "}
                  {hit.provenance === "implicit" ? hit.by : `by ${hit.by || "nobody"}`}
                </>
              ) : (
                <>
                  {hit.verdict ?? "open"}
                  {hit.by && ` by ${hit.by}`}
                </>
              )}
              {hit.predicted >= 0 && (
                <>
                  . The model says <ClassName number={hit.predicted} />, {percent(hit.confidence)} sure.
                </>
              )}
            </p>
            {tab.people && (
              <ul class="votes">
                {(value?.votes.get(hit.row) ?? []).map((vote) => (
                  <li key={vote.by}>
                    <b>{vote.by}</b> says <ClassName number={vote.label} />
                  </li>
                ))}
              </ul>
            )}
            <div class="row">
              {tab.keep !== null && (tab.key === "flagged" || hit.label >= 0 || hit.verdict) && (
                <button class="button primary" onClick={() => keep(hit)}>
                  {tab.keep} <Key>Enter</Key>
                </button>
              )}
              {hit.predicted >= 0 && hit.predicted !== hit.label && (
                <button class="button" onClick={() => choose(hit, hit.predicted)}>
                  {classes.value[hit.predicted]?.name ?? "The model"}, as the model says <Key>p</Key>
                </button>
              )}
              <button class="button" onClick={() => void undoLast()}>
                Undo <Key>Ctrl Z</Key>
              </button>
              <button class="button plain" onClick={() => (opened.value = hit.row)}>
                More about it
              </button>
            </div>
            {choosable.value.length > 0 && <ClassButtons chosen={hit.label} onChoose={(label) => choose(hit, label)} />}
            <p class="quiet">
              {left.toLocaleString()} left. <Key>↑</Key> <Key>↓</Key> go through the list.
            </p>
          </section>
          {opened.value >= 0 && (
            <ItemPanel
              row={opened.value}
              mode="review"
              onClose={() => (opened.value = -1)}
              onOpen={(row) => (opened.value = row)}
            />
          )}
        </div>
      )}
    </>
  );
}
