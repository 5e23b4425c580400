/** Whether a point lies inside a closed line of points x0, y0, x1, y1 …: an odd number of its sides lie to the right. */
export function inside(line: ArrayLike<number>, x: number, y: number): boolean {
  let odd = false;
  const count = line.length / 2;
  for (let i = 0, j = count - 1; i < count; j = i++) {
    const xi = line[2 * i] as number;
    const yi = line[2 * i + 1] as number;
    const xj = line[2 * j] as number;
    const yj = line[2 * j + 1] as number;
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) {
      odd = !odd;
    }
  }
  return odd;
}

/** The rows whose places lie inside a closed line, ascending; only those for which `shown` holds. */
export function within(
  places: Float32Array,
  line: ArrayLike<number>,
  shown: (row: number) => boolean = () => true,
): number[] {
  if (line.length < 6) {
    return [];
  }
  const xs = Array.from({ length: line.length / 2 }, (_, i) => line[2 * i] as number);
  const ys = Array.from({ length: line.length / 2 }, (_, i) => line[2 * i + 1] as number);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  const found: number[] = [];
  for (let row = 0; row < places.length / 2; row++) {
    const x = places[2 * row] as number;
    const y = places[2 * row + 1] as number;
    if (x >= left && x <= right && y >= low && y <= high && shown(row) && inside(line, x, y)) {
      found.push(row);
    }
  }
  return found;
}

/** The least box around all places: left, low, right, high. */
export function box(places: Float32Array): [number, number, number, number] {
  let [left, low, right, high] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < places.length; i += 2) {
    const x = places[i] as number;
    const y = places[i + 1] as number;
    left = Math.min(left, x);
    right = Math.max(right, x);
    low = Math.min(low, y);
    high = Math.max(high, y);
  }
  return places.length === 0 ? [0, 0, 1, 1] : [left, low, right, high];
}

/** Finds the place that is nearest to a point without looking at all of them: they are sorted into square cells. */
export class Nearby {
  private readonly side: number;
  private readonly across: number;
  private readonly starts: Uint32Array;
  private readonly rows: Uint32Array;
  private readonly left: number;
  private readonly low: number;

  constructor(private readonly places: Float32Array) {
    const count = places.length / 2;
    const [left, low, right, high] = box(places);
    const extent = Math.max(right - left, high - low, 1e-9);
    this.across = Math.max(1, Math.min(1024, Math.ceil(Math.sqrt(count / 4))));
    this.side = (extent * 1.000001) / this.across;
    this.left = left;
    this.low = low;
    this.starts = new Uint32Array(this.across * this.across + 1);
    this.rows = new Uint32Array(count);
    for (let row = 0; row < count; row++) {
      const cell = this.cellOf(row) + 1;
      this.starts[cell] = (this.starts[cell] ?? 0) + 1;
    }
    for (let cell = 0; cell < this.across * this.across; cell++) {
      this.starts[cell + 1] = (this.starts[cell + 1] ?? 0) + (this.starts[cell] ?? 0);
    }
    const next = this.starts.slice();
    for (let row = 0; row < count; row++) {
      const cell = this.cellOf(row);
      const at = next[cell] ?? 0;
      this.rows[at] = row;
      next[cell] = at + 1;
    }
  }

  private cellOf(row: number): number {
    const x = this.column((this.places[2 * row] as number) - this.left);
    const y = this.column((this.places[2 * row + 1] as number) - this.low);
    return y * this.across + x;
  }

  private column(distance: number): number {
    return Math.max(0, Math.min(this.across - 1, Math.floor(distance / this.side)));
  }

  /** The row of the nearest place not farther than `reach`; −1 where there is none. */
  nearest(x: number, y: number, reach: number, shown: (row: number) => boolean = () => true): number {
    let best = -1;
    let least = reach * reach;
    const [fromX, toX] = [this.column(x - reach - this.left), this.column(x + reach - this.left)];
    const [fromY, toY] = [this.column(y - reach - this.low), this.column(y + reach - this.low)];
    for (let cy = fromY; cy <= toY; cy++) {
      for (let cx = fromX; cx <= toX; cx++) {
        const cell = cy * this.across + cx;
        for (let at = this.starts[cell] as number; at < (this.starts[cell + 1] as number); at++) {
          const row = this.rows[at] as number;
          const dx = (this.places[2 * row] as number) - x;
          const dy = (this.places[2 * row + 1] as number) - y;
          const square = dx * dx + dy * dy;
          if (square <= least && shown(row)) {
            best = row;
            least = square;
          }
        }
      }
    }
    return best;
  }
}
