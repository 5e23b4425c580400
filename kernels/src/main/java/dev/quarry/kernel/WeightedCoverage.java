package dev.quarry.kernel;

import java.util.Arrays;

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
 * <p>O(n²·d / 2) time at first, and once more after the first row where nothing was represented; O(n) memory, and 28 bytes
 * for each time that a row changes its representative.
 */
public final class WeightedCoverage implements Gains {

    private static final int BLOCK = 64;

    private final Matrix points;
    private final Similarity similarity;
    private final double scale;
    private final double[] weights; // in units
    private final double unit; // a power of two
    private final double[] reach; // the squared distance to what represents a row, infinite if nothing does
    private final long[] gains; // in units
    private final int[] seen; // how many of the changes a gain knows of
    private int[] changed = new int[1024];
    private double[] before = new double[1024]; // its reach before
    private long[] soBefore = new long[1024]; // how similar that was, weighted
    private long[] soAfter = new long[1024];
    private int changes;

    /**
     * @param points shape [n, d]; one that is mapped is copied into memory
     * @param centres shape [m, d]: rows are represented by them from the start
     * @param weights how much each row counts, shape [n], finite and not negative
     * @param scale of the similarity, as {@link Similarity#scale} gives it; without meaning where it has no bandwidth
     */
    public WeightedCoverage(Matrix points, Matrix centres, double[] weights, Similarity similarity, double scale) {
        int n = points.rows();
        this.points = points.inMemory();
        this.similarity = similarity;
        this.scale = scale;
        this.unit = Math.scalb(atLeast(Arrays.stream(weights).max().orElse(0)), points.isDouble() ? -32 : -24);
        this.weights = Arrays.stream(weights).map(weight -> weight / unit).toArray();
        this.reach = new double[n];
        this.gains = new long[n];
        this.seen = new int[n];
        NearestCentres nearest = centres.rows() == 0 ? null : NearestCentres.of(this.points, centres);
        Arrays.setAll(reach, row -> nearest == null ? Double.POSITIVE_INFINITY : nearest.squared(row));
        evaluateAll();
    }

    /** The smallest power of two that is not below a number. */
    private static double atLeast(double largest) {
        double power = Math.scalb(1.0, Math.getExponent(largest));
        return largest == 0 ? 1 : power < largest ? 2 * power : power;
    }

    private double squared(int row, int other) {
        int d = points.cols();
        return points instanceof FloatMatrix floats
                ? Distances.squared(floats.values(), row * d, floats.values(), other * d, d)
                : Distances.squared(points, row, points, other);
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
        int n = gains.length;
        Arrays.fill(gains, 0);
        Arrays.fill(seen, 0);
        changes = 0;
        long[] so = new long[n];
        Arrays.setAll(so, row -> weighted(row, similar(reach[row])));
        boolean bounds = Vectors.PRESENT && fewPairsCount();
        Workers.current().chunks(n, bounds ? 8 * BLOCK : BLOCK, (from, to) -> {
            long[] some = new long[n];
            if (points instanceof FloatMatrix floats && bounds) {
                bounded(floats, from, to, so, some);
            } else if (points instanceof FloatMatrix floats) {
                floats(floats, from, to, so, some);
            } else {
                for (int i = from; i < n; i++) {
                    for (int j = from; j < Math.min(i + 1, to); j++) {
                        measured(i, j, Distances.squared(points, i, points, j), so, some);
                    }
                }
            }
            add(some, from);
        });
    }

    /** Whether few of some pairs are near enough to count; this changes the way of the work, not its result. */
    private boolean fewPairsCount() {
        int step = Math.max(1, gains.length / 200);
        int pairs = 0;
        int near = 0;
        for (int i = 0; i < gains.length; i += step) {
            for (int j = 0; j < i; j += step) {
                pairs++;
                near += Distances.squared(points, i, points, j) < Math.max(reach[i], reach[j]) ? 1 : 0;
            }
        }
        return 10L * near < pairs;
    }

    private synchronized void add(long[] some, int from) {
        for (int row = from; row < gains.length; row++) {
            gains[row] += some[row];
        }
    }

