/** What a text means where a part or a value is expected: `random-forest{trees: 200}`. The server reads it the same way. */
export type Spec =
  | { kind: "word"; text: string }
  | { kind: "call"; name: string; components: Record<string, Spec> }
  | { kind: "many"; items: Spec[] };

const SPECIAL = '{}[],:"\\';
const DEEPEST = 64;

export const word = (text: string): Spec => ({ kind: "word", text });

/** The name of the part that a specification means; empty for a list. */
export const nameOf = (spec: Spec): string => (spec.kind === "call" ? spec.name : spec.kind === "word" ? spec.text : "");

/** The value of a hyper-parameter, where it is said. */
export const valueOf = (spec: Spec, key: string): Spec | undefined =>
  spec.kind === "call" ? spec.components[key] : undefined;

/** The same with another value of a hyper-parameter; without one the default holds. */
export function withValue(spec: Spec, key: string, value: Spec | undefined): Spec {
  const components = { ...(spec.kind === "call" ? spec.components : {}) };
  if (value === undefined) {
    delete components[key];
  } else {
    components[key] = value;
  }
  const name = nameOf(spec);
  return Object.keys(components).length ? { kind: "call", name, components } : word(name);
}

/** The text of a specification. */
export function write(spec: Spec): string {
  switch (spec.kind) {
    case "word":
      return quoted(spec.text);
    case "many":
      return `[${spec.items.map(write).join(", ")}]`;
    case "call": {
      const entries = Object.entries(spec.components);
      return entries.length ? `${spec.name}{${entries.map(([key, value]) => `${key}: ${write(value)}`).join(", ")}}` : spec.name;
    }
  }
}

function quoted(text: string): string {
  return text !== "" && text === text.trim() && ![...text].some((c) => SPECIAL.includes(c))
    ? text
    : `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/**
 * The specification of a text.
 *
 * @throws Error with one sentence where it is none
 */
export function read(text: string): Spec {
  let at = 0;
  let depth = 0;
  const wrong = (why: string) => new Error(`(${text}) cannot be read at character (${at + 1}): ${why}.`);
  const blanks = () => {
    while (/\s/.test(text[at] ?? "")) {
      at++;
    }
  };
  const accept = (wanted: string) => text[at] === wanted && Boolean(++at);
  const expect = (wanted: string) => {
    if (!accept(wanted)) {
      throw wrong(`expected (${wanted})`);
    }
  };
  const name = () => {
    const start = at;
    while (at < text.length && !SPECIAL.includes(text[at] ?? "")) {
      at++;
    }
    const found = text.slice(start, at).trim();
    if (!found) {
      throw wrong("expected a name or a value");
    }
    return found;
  };
  const value = (): Spec => {
    if (++depth > DEEPEST) {
      throw wrong("it is nested too deep");
    }
    const found = here();
    depth--;
    return found;
  };
  const here = (): Spec => {
    blanks();
    if (accept("[")) {
      const items: Spec[] = [];
      blanks();
      if (!accept("]")) {
        do {
          items.push(value());
          blanks();
        } while (accept(","));
        expect("]");
      }
      return { kind: "many", items };
    }
    if (accept('"')) {
      let found = "";
      while (at < text.length && text[at] !== '"') {
        at += text[at] === "\\" ? 1 : 0;
        found += text[at++] ?? "";
      }
      expect('"');
      return word(found);
    }
    const called = name();
    if (!accept("{")) {
      return word(called);
    }
    const components: Record<string, Spec> = {};
    blanks();
    if (!accept("}")) {
      do {
        blanks();
        const key = name();
        blanks();
        expect(":");
        components[key] = value();
        blanks();
      } while (accept(","));
      expect("}");
    }
    return { kind: "call", name: called, components };
  };
  const found = value();
  blanks();
  if (at < text.length) {
    throw wrong("expected the end");
  }
  return found;
}
