import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Field } from "../../kit/kit";
import { type Choice, type Param, type Parts, standard, wrong } from "./schema";
import { nameOf, read, type Spec, valueOf, withValue, word, write } from "./spec";

/** The hyper-parameters of a part, drawn from its description; parts inside it in frames of their own. */
export function SchemaForm(props: { spec: Spec; parts: Parts; onChange: (spec: Spec) => void }) {
  const schema = props.parts(nameOf(props.spec));
  if (!schema) {
    return null;
  }
  return schema.params.length === 0 ? (
    <p class="quiet">There is nothing to set.</p>
  ) : (
    <div class="params">
      {schema.params.map((param) => (
        <Value
          key={`${schema.name}.${param.key}`}
          param={param}
          value={valueOf(props.spec, param.key)}
          parts={props.parts}
          onChange={(value) => props.onChange(withValue(props.spec, param.key, value))}
        />
      ))}
    </div>
  );
}

interface ValueProps {
  param: Param;
  value: Spec | undefined;
  parts: Parts;
  onChange: (value: Spec | undefined) => void;
}

const choice = (value: string | Choice): Choice => (typeof value === "string" ? { name: value } : value);

function Value(props: ValueProps) {
  const { param } = props;
  switch (param.type) {
    case "part":
      return <Part {...props} />;
    case "boolean":
      return <Selection {...props} values={["true", "false"]} names={{ true: "yes", false: "no" }} />;
    case "enum":
      return <Selection {...props} values={(param.values ?? []).map((value) => choice(value).name)} />;
    default:
      return <Typed {...props} />;
  }
}

function Selection(props: ValueProps & { values: string[]; names?: Record<string, string> }) {
  const usual = nameOf(standard(props.param));
  return (
    <Field label={props.param.title} help={props.param.help ?? ""}>
      {(attributes) => (
        <select
          {...attributes}
          value={props.value ? nameOf(props.value) : usual}
          onChange={(event) => {
            const to = event.currentTarget.value;
            props.onChange(to === usual ? undefined : word(to));
          }}
        >
          {props.values.map((value) => (
            <option key={value} value={value}>
              {props.names?.[value] ?? value}
              {value === usual ? " (usual)" : ""}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** A value that is typed; it is judged when it is left. */
function Typed(props: ValueProps) {
  const { param } = props;
  const show = (spec: Spec): string =>
    param.type === "list" && spec.kind === "many" ? spec.items.map(write).join(", ") : spec.kind === "word" ? spec.text : write(spec);
  const usual = show(standard(param));
  const given = props.value ? show(props.value) : usual;
  const text = useSignal(given);
  const fault = useSignal("");
  useEffect(() => void (text.value = given), [given]);
  function leave() {
    const value = text.value.trim();
    fault.value = wrong(param, value);
    if (value === usual) {
      props.onChange(undefined);
    } else if (param.type === "list" && !fault.value) {
      props.onChange(read(value.startsWith("[") ? value : `[${value}]`));
    } else if (value !== given) {
      props.onChange(word(value));
    }
  }
  return (
    <Field label={param.title} help={`${param.help ?? ""}${given === usual ? "" : ` (usual: ${usual || "none"})`}`} wrong={fault.value}>
      {(attributes) => (
        <input
          {...attributes}
          type="text"
          inputMode={param.type === "int" ? "numeric" : param.type === "double" ? "decimal" : "text"}
          value={text}
          onInput={(event) => (text.value = event.currentTarget.value)}
          onBlur={leave}
        />
      )}
    </Field>
  );
}

function Part(props: ValueProps) {
  const { param, parts } = props;
  const usual = standard(param);
  const value = props.value ?? usual;
  const choices = (param.values ?? []).map(choice);
  const here = parts(nameOf(value));
  const change = (spec: Spec) => props.onChange(write(spec) === write(usual) ? undefined : spec);
  return (
    <fieldset class="nested">
      <legend>{param.title}</legend>
      <Field label={param.title} help={here?.summary ?? param.help ?? ""}>
        {(attributes) => (
          <select {...attributes} value={nameOf(value)} onChange={(event) => change(word(event.currentTarget.value))}>
            {!choices.some((one) => one.name === nameOf(value)) && <option value={nameOf(value)}>{nameOf(value)}</option>}
            {choices.map((one) => (
              <option key={one.name} value={one.name} disabled={Boolean(one.disabled)} title={one.disabled ?? ""}>
                {one.title ?? one.name}
                {one.disabled ? " (does not fit)" : ""}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Unfit choices={choices} />
      {here && here.params.length > 0 && <SchemaForm spec={value} parts={parts} onChange={change} />}
    </fieldset>
  );
}

/** Why some choices cannot be made, for who wants to know. */
export function Unfit(props: { choices: readonly Choice[] }) {
  const unfit = props.choices.filter((one) => one.disabled);
  return unfit.length === 0 ? null : (
    <details>
      <summary>Why {unfit.length} do not fit</summary>
      <ul>
        {unfit.map((one) => (
          <li key={one.name}>
            {one.title ?? one.name}: <span class="quiet">{one.disabled}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
