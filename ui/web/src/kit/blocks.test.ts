import { expect, test } from "vitest";
import { type Block, blocks, type Span, spans, webAddress } from "./blocks";

test("headings, lists, code and paragraphs are told apart", () => {
  expect(blocks("# Cats\nAll *small* ones,\nand **big** ones.\n\n- one\n- two\n1. first\n\n```\n<b>\n```\nend")).toEqual([
    { kind: "heading", level: 1, spans: [{ kind: "text", text: "Cats" }] },
    {
      kind: "paragraph",
      spans: [
        { kind: "text", text: "All " },
        { kind: "italic", spans: [{ kind: "text", text: "small" }] },
        { kind: "text", text: " ones, and " },
        { kind: "bold", spans: [{ kind: "text", text: "big" }] },
        { kind: "text", text: " ones." },
      ],
    },
    { kind: "list", ordered: false, items: [[{ kind: "text", text: "one" }], [{ kind: "text", text: "two" }]] },
    { kind: "list", ordered: true, items: [[{ kind: "text", text: "first" }]] },
    { kind: "code", text: "<b>" },
    { kind: "paragraph", spans: [{ kind: "text", text: "end" }] },
  ]);
});

test("a link leads to the web and nowhere else", () => {
  expect(spans("see [here](https://example.org/a_b_c)")).toEqual([
    { kind: "text", text: "see " },
    { kind: "link", href: "https://example.org/a_b_c", spans: [{ kind: "text", text: "here" }] },
  ]);
  expect(webAddress("HTTPS://example.org")).toBe("https://example.org/");
});

test("names with underscores and lone stars are no emphasis", () => {
  expect(spans("snake_case_name and 2 * 3 * 4")).toEqual([{ kind: "text", text: "snake_case_name and 2 * 3 * 4" }]);
  expect(spans("\\*not\\*")).toEqual([{ kind: "text", text: "*not*" }]);
});

const ATTACKS = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg/onload=alert(1)>",
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x](java\tscript:alert(1))",
  "[x](java\nscript:alert(1))",
  "[x](&#106;avascript:alert(1))",
  "[x](\u0001javascript:alert(1))",
  "[x](data:text/html;base64,PHNjcmlwdD4=)",
  "[x](vbscript:msgbox(1))",
  "[x](file:///etc/passwd)",
  "[x](//evil.example)",
  "[x](/api/entry/logout)",
  "[x](blob:https://example.org/1)",
  '[x](https://e.org" onmouseover="alert(1))',
  "![x](https://evil.example/pixel.png)",
  "<a href='javascript:alert(1)'>x</a>",
  "```html\n<script>alert(1)</script>\n```",
  "`<iframe src=javascript:alert(1)>`",
  "# <style>*{display:none}</style>",
  "- <form action=//evil.example>",
  "**[**x](javascript:alert(1))**",
  "[[x](javascript:a)](javascript:b)",
  "<!--<img src=--><img src=x onerror=alert(1)//>",
];

const KINDS = new Set(["heading", "paragraph", "list", "code", "text", "bold", "italic", "link"]);

function everything(node: Block | Span): (Block | Span)[] {
  const inside: (Block | Span)[] = "spans" in node ? node.spans : "items" in node ? node.items.flat() : [];
  return [node, ...inside.flatMap(everything)];
}

test.each(ATTACKS)("%s stays text", (attack) => {
  const all = blocks(attack).flatMap(everything);
  expect(all.length).toBeGreaterThan(0);
  for (const node of all) {
    expect(KINDS.has(node.kind)).toBe(true);
    if (node.kind === "link") {
      expect(node.href).toMatch(/^https?:\/\/[a-z.]+\//);
      expect(node.href).not.toMatch(/["\s<>]/);
    }
  }
});

test("deep nesting and long lines end", () => {
  expect(blocks("*_".repeat(5000) + "x").length).toBe(1);
  expect(blocks("[".repeat(5000)).length).toBe(1);
  expect(blocks("**a ".repeat(3000)).length).toBe(1);
});
