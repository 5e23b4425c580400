package dev.quarry.kernel;

import java.util.stream.IntStream;

/**
 * Kernel ridge regression on some rows, which is a Gaussian process with noise: what it answers elsewhere and how certain
 * it is, with the kernel {@code exp(−γ·distance²)}.
 *
 * <p>float64 but for distances of float32 rows. O(m³ / 3 + m²·d) time to set up, O(m·(m + d)) for an answer; 8·m² bytes.
 */
public final class KernelRegression {

    private static final int BLOCK = 64;

    private final Matrix known;
    private final Cholesky factor;
    private final double[] targets;
    private final int outputs;
    private final double gamma;
    private final double ridge;
    private final double fit;

    /**
     * Fits.
     *
     * @param known where numbers are known, shape [m, d]
     * @param values the numbers, shape [m, outputs]; overwritten
     * @param gamma of the kernel, above 0
     * @param ridge what is added to its diagonal, above 0
     * @throws IllegalStateException if the kernel does not fit the {@linkplain Memory#budget() memory budget}
     */
    public KernelRegression(Matrix known, double[] values, int outputs, double gamma, double ridge) {
        int m = known.rows();
        Memory.require((long) m * m * Double.BYTES, "The kernel of (%d) labelled items".formatted(m));
        this.known = known;
        this.outputs = outputs;
        this.gamma = gamma;
        this.ridge = ridge;
        double[] kernel = new double[Math.multiplyExact(m, m)];
        Workers.current().chunks(m, 1, (row, to) -> {
            for (int other = row; other < m; other++) {
                kernel[row * m + other] =
                        kernel(Distances.squared(known, row, known, other)) + (row == other ? ridge : 0);
            }
        });
        this.factor = Cholesky.of(kernel, m);
        this.targets = values;
        factor.forward(targets, outputs);
        double sum = 0;
        for (double one : targets) {
            sum += one * one;
        }
        this.fit = sum;
    }

    private double kernel(double squared) {
        return Similarity.GAUSSIAN.of(squared, -gamma);
    }

    /** {@code yᵀ(K + λ)⁻¹y}, summed over the outputs. */
    public double fit() {
        return fit;
    }

    /**
     * The answers for rows {@code from} to {@code to} (exclusive).
     *
     * @param places shape [n, d]
     * @param answers receives {@code kᵀ(K + λ)⁻¹y}, shape [to − from, outputs]
     * @param variances receives {@code k(x, x) + λ − kᵀ(K + λ)⁻¹k}, at least λ
     */
    public void predict(Matrix places, int from, int to, double[] answers, double[] variances) {
        for (int first = from; first < to; first += BLOCK) {
            int[] rows = IntStream.range(first, Math.min(to, first + BLOCK)).toArray();
            block(places.select(rows), first - from, answers, variances);
        }
    }

    /** The kernel with all known rows, one column for each row of the block. */
    private void block(Matrix places, int at, double[] answers, double[] variances) {
        int count = places.rows();
        int m = known.rows();
        double[] columns = new double[m * count];
        for (int j = 0; j < m; j++) {
            for (int i = 0; i < count; i++) {
                columns[j * count + i] = kernel(Distances.squared(places, i, known, j));
            }
        }
        factor.forward(columns, count);
        for (int i = 0; i < count; i++) {
            double explained = 0;
            for (int j = 0; j < m; j++) {
                double entry = columns[j * count + i];
                explained += entry * entry;
                for (int o = 0; o < outputs; o++) {
                    answers[(at + i) * outputs + o] += entry * targets[j * outputs + o];
                }
            }
            variances[at + i] = Math.max(1 + ridge - explained, ridge); // which rounding alone could undercut
        }
    }
}
