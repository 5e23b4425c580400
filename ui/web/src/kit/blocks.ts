/** A piece of running text. */
export type Span =
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "bold" | "italic"; spans: Span[] }
  | { kind: "link"; href: string; spans: Span[] };

/** A part of a page of text. */
export type Block =
  | { kind: "heading"; level: 1 | 2 | 3; spans: Span[] }
  | { kind: "paragraph"; spans: Span[] }
  | { kind: "list"; ordered: boolean; items: Span[][] }
  | { kind: "code"; text: string };

const DEEPEST = 8;

/**
 * The blocks of a text in a small part of Markdown: headings, paragraphs, lists, code, bold, italic, links. Everything else,
 * HTML above all, is text.
 */
export function blocks(source: string): Block[] {
  const lines = source.replaceAll("\r\n", "\n").split("\n");
  const found: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    const heading = /^(#{1,3})\s+(.*)$/.exec(line);
    if (line.startsWith("```")) {
      const end = lines.findIndex((one, i) => i > at && one.startsWith("```"));
      const last = end < 0 ? lines.length : end;
      found.push({ kind: "code", text: lines.slice(at + 1, last).join("\n") });
      at = last + 1;
    } else if (heading) {
      found.push({ kind: "heading", level: (heading[1] ?? "#").length as 1 | 2 | 3, spans: spans(heading[2] ?? "") });
      at++;
    } else if (bullet(line)) {
      const ordered = /^\s*\d/.test(line);
      const items: Span[][] = [];
      while (at < lines.length && bullet(lines[at] ?? "") && /^\s*\d/.test(lines[at] ?? "") === ordered) {
        items.push(spans((lines[at] ?? "").replace(BULLET, "")));
        at++;
      }
      found.push({ kind: "list", ordered, items });
    } else if (line.trim() === "") {
      at++;
    } else {
      const start = at;
      while (at < lines.length && isText(lines[at] ?? "")) {
        at++;
      }
      found.push({ kind: "paragraph", spans: spans(lines.slice(start, at).join(" ")) });
    }
  }
  return found;
}

const BULLET = /^\s*(?:[-*+]|\d{1,4}[.)])\s+/;
const bullet = (line: string): boolean => BULLET.test(line);
const isText = (line: string): boolean =>
  line.trim() !== "" && !bullet(line) && !line.startsWith("```") && !/^#{1,3}\s/.test(line);

/** The address of a link, where it leads to a page of the web; null for everything else. */
export function webAddress(text: string): string | null {
  try {
    const url = new URL(text);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

/** The pieces of running text. */
export function spans(source: string, depth = 0): Span[] {
  const found: Span[] = [];
  let text = "";
  let at = 0;
  const flush = () => {
    if (text) {
      found.push({ kind: "text", text });
      text = "";
    }
  };
  while (at < source.length) {
    const piece = depth < DEEPEST ? pieceAt(source, at, depth) : null;
    if (piece) {
      flush();
      found.push(piece.span);
      at = piece.end;
    } else if (source[at] === "\\" && /[\\`*_[\]#]/.test(source[at + 1] ?? "")) {
      text += source[at + 1];
      at += 2;
    } else {
      text += source[at];
      at++;
    }
  }
  flush();
  return found;
}

function pieceAt(source: string, at: number, depth: number): { span: Span; end: number } | null {
  const rest = source.slice(at, at + 4000);
  let match: RegExpExecArray | null;
  if ((match = /^`([^`]+)`/.exec(rest))) {
    return { span: { kind: "code", text: match[1] ?? "" }, end: at + match[0].length };
  }
  if ((match = /^(\*\*|__)(?=\S)([^\n]*?\S)\1/.exec(rest))) {
    return { span: { kind: "bold", spans: spans(match[2] ?? "", depth + 1) }, end: at + match[0].length };
  }
  if ((match = /^([*_])(?=[^\s*_])([^\n]*?[^\s*_])\1(?![\w*])/.exec(rest)) && !/\w/.test(source[at - 1] ?? "")) {
    return { span: { kind: "italic", spans: spans(match[2] ?? "", depth + 1) }, end: at + match[0].length };
  }
  if ((match = /^\[([^\]]*)\]\(([^()\s]*)\)/.exec(rest))) {
    const href = webAddress(match[2] ?? "");
    if (href) {
      return { span: { kind: "link", href, spans: spans(match[1] ?? "", depth + 1) }, end: at + match[0].length };
    }
  }
  return null;
}
