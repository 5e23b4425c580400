import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { useAsk } from "../../kit/ask";
import { Busy, Choice, Empty } from "../../kit/kit";
import { sorry } from "../../kit/toasts";
import { project } from "../../project";
import { go } from "../../router";
import { classOfKey, labelMany, typing, undoLast } from "./acts";
import { address, type Askable, asked, type Facet, type Hit, matching, onChanges } from "./ask";
import { FilterBar } from "./FilterBar";
import { useFound } from "./found";
import { ItemPanel } from "./ItemPanel";
import { ago, Bulk, ClassName, Look, percent, ReadingItems, spoken, useDetails, wordsOf } from "./parts";
import { only, pieces } from "./query";
import { clicked } from "./selection";
import { scrollTo, sight } from "./windowing";
import "./explore.css";

const MOST_CHOSEN = 100_000;

/** All items: find, sort, look at, do something with many. */
export function Items() {
  const given = new URLSearchParams(location.search);
  const query = useSignal(given.get("query") ?? "");
  const sort = useSignal(given.get("sort") ?? "");
  const opened = useSignal(given.has("open") ? Number(given.get("open")) : -1);
  const wish = useSignal(localStorage.getItem("quarry.items.view"));
  const standard = project.value?.kind === "pictures" ? "grid" : "table";
  const view = wish.value === "grid" || wish.value === "table" ? wish.value : standard;
  const [found, look] = useFound(query.value, sort.value);
  const chosen = useSignal<ReadonlySet<number>>(new Set());
  const all = useSignal(false);
  const set = (next: string, order = sort.value) => {
    query.value = next;
    sort.value = order;
    chosen.value = new Set();
    all.value = false;
    history.replaceState(null, "", address(location.pathname, { query: next, sort: order }));
  };
  const chooseAll = async () => {
    try {
      chosen.value = new Set(await matching(query.value, MOST_CHOSEN));
      all.value = chosen.value.size === found.value.total;
    } catch (e) {
      sorry(e);
    }
  };
  const rows = [...chosen.value];
  const { total, refused, reading } = found.value;
  const id = project.value?.id;
  return (
    <main class="explore">
      <h1 class="hidden">Items</h1>
      <FilterBar query={query.value} refused={refused} onChange={(next) => set(next)} />
      {reading !== null && <ReadingItems done={reading} />}
      <div class={opened.value >= 0 ? "explore-body with-panel" : "explore-body"}>
        <Facets query={query.value} onChoose={(term) => set(only(query.value, term))} />
        <section class="found" aria-label="Items">
          <div class="row found-head">
            <strong aria-live="polite">{total < 0 ? "" : `${total.toLocaleString()} items`}</strong>
            {found.value.indexed > 0 && id && found.value.indexed < (project.value?.items ?? 0) && (
              <span class="quiet">
                {((project.value?.items ?? 0) - found.value.indexed).toLocaleString()} new ones are being read
              </span>
            )}
            <span class="spacer" />
            <Sorting sort={sort.value} onChange={(order) => set(query.value, order)} />
            <Choice
              label="Show as"
              value={view}
              options={[
                { value: "grid", label: "Grid" },
                { value: "table", label: "Table" },
              ]}
              onChange={(next) => {
                wish.value = next;
                localStorage.setItem("quarry.items.view", next);
              }}
            />
            <button
              class="button"
              disabled={total <= 0}
              title="Export what this filter finds"
              onClick={() => go(address(`/p/${id}/exchange`, { query: query.value }))}
            >
              Export these
            </button>
          </div>
          {rows.length > 0 ? (
            <Bulk
              rows={rows}
              mode="items"
              excluded={[...found.value.hits.values()].some((hit) => hit.verdict === "excluded" && chosen.value.has(hit.row))}
              query={all.value ? query.value : null}
              onDone={() => {
                chosen.value = new Set();
                all.value = false;
              }}
            >
              <strong aria-live="polite">{rows.length.toLocaleString()} chosen</strong>
              {!all.value && total > rows.length && (
                <button class="link" onClick={() => void chooseAll()}>
                  Choose {total > MOST_CHOSEN ? `the first ${MOST_CHOSEN.toLocaleString()}` : `all ${total.toLocaleString()}`}
                </button>
              )}
              <button class="link" onClick={() => (chosen.value = new Set())}>
                None
              </button>
            </Bulk>
          ) : (
            total > 0 && (
              <p class="quiet hint">
                Click to open, Ctrl or Shift to choose several; with the keys: arrows, Space, Enter, Ctrl+A, and Ctrl+Z to take back.
              </p>
            )
          )}
          {total === 0 && (
            <Empty title={query.value ? "Nothing fits" : "No items yet"}>
              {query.value ? (
                <button class="button" onClick={() => set("")}>
                  Show all items
                </button>
              ) : (
                <p>Items come with the data of the project.</p>
              )}
            </Empty>
          )}
          {total < 0 && !refused && reading === null && <Busy what="Looking" />}
          {total > 0 && (
            <List
              key={`${view} ${query.value} ${sort.value}`}
              total={total}
              hits={found.value.hits}
              view={view}
              sort={sort.value}
              look={look}
              chosen={chosen.value}
              onChosen={(next) => {
                chosen.value = next;
                all.value = false;
              }}
              onAll={() => void chooseAll()}
              onOpen={(row) => (opened.value = row)}
              onSort={(order) => set(query.value, order)}
            />
          )}
        </section>
        {opened.value >= 0 && (
          <ItemPanel
            row={opened.value}
            mode="items"
            onClose={() => (opened.value = -1)}
            onOpen={(row) => (opened.value = row)}
          />
        )}
      </div>
    </main>
  );
}

