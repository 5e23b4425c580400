package dev.quarry.kernel;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Gains that are brought up to date when they are asked for: each is exact for the beginning of a log of changes, and every
 * change lowers the gains of the rows that lie near to where it happened. Several rows catch up together, block by block
 * of the log, with pairs first bounded at the speed of a matrix product; only those that may be near are measured. Rows of a file are read when they are asked for, a block of the log at a time.
 */
final class CatchUp {

    /** So many rows are worth catching up together. */
    static final int TOGETHER = 1024;

    private static final int CHUNK = 256;
    private static final int BLOCK = 256;
    private static final int ROWS = 32;

    /** Fewer rows are faster one by one. */
    private static final int FEW = 8;

    private final Matrix points;
    private final long[] gains;
    private final int[] seen; // how many entries of the log a gain knows of

    /** What happened, in the order in which it did. */
    interface Log {
        /** Where entry e happened. */
        int row(int e);

        /** The squared distance to it from which on a row is not affected. */
        double reach(int e);

        /** What it adds to the gain of a row at a squared distance below its reach. */
        long effect(int e, int row, double squared);
    }

    /** All gains are 0 and know of nothing. */
    CatchUp(Matrix points) {
        this.points = points;
        this.gains = new long[points.rows()];
        this.seen = new int[points.rows()];
    }

    /** The gains as far as they are known. */
    long[] gains() {
        return gains;
    }

    int seen(int row) {
        return seen[row];
    }

    /** Says that a gain knows of the first entries of a log. */
    void knows(int row, int entries) {
        seen[row] = entries;
    }

    /** Brings a gain up to date with the first {@code to} entries, or as far as it takes to see that it is below {@code least}. */
    void one(int row, Log log, int to, double least) {
        if (seen[row] >= to || !(gains[row] >= least)) {
            return;
        }
        RowBlock own = new RowBlock(points).read(row, row + 1);
        RowBlock all = new RowBlock(points);
        for (; seen[row] < to && gains[row] >= least; seen[row]++) {
            int other = log.row(seen[row]);
            double squared = own.squared(row, all.read(other, other + 1), other);
            if (squared < log.reach(seen[row])) {
                gains[row] += log.effect(seen[row], row, squared);
            }
        }
    }

    /** The same for the first {@code count} of some rows. */
    void some(int[] rows, int count, Log log, int to, double least) {
        if (!Vectors.PRESENT || points.isDouble() || count < FEW) {
            Workers.current().chunks(count, CHUNK, (first, end) -> {
                for (int i = first; i < end; i++) {
                    one(rows[i], log, to, least);
                }
            });
            return;
        }
        Workers.current()
                .chunks(
                        count,
                        Math.max(FEW, Math.min(CHUNK, count / Workers.current().threads())),
                        (first, last) -> {
                            int[] some = Arrays.copyOfRange(rows, first, last);
                            int from = open(some, to, least)
                                    .map(row -> seen[row])
                                    .min()
                                    .orElse(to);
                            while (from < to) {
                                int end = Math.min(to, from - from % BLOCK + BLOCK);
                                int[] now = open(some, end, least).toArray();
                                if (now.length >= FEW) {
                                    block(now, log, from, end);
                                } else {
                                    for (int row : now) {
                                        one(
                                                row,
                                                log,
                                                end,
                                                Long.MIN_VALUE); // whole blocks, or it would soon be asked again
                                    }
                                }
                                from = end;
                            }
                        });
    }

    /** The rows that have not seen all of the first {@code to} entries and may still matter. */
    private IntStream open(int[] rows, int to, double least) {
        return Arrays.stream(rows).filter(row -> seen[row] < to && gains[row] >= least);
    }

    private void block(int[] rows, Log log, int from, int to) {
        int d = points.cols();
        int[] where = new int[to - from];
        Arrays.setAll(where, i -> log.row(from + i));
        float[] places = new RowBlock(points.block(where)).floats();
        float[] values = new RowBlock(points.block(rows)).floats();
        ProductTile tile = new ProductTile(places, 0, where.length, d);
        float[] bounds = new float[ROWS * tile.columns() + Simd.LANES];
        float[] reaches = new float[tile.columns() + Simd.LANES];
        Arrays.fill(reaches, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < where.length; i++) {
            reaches[i] = Math.nextUp((float) (log.reach(from + i) * (1 + 0x1p-22)));
        }
        for (int start = 0; start < rows.length; start += ROWS) {
            int end = Math.min(start + ROWS, rows.length);
            tile.shifted(values, start * d, end - start, bounds);
            for (int r = start; r < end; r++) {
                double square = Distances.dot(values, r * d, values, r * d, d);
                double shift = tile.slack(square) - square;
                float up = Math.nextUp((float) (shift + Math.abs(shift) * 0x1p-22));
                int at = (r - start) * tile.columns();
                int stop = at + where.length;
                int next = at + Math.max(0, seen[rows[r]] - from);
                for (int j = Simd.firstNotAboveEither(bounds, next, stop, Float.NEGATIVE_INFINITY, reaches, -at, up);
                        j < stop;
                        j = Simd.firstNotAboveEither(bounds, j + 1, stop, Float.NEGATIVE_INFINITY, reaches, -at, up)) {
                    int e = from + j - at;
                    double squared = Distances.squared(values, r * d, places, (j - at) * d, d);
                    if (squared < log.reach(e)) {
                        gains[rows[r]] += log.effect(e, rows[r], squared);
                    }
                }
                seen[rows[r]] = to;
            }
        }
    }
}
