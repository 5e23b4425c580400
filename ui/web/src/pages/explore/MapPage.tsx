import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { post } from "../../api/client";
import { jobs } from "../../api/live";
import { useAsk } from "../../kit/ask";
import { Busy, Choice, Empty, Notice } from "../../kit/kit";
import { sorry } from "../../kit/toasts";
import { api, classes, project } from "../../project";
import { address, type Askable, asked, bytes, decoded, type Hit, matching, onChanges, type Page } from "./ask";
import { type Coloured, type Entry, legend, paint, rampStyle, valuesOf } from "./colours";
import { FilterBar } from "./FilterBar";
import { ItemPanel } from "./ItemPanel";
import { box, Nearby, within } from "./lasso";
import { Bulk, ClassName, Look, openItems, ReadingItems, useDetails, wordsOf } from "./parts";
import { BLANK, CHOSEN, CHOSEN_BLANK, DIM, PLAIN, type Scatter, type Sight, scatter } from "./scatter";
import "./explore.css";

interface Standing {
  method: string;
  title: string;
  help: string;
  state: "none" | "ready" | "old";
  points: number;
  approximate: boolean;
  tag: string | null;
  millis: number;
  job: { id: string; state: string; done: number; doing: string } | null;
}

interface Cluster {
  number: number;
  count: number;
  x: number;
  y: number;
}

