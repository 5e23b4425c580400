import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { get, post } from "../../api/client";
import { connected, jobs, onChange } from "../../api/live";
import { Busy, Choice, Empty, Key, Notice } from "../../kit/kit";
import { toast } from "../../kit/toasts";
import { api, choosable, project } from "../../project";
import { go } from "../../router";
import { account } from "../../session";
import { pages } from "../pages";
import { Desk, type Mode, nameOf, type Status } from "./desk";
import { aimed, type Cursor, focusTile, Grid, groupsOf, LOOK, type Look } from "./Grid";
import { Help } from "./Help";
import { byKey, keyFor, keys } from "./keymap";
import { type Action, meaning, stroke } from "./keys";
import "./label.css";
import { browserStore } from "./outbox";
import { type Choosing, Palette } from "./Palette";
import { ClassName, Does, letGo, percent, To } from "./parts";
import { beside, type Entry, NONE } from "./queue";
import { painted } from "./painted";
import { Single, WhyUnsure, zoomed } from "./Single";
import type { View } from "./Stage";
import { type Advice, adviceOf } from "./stop";

const MODE = "quarry.label.mode";
const LOOKS = "quarry.label.look";
const TEXT_SIZE = "quarry.label.text";
const WORDS = "quarry.label.words";
const UNSURE = "quarry.label.unsure";

/** After how many labels the advice to stop is heard again. */
const LATER = 50;

/** The page where labels are given: many at once in a grid, or one after the other. */
export function Label(props: Record<string, string>) {
  const id = props["id"] ?? "";
  const name = account.value?.name ?? "";
  return project.value ? <Labelling key={`${id} ${name}`} id={id} name={name} /> : <Busy what="Opening the project" />;
}

