import { useSignal } from "@preact/signals";
import { Field, Notice } from "../../kit/kit";
import { api } from "../../project";
import {
  about,
  type Column,
  count,
  formats,
  type Preview,
  range,
  type Reading,
  type Role,
  some,
  trimmed,
  withRole,
} from "./understood";

const ROLES: { value: Role; label: string }[] = [
  { value: "id", label: "names the items" },
  { value: "text", label: "text to read" },
  { value: "label", label: "labels" },
  { value: "number", label: "number for the model" },
  { value: "split", label: "part of the data" },
  { value: "field", label: "shown beside" },
  { value: "ignored", label: "left out" },
];

const FOUND = ["folder", "width", "height"];
const SHOWN_COLUMNS = 30;

/** What was understood of the data, to be mended and then accepted. */
export function Understood(props: {
  preview: Preview;
  busy: boolean;
  onRead: (reading: Reading) => void;
  onAccept: () => void;
  onDiscard: () => void;
}) {
  const { preview, busy } = props;
  const kind = preview.kind;
  const tables = preview.formats.some((one) => ["csv", "json", "parquet", "lines"].includes(one.format));
  return (
    <section class="stack understood" aria-labelledby="understood">
      <div>
        <h2 id="understood">What was understood</h2>
        <p>
          {formats(preview) || "No files"}: <strong>{some(preview.items, kind.slice(0, -1), kind)}</strong> to import
          {preview.known > 0 && `, ${count(preview.known)} in the project already`}
          {preview.doubled > 0 && `, ${count(preview.doubled)} with a name that comes twice`}.
        </p>
      </div>
      {preview.problem && <Notice tone="warn">{preview.problem}</Notice>}
      <Examples preview={preview} />
      {preview.columns.length > 0 && (
        <Columns preview={preview} busy={busy} onRole={(name, role) => props.onRead(withRole(preview, name, role))} />
      )}
      {preview.vectors.length > 0 && (
        <p>
          Vectors that come along:{" "}
          {preview.vectors
            .map((one) => `${one.name} (${some(one.columns, "number", "numbers")} for ${some(one.items, "item", "items")})`)
            .join(", ")}
          .
        </p>
      )}
      <div class="two">
        <Measures preview={preview} />
        <Skipped preview={preview} />
      </div>
      <div class="row options">
        {tables && (
          <Field label="Encoding of texts">
            {(attributes) => (
              <select
                {...attributes}
                disabled={busy}
                value={preview.reading.charset ?? "UTF-8"}
                onChange={(event) => props.onRead({ ...preview.reading, charset: event.currentTarget.value })}
              >
                <option value="UTF-8">UTF-8 (usual)</option>
                <option value="windows-1252">Windows, Western Europe</option>
                <option value="ISO-8859-1">ISO 8859-1</option>
                <option value="UTF-16">UTF-16</option>
                <option value="windows-1251">Windows, Cyrillic</option>
                <option value="Shift_JIS">Shift JIS</option>
                <option value="GB18030">GB 18030</option>
              </select>
            )}
          </Field>
        )}
        {preview.formats.some((one) => one.format === "csv") && (
          <Field label="First line of tables">
            {(attributes) => (
              <select
                {...attributes}
                disabled={busy}
                value={preview.reading.header === null ? "" : String(preview.reading.header)}
                onChange={(event) => {
                  const value = event.currentTarget.value;
                  props.onRead({ ...preview.reading, header: value === "" ? null : value === "true", roles: null });
                }}
              >
                <option value="">find out</option>
                <option value="true">names the columns</option>
                <option value="false">is data</option>
              </select>
            )}
          </Field>
        )}
        {(preview.same > 0 || preview.reading.once) && (
          <label class="check">
            <input
              type="checkbox"
              disabled={busy}
              checked={preview.reading.once ?? false}
              onChange={(event) => props.onRead({ ...preview.reading, once: event.currentTarget.checked })}
            />{" "}
            Leave out {some(preview.same, "item", "items")} with the very content of another one
          </label>
        )}
      </div>
      <div class="row">
        <button class="button primary" disabled={busy || preview.problem !== null} onClick={props.onAccept}>
          {preview.items > 0 ? `Import ${some(preview.items, "item", "items")}` : "Import the vectors"}
        </button>
        <button class="button" disabled={busy} onClick={props.onDiscard}>
          Choose something else
        </button>
      </div>
    </section>
  );
}

