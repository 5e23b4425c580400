import { signal } from "@preact/signals";

/** Where we are; every page has an address of its own. */
export const path = signal(location.pathname);

addEventListener("popstate", () => (path.value = location.pathname));

/** Goes to another page without loading anew. */
export function go(to: string): void {
  history.pushState(null, "", to);
  path.value = location.pathname;
}

/** A click on a link inside the page; modified clicks are left to the browser. */
export function follow(event: MouseEvent): void {
  const link = (event.target as Element).closest("a");
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (link && plain && link.origin === location.origin && !link.hasAttribute("download")) {
    event.preventDefault();
    go(link.pathname + link.search);
  }
}

/** The parts of an address that match a pattern such as `/p/:id/label`; null where it does not match. */
export function match(pattern: string, address: string): Record<string, string> | null {
  const wanted = pattern.split("/");
  const given = address.replace(/(?<=.)\/$/, "").split("/");
  if (wanted.length !== given.length) {
    return null;
  }
  const found: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const value = given[i] ?? "";
    if (part.startsWith(":")) {
      found[part.slice(1)] = decodeURIComponent(value);
    } else if (part !== value) {
      return null;
    }
  }
  return found;
}