function Labelling(props: { id: string; name: string }) {
  const { id } = props;
  const desk = useMemo(
    () =>
      new Desk({
        project: id,
        account: props.name,
        store: browserStore(props.name, id),
        now: () => performance.timeOrigin + performance.now(),
      }),
    [],
  );
  const view: View = { zoom: useSignal(0), textSize: useKept(TEXT_SIZE, 19), words: useKept(WORDS, false) };
  const look = useKept<Look>(LOOKS, LOOK);
  const cursor: Cursor = { row: useSignal(NONE), selected: useSignal<ReadonlySet<number>>(new Set()), anchor: useSignal(NONE) };
  const noting = useSignal(false);
  const helping = useSignal(false);
  const choosing = useSignal<Choosing | null>(null);
  const fromGrid = useSignal(false);
  const whyUnsure = useSignal<Entry | null>(null);
  const stop = useSignal<Advice | null>(null);

  useEffect(() => {
    const wanted = localStorage.getItem(MODE);
    void desk.open(wanted === "grid" || wanted === "single" ? wanted : null);
    void refreshAdvice(stop);
    let timer = 0;
    const refresh = () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => void desk.refreshStatus(), 400);
    };
    const stopHearing = onChange((changed) => {
      refresh();
      if (changed.facts.includes("trained")) {
        void refreshAdvice(stop);
      }
    });
    const stopWatching = jobs.subscribe(refresh);
    const stopWaiting = connected.subscribe((there) => there && desk.retry());
    const online = () => desk.retry();
    addEventListener("online", online);
    return () => {
      clearTimeout(timer);
      [stopHearing, stopWatching, stopWaiting].forEach((one) => one());
      removeEventListener("online", online);
      desk.close();
    };
  }, []);

  const entry = desk.entry.value;
  useEffect(() => {
    view.zoom.value = 0;
    noting.value = false;
  }, [entry?.row]);

  function choose(what: string, rows: number[], place: { left: number; top: number }, creating = false) {
    const grid = desk.mode.value === "grid";
    choosing.value = {
      what,
      place,
      creating,
      choose: (label) => (grid ? marks(rows, label) : rows.forEach((row) => desk.label(row, label))),
      ...(grid && !creating
        ? {
            mark: (mark) => {
              desk.mark(rows, mark);
              cursor.selected.value = new Set();
            },
          }
        : {}),
    };
  }

  function marks(rows: readonly number[], label: number) {
    desk.mark(rows, { label });
    cursor.selected.value = new Set();
  }

  function open(what: string, creating: boolean) {
    const rows = desk.mode.value === "grid" ? aimed(cursor) : entry ? [entry.row] : [];
    if (rows.length > 0) {
      choose(what, rows, placeOf(desk.mode.value, cursor.row.value), creating);
    }
  }

  function unsure() {
    if (!entry) {
      return;
    }
    if (sessionStorage.getItem(UNSURE) === null) {
      sessionStorage.setItem(UNSURE, "asked");
      whyUnsure.value = entry;
    }
    desk.judge(entry.row, "UNSURE");
  }

  function undo() {
    const rows = desk.undo();
    if (desk.mode.value === "grid" && rows[0] !== undefined) {
      cursor.row.value = rows[0];
      requestAnimationFrame(() => focusTile(cursor.row.value));
    }
  }

  const hands = {
    unsure,
    noting,
    find: () => open("Which class?", false),
    create: () => open("New class", true),
  };

  function act(action: Action) {
    const grid = desk.mode.value === "grid";
    const rows = aimed(cursor);
    const group = () => groupsOf(desk, look.value).find((one) => one.tiles.some((tile) => tile.row === cursor.row.value));
    const does: Record<Action, () => void> = {
      accept: () => desk.accept(),
      skip: () => (grid ? desk.mark(rows, { verdict: "SKIPPED" }) : entry && desk.judge(entry.row, "SKIPPED")),
      wrong: () => (grid ? desk.mark(rows, { verdict: "WRONG" }) : desk.reject()),
      unsure,
      undo,
      redo: () => desk.redo(),
      left: () => (grid ? step("left") : desk.move(-1)),
      right: () => (grid ? step("right") : desk.move(1)),
      up: () => step("up"),
      down: () => step("down"),
      open: () => cursor.row.value !== NONE && openTile(cursor.row.value),
      select: () => (cursor.selected.value = flipped(cursor.selected.value, cursor.row.value)),
      all: () => (cursor.selected.value = new Set(desk.tiles.value.map((one) => one.row))),
      group: () => {
        const here = group();
        if (here && !here.blind && here.label !== NONE) {
          desk.commit(here.tiles);
        } else {
          toast("There is no prediction to confirm here. Choose a class for each of them.");
        }
      },
      commit: () => desk.commit(),
      find: hands.find,
      create: hands.create,
      note: () => (noting.value = true),
      flag: () => {
        const row = grid ? cursor.row.value : entry?.row;
        if (row !== undefined && row !== NONE) {
          desk.flag(row);
        }
      },
      zoom: () => (view.zoom.value = zoomed(view.zoom.value)),
      fit: () => (view.zoom.value = 0),
      words: () => (view.words.value = !view.words.value),
      mode: () => switchMode(grid ? "single" : "grid"),
      map: () => goTo("Map", id),
      retrain: () => void desk.train(),
      help: () => (helping.value = true),
    };
    does[action]();
  }

  function switchMode(mode: Mode) {
    localStorage.setItem(MODE, mode);
    letGo();
    fromGrid.value = false;
    if (mode === "grid" && entry) {
      cursor.row.value = entry.row;
    }
    desk.setMode(mode);
    if (mode === "grid") {
      requestAnimationFrame(() => focusTile(cursor.row.value));
    }
  }

  /** One tile alone; Escape goes back to it among the others. */
  function openTile(row: number) {
    fromGrid.value = true;
    desk.openTile(row);
  }

  function step(direction: "left" | "right" | "up" | "down") {
    const places = [...document.querySelectorAll<HTMLElement>(".tile[data-row]")].map((tile) => {
      const { left, top } = tile.getBoundingClientRect();
      return { row: Number(tile.dataset["row"]), left, top };
    });
    cursor.row.value = beside(places, cursor.row.value, direction);
    focusTile(cursor.row.value);
  }

  function press(event: KeyboardEvent) {
    if (event.defaultPrevented || !isFree(event)) {
      return;
    }
    const name = stroke(event);
    const grid = desk.mode.value === "grid";
    const action = meaning(keys.value, name, desk.mode.value);
    const label = byKey.value.get(name);
    if (action !== null) {
      event.preventDefault();
      const before = desk.entry.value?.row;
      act(action);
      if (!grid && before !== desk.entry.value?.row) {
        painted(event.timeStamp);
      }
    } else if (label !== undefined) {
      event.preventDefault();
      if (grid) {
        marks(aimed(cursor), label);
      } else if (entry) {
        desk.label(entry.row, label);
        painted(event.timeStamp);
      }
    } else if (name === "Escape") {
      cursor.selected.value = new Set();
      whyUnsure.value = null;
      if (fromGrid.value && !grid) {
        switchMode("grid");
      }
    }
  }

  useEffect(() => {
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });

  const status = desk.status.value;
  return (
    <main class="label">
      <h1 class="hidden">Label {project.value?.name}</h1>
      <div class="hidden" aria-live="assertive" role="log">
        {desk.spoken.value}
      </div>
      <Bar desk={desk} onMode={switchMode} onHelp={() => (helping.value = true)} />
      <Banners desk={desk} status={status} stop={stop} id={id} />
      {whyUnsure.value && (
        <WhyUnsure
          onReason={(reason) => {
            const about = whyUnsure.value;
            whyUnsure.value = null;
            if (about && reason) {
              desk.note(about.row, [about.note, `unsure: ${reason.toLowerCase()}`].filter(Boolean).join("; "));
            }
          }}
        />
      )}
      <Middle desk={desk} id={id} status={status}>
        {desk.mode.value === "grid" ? (
          <Grid desk={desk} look={look} cursor={cursor} open={openTile} choose={(rows, place) => choose("Which class?", rows, place)} />
        ) : entry ? (
          <Single desk={desk} entry={entry} view={view} hands={hands} id={id} />
        ) : null}
      </Middle>
      {choosing.value && (
        <Palette key={choosing.value.what} desk={desk} choosing={choosing.value} onClose={() => (choosing.value = null)} />
      )}
      {helping.value && <Help onClose={() => (helping.value = false)} />}
    </main>
  );
}

