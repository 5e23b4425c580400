import { defineConfig } from "vitest/config";

// One page without anything from elsewhere: scripts and styles in files of their own, as the security policy wants it.
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: { target: "es2023", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  test: { css: true },
  server: { proxy: { "/api": "http://127.0.0.1:7777" } },
});
