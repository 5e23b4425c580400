/** In which form something is taken out. */
export type Format = "CSV" | "JSONL" | "FOLDERS" | "PREDICTIONS" | "MODEL" | "EVENTS" | "ARCHIVE";

/** Where a label comes from. */
export type Provenance = "HUMAN" | "IMPLICIT" | "WEAK" | "IMPORTED" | "MODEL";

/** What somebody wants to take out, as the server reads it. */
export interface Plan {
  format: Format;
  provenances: Provenance[];
  confident: number | null;
  rows: number[] | null;
  query: string | null;
  testShare: number;
  spreadsheet: boolean;
  /** Whether a whole project takes the files along that its items have in folders of the server. */
  files: boolean;
}

export const FORMATS: readonly { format: Format; title: string; about: string; owner?: boolean }[] = [
  { format: "CSV", title: "Table (CSV)", about: "One line an item: id, name, label, who said it, when." },
  { format: "JSONL", title: "JSON lines", about: "The same as one JSON object a line, for programs." },
  { format: "FOLDERS", title: "Folders by class", about: "The files themselves, one folder for each class." },
  { format: "PREDICTIONS", title: "Predictions", about: "What the model says of every item, with the probability of each class." },
  { format: "MODEL", title: "Model", about: "The model in charge, to predict elsewhere.", owner: true },
  { format: "EVENTS", title: "Event log", about: "Everything that happened, one JSON object a line.", owner: true },
  { format: "ARCHIVE", title: "Whole project", about: "Everything, to go on in another installation.", owner: true },
];

export const PROVENANCES: readonly { provenance: Provenance; label: string; help: string }[] = [
  { provenance: "HUMAN", label: "said by a person", help: "Somebody looked at the item and named the class." },
  { provenance: "IMPLICIT", label: "let stand by a person", help: "Somebody saw the prediction in a grid and did not mark it." },
  { provenance: "IMPORTED", label: "came with the data", help: "Trusted when it was imported." },
  { provenance: "MODEL", label: "taken over from the model", help: "Somebody took predictions over without looking at each." },
  { provenance: "WEAK", label: "weak", help: "A rule, a tag or another model said it." },
];

/** What is chosen before anybody chooses. */
export const USUAL: Plan = {
  format: "CSV",
  provenances: ["HUMAN", "IMPLICIT", "IMPORTED"],
  confident: null,
  rows: null,
  query: null,
  testShare: 0,
  spreadsheet: true,
  files: false,
};

/** Whether a form speaks of single items with labels, so that it can be narrowed, split and previewed. */
export function isOfLabels(format: Format): boolean {
  return format === "CSV" || format === "JSONL" || format === "FOLDERS";
}

/** Whether cells can begin like a formula. */
export function isTable(format: Format): boolean {
  return format === "CSV" || format === "PREDICTIONS" || format === "FOLDERS";
}

/** The plan with a kind of label put in or taken out. */
export function toggled(plan: Plan, provenance: Provenance): Plan {
  const has = plan.provenances.includes(provenance);
  return {
    ...plan,
    provenances: has ? plan.provenances.filter((one) => one !== provenance) : [...plan.provenances, provenance],
  };
}

/** A size for people. */
export function size(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
}