/** All items as points: what is alike lies together. */
export function MapPage() {
  const method = useSignal(new URLSearchParams(location.search).get("method") ?? "pca");
  const by = useSignal("label");
  const query = useSignal("");
  const refused = useSignal("");
  const reading = useSignal<number | null>(null);
  const [standings, again] = useAsk(
    () => (project.value ? asked<Standing[]>("/map") : new Promise<Standing[]>(() => {})),
    [project.value?.id],
  );
  const places = useSignal<{ method: string; tag: string; xy: Float32Array } | null>(null);
  const coloured = useSignal<{ of: Coloured; values: Float32Array } | null>(null);
  const fitting = useSignal<Set<number> | null>(null);
  const off = useSignal<ReadonlySet<number>>(new Set());
  const chosen = useSignal<readonly number[]>([]);
  const opened = useSignal(-1);
  const cannot = useSignal("");
  const standing = standings.value.value?.find((one) => one.method === method.value);
  const job = jobs.value.find((one) => one.kind === `map-${method.value}` && (one.state === "running" || one.state === "waiting"));
  const ended = jobs.value.filter((one) => one.kind.startsWith("map-") && one.state !== "running" && one.state !== "waiting");

  const draw = async (which: string) => {
    cannot.value = "";
    try {
      await post(api("/map"), { method: which });
      again();
    } catch (e) {
      cannot.value = (e as Error).message;
    }
  };
  useEffect(again, [ended.length]);
  useEffect(() => {
    if (standing && standing.method === "pca" && standing.state !== "ready" && !standing.job) {
      void draw("pca"); // soon done, so nobody has to ask for it
    }
  }, [standing?.method, standing?.state]);
  useEffect(() => {
    const tag = standing?.tag;
    if (!tag || places.value?.tag === tag) {
      return;
    }
    const which = method.value;
    bytes(address("/map/places", { method: which })).then(
      (buffer) => (places.value = { method: which, tag, xy: new Float32Array(buffer) }),
      sorry,
    );
  }, [standing?.tag]);
  const colour = () => {
    if (project.value) {
      asked<Coloured>(address("/map/colours", { by: by.value }), (done) => (reading.value = done)).then(
        (of) => {
          reading.value = null;
          coloured.value = { of, values: valuesOf(of) };
        },
        (e) => {
          reading.value = null;
          sorry(e);
        },
      );
    }
  };
  useEffect(() => {
    off.value = new Set();
    colour();
    return onChanges(1_500, colour);
  }, [by.value, project.value?.id]);
  const filter = async (next: string) => {
    query.value = next;
    try {
      fitting.value = next === "" ? null : new Set(await matching(next));
      refused.value = "";
    } catch (e) {
      refused.value = (e as Error).message;
    }
  };

  const xy = places.value?.xy;
  const entries = useMemo(
    () => (coloured.value ? legend(coloured.value.of, coloured.value.values, classes.value) : []),
    [coloured.value, classes.value],
  );
  const shownNow = useMemo(() => {
    const values = coloured.value?.values;
    const hidden = off.value;
    const some = fitting.value;
    const number = coloured.value?.of.kind === "number";
    return (row: number): boolean => {
      if (some !== null && !some.has(row)) {
        return false;
      }
      const value = values?.[row] ?? Number.NaN;
      return hidden.size === 0 || !hidden.has(Number.isNaN(value) ? -1 : number ? 0 : value);
    };
  }, [coloured.value, off.value, fitting.value]);

  return (
    <main class="explore map-page">
      <h1 class="hidden">Map</h1>
      <div class="row map-head">
        <Choice
          label="Map"
          value={method.value}
          options={(standings.value.value ?? []).map((one) => ({ value: one.method, label: one.title, title: one.help }))}
          onChange={(next) => (method.value = next)}
        />
        <Colouring value={by.value} onChange={(next) => (by.value = next)} />
        {standing && standing.state !== "none" && (
          <span class="quiet">
            {standing.points.toLocaleString()} items
            {standing.approximate && ", most of them placed among a sample of 20,000"}
            {standing.state === "old" && ". The features changed since."}
          </span>
        )}
        {standing && (standing.state === "old" || standing.method !== "pca") && !job && (
          <button class="button" onClick={() => void draw(method.value)}>
            {standing.state === "none" ? `Draw ${standing.title}` : "Draw anew"}
          </button>
        )}
      </div>
      <FilterBar query={query.value} refused={refused.value} onChange={(next) => void filter(next)} />
      {reading.value !== null && <ReadingItems done={reading.value} />}
      {job && (
        <Notice>
          Drawing{job.doing && `: ${job.doing}`}. {xy && "The map that was there stays until then."}{" "}
          <button class="link" onClick={() => void post(api(`/jobs/${job.id}/cancel`)).catch(sorry)}>
            Stop
          </button>
        </Notice>
      )}
      {xy && !job && standing?.state === "none" && (
        <Notice>
          {standing.title} is not drawn yet; this is still the other map. {standing.help}
        </Notice>
      )}
      {cannot.value && !xy && (
        <Empty title="Nothing to draw yet">
          <p>{cannot.value}</p>
          <a class="button" href={`/p/${project.value?.id}/setup`}>
            Features
          </a>
        </Empty>
      )}
      {!xy && !cannot.value && !job && standing?.state === "none" && standing.method !== "pca" && (
        <Empty title={standing.title}>
          <p>{standing.help}</p>
          <button class="button primary" onClick={() => void draw(method.value)}>
            Draw it
          </button>
        </Empty>
      )}
      {!xy && !cannot.value && (job || standing?.method === "pca") && <Busy what="Drawing the map" />}
      {xy && (
        <div class="map-body">
          <div class="map-left">
            <Canvas
              xy={xy}
              coloured={coloured.value}
              shown={shownNow}
              chosen={chosen.value}
              onChosen={(rows) => {
                chosen.value = rows;
                opened.value = -1;
              }}
              onOpen={(row) => (opened.value = row)}
            />
            {coloured.value && (
              <Legend of={coloured.value.of} entries={entries} off={off.value} onOff={(next) => (off.value = next)} />
            )}
          </div>
          <div class="map-right">
            {opened.value >= 0 ? (
              <ItemPanel
                row={opened.value}
                mode="map"
                onClose={() => (opened.value = -1)}
                onOpen={(row) => (opened.value = row)}
              />
            ) : chosen.value.length > 0 ? (
              <Chosen
                rows={chosen.value}
                onClear={() => (chosen.value = [])}
                onOpen={(row) => (opened.value = row)}
              />
            ) : (
              <Groups
                method={places.value?.method ?? method.value}
                tag={places.value?.tag ?? ""}
                coloured={coloured.value}
                shown={shownNow}
                onChosen={(rows) => (chosen.value = rows)}
              />
            )}
          </div>
        </div>
      )}
    </main>
  );
}

