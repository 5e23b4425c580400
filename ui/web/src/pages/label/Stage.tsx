import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { get } from "../../api/client";
import { useAsk } from "../../kit/ask";
import { Fields } from "../../kit/kit";
import { api } from "../../project";
import type { Item } from "./desk";
import type { Gallery } from "./gallery";
import { NONE } from "./queue";
import { pieces, type Spoken } from "./words";

/** Below this width the points of a picture are shown as they are. */
const TINY = 64;

/** How much a picture is enlarged to fit the page. */
const MOST_ENLARGED = 5;

/** How large the item is shown: pictures fit the page at 0, otherwise so many points per point; texts by their size. */
export interface View {
  zoom: Signal<number>;
  textSize: Signal<number>;
  /** Whether words that speak for the predicted class are marked. */
  words: Signal<boolean>;
}

/**
 * An item, as large as the page allows.
 *
 * @param props.label the class for which words are marked; NONE where nothing may be told
 */
export function Stage(props: { item: Item | undefined; row: number; gallery: Gallery; view: View; label: number }) {
  const { item } = props;
  if (!item) {
    return (
      <div class="stage" role="status">
        <p class="quiet">Item {props.row} is on its way.</p>
      </div>
    );
  }
  return (
    <div class="stage">
      {item.kind === "picture" ? (
        <Picture key="picture" item={item} gallery={props.gallery} zoom={props.view.zoom} />
      ) : item.kind === "text" ? (
        <p class="reading" dir="auto" tabIndex={0} style={{ fontSize: `${props.view.textSize.value}px` }}>
          {!item.text ? (
            <span class="quiet">This text is empty.</span>
          ) : props.view.words.value && props.label !== NONE ? (
            <Marked key={item.row} row={item.row} text={item.text} label={props.label} />
          ) : (
            item.text
          )}
        </p>
      ) : (
        <Fields of={item.fields} none="There is nothing but labels here." />
      )}
    </div>
  );
}

/** A text in which the words that speak for a class are marked by weight and line. */
function Marked(props: { row: number; text: string; label: number }) {
  const [asked] = useAsk(() => get<Spoken>(api(`/items/${props.row}/words?label=${props.label}`)), [props.row, props.label]);
  const { value, refused } = asked.value;
  return (
    <>
      {pieces(props.text, value?.words ?? []).map((piece, i) =>
        piece.drop > 0 ? (
          <mark
            key={i}
            class={piece.strong ? "speaks strong" : "speaks"}
            title={`Without it: ${Math.max(1, Math.round(100 * piece.drop))} points less likely`}
          >
            {piece.text}
          </mark>
        ) : (
          piece.text
        ),
      )}
      {refused && <span class="refused quiet">{refused}</span>}
    </>
  );
}

function Picture(props: { item: Item; gallery: Gallery; zoom: Signal<number> }) {
  const { row, name } = props.item;
  const frame = useRef<HTMLDivElement>(null);
  const state = useSignal<"loading" | "there" | "broken">("loading");
  const again = useSignal(0);
  useLayoutEffect(() => {
    const picture = props.gallery.show(row);
    picture.alt = name;
    frame.current?.replaceChildren(picture);
    state.value = picture.complete && picture.naturalWidth > 0 ? "there" : "loading";
    const loaded = () => (state.value = "there");
    const failed = () => (state.value = "broken");
    picture.addEventListener("load", loaded);
    picture.addEventListener("error", failed);
    return () => {
      picture.removeEventListener("load", loaded);
      picture.removeEventListener("error", failed);
    };
  }, [row, again.value]);
  useLayoutEffect(() => {
    const picture = props.gallery.get(row);
    const { naturalWidth: width, naturalHeight: height } = picture;
    const fitted = props.zoom.value === 0 && width > 0;
    picture.className = width > 0 && width < TINY ? "tiny" : "";
    picture.style.width = fitted || width === 0 ? "" : `${width * props.zoom.value}px`;
    picture.style.maxWidth = fitted ? `min(100%, ${MOST_ENLARGED * width}px)` : "";
    picture.style.maxHeight = fitted ? `min(100%, ${MOST_ENLARGED * height}px)` : "";
  }, [row, props.zoom.value, state.value]);
  usePan(frame);
  return (
    <>
      <div ref={frame} class={`picture ${props.zoom.value > 0 ? "zoomed" : "fitted"} ${state.value}`} />
      {state.value === "loading" && <span class="spinner waiting" role="status" aria-label="The picture is on its way" />}
      {state.value === "broken" && (
        <div class="broken" role="status">
          <p>This picture cannot be shown ({name}).</p>
          <p class="quiet">Skip it, or try again.</p>
          <button type="button" class="button" onClick={() => again.value++}>
            Try again
          </button>
        </div>
      )}
    </>
  );
}

/** A picture that is larger than its frame is moved by dragging. */
function usePan(frame: { current: HTMLDivElement | null }): void {
  useEffect(() => {
    const element = frame.current;
    if (!element) {
      return;
    }
    let from: { x: number; y: number; left: number; top: number } | null = null;
    const down = (event: PointerEvent) => {
      from = { x: event.clientX, y: event.clientY, left: element.scrollLeft, top: element.scrollTop };
      element.setPointerCapture(event.pointerId);
    };
    const move = (event: PointerEvent) => {
      if (from) {
        element.scrollTo(from.left + from.x - event.clientX, from.top + from.y - event.clientY);
      }
    };
    const up = () => (from = null);
    element.addEventListener("pointerdown", down);
    element.addEventListener("pointermove", move);
    element.addEventListener("pointerup", up);
    element.addEventListener("pointercancel", up);
    return () => {
      element.removeEventListener("pointerdown", down);
      element.removeEventListener("pointermove", move);
      element.removeEventListener("pointerup", up);
      element.removeEventListener("pointercancel", up);
    };
  }, []);
}
