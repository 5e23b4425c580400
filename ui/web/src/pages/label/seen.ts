/** How long an item must be in sight to count as seen, in milliseconds. */
export const LONG_ENOUGH = 300;

/** How much of it must be in sight. */
export const MUCH_ENOUGH = 0.5;

/** Which items were in sight long enough. Time stands still while nobody can look. */
export class Sight {
  private readonly since = new Map<number, number>();

  constructor(private readonly longEnough = LONG_ENOUGH) {}

  appears(row: number, now: number): void {
    if (!this.since.has(row)) {
      this.since.set(row, now);
    }
  }

  disappears(row: number): void {
    this.since.delete(row);
  }

  /** Nobody can look any more: what is in sight begins anew when somebody can. */
  restart(now: number): void {
    for (const row of this.since.keys()) {
      this.since.set(row, now);
    }
  }

  /** Those that were in sight long enough by now; each is told once. */
  due(now: number): number[] {
    const due = [...this.since].filter(([, since]) => now - since >= this.longEnough).map(([row]) => row);
    due.forEach((row) => this.since.set(row, Number.POSITIVE_INFINITY));
    return due;
  }

  /** In how many milliseconds the next one is due; null where none will be. */
  next(now: number): number | null {
    const left = [...this.since.values()].filter(Number.isFinite).map((since) => this.longEnough - (now - since));
    return left.length > 0 ? Math.max(0, Math.min(...left)) : null;
  }
}