/** A signal that the browser keeps. */
function useKept<T>(place: string, standard: T): Signal<T> {
  const value = useSignal<T>(useMemo(() => keptOr(place, standard), []));
  useEffect(() => value.subscribe((now) => localStorage.setItem(place, JSON.stringify(now))), []);
  return value;
}

function keptOr<T>(place: string, standard: T): T {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? "null") as T | null;
    return kept === null ? standard : typeof standard === "object" ? { ...standard, ...kept } : kept;
  } catch {
    return standard;
  }
}

/** Whether a key is for the page: not while somebody writes, a window is open, or a button would take it. */
function isFree(event: KeyboardEvent): boolean {
  const target = event.target as Element | null;
  if (document.querySelector("dialog[open], [popover]:popover-open")) {
    return false;
  }
  if (target?.closest("textarea, select, [contenteditable], input:not([type=range], [type=checkbox], [type=radio])")) {
    return false;
  }
  const pressing = event.key === "Enter" || event.key === " ";
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (pressing && plain && target?.closest("button, a, summary, input")) {
    return false;
  }
  return !(event.key.startsWith("Arrow") && target?.closest("input"));
}

const flipped = (set: ReadonlySet<number>, row: number): ReadonlySet<number> =>
  set.has(row) ? new Set([...set].filter((one) => one !== row)) : new Set([...set, row]);

function placeOf(mode: Mode, row: number): { left: number; top: number } {
  const near = document.querySelector(mode === "grid" ? `.tile[data-row="${row}"]` : ".classes");
  const box = near?.getBoundingClientRect();
  return { left: (box?.left ?? 100) + 8, top: (box?.top ?? 100) + 8 };
}

function goTo(tab: string, id: string): void {
  const page = pages.find((one) => one.tab === tab);
  if (page) {
    go(page.pattern.replace(":id", id));
  }
}

async function refreshAdvice(stop: Signal<Advice | null>): Promise<void> {
  const id = project.peek()?.id;
  if (id) {
    stop.value = await get<unknown>(`/api/v1/projects/${id}/status`).then(adviceOf, () => null);
  }
}