const TITLES: Record<string, string> = {
  label: "Label",
  pred: "Prediction",
  prov: "Where the label is from",
  verdict: "Without a class",
  by: "Said by",
};

function Facets(props: { query: string; onChoose: (term: string) => void }) {
  const [facets, again] = useAsk(
    () => asked<Facet[]>(address("/items/facets", { query: props.query })),
    [props.query, project.value?.id],
  );
  useEffect(() => onChanges(700, again), [again]);
  const terms = new Set(pieces(props.query).map((piece) => piece.text));
  return (
    <aside class="facets" aria-label="What is there">
      {(facets.value.value ?? [])
        .filter((facet) => facet.values.length > 1 || facet.values.some((one) => terms.has(one.term)))
        .map((facet) => (
          <details key={facet.key} open>
            <summary>{TITLES[facet.key] ?? facet.key}</summary>
            <ul>
              {facet.values.slice(0, 15).map((one) => (
                <li key={one.term}>
                  <button class="facet" aria-pressed={terms.has(one.term)} onClick={() => props.onChoose(one.term)}>
                    <span>{one.title}</span> <span class="quiet">{one.count.toLocaleString()}</span>
                  </button>
                </li>
              ))}
            </ul>
          </details>
        ))}
    </aside>
  );
}

const SORTS: Record<string, string> = {
  label: "label",
  pred: "prediction",
  conf: "confidence",
  margin: "margin",
  by: "person",
  prov: "origin",
  verdict: "verdict",
  round: "batch",
  name: "name",
};

function Sorting(props: { sort: string; onChange: (sort: string) => void }) {
  const [askables] = useAsk(() => asked<Askable[]>("/fields"), [project.value?.id]);
  const falling = props.sort.startsWith("-");
  const key = falling ? props.sort.slice(1) : props.sort;
  const keys = (askables.value.value ?? []).filter((one) => one.sortable && one.key !== "row");
  return (
    <span class="sorting">
      <label for="sorting">Sort by</label>
      <select
        id="sorting"
        value={key}
        onChange={(event) => props.onChange((falling && event.currentTarget.value ? "-" : "") + event.currentTarget.value)}
      >
        <option value="">order of the data</option>
        <option value="at">time</option>
        {keys.map((one) => {
          const plain = one.key.replaceAll('"', "");
          return (
            <option key={plain} value={plain}>
              {one.field ? plain : (SORTS[one.key] ?? one.key)}
            </option>
          );
        })}
      </select>
      <button
        class="button plain"
        aria-label={falling ? "From the greatest to the smallest" : "From the smallest to the greatest"}
        title={falling ? "From the greatest on" : "From the smallest on"}
        onClick={() => props.onChange(falling ? key : `-${key || "row"}`)}
      >
        {falling ? "↓" : "↑"}
      </button>
    </span>
  );
}

interface Listing {
  total: number;
  hits: ReadonlyMap<number, Hit>;
  view: "grid" | "table";
  sort: string;
  look: (first: number, end: number) => void;
  chosen: ReadonlySet<number>;
  onChosen: (chosen: ReadonlySet<number>) => void;
  onAll: () => void;
  onOpen: (row: number) => void;
  onSort: (sort: string) => void;
}

