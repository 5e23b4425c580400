import { nameOf, read, type Spec, valueOf } from "./spec";

/** A hyper-parameter of a part, as the server describes it. */
export interface Param {
  key: string;
  title: string;
  type: "int" | "double" | "boolean" | "enum" | "text" | "part" | "list";
  default: unknown;
  values?: (string | Choice)[] | null;
  min?: number | null;
  max?: number | null;
  help?: string | null;
}

/** One of the values of a hyper-parameter that is a part. */
export interface Choice {
  name: string;
  title?: string | null;
  disabled?: string | null;
}

/** A part that can be chosen, as the server describes it. */
export interface Schema extends Choice {
  summary?: string | null;
  help?: string | null;
  paper?: string | null;
  advice?: string | null;
  params: Param[];
}

/** Finds the description of a part that stands inside another. */
export type Parts = (name: string) => Schema | undefined;

/** The default of a hyper-parameter as a specification. */
export function standard(param: Param): Spec {
  const value = param.default;
  if (Array.isArray(value)) {
    return { kind: "many", items: value.map((one) => plain(one, param)) };
  }
  return plain(value, param);
}

function plain(value: unknown, param: Param): Spec {
  const text = value === null || value === undefined ? "" : String(value);
  if (param.type === "part" || param.type === "list") {
    try {
      return read(text);
    } catch {
      return { kind: "word", text };
    }
  }
  return { kind: "word", text };
}

/** What is wrong with a value that somebody typed; empty where nothing is. */
export function wrong(param: Param, text: string): string {
  const value = text.trim();
  switch (param.type) {
    case "int":
      if (!/^[+-]?\d{1,18}$/.test(value)) {
        return "A whole number is needed.";
      }
      return outside(param, Number(value));
    case "double":
      if (value === "" || !Number.isFinite(Number(value))) {
        return "A number is needed.";
      }
      return outside(param, Number(value));
    case "list":
      try {
        read(value.startsWith("[") ? value : `[${value}]`);
        return "";
      } catch {
        return "Values with commas between them are needed.";
      }
    default:
      return "";
  }
}

function outside(param: Param, value: number): string {
  if (typeof param.min === "number" && value < param.min) {
    return `It must be at least ${param.min}.`;
  }
  return typeof param.max === "number" && value > param.max ? `It must be at most ${param.max}.` : "";
}

/** Whether everything that is said in a specification, at any depth, can be a value. */
export function isSound(spec: Spec, parts: Parts): boolean {
  const schema = parts(nameOf(spec));
  if (!schema) {
    return true; // what is not described is for the server to judge
  }
  return schema.params.every((param) => {
    const value = valueOf(spec, param.key);
    if (value === undefined) {
      return true;
    }
    if (param.type === "part") {
      return isSound(value, parts);
    }
    return value.kind !== "word" || wrong(param, value.text) === "";
  });
}
