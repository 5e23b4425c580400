/** No browser draws a taller element without trouble; beyond this a scrolled pixel stands for more than one. */
export const TALLEST = 8_000_000;

/** Which lines of a long list are in sight. */
export interface Sight {
  /** How tall the list pretends to be, in pixels. */
  height: number;
  /** The first line to draw. */
  first: number;
  /** The line behind the last one to draw. */
  end: number;
  /** Where the first drawn line stands, from the top of the list. */
  top: number;
}

/**
 * Which lines are in sight.
 *
 * @param lines how many there are
 * @param tall how tall one is, in pixels
 * @param view how tall the window is, in pixels
 * @param scrolled how far it was scrolled, in pixels
 */
export function sight(lines: number, tall: number, view: number, scrolled: number): Sight {
  const full = lines * tall;
  const height = Math.min(full, TALLEST);
  const most = Math.max(0, height - view);
  const share = most > 0 ? Math.min(1, Math.max(0, scrolled / most)) : 0;
  const real = share * Math.max(0, full - view);
  const first = Math.max(0, Math.floor(real / tall) - 2);
  const end = Math.min(lines, Math.ceil((real + view) / tall) + 2);
  return { height, first, end, top: Math.max(0, scrolled - (real - first * tall)) };
}

/** How far to scroll so that a line is in sight; null where it is already. */
export function scrollTo(line: number, lines: number, tall: number, view: number, scrolled: number): number | null {
  const full = lines * tall;
  const height = Math.min(full, TALLEST);
  const most = Math.max(0, height - view);
  const real = most > 0 ? (scrolled / most) * Math.max(0, full - view) : 0;
  const wanted = line * tall < real ? line * tall : (line + 1) * tall > real + view ? (line + 1) * tall - view : real;
  if (wanted === real) {
    return null;
  }
  return full > view ? (wanted / (full - view)) * most : 0;
}
