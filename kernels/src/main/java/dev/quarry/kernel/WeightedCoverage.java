package dev.quarry.kernel;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Facility location: rows are represented by the most similar one that was taken, and the gain of a row is by how much,
 * weighted and summed over all rows, it would represent them better. Also known as generalised coverage; with a Gaussian
 * it is what kernel herding maximises.
 *
 * <p>Neither similarities nor distances are kept. A gain that was computed once is brought up to date by the rows alone
 * whose representative has changed since, and only as far as it takes to see that it is out. Weighted
 * similarities are rounded down to multiples of 2⁻²⁴ of the largest weight for float32 rows, of 2⁻³² for float64, so that
 * sums are exact and depend on no order, and two rows that are alike but for their order tie.
 *
 * <p>O(n²·d / 2) time at first, and once more after the first row where nothing was represented; O(n) memory
 * beside the rows, which may lie in a file. A gain that has missed more than n changes is computed anew.
 */
public final class WeightedCoverage implements Gains {

    private static final int BLOCK = 64;
    private static final int CHUNK = 4096;
    private static final int MOST_CHANGES = 1 << 30;

    private final Matrix points;
    private final Similarity similarity;
    private final double scale;
    private final double[] weights; // in units
    private final double unit; // a power of two
    private final double[] reach; // the squared distance to what represents a row, infinite if nothing does
    private final long[] so; // how similar that is, weighted
    private final CatchUp known; // in units
    private final Changes changes = new Changes();

    /**
     * @param points shape [n, d]; rows of a file stay there and are read front to back for every block of rows
     * @param centres shape [m, d]: rows are represented by them from the start
     * @param weights how much each row counts, shape [n], finite and not negative
     * @param scale of the similarity, as {@link Similarity#scale} gives it; without meaning where it has no bandwidth
     */
    public WeightedCoverage(Matrix points, Matrix centres, double[] weights, Similarity similarity, double scale) {
        int n = points.rows();
        this.points = points;
        this.similarity = similarity;
        this.scale = scale;
        this.unit = Math.scalb(atLeast(Arrays.stream(weights).max().orElse(0)), points.isDouble() ? -32 : -24);
        this.weights = Arrays.stream(weights).map(weight -> weight / unit).toArray();
        this.reach = new double[n];
        this.so = new long[n];
        this.known = new CatchUp(points);
        NearestCentres nearest = centres.rows() == 0 ? null : NearestCentres.of(points, centres);
        Arrays.setAll(reach, row -> nearest == null ? Double.POSITIVE_INFINITY : nearest.squared(row));
        evaluateAll();
    }

    /** The smallest power of two that is not below a number. */
    private static double atLeast(double largest) {
        double power = Math.scalb(1.0, Math.getExponent(largest));
        return largest == 0 ? 1 : power < largest ? 2 * power : power;
    }

    private double similar(double squared) {
        if (squared == Double.POSITIVE_INFINITY) {
            return 0;
        }
        return points.isDouble() ? similarity.of(squared, scale) : similarity.of((float) squared, (float) scale);
    }

    /** The weighted similarity of a row to something, in units. */
    private long weighted(int row, double similar) {
        return points.isDouble() ? (long) (similar * weights[row]) : (int) ((float) similar * (float) weights[row]);
    }

    private void evaluateAll() {
        int n = size();
        Arrays.fill(known.gains(), 0);
        changes.clear();
        for (int row = 0; row < n; row++) {
            so[row] = weighted(row, similar(reach[row]));
            known.knows(row, 0);
        }
        boolean bounds = Vectors.PRESENT && fewPairsCount();
        Workers.current().chunks(n, bounds ? 8 * BLOCK : BLOCK, (from, to) -> {
            long[] some = new long[n];
            RowBlock block = new RowBlock(points).read(from, to);
            if (points.isDouble()) {
                doubles(block, from, to, some);
            } else if (bounds) {
                bounded(block, from, to, some);
            } else {
                floats(block, from, to, some);
            }
            add(some, from);
        });
    }