/** A long list of which only what is in sight is drawn. */
function List(props: Listing) {
  const { total, hits, view, chosen } = props;
  const element = useRef<HTMLDivElement>(null);
  const scrolled = useSignal(0);
  const size = useSignal({ width: 800, height: 600 });
  const active = useSignal(0);
  const anchor = useRef(-1);
  useEffect(() => {
    const one = element.current;
    if (!one) {
      return;
    }
    const observer = new ResizeObserver(() => (size.value = { width: one.clientWidth, height: one.clientHeight }));
    observer.observe(one);
    return () => observer.disconnect();
  }, []);
  const pictures = project.value?.kind === "pictures";
  const grid = view === "grid";
  const across = grid ? Math.max(1, Math.floor(size.value.width / (pictures ? 172 : 260))) : 1;
  const tall = grid ? (pictures ? 208 : 150) : 40;
  const lines = Math.ceil(total / across);
  const now = sight(lines, tall, size.value.height, scrolled.value);
  const first = now.first * across;
  const end = Math.min(total, now.end * across);
  useEffect(() => {
    const timer = setTimeout(() => props.look(first, end), 40);
    return () => clearTimeout(timer);
  }, [first, end, total]);
  const shown = Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
  const details = useDetails(shown.flatMap((place) => hits.get(place)?.row ?? []));
  const moveTo = (place: number) => {
    active.value = Math.max(0, Math.min(total - 1, place));
    const to = scrollTo(Math.floor(active.value / across), lines, tall, size.value.height, scrolled.value);
    if (to !== null) {
      element.current?.scrollTo({ top: to });
    }
  };
  const click = (place: number, event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }) => {
    active.value = place;
    const keys = { shift: event.shiftKey, ctrl: event.ctrlKey || event.metaKey };
    if (keys.shift || keys.ctrl) {
      props.onChosen(clicked(chosen, anchor.current, place, keys, (at) => hits.get(at)?.row));
    } else {
      const row = hits.get(place)?.row;
      if (row !== undefined) {
        props.onOpen(row);
      }
    }
    anchor.current = keys.shift && anchor.current >= 0 ? anchor.current : place;
  };
  const page = Math.max(1, Math.floor(size.value.height / tall) - 1) * across;
  const steps: Record<string, number> = {
    ArrowDown: across,
    ArrowUp: -across,
    ArrowRight: 1,
    ArrowLeft: -1,
    PageDown: page,
    PageUp: -page,
    Home: -total,
    End: total,
  };
  const key = (event: KeyboardEvent) => {
    if (typing(event)) {
      return;
    }
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const from = active.value;
      moveTo(from + step);
      if (event.shiftKey) {
        anchor.current = anchor.current < 0 ? from : anchor.current;
        const keys = { shift: true, ctrl: event.ctrlKey };
        props.onChosen(clicked(chosen, anchor.current, active.value, keys, (at) => hits.get(at)?.row));
      }
    } else if (event.key === " ") {
      event.preventDefault();
      props.onChosen(clicked(chosen, anchor.current, active.value, { shift: false, ctrl: true }, (at) => hits.get(at)?.row));
      anchor.current = active.value;
    } else if (event.key === "Enter") {
      const row = hits.get(active.value)?.row;
      if (row !== undefined) {
        props.onOpen(row);
      }
    } else if (event.key === "a" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      props.onAll();
    } else if (event.key === "z" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void undoLast();
    } else if (event.key === "Escape") {
      props.onChosen(new Set());
    } else {
      const label = classOfKey(event);
      const row = hits.get(active.value)?.row;
      if (label >= 0 && (chosen.size > 0 || row !== undefined)) {
        void labelMany(chosen.size > 0 ? [...chosen] : [row as number], label, "items");
      }
    }
  };
  return (
    <>
      {!grid && <Head sort={props.sort} onSort={props.onSort} />}
      <div
        class={grid ? "list as-grid" : "list as-table"}
        ref={element}
        tabIndex={0}
        role="listbox"
        aria-label="What was found"
        aria-multiselectable="true"
        aria-activedescendant={`item-${active.value}`}
        onScroll={(event) => (scrolled.value = event.currentTarget.scrollTop)}
        onKeyDown={key}
      >
        <div class="tall" role="presentation" style={{ height: `${now.height}px` }}>
          <div
            class="lines"
            role="presentation"
            style={{
              transform: `translateY(${now.top}px)`,
              gridTemplateColumns: grid ? `repeat(${across}, minmax(0, 1fr))` : "minmax(0, 1fr)",
              gridAutoRows: `${tall}px`,
            }}
          >
            {shown.map((place) => {
              const hit = hits.get(place);
              const row = hit?.row ?? -1;
              return (
                <div
                  key={place}
                  id={`item-${place}`}
                  role="option"
                  aria-selected={chosen.has(row)}
                  aria-setsize={total}
                  aria-posinset={place + 1}
                  aria-label={hit ? undefined : "Loading"}
                  class={`entry${chosen.has(row) ? " chosen" : ""}${active.value === place ? " active" : ""}`}
                  onClick={(event) => click(place, event)}
                >
                  {hit && grid && <span class="hidden">{spoken(hit)}</span>}
                  {hit ? (
                    grid ? (
                      <Tile hit={hit} text={wordsOf(details(row))} />
                    ) : (
                      <Line hit={hit} text={wordsOf(details(row))} chosen={chosen.has(row)} onCheck={() => click(place, { shiftKey: false, ctrlKey: true, metaKey: false })} />
                    )
                  ) : (
                    <span class="quiet">…</span>
                  )}
                </div>
              );
            })}
          </div>
        </div>
      </div>
    </>
  );
}

