const KEPT = 40;

/** Pictures that are decoded before they are needed, so that showing one takes no time. */
export class Gallery {
  private readonly large = new Map<number, HTMLImageElement>();
  private readonly small = new Set<number>();

  constructor(private readonly address: (row: number, kind: string) => string) {}

  /** Brings pictures into memory, in this order. */
  prepare(rows: readonly number[]): void {
    rows.forEach((row) => this.get(row));
  }

  prepareSmall(rows: readonly number[]): void {
    for (const row of rows.filter((one) => !this.small.has(one))) {
      this.small.add(row);
      new Image().src = this.thumbnail(row, 320);
    }
  }

  thumbnail(row: number, size: 160 | 320 | 640): string {
    return this.address(row, `thumbnail?size=${size}`);
  }

  /** A picture to look at now: one that did not come when it was prepared is asked for again. */
  show(row: number): HTMLImageElement {
    const before = this.large.get(row);
    if (before?.complete && before.naturalWidth === 0) {
      this.large.delete(row);
    }
    return this.get(row);
  }

  /** A picture, perhaps still on its way. The one element stands in at most one place of the page. */
  get(row: number): HTMLImageElement {
    let picture = this.large.get(row);
    if (picture) {
      this.large.delete(row);
    } else {
      picture = new Image();
      picture.draggable = false;
      picture.src = this.address(row, "picture");
      picture.decode().catch(() => {}); // whoever shows it says so
    }
    this.large.set(row, picture);
    for (const old of this.large.keys()) {
      if (this.large.size <= KEPT) {
        break;
      }
      this.large.delete(old);
    }
    return picture;
  }
}
