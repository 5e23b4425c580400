import { get } from "../../api/client";
import { useAsk } from "../../kit/ask";
import { api, classes, project } from "../../project";

interface Item {
  name?: string;
  text?: string;
}

/** An item in short: its picture or its text, and its name. */
export function Peek(props: { row: number }) {
  const [asked] = useAsk(() => get<Item>(api(`/items/${props.row}`)), [props.row]);
  const item = asked.value.value;
  const name = item?.name ?? `Item ${props.row}`;
  return (
    <figure class="peek">
      {project.value?.kind === "pictures" && (
        <img src={api(`/items/${props.row}/thumbnail?size=160`)} alt="" loading="lazy" width="120" height="120" />
      )}
      {item?.text && <blockquote>{item.text.slice(0, 400)}</blockquote>}
      <figcaption class="quiet">{name}</figcaption>
    </figure>
  );
}

/** A class by its number: colour and name. */
export function ClassChip(props: { label: number }) {
  const found = classes.value.find((one) => one.number === props.label);
  return (
    <span class="chip">
      <span class="dot" style={{ background: found?.colour ?? "transparent" }} aria-hidden="true" />
      {found?.name ?? (props.label < 0 ? "no class" : props.label)}
    </span>
  );
}