const USUAL: readonly (readonly [string, string])[] = [
  ["label", "label"],
  ["pred", "prediction"],
  ["conf", "confidence"],
  ["margin", "margin"],
  ["prov", "where labels come from"],
  ["round", "batch"],
  ["by", "person"],
  ["verdict", "verdict"],
];

function Colouring(props: { value: string; onChange: (by: string) => void }) {
  const [askables] = useAsk(() => asked<Askable[]>("/fields"), [project.value?.id]);
  const fields = (askables.value.value ?? []).filter((one) => one.field && (one.kind === "number" || one.kind === "choice"));
  return (
    <span class="sorting">
      <label for="colouring">Colour by</label>
      <select id="colouring" value={props.value} onChange={(event) => props.onChange(event.currentTarget.value)}>
        {USUAL.map(([key, title]) => (
          <option key={key} value={key}>
            {title}
          </option>
        ))}
        {fields.map((one) => {
          const plain = one.key.replaceAll('"', "");
          return (
            <option key={plain} value={plain}>
              {plain}
            </option>
          );
        })}
      </select>
    </span>
  );
}

function Legend(props: {
  of: Coloured;
  entries: readonly Entry[];
  off: ReadonlySet<number>;
  onOff: (off: ReadonlySet<number>) => void;
}) {
  const { entries, off } = props;
  const isolate = (entry: Entry) => {
    const others = entries.filter((one) => one.code !== entry.code).map((one) => one.code);
    const alone = others.length > 0 && others.every((code) => off.has(code)) && !off.has(entry.code);
    props.onOff(alone ? new Set() : new Set(others));
  };
  const number = (value: number | null) => (value === null ? "–" : Number(value.toPrecision(3)).toLocaleString());
  return (
    <div class="legend" role="group" aria-label="Legend: choose one to see it alone">
      {props.of.kind === "number" && (
        <span class="ramp">
          {number(props.of.least)} <span class="ramp-bar" style={{ background: rampStyle }} aria-hidden="true" />{" "}
          {number(props.of.greatest)}
        </span>
      )}
      {entries.map((entry) => (
        <button
          key={entry.code}
          class="chip"
          aria-pressed={!off.has(entry.code)}
          disabled={entries.length < 2}
          title="See it alone; again to see all. With Ctrl: hide or show it"
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey) {
              const next = new Set(off);
              if (!next.delete(entry.code)) {
                next.add(entry.code);
              }
              props.onOff(next);
            } else {
              isolate(entry);
            }
          }}
        >
          <span class="dot" style={{ background: entry.colour }} aria-hidden="true" /> {entry.title}{" "}
          <span class="quiet">{entry.count.toLocaleString()}</span>
        </button>
      ))}
    </div>
  );
}

type Tool = "move" | "lasso" | "box";