function Bar(props: { desk: Desk; onMode: (mode: Mode) => void; onHelp: () => void }) {
  const { desk } = props;
  const rate = desk.rate.value;
  const card = project.value;
  return (
    <div class="label-bar">
      <Choice
        label="How to label"
        value={desk.mode.value}
        options={[
          { value: "grid", label: "Grid", title: `Many at once (${keyFor("mode")})` },
          { value: "single", label: "Single", title: `One after the other (${keyFor("mode")})` },
        ]}
        onChange={props.onMode}
      />
      <Key>{keyFor("mode")}</Key>
      <span class="figures">
        <strong>{desk.today.value.toLocaleString()}</strong> today
        {rate >= 0.1 && <> · {rate.toFixed(rate < 10 ? 1 : 0)}/min</>}
        {card && (
          <span class="quiet">
            {" "}
            · {card.labelled.toLocaleString()} of {card.items.toLocaleString()} labelled
          </span>
        )}
      </span>
      <Sending desk={desk} />
      <span class="spacer" />
      <Model desk={desk} />
      <Does action="help" onClick={props.onHelp}>
        Keys
      </Does>
    </div>
  );
}

/** Whether what was said is on the server. */
function Sending(props: { desk: Desk }) {
  const { unsent, trouble } = props.desk.outbox;
  if (trouble.value === "login") {
    return (
      <span class="sending warn" role="status">
        {unsent.value} unsent, kept here:{" "}
        <button type="button" class="link" onClick={() => (account.value = null)}>
          log in again
        </button>
      </span>
    );
  }
  if (trouble.value === "again") {
    return (
      <span class="sending warn" role="status">
        {unsent.value} unsent, retrying
      </span>
    );
  }
  return <span class="sending quiet">{unsent.value > 0 ? `saving ${unsent.value}` : "saved ✓"}</span>;
}

function Model(props: { desk: Desk }) {
  const status = props.desk.status.value;
  if (!status || status.model === 0) {
    return status?.training ? <Training training={status.training} /> : null;
  }
  return (
    <span class="model">
      <span title={`The model knows ${status.labels} labels and chooses by ${status.strategy}`}>
        Model {status.model} <span class="quiet">· {status.labels.toLocaleString()} labels</span>
      </span>
      {status.training ? (
        <Training training={status.training} />
      ) : (
        status.behind > 0 && (
          <Does action="retrain" onClick={() => void props.desk.train()} title="So many answers were given or changed since this model learned. It trains in the background; you go on meanwhile">
            {status.behind.toLocaleString()} {status.behind === 1 ? "change" : "changes"} since: train
          </Does>
        )
      )}
    </span>
  );
}

function Training(props: { training: NonNullable<Status["training"]> }) {
  const { done } = props.training;
  return (
    <span class="training" role="status">
      <span class="spinner" aria-hidden="true" /> training{done >= 0 ? ` ${percent(done)}` : ""}
    </span>
  );
}

/** What should be known before going on; nothing of it stands in the way. */
function Banners(props: { desk: Desk; status: Status | null; stop: Signal<Advice | null>; id: string }) {
  const { desk, status, stop } = props;
  return (
    <div class="banners">
      {desk.refused.value && desk.entry.value && (
        <Notice tone="warn">
          {desk.refused.value}{" "}
          <button type="button" class="link" onClick={() => void desk.fill()}>
            Try again
          </button>
        </Notice>
      )}
      {status?.state === "none" && status.reason && (
        <Notice tone="warn">
          {status.reason} <SetupLink id={props.id} />
        </Notice>
      )}
      {status?.state === "error" && status.error && (
        <Notice tone="error">
          The last training failed: {status.error}{" "}
          <button type="button" class="link" onClick={() => void desk.train()}>
            Train again
          </button>
        </Notice>
      )}
      {status?.cold && status.state !== "none" && <Cold cold={status.cold} id={props.id} />}
      {stop.value && (
        <Notice tone="good">
          {stop.value.text} <To tab="Status" id={props.id}>See why</To>{" "}
          <button
            type="button"
            class="link"
            onClick={() => {
              stop.value = null;
              void post(api("/status/later"), { labels: LATER }).catch(() => {}); // it is only asked again the sooner
            }}
          >
            Not now
          </button>
        </Notice>
      )}
    </div>
  );
}

