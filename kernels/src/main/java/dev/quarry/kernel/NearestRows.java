package dev.quarry.kernel;

import java.util.Arrays;

/**
 * The rows of a matrix that lie nearest to a query: as many as their weights need to sum to k, and whatever lies exactly
 * as far as the last of them. Distances are those of {@link Distances} in float64, whatever the precision of the rows,
 * so that float32 and float64 rows of the same numbers are equally far.
 *
 * <p>O(n·m·d) time. float32 rows go through a product in float32 whose error is bounded ({@link PackedCentres}); only the
 * few rows that these bounds cannot rule out are then measured. m·d·4 bytes beside the inputs.
 */
public final class NearestRows {

    private static final int CHUNK = 256;

    /** Values that one thread bounds at a time. */
    private static final int BOUNDS = 1 << 16;

    private final Matrix points;
    private final double[] weights;
    private final double k;

    /** One query and its rows. */
    @FunctionalInterface
    public interface Found {
        /**
         * Takes the nearest rows of a query; called once per query, in any order, from several threads.
         *
         * @param rows the rows, nearest first, of equal distances in their order; the first {@code count} count
         * @param squared their squared distances
         */
        void neighbours(int query, int[] rows, double[] squared, int count);
    }

    /**
     * Prepares a search.
     *
     * @param points shape [m, d], finite: what a learner knows, which is in memory; one that is mapped is copied there
     * @param weights shape [m], above 0
     * @param k what the weights of the neighbours have to sum to, above 0; with less than that in all, all are neighbours
     */
    public NearestRows(Matrix points, double[] weights, double k) {
        this.points = points.inMemory();
        this.weights = weights;
        this.k = k;
    }

    /** Finds the nearest rows of every query, shape [n, d]; a mapped one is read front to back once. */
    public void find(Matrix queries, Found found) {
        Distances.checkWidths(queries, points);
        if (Vectors.PRESENT && !queries.isDouble() && points instanceof FloatMatrix floats && points.rows() > 0) {
            PackedCentres packed = new PackedCentres(floats);
            int most = Math.max(4, Math.min(PackedCentres.ROWS, BOUNDS / packed.columns()));
            Workers.current().chunks(queries.rows(), CHUNK, (from, to) -> {
                Search search = new Search(queries, found);
                float[] bounds = new float[most * packed.columns() + Simd.LANES];
                queries.floatBlocks(from, to, most, (values, at, row, rows) -> {
                    packed.values(values, at, rows, bounds);
                    for (int r = 0; r < rows; r++) {
                        search.bounded(row + r, packed, packed.square(values, at, r), bounds, r * packed.columns());
                    }
                });
            });
        } else {
            Workers.current().chunks(queries.rows(), CHUNK, (from, to) -> {
                Search search = new Search(queries, found);
                for (int query = from; query < to; query++) {
                    search.plain(query);
                }
            });
        }
    }

    /** What one thread needs to work. */
    private final class Search {
        private final Matrix queries;
        private final Found found;
        private final double[] query = new double[points.cols()];
        private final double[] point = new double[points.cols()];
        private final Ranked likely = new Ranked();
        private final Ranked nearest = new Ranked();

        Search(Matrix queries, Found found) {
            this.queries = queries;
            this.found = found;
        }

        void plain(int row) {
            queries.copyRow(row, query);
            nearest.clear();
            for (int c = 0; c < points.rows(); c++) {
                measure(c);
            }
            found.neighbours(row, nearest.rows, nearest.keys, nearest.size);
        }

        /** With bounds from {@code at} on: the likely rows are measured first, then all that may be as near. */
        void bounded(int row, PackedCentres packed, double square, float[] bounds, int at) {
            queries.copyRow(row, query);
            likely.clear();
            nearest.clear();
            int to = at + points.rows();
            float least = Float.MAX_VALUE;
            for (int from = Simd.firstNotAbove(bounds, at, to, least);
                    from < to;
                    from = Simd.firstNotAbove(bounds, from + 1, to, least)) {
                likely.offer(bounds[from], from - at);
                least = Math.nextDown((float) likely.limit());
            }
            double farthest = 0;
            for (int i = 0; i < likely.size; i++) {
                farthest = Math.max(farthest, squared(likely.rows[i]));
            }
            float threshold = likely.weight < k ? Float.POSITIVE_INFINITY : packed.threshold(square, farthest);
            for (int from = Simd.firstNotAbove(bounds, at, to, threshold);
                    from < to;
                    from = Simd.firstNotAbove(bounds, from + 1, to, threshold)) {
                measure(from - at);
            }
            found.neighbours(row, nearest.rows, nearest.keys, nearest.size);
        }

        private void measure(int c) {
            double squared = squared(c);
            if (!(squared > nearest.limit())) {
                nearest.offer(squared, c);
            }
        }

        private double squared(int c) {
            points.copyRow(c, point);
            return Distances.squared(query, 0, point, 0, query.length);
        }
    }

    /** Rows by ascending keys: no more than their weights need to sum to k, and those that tie with the last. */
    private final class Ranked {
        private int[] rows = new int[16];
        private double[] keys = new double[16];
        private int size;
        private double weight;

        void clear() {
            size = 0;
            weight = 0;
        }

        /** Keys above this are not wanted any more. */
        double limit() {
            return weight < k ? Double.POSITIVE_INFINITY : keys[size - 1];
        }

        /** Adds a row behind all whose key is not larger, then drops what is no longer needed. */
        void offer(double key, int row) {
            if (size == rows.length) {
                rows = Arrays.copyOf(rows, 2 * size);
                keys = Arrays.copyOf(keys, 2 * size);
            }
            int at = size++;
            for (; at > 0 && keys[at - 1] > key; at--) {
                keys[at] = keys[at - 1];
                rows[at] = rows[at - 1];
            }
            keys[at] = key;
            rows[at] = row;
            weight += weights[row];
            if (at < size - 1) {
                drop();
            }
        }

        /** Drops the farthest rows, all that tie at once, while the others weigh enough. */
        private void drop() {
            while (weight >= k) {
                int first = size - 1;
                while (first > 0 && keys[first - 1] == keys[size - 1]) {
                    first--;
                }
                double left = sum(first);
                if (left < k) {
                    return;
                }
                size = first;
                weight = left;
            }
        }

        /** Summed anew, so that what was dropped leaves no rounding behind. */
        private double sum(int count) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += weights[rows[i]];
            }
            return sum;
        }
    }
}