function Examples(props: { preview: Preview }) {
  const { examples, kind } = props.preview;
  if (examples.length === 0) {
    return null;
  }
  if (kind === "pictures") {
    return (
      <ul class="examples" aria-label="Some of the pictures">
        {examples.map((one) => (
          <li key={one.name}>
            {one.picture ? <img src={one.picture} alt="" /> : <span class="gone quiet">cannot be shown</span>}
            <span class="name" title={one.name}>
              {one.name.split("/").at(-1)}
            </span>
          </li>
        ))}
      </ul>
    );
  }
  const names = [...new Set(examples.flatMap((one) => Object.keys(one.fields)))].slice(0, 8);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="First rows">
      <table class="data">
        <thead>
          <tr>
            <th>Item</th>
            {kind === "texts" && <th>Text</th>}
            {names.map((name) => (
              <th key={name}>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {examples.slice(0, 6).map((one) => (
            <tr key={one.name}>
              <td class="quiet">{one.name}</td>
              {kind === "texts" && (
                <td class="text" dir="auto">
                  {one.text}
                </td>
              )}
              {names.map((name) => (
                <td key={name}>{one.fields[name]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Columns(props: { preview: Preview; busy: boolean; onRole: (name: string, role: Role) => void }) {
  const all = useSignal(false);
  const { columns, items, kind } = props.preview;
  const shown = all.value ? columns : columns.slice(0, SHOWN_COLUMNS);
  const roles = ROLES.filter((role) => kind === "texts" || role.value !== "text");
  const fixed = (column: Column) => kind === "pictures" && FOUND.includes(column.name);
  return (
    <div class="scroll">
      <table class="data">
        <thead>
          <tr>
            <th>Column</th>
            <th>What it is for</th>
            <th>What is in it</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((column) => (
            <tr key={column.name}>
              <td>{column.name}</td>
              <td>
                {fixed(column) ? (
                  <span class="quiet">{column.role === "label" ? "labels" : "shown beside"}</span>
                ) : (
                  <select
                    aria-label={`What ${column.name} is for`}
                    value={column.role}
                    disabled={props.busy}
                    onChange={(event) => props.onRole(column.name, event.currentTarget.value as Role)}
                  >
                    {roles.map((role) => (
                      <option key={role.value} value={role.value}>
                        {role.label}
                      </option>
                    ))}
                  </select>
                )}
              </td>
              <td class="quiet">{about(column, items) || sample(props.preview, column)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {columns.length > shown.length && (
        <button class="link" onClick={() => (all.value = true)}>
          Show all {count(columns.length)} columns
        </button>
      )}
    </div>
  );
}

/** What stands in a column that became name or text of the items. */
function sample(preview: Preview, column: Column): string {
  const texts = preview.examples.map((one) => (column.role === "id" ? one.name : column.role === "text" ? one.text : null));
  return texts
    .filter((text) => text !== null)
    .slice(0, 3)
    .map((text) => (text.length > 40 ? `${text.slice(0, 40)}…` : text))
    .join(", ");
}

function Measures(props: { preview: Preview }) {
  const measures = props.preview.measures;
  const bins = trimmed(measures?.bins ?? []);
  if (!measures || bins.length === 0) {
    return null;
  }
  const most = Math.max(...bins.map((bin) => bin.count));
  return (
    <div>
      <h3>{measures.of === "pixels" ? "Longest side in pixels" : "Length in characters"}</h3>
      <table class="bars">
        <tbody>
          {bins.map((bin) => (
            <tr key={bin.from}>
              <th scope="row">{range(bin)}</th>
              <td>
                <div class="bar" style={{ width: `${(100 * bin.count) / most}%` }} />
              </td>
              <td class="number">{count(bin.count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Skipped(props: { preview: Preview }) {
  const { skipped } = props.preview;
  if (skipped.count === 0) {
    return null;
  }
  return (
    <div>
      <h3>{some(skipped.count, "is", "are")} left out</h3>
      <ul class="left">
        {skipped.first.map((line) => (
          <li key={line.where}>
            <strong>{line.where}</strong> <span class="quiet">{line.why}</span>
          </li>
        ))}
      </ul>
      {skipped.list && (
        <a href={api(`/skipped/${skipped.list}`)} download="skipped.csv">
          Download the whole list
        </a>
      )}
    </div>
  );
}