    private void measured(int i, int j, double squared, long[] so, long[] sums) {
        double similar = similar(squared);
        sums[i] += Math.max(weighted(j, similar) - so[j], 0);
        sums[j] += i == j ? 0 : Math.max(weighted(i, similar) - so[i], 0);
    }

    /** Where every row is represented, few pairs are near enough to count: only they are measured. */
    private void bounded(FloatMatrix floats, int from, int to, long[] so, long[] sums) {
        int d = floats.cols();
        float[] values = floats.values();
        ProductTile tile = new ProductTile(values, from * d, to - from, d);
        int rows = BLOCK / 2;
        float[] bounds = new float[rows * tile.columns() + Simd.LANES];
        float[] reaches = new float[tile.columns() + Simd.LANES];
        Arrays.fill(reaches, Float.NEGATIVE_INFINITY);
        for (int c = from; c < to; c++) {
            reaches[c - from] = Math.nextUp((float) (reach[c] * (1 + 0x1p-22)));
        }
        for (int start = from; start < gains.length; start += rows) {
            tile.shifted(values, start * d, Math.min(rows, gains.length - start), bounds);
            for (int row = start; row < Math.min(start + rows, gains.length); row++) {
                double square = Distances.dot(values, row * d, values, row * d, d);
                double shift = tile.slack(square) - square;
                float far = Math.nextUp((float) (reach[row] * (1 + 0x1p-22) + shift));
                float up = Math.nextUp((float) (shift + Math.abs(shift) * 0x1p-22));
                int at = (row - start) * tile.columns();
                int end = at + Math.min(row + 1, to) - from;
                for (int j = Simd.firstNotAboveEither(bounds, at, end, far, reaches, -at, up);
                        j < end;
                        j = Simd.firstNotAboveEither(bounds, j + 1, end, far, reaches, -at, up)) {
                    int other = from + j - at;
                    measured(row, other, Distances.squared(values, row * d, values, other * d, d), so, sums);
                }
            }
        }
    }

    /** The terms of rows {@code from} to {@code to} with one another and with all rows after them, both ways. */
    private void floats(FloatMatrix floats, int from, int to, long[] so, long[] sums) {
        int d = floats.cols();
        DistanceTile tile = new DistanceTile(floats.values(), from * d, to - from, d);
        int width = tile.columns();
        float[] similar = new float[BLOCK * width];
        int[] columnSo = new int[width];
        float[] columnWeights = new float[width];
        int[] columnSums = new int[width];
        for (int c = 0; c < to - from; c++) {
            columnSo[c] = (int) so[from + c];
            columnWeights[c] = (float) weights[from + c];
        }
        for (int start = from; start < gains.length; start += BLOCK) {
            int rows = Math.min(BLOCK, gains.length - start);
            tile.squared(floats.values(), start * d, rows, similar);
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
        return gains.length;
    }

    @Override
    public double gain(int row, double floor) {
        double least = floor / unit;
        for (; seen[row] < changes && gains[row] >= least; seen[row]++) {
            int change = seen[row];
            int other = changed[change];
            double squared = squared(row, other);
            if (squared < before[change]) {
                long so = weighted(other, similar(squared));
                gains[row] += Math.max(so - soAfter[change], 0) - Math.max(so - soBefore[change], 0);
            }
        }
        return gains[row] * unit;
    }

    @Override
    public void take(int row) {
        int first = changes;
        for (int other = 0; other < gains.length; other++) {
            double squared = squared(row, other);
            if (squared < reach[other]) {
                log(other, reach[other], squared);
                reach[other] = squared;
            }
        }
        if (changes - first == gains.length) {
            evaluateAll(); // all gains are out of date, and together they are computed faster
        }
    }

    private void log(int row, double from, double to) {
        if (changes == changed.length) {
            changed = Arrays.copyOf(changed, 2 * changes);
            before = Arrays.copyOf(before, 2 * changes);
            soBefore = Arrays.copyOf(soBefore, 2 * changes);
            soAfter = Arrays.copyOf(soAfter, 2 * changes);
        }
        changed[changes] = row;
        before[changes] = from;
        soBefore[changes] = weighted(row, similar(from));
        soAfter[changes++] = weighted(row, similar(to));
    }

    /** The similarity of a row to what represents it; 0 if nothing does. */
    public double represented(int row) {
        return similar(reach[row]);
    }
}