/** The points themselves. */
function Canvas(props: {
  xy: Float32Array;
  coloured: { of: Coloured; values: Float32Array } | null;
  shown: (row: number) => boolean;
  chosen: readonly number[];
  onChosen: (rows: number[]) => void;
  onOpen: (row: number) => void;
}) {
  const { xy } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const around = useRef<HTMLDivElement>(null);
  const painter = useRef<Scatter | null>(null);
  const view = useRef<Sight>({ x: 0, y: 0, zoom: 1, whole: 1 });
  const waiting = useRef(0);
  const tool = useSignal<Tool>("move");
  const line = useSignal<number[]>([]);
  const hover = useSignal<{ row: number; x: number; y: number } | null>(null);
  const nearby = useMemo(() => new Nearby(xy), [xy]);
  const details = useDetails(hover.value ? [hover.value.row] : []);
  const drag = useRef<{ x: number; y: number; tool: Tool; moved: boolean } | null>(null);

  const redraw = () => {
    if (waiting.current === 0) {
      waiting.current = requestAnimationFrame(() => {
        waiting.current = 0;
        painter.current?.draw(view.current);
      });
    }
  };
  const all = () => {
    const one = canvas.current;
    if (one) {
      const [left, low, right, high] = box(xy);
      const zoom = 0.94 * Math.min(one.clientWidth / Math.max(1e-9, right - left), one.clientHeight / Math.max(1e-9, high - low));
      view.current = { x: (left + right) / 2, y: (low + high) / 2, zoom, whole: zoom };
      redraw();
    }
  };
  useEffect(() => {
    const one = canvas.current;
    if (!one) {
      return;
    }
    painter.current ??= scatter(one);
    const size = () => {
      const width = Math.round(one.clientWidth * devicePixelRatio);
      const height = Math.round(one.clientHeight * devicePixelRatio);
      if (one.width !== width || one.height !== height) {
        one.width = width;
        one.height = height;
        redraw();
      }
    };
    size();
    const observer = new ResizeObserver(size);
    observer.observe(one);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    painter.current?.places(xy);
    hover.value = null;
    all();
  }, [xy]);
  useEffect(() => {
    const count = xy.length / 2;
    const colours = new Uint8Array(3 * count).fill(128);
    if (props.coloured) {
      colours.set(paint(props.coloured.of, props.coloured.values, classes.value).subarray(0, 3 * count));
    }
    painter.current?.colours(colours);
    redraw();
  }, [xy, props.coloured, classes.value]);
  useEffect(() => {
    const count = xy.length / 2;
    const states = new Uint8Array(count);
    for (let row = 0; row < count; row++) {
      const blank = Number.isNaN(props.coloured?.values[row] ?? Number.NaN);
      states[row] = !props.shown(row) ? DIM : blank ? BLANK : PLAIN;
    }
    if (props.chosen.length > 0) {
      const blank = (row: number) => Number.isNaN(props.coloured?.values[row] ?? Number.NaN);
      states.fill(DIM);
      props.chosen.forEach((row) => (states[row] = blank(row) ? CHOSEN_BLANK : CHOSEN));
    }
    painter.current?.states(states);
    redraw();
  }, [xy, props.shown, props.chosen, props.coloured]);

  const at = (event: { clientX: number; clientY: number }): [number, number] => {
    const frame = (canvas.current as HTMLCanvasElement).getBoundingClientRect();
    return [event.clientX - frame.left, event.clientY - frame.top];
  };
  const place = (x: number, y: number): [number, number] => {
    const one = canvas.current as HTMLCanvasElement;
    const { x: mx, y: my, zoom } = view.current;
    return [mx + (x - one.clientWidth / 2) / zoom, my - (y - one.clientHeight / 2) / zoom];
  };
  const zoomBy = (factor: number, x: number, y: number) => {
    const [px, py] = place(x, y);
    view.current = { ...view.current, zoom: view.current.zoom * factor };
    const [nx, ny] = place(x, y);
    view.current = { ...view.current, x: view.current.x + px - nx, y: view.current.y + py - ny };
    redraw();
  };
  const moveBy = (dx: number, dy: number) => {
    const { x, y, zoom } = view.current;
    view.current = { ...view.current, x: x - dx / zoom, y: y + dy / zoom };
    redraw();
  };
  useEffect(() => {
    const one = canvas.current;
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const [x, y] = at(event);
      zoomBy(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0016)), x, y);
    };
    one?.addEventListener("wheel", wheel, { passive: false });
    return () => one?.removeEventListener("wheel", wheel);
  }, []);
  const down = (event: PointerEvent) => {
    const [x, y] = at(event);
    drag.current = { x, y, tool: event.shiftKey && tool.value === "move" ? "lasso" : tool.value, moved: false };
    (event.target as Element).setPointerCapture(event.pointerId);
    line.value = drag.current.tool === "lasso" ? [x, y] : [];
    hover.value = null;
  };
  const move = (event: PointerEvent) => {
    const [x, y] = at(event);
    const now = drag.current;
    if (!now) {
      const [px, py] = place(x, y);
      const row = nearby.nearest(px, py, 9 / view.current.zoom, props.shown);
      hover.value = row < 0 ? null : { row, x, y };
      return;
    }
    now.moved ||= Math.hypot(x - now.x, y - now.y) > 3;
    if (now.tool === "move") {
      moveBy(x - now.x, y - now.y);
      now.x = x;
      now.y = y;
    } else if (now.tool === "lasso") {
      line.value = [...line.value, x, y];
    } else {
      line.value = [now.x, now.y, x, now.y, x, y, now.x, y];
    }
  };
  const up = (event: PointerEvent) => {
    const now = drag.current;
    drag.current = null;
    const drawn = line.value;
    line.value = [];
    if (!now) {
      return;
    }
    if (!now.moved) {
      const [px, py] = place(...at(event));
      const row = nearby.nearest(px, py, 9 / view.current.zoom, props.shown);
      if (row >= 0) {
        props.onOpen(row);
      }
    } else if (now.tool !== "move") {
      const real: number[] = [];
      for (let i = 0; i < drawn.length; i += 2) {
        real.push(...place(drawn[i] as number, drawn[i + 1] as number));
      }
      props.onChosen(within(xy, real, props.shown));
    }
  };
  const key = (event: KeyboardEvent) => {
    const one = canvas.current as HTMLCanvasElement;
    const steps: Record<string, [number, number]> = {
      ArrowLeft: [60, 0],
      ArrowRight: [-60, 0],
      ArrowUp: [0, 60],
      ArrowDown: [0, -60],
    };
    const step = steps[event.key];
    if (step) {
      moveBy(...step);
    } else if (event.key === "+" || event.key === "=" || event.key === "-") {
      zoomBy(event.key === "-" ? 0.8 : 1.25, one.clientWidth / 2, one.clientHeight / 2);
    } else if (event.key === "0") {
      all();
    } else if (event.key === "Escape") {
      line.value = [];
      drag.current = null;
      props.onChosen([]);
    } else {
      return;
    }
    event.preventDefault();
  };
  const seen = hover.value;
  return (
    <div class="map-canvas" ref={around}>
      <canvas
        ref={canvas}
        class={tool.value === "move" ? "moving" : "drawing"}
        tabIndex={0}
        role="img"
        aria-label={`A map of ${(xy.length / 2).toLocaleString()} items. The list of groups beside it says the same in words. Arrows move it, plus and minus zoom.`}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={() => {
          drag.current = null;
          line.value = [];
        }}
        onPointerLeave={() => (hover.value = null)}
        onKeyDown={key}
      />
      <svg class="map-line" aria-hidden="true">
        <polygon points={line.value.join(" ")} />
      </svg>
      <div class="map-tools row">
        <Choice
          label="What dragging does"
          value={tool.value}
          options={[
            { value: "move", label: "Move" },
            { value: "lasso", label: "Lasso", title: "Or drag with Shift" },
            { value: "box", label: "Box" },
          ]}
          onChange={(next) => (tool.value = next)}
        />
        <button class="button" aria-label="Closer" onClick={() => zoomBy(1.4, (canvas.current?.clientWidth ?? 0) / 2, (canvas.current?.clientHeight ?? 0) / 2)}>
          +
        </button>
        <button class="button" aria-label="Farther" onClick={() => zoomBy(1 / 1.4, (canvas.current?.clientWidth ?? 0) / 2, (canvas.current?.clientHeight ?? 0) / 2)}>
          −
        </button>
        <button class="button" onClick={all}>
          All
        </button>
      </div>
      {seen && (
        <div
          class="map-hover card"
          style={{
            left: `${Math.min(seen.x + 14, (around.current?.clientWidth ?? 900) - 236)}px`,
            top: `${Math.min(seen.y + 14, (around.current?.clientHeight ?? 700) - 190)}px`,
          }}
        >
          <Look key={seen.row} row={seen.row} name={`Item ${seen.row}`} text={wordsOf(details(seen.row))} />
          <Hovered row={seen.row} coloured={props.coloured} />
        </div>
      )}
    </div>
  );
}