function Tile(props: { hit: Hit; text: string | null | undefined }) {
  const { hit } = props;
  const wrong = hit.label >= 0 && hit.predicted >= 0 && hit.label !== hit.predicted;
  return (
    <>
      <Look row={hit.row} name={hit.name} text={props.text} />
      <span class="tile-foot" aria-hidden="true">
        {hit.label >= 0 ? (
          <ClassName number={hit.label} />
        ) : hit.verdict ? (
          <span class="quiet">{hit.verdict}</span>
        ) : hit.predicted >= 0 ? (
          <span class="quiet">? <ClassName number={hit.predicted} quiet /></span>
        ) : (
          <span class="quiet">open</span>
        )}
        <span class="quiet">
          {wrong && <span class="differs" title={`The model says something else`}>≠ </span>}
          {hit.flagged && "⚑ "}
          {hit.noted && "✎ "}
          {hit.confidence !== null && percent(hit.confidence)}
        </span>
      </span>
    </>
  );
}

const COLUMNS: readonly (readonly [string, string])[] = [
  ["name", "Item"],
  ["label", "Label"],
  ["pred", "Prediction"],
  ["conf", "Confidence"],
  ["margin", "Margin"],
  ["by", "By"],
  ["at", "When"],
];

function Head(props: { sort: string; onSort: (sort: string) => void }) {
  return (
    <div class="line head">
      <span />
      {COLUMNS.map(([key, title]) => {
        const falling = props.sort === `-${key}`;
        const sorted = falling || props.sort === key;
        return (
          <button
            key={key}
            class="link"
            title={`Sort by ${title.toLowerCase()}`}
            onClick={() => props.onSort(props.sort === key ? `-${key}` : key)}
          >
            {title}
            {sorted && <span>{falling ? " ↓" : " ↑"}</span>}
            {sorted && <span class="hidden">{falling ? ", from the greatest on" : ", from the smallest on"}</span>}
          </button>
        );
      })}
    </div>
  );
}

function Line(props: { hit: Hit; text: string | null | undefined; chosen: boolean; onCheck: () => void }) {
  const { hit } = props;
  return (
    <span class="line">
      <span
        class="check"
        aria-hidden="true"
        onClick={(event) => {
          event.stopPropagation();
          props.onCheck();
        }}
      >
        {props.chosen ? "☑" : "☐"}
      </span>
      <span class="what" dir="auto" title={props.text ?? hit.name}>
        {props.text ? (
          <>
            <span class="quiet">{hit.name}</span> {props.text}
          </>
        ) : (
          hit.name
        )}
      </span>
      <span>{hit.label < 0 && hit.verdict ? <span class="quiet">{hit.verdict}</span> : <ClassName number={hit.label} />}</span>
      <span>
        <ClassName number={hit.predicted} quiet />
      </span>
      <span class="number">{percent(hit.confidence)}</span>
      <span class="number">{hit.margin === null ? "–" : hit.margin.toFixed(2)}</span>
      <span class="quiet">{hit.by || "–"}</span>
      <span class="quiet">{ago(hit.at)}</span>
    </span>
  );
}
