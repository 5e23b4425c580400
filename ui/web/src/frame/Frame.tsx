import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { connected, jobs } from "../api/live";
import { Busy, Empty, Meter, Notice } from "../kit/kit";
import { Toasts } from "../kit/toasts";
import { pages } from "../pages/pages";
import { openProject, project, refused } from "../project";
import { match, path } from "../router";
import { account, logout } from "../session";
import { theme } from "./theme";

/** What stands around every page: where we are, who we are, what is being worked on. */
export function Frame() {
  const found = pages
    .map((page) => ({ page, parts: match(page.pattern, path.value) }))
    .find((one) => one.parts !== null);
  const id = found?.parts?.["id"] ?? null;
  useEffect(() => void openProject(id), [id]);
  return (
    <>
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <header class="top">
        <a href="/" class="brand">
          <img src="/quarry.svg" width="28" height="28" alt="" /> Quarry
        </a>
        {id && <Tabs id={id} here={found?.page.pattern ?? ""} />}
        <span class="spacer" />
        <button class="button plain" onClick={theme.next} title={`Appearance: ${theme.value.value}`}>
          {theme.sign.value} <span class="hidden">Appearance: {theme.value.value}</span>
        </button>
        {!id && (
          <a class="button plain" href="/x">
            Experiments
          </a>
        )}
        <a class="button plain" href="/settings">
          <span class="hidden">Settings of </span>
          {account.value?.name}
        </a>
        <button class="button plain" onClick={() => void logout()}>
          Log out
        </button>
      </header>
      {id && <Working />}
      {id && !connected.value && (
        <Notice tone="warn">The server does not answer just now. What you do is kept and sent when it is back.</Notice>
      )}
      <div id="content" tabIndex={-1}>
        {id && refused.value ? (
          <main>
            <Notice tone="error">{refused.value}</Notice>
          </main>
        ) : found ? (
          <Loaded key={found.page.pattern} load={found.page.load} parts={found.parts ?? {}} />
        ) : (
          <main>
            <Empty title="There is no such page">
              <a href="/">All projects</a>
            </Empty>
          </main>
        )}
      </div>
      <Toasts />
    </>
  );
}

function Tabs(props: { id: string; here: string }) {
  return (
    <nav class="tabs" aria-label={project.value?.name ?? "Project"}>
      <span class="where">{project.value?.name}</span>
      {pages
        .filter((page) => page.tab)
        .map((page) => (
          <a
            key={page.pattern}
            href={page.pattern.replace(":id", props.id)}
            aria-current={`${props.here}/`.startsWith(`${page.pattern}/`) ? "page" : undefined}
          >
            {page.tab}
          </a>
        ))}
    </nav>
  );
}

/** What is being worked on behind the page, in one thin line. */
function Working() {
  const running = jobs.value.filter((job) => job.state === "running" || job.state === "waiting");
  const job = running[0];
  return job ? (
    <div class="working" role="status">
      <span>
        {job.title}
        {job.doing && `: ${job.doing}`}
        {running.length > 1 && `, and ${running.length - 1} more`}
      </span>
      {job.done >= 0 && <Meter value={Math.round(100 * job.done)} of={100} label={job.title} />}
    </div>
  ) : null;
}

function Loaded(props: { load: () => Promise<ComponentType<Record<string, string>>>; parts: Record<string, string> }) {
  const page = useSignal<{ Content: ComponentType<Record<string, string>> } | null>(null);
  const broken = useSignal("");
  useEffect(() => {
    props.load().then(
      (Content) => (page.value = { Content }),
      () => (broken.value = "This page could not be loaded. Maybe the server was updated: load the page anew."),
    );
  }, []);
  if (broken.value) {
    return (
      <main>
        <Notice tone="error">{broken.value}</Notice>
      </main>
    );
  }
  const Content = page.value?.Content;
  return Content ? <Content {...props.parts} /> : <Busy what="Opening" />;
}
