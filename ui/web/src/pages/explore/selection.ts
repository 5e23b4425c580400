/** What a click does to a choice. */
export interface Click {
  shift: boolean;
  ctrl: boolean;
}

/**
 * The choice after a click on the item at a place of a list: it alone, or beside the others with Ctrl, or everything from
 * the last one that was clicked with Shift.
 *
 * @param at the row of the item at a place; undefined where it is not loaded
 */
export function clicked(
  chosen: ReadonlySet<number>,
  anchor: number,
  place: number,
  click: Click,
  at: (place: number) => number | undefined,
): Set<number> {
  const row = at(place);
  if (click.shift && anchor >= 0) {
    const some = click.ctrl ? new Set(chosen) : new Set<number>();
    for (let i = Math.min(anchor, place); i <= Math.max(anchor, place); i++) {
      const one = at(i);
      if (one !== undefined) {
        some.add(one);
      }
    }
    return some;
  }
  if (row === undefined) {
    return new Set(chosen);
  }
  if (!click.ctrl) {
    return new Set([row]);
  }
  const some = new Set(chosen);
  if (!some.delete(row)) {
    some.add(row);
  }
  return some;
}