function Hovered(props: { row: number; coloured: { of: Coloured; values: Float32Array } | null }) {
  const of = props.coloured?.of;
  const value = props.coloured?.values[props.row] ?? Number.NaN;
  if (!of) {
    return null;
  }
  return (
    <span>
      {of.kind === "class" && !Number.isNaN(value) ? (
        <ClassName number={value} />
      ) : (
        `${of.of}: ${Number.isNaN(value) ? "none" : of.kind === "number" ? Number(value.toPrecision(3)) : (of.names[value] ?? "")}`
      )}
    </span>
  );
}

const THUMBNAILS = 24;

/** What was chosen on the map. */
function Chosen(props: { rows: readonly number[]; onClear: () => void; onOpen: (row: number) => void }) {
  const { rows } = props;
  const spread = Array.from(
    { length: Math.min(THUMBNAILS, rows.length) },
    (_, i) => rows[Math.floor((i * rows.length) / Math.min(THUMBNAILS, rows.length))] as number,
  );
  const key = spread.join("|");
  const [page] = useAsk(
    () => asked<Page>(address("/items/search", { query: `row:${key}`, limit: THUMBNAILS })),
    [key],
  );
  const hits: Hit[] = page.value.value?.rows ?? [];
  const details = useDetails(spread);
  return (
    <section class="panel" aria-label="Chosen items">
      <header>
        <h2 aria-live="polite">{rows.length.toLocaleString()} chosen</h2>
        <button class="button plain" onClick={props.onClear}>
          None
        </button>
      </header>
      <Bulk rows={rows} mode="map" query={null} onDone={props.onClear} />
      {rows.length > THUMBNAILS && <p class="quiet">Some of them, evenly drawn:</p>}
      <ul class="alike">
        {hits.map((hit) => (
          <li key={hit.row}>
            <button class="thing" onClick={() => props.onOpen(hit.row)} title={hit.name}>
              <Look row={hit.row} name={hit.name} text={wordsOf(details(hit.row))} />
              <ClassName number={hit.label} />
            </button>
          </li>
        ))}
      </ul>
      {rows.length <= 200 && (
        <button class="link" onClick={() => openItems(`row:${rows.join("|")}`)}>
          See them as a list
        </button>
      )}
    </section>
  );
}

