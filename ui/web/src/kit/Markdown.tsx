import type { ComponentChildren } from "preact";
import { type Block, blocks, type Span } from "./blocks";

/** A text in a small part of Markdown. What is not known to be harmless is shown as text. */
export function Markdown(props: { text: string }) {
  return <div class="markdown">{blocks(props.text).map((block, i) => piece(block, i))}</div>;
}

function piece(block: Block, key: number): ComponentChildren {
  switch (block.kind) {
    case "heading":
      // a page has its own first heading
      return block.level === 1 ? (
        <h3 key={key}>{inline(block.spans)}</h3>
      ) : block.level === 2 ? (
        <h4 key={key}>{inline(block.spans)}</h4>
      ) : (
        <h5 key={key}>{inline(block.spans)}</h5>
      );
    case "paragraph":
      return <p key={key}>{inline(block.spans)}</p>;
    case "code":
      return (
        <pre key={key}>
          <code>{block.text}</code>
        </pre>
      );
    case "list": {
      const items = block.items.map((item, i) => <li key={i}>{inline(item)}</li>);
      return block.ordered ? <ol key={key}>{items}</ol> : <ul key={key}>{items}</ul>;
    }
  }
}

function inline(spans: Span[]): ComponentChildren {
  return spans.map((span, i) => {
    switch (span.kind) {
      case "text":
        return span.text;
      case "code":
        return <code key={i}>{span.text}</code>;
      case "bold":
        return <strong key={i}>{inline(span.spans)}</strong>;
      case "italic":
        return <em key={i}>{inline(span.spans)}</em>;
      case "link":
        return (
          <a key={i} href={span.href} target="_blank" rel="noopener noreferrer">
            {inline(span.spans)}
          </a>
        );
    }
  });
}