    /** Whether few of some pairs are near enough to count; this changes the way of the work, not its result. */
    private boolean fewPairsCount() {
        int step = Math.max(1, size() / 200);
        int[] some =
                IntStream.iterate(0, row -> row < size(), row -> row + step).toArray();
        Matrix places = points.block(some);
        int pairs = 0;
        int near = 0;
        for (int i = 0; i < some.length; i++) {
            for (int j = 0; j < i; j++) {
                pairs++;
                double enough = Math.max(reach[some[i]], reach[some[j]]);
                near += Distances.squared(places, i, places, j) < enough ? 1 : 0;
            }
        }
        return 10L * near < pairs;
    }

    private synchronized void add(long[] some, int from) {
        for (int row = from; row < some.length; row++) {
            known.gains()[row] += some[row];
        }
    }

    private void measured(int i, int j, double squared, long[] sums) {
        double similar = similar(squared);
        sums[i] += Math.max(weighted(j, similar) - so[j], 0);
        sums[j] += i == j ? 0 : Math.max(weighted(i, similar) - so[i], 0);
    }

    private void doubles(RowBlock block, int from, int to, long[] sums) {
        RowBlock others = new RowBlock(points);
        for (int start = from; start < size(); start += RowBlock.ROWS) {
            int end = Math.min(size(), start + RowBlock.ROWS);
            others.read(start, end);
            for (int i = start; i < end; i++) {
                for (int j = from; j < Math.min(i + 1, to); j++) {
                    measured(i, j, others.squared(i, block, j), sums);
                }
            }
        }
    }

    /** Where every row is represented, few pairs are near enough to count: only they are measured. */
    private void bounded(RowBlock block, int from, int to, long[] sums) {
        ProductTile tile = new ProductTile(block.floats(), block.at(from), to - from, points.cols());
        RowBlock others = new RowBlock(points);
        int rows = BLOCK / 2;
        float[] bounds = new float[rows * tile.columns() + Simd.LANES];
        float[] reaches = new float[tile.columns() + Simd.LANES];
        Arrays.fill(reaches, Float.NEGATIVE_INFINITY);
        for (int c = from; c < to; c++) {
            reaches[c - from] = Math.nextUp((float) (reach[c] * (1 + 0x1p-22)));
        }
        for (int start = from; start < size(); start += rows) {
            int stop = Math.min(start + rows, size());
            others.read(start, stop);
            tile.shifted(others.floats(), others.at(start), stop - start, bounds);
            for (int row = start; row < stop; row++) {
                double square = others.square(row);
                double shift = tile.slack(square) - square;
                float far = Math.nextUp((float) (reach[row] * (1 + 0x1p-22) + shift));
                float up = Math.nextUp((float) (shift + Math.abs(shift) * 0x1p-22));
                int at = (row - start) * tile.columns();
                int end = at + Math.min(row + 1, to) - from;
                for (int j = Simd.firstNotAboveEither(bounds, at, end, far, reaches, -at, up);
                        j < end;
                        j = Simd.firstNotAboveEither(bounds, j + 1, end, far, reaches, -at, up)) {
                    int other = from + j - at;
                    measured(row, other, others.squared(row, block, other), sums);
                }
            }
        }
    }

    /** The terms of rows {@code from} to {@code to} with one another and with all rows after them, both ways. */
    private void floats(RowBlock block, int from, int to, long[] sums) {
        DistanceTile tile = new DistanceTile(block.floats(), block.at(from), to - from, points.cols());
        RowBlock others = new RowBlock(points);
        int width = tile.columns();
        float[] similar = new float[BLOCK * width];
        int[] columnSo = new int[width];
        float[] columnWeights = new float[width];
        int[] columnSums = new int[width];
        for (int c = 0; c < to - from; c++) {
            columnSo[c] = (int) so[from + c];
            columnWeights[c] = (float) weights[from + c];
        }
        for (int start = from; start < size(); start += BLOCK) {
            int rows = Math.min(BLOCK, size() - start);
            others.read(start, start + rows);
            tile.squared(others.floats(), others.at(start), rows, similar);
            similarity.of(similar, rows * width, (float) scale);
            for (int row = start; row < start + rows; row++) {
                int at = (row - start) * width;
                int rowSo = (int) so[row];
                float weight = (float) weights[row];
                sums[row] += Vectors.PRESENT
                        ? Simd.gains(similar, at, width, rowSo, weight, columnSo, columnWeights, columnSums)
                        : Plain.gains(similar, at, width, rowSo, weight, columnSo, columnWeights, columnSums);
            }
            for (int c = 0; c < to - from; c++) {
                sums[from + c] += start == from ? 0 : columnSums[c]; // among one another each pair has come twice
            }
            Arrays.fill(columnSums, 0);
        }
    }