/** The map in words: items that lie together, for whoever does not point. */
function Groups(props: {
  method: string;
  tag: string;
  coloured: { of: Coloured; values: Float32Array } | null;
  shown: (row: number) => boolean;
  onChosen: (rows: number[]) => void;
}) {
  const [answer] = useAsk(
    () => asked<{ clusters: Cluster[]; codes: string }>(address("/map/clusters", { method: props.method, k: 12 })),
    [props.method, props.tag],
  );
  const value = answer.value.value;
  const groups = useMemo(() => {
    if (!value) {
      return [];
    }
    const codes = decoded(value.codes);
    const rows: number[][] = value.clusters.map(() => []);
    codes.forEach((code, row) => {
      if (props.shown(row)) {
        rows[code]?.push(row);
      }
    });
    return rows.map((some, number) => ({ number, rows: some, mostly: mostly(some, props.coloured) }));
  }, [value, props.coloured, props.shown]);
  return (
    <section class="panel" aria-label="Groups">
      <header>
        <h2>Groups</h2>
      </header>
      <p class="quiet">Items that lie together on the map, and what most of those with a value are. Choose a group, or draw a lasso.</p>
      {!value && <Busy what="Looking for groups" />}
      <ol class="groups">
        {groups
          .filter((group) => group.rows.length > 0)
          .map((group) => (
            <li key={group.number}>
              <button class="button" onClick={() => props.onChosen(group.rows)}>
                <span>Group {group.number + 1}</span>
                <span class="quiet">
                  {group.rows.length.toLocaleString()} items{group.mostly && `, ${group.mostly}`}
                </span>
              </button>
            </li>
          ))}
      </ol>
    </section>
  );
}

/** What most of some items have in common, as far as they have a value. */
function mostly(rows: readonly number[], coloured: { of: Coloured; values: Float32Array } | null): string {
  if (!coloured) {
    return "";
  }
  const { of, values } = coloured;
  const known = rows.map((row) => values[row] ?? Number.NaN).filter((one) => !Number.isNaN(one));
  if (known.length === 0) {
    return "";
  }
  if (of.kind === "number") {
    return `${of.of} ${Number((known.reduce((a, b) => a + b, 0) / known.length).toPrecision(2))} on average`;
  }
  const counts = new Map<number, number>();
  known.forEach((one) => counts.set(one, (counts.get(one) ?? 0) + 1));
  const [code, count] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a));
  const what = of.names[code] ?? "";
  return known.length < rows.length
    ? `${what} ${count} of ${known.length}`
    : `${Math.round((100 * count) / known.length)} % ${what}`;
}
