import { describe, expect, it } from "vitest";

const sheets = import.meta.glob<string>("../pages/*/*.css", { query: "?raw", import: "default", eager: true });

/** The marks of the pages, one of which each rule of a page names, since all that was opened stays loaded. */
const PAGE = /\.(label|explore|status|team|settings|exchange|experiments|projects|setup|parts|all-keys)\b/;

/** What bears a name that no other page has; a name here must not be used for anything else. */
const OWN = /\.(drop|understood|markdown)\b/;

function selectors(css: string): string[] {
  return [...css.replace(/\/\*[\s\S]*?\*\//g, "").matchAll(/([^{};]+)\{/g)]
    .map((found) => found[1]!.trim())
    .filter((one) => !one.startsWith("@") && !/^(from|to|[0-9]+%)/.test(one))
    .flatMap((one) => one.split(/,(?![^(]*\))/).map((part) => part.trim()));
}

describe("the style of a page", () => {
  for (const [file, css] of Object.entries(sheets)) {
    it(`reaches no further than the page: ${file}`, () => {
      const all = selectors(css);
      expect(all.length).toBeGreaterThan(3);
      expect(all.filter((one) => !PAGE.test(one) && !OWN.test(one))).toEqual([]);
    });
  }
});