function Cold(props: { cold: NonNullable<Status["cold"]>; id: string }) {
  const { each, classes } = props.cold;
  const missing = classes.reduce((sum, one) => sum + Math.max(0, each - one.have), 0);
  const lacking = classes.filter((one) => one.have < each);
  const some = classes.filter((one) => one.have > 0);
  const only = some.length === 1 && classes.length > 1 ? some[0] : undefined;
  if (classes.length === 1) {
    return <Notice>There is only one class so far, so there is nothing to tell apart. Add another with {keyFor("create")}.</Notice>;
  }
  if (only && only.have >= each) {
    return (
      <Notice>
        <span>
          Everything so far is {nameOf(only.label)}. A model needs a second class: look for different ones among{" "}
          <To tab="Items" id={props.id}>
            all items
          </To>
          , or go on; what comes is spread over your data.
        </span>
      </Notice>
    );
  }
  return missing > 0 ? (
    <Notice>
      No model yet: {missing} more {missing === 1 ? "label" : "labels"} until the first one.{" "}
      {lacking.slice(0, 6).map((one) => (
        <span class="chip" key={one.label}>
          <ClassName label={one.label} /> {one.have} of {each}
        </span>
      ))}
      {lacking.length > 6 && ` and ${lacking.length - 6} more classes`}
    </Notice>
  ) : (
    <Notice>The first model is about to be trained.</Notice>
  );
}

function SetupLink(props: { id: string }) {
  return <a href={`/p/${props.id}/setup`}>Go to the setup</a>;
}

/** The work, or why there is none. */
function Middle(props: { desk: Desk; id: string; status: Status | null; children: preact.ComponentChildren }) {
  const { desk, id, status } = props;
  if (project.value?.items === 0) {
    return (
      <Empty title="No items yet">
        <p>Bring pictures, texts or rows first.</p>
        <SetupLink id={id} />
      </Empty>
    );
  }
  if (choosable.value.length === 0) {
    return (
      <Empty title="No classes yet">
        <p>Say first what there is to tell apart.</p>
        <FirstClass desk={desk} />
        <p>
          <SetupLink id={id} />
        </p>
      </Empty>
    );
  }
  const nothing = desk.mode.value === "grid" ? desk.tiles.value.length === 0 : !desk.entry.value;
  if (!nothing) {
    return <>{props.children}</>;
  }
  if (desk.refused.value) {
    return (
      <Empty title="Nothing to label just now">
        <p>{desk.refused.value}</p>
        <button type="button" class="button" onClick={() => void desk.fill()}>
          Try again
        </button>
        <p>
          <SetupLink id={id} />
        </p>
      </Empty>
    );
  }
  if (desk.ended.value) {
    return (
      <Empty title={status && status.open > 0 ? "The rest lies before others" : "That was all"}>
        <p>
          {status && status.open > 0
            ? `${status.open} items are left; others are at them just now.`
            : `All ${project.value?.items.toLocaleString() ?? ""} items have an answer.`}
        </p>
        <div class="row centred">
          <To tab="Review" id={id} button>
            Review
          </To>
          <To tab="Status" id={id} button>
            How good is it?
          </To>
          <To tab="Export" id={id} button>
            Export
          </To>
          <Does action="undo" onClick={() => desk.undo()}>
            Undo
          </Does>
        </div>
      </Empty>
    );
  }
  return <Busy what="Choosing what to ask" />;
}

function FirstClass(props: { desk: Desk }) {
  const name = useSignal("");
  return (
    <form
      class="row centred"
      onSubmit={(event) => {
        event.preventDefault();
        props.desk.create(name.value.trim()).then(
          () => (name.value = ""),
          (e: Error) => toast(e.message, { tone: "error" }),
        );
      }}
    >
      <input
        aria-label="Name of the first class"
        placeholder="Name of a class"
        required
        maxLength={120}
        value={name.value}
        onInput={(event) => (name.value = event.currentTarget.value)}
      />
      <button class="button primary">Add</button>
    </form>
  );
}