    @Override
    public int size() {
        return reach.length;
    }

    @Override
    public double gain(int row, double floor) {
        double least = floor / unit;
        if (known.gains()[row] >= least) {
            if (changes.forgot(known.seen(row))) {
                anew(new int[] {row}, 1);
            }
            known.one(row, changes, changes.count, least);
        }
        return known.gains()[row] * unit;
    }

    @Override
    public int together() {
        return CatchUp.TOGETHER;
    }

    @Override
    public void gains(int[] rows, int count, double floor, double[] out) {
        double least = floor / unit;
        int[] late = Arrays.stream(rows, 0, count)
                .filter(row -> known.gains()[row] >= least && changes.forgot(known.seen(row)))
                .toArray();
        anew(late, late.length);
        known.some(rows, count, changes, changes.count, least);
        Arrays.setAll(out, i -> known.gains()[rows[i]] * unit);
    }

    /** Computes gains from what represents the rows now. */
    private void anew(int[] rows, int count) {
        for (int i = 0; i < count; i++) {
            known.gains()[rows[i]] = 0;
            known.knows(rows[i], 0);
        }
        known.some(rows, count, new Now(), size(), 0);
        for (int i = 0; i < count; i++) {
            known.knows(rows[i], changes.count);
        }
    }

    @Override
    public void take(int row) {
        int first = changes.count;
        double[] squared = new double[size()];
        Workers.current().chunks(squared.length, CHUNK, (from, to) -> {
            double[] some = new double[to - from];
            Distances.squared(points, from, to, points, row, some);
            System.arraycopy(some, 0, squared, from, some.length);
        });
        for (int other = 0; other < squared.length; other++) {
            if (squared[other] < reach[other]) {
                changes.add(other, squared[other]);
            }
        }
        if (changes.count - first == squared.length || changes.count > MOST_CHANGES) {
            evaluateAll(); // all gains are out of date, and together they are computed faster
        }
    }

    /** What every row would add to a gain if nothing had been taken into account yet. */
    private final class Now implements CatchUp.Log {
        @Override
        public int row(int e) {
            return e;
        }

        @Override
        public double reach(int e) {
            return reach[e];
        }

        @Override
        public long effect(int e, int row, double squared) {
            return Math.max(weighted(e, similar(squared)) - so[e], 0);
        }
    }

    /** The last n times that a row changed its representative. */
    private final class Changes implements CatchUp.Log {
        private int[] rows = new int[1024];
        private double[] before = new double[1024]; // its reach before
        private long[] soBefore = new long[1024];
        private long[] soAfter = new long[1024];
        private int count; // those that were forgotten included

        void clear() {
            count = 0;
        }

        /** Whether something after the first {@code entries} is not known any more. */
        boolean forgot(int entries) {
            return count - entries > rows.length;
        }

        /** Gives a row a nearer representative. */
        void add(int row, double squared) {
            if (count == rows.length && count < size()) {
                int capacity = Math.min(2 * count, size());
                rows = Arrays.copyOf(rows, capacity);
                before = Arrays.copyOf(before, capacity);
                soBefore = Arrays.copyOf(soBefore, capacity);
                soAfter = Arrays.copyOf(soAfter, capacity);
            }
            int at = count++ % rows.length;
            rows[at] = row;
            before[at] = reach[row];
            soBefore[at] = so[row];
            reach[row] = squared;
            so[row] = weighted(row, similar(squared));
            soAfter[at] = so[row];
        }

        @Override
        public int row(int e) {
            return rows[e % rows.length];
        }

        @Override
        public double reach(int e) {
            return before[e % rows.length];
        }

        @Override
        public long effect(int e, int row, double squared) {
            int at = e % rows.length;
            long similar = weighted(rows[at], similar(squared));
            return Math.max(similar - soAfter[at], 0) - Math.max(similar - soBefore[at], 0);
        }
    }

    /** The similarity of a row to what represents it; 0 if nothing does. */
    public double represented(int row) {
        return similar(reach[row]);
    }
}
