import type { ComponentType } from "preact";

/** A page: where it is, what it is called among the tabs of a project, and its code, loaded when it is first opened. */
export interface Page {
  pattern: string;
  tab?: string;
  load: () => Promise<ComponentType<Record<string, string>>>;
}

/** All pages. Tabs stand in this order. */
export const pages: readonly Page[] = [
  { pattern: "/", load: async () => (await import("./projects/Projects")).Projects },
  { pattern: "/p/:id/setup", load: async () => (await import("./setup/Setup")).Setup },
  { pattern: "/p/:id/setup/:step", load: async () => (await import("./setup/Setup")).Setup },
  { pattern: "/p/:id/label", tab: "Label", load: async () => (await import("./label/Label")).Label },
  { pattern: "/p/:id/status", tab: "Status", load: async () => (await import("./status/Status")).Status },
  { pattern: "/p/:id/items", tab: "Items", load: async () => (await import("./explore/Items")).Items },
  { pattern: "/p/:id/map", tab: "Map", load: async () => (await import("./explore/MapPage")).MapPage },
  { pattern: "/p/:id/review", tab: "Review", load: async () => (await import("./explore/Review")).Review },
  { pattern: "/p/:id/exchange", tab: "Export", load: async () => (await import("./exchange/Exchange")).Exchange },
  { pattern: "/p/:id/team", tab: "Team", load: async () => (await import("./team/Team")).Team },
  { pattern: "/p/:id/settings", tab: "Settings", load: async () => (await import("./setup/Settings")).Settings },
  { pattern: "/settings", load: async () => (await import("./settings/Settings")).Settings },
  { pattern: "/x", load: async () => (await import("./experiments/Experiments")).Experiments },
  { pattern: "/x/:run", load: async () => (await import("./experiments/Run")).Run },
];
