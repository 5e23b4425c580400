package dev.quarry.kernel;

/**
 * Mixtures of the members of a committee, each with a share: for a row of samples [K · C] the entropies of its mixed
 * distributions, {@code share · H(Σ_k w_k·p_k)}. Of float32 samples the mixed distributions and the terms of their
 * entropies are float32, of float64 samples float64; sums over the mixtures always are float64.
 *
 * <p>Memory: 4 or 8 bytes per weight.
 */
abstract class Mixtures {

    /** A run of mixtures must begin at a multiple of this. */
    static final int ALIGNED = 32;

    /** Mixtures that are worked on together. */
    static final int BLOCK = 256;

    /** Four partial sums, since each addition waits for the one before; always the same four. */
    private static final int CHAINS = 4;

    final Matrix samples;
    final int members;
    final int classes;
    final double[] shares;

    private Mixtures(Matrix samples, int members, double[] shares) {
        this.samples = samples;
        this.members = members;
        this.classes = samples.cols() / members;
        this.shares = shares;
    }

    /**
     * Mixtures for the rows of {@code samples}.
     *
     * @param samples shape [n, K · C]
     * @param weights shape [m, K], each row from 0 on and of sum 1
     * @param shares shape [m]
     */
    static Mixtures of(Matrix samples, int members, double[] weights, double[] shares) {
        return samples.isDouble()
                ? new OfDoubles(samples, members, weights, shares)
                : new OfFloats(samples, members, weights, shares);
    }

    /** How many mixtures there are, m. */
    final int size() {
        return shares.length;
    }

    /**
     * What an entropy may at most be off by rounding, and four times that. A sum of K products of numbers from 0 on is
     * within (K + 2)·u of its value, a term within 2 ulp more, and an error ε of all terms moves an entropy by at most
     * (ln C + 1)·ε.
     */
    final double margin() {
        double unit = samples.isDouble() ? 0x1p-53 : 0x1p-24;
        return 4 * unit * (members + 16) * (StrictMath.log(classes) + 2);
    }

    /** What one thread needs to work. */
    abstract Work work();

    /** The entropies for one row at a time. */
    abstract static class Work {
        private final double[] parts = new double[BLOCK];

        /** Turns to a row. */
        abstract void row(int row);

        /** Writes the {@code count} values of the mixtures from {@code from} on to {@code parts}. */
        abstract void block(int from, int count, double[] parts);

        /** The sum of share times entropy over a run of mixtures; {@code from} is a multiple of {@link #ALIGNED}. */
        final double sum(int from, int to) {
            double total = 0;
            for (int at = from; at < to; at += BLOCK) {
                int count = Math.min(BLOCK, to - at);
                block(at, count, parts);
                double[] chains = new double[CHAINS];
                for (int j = 0; j < count; j++) {
                    chains[j % CHAINS] += parts[j];
                }
                total += chains[0] + chains[1] + (chains[2] + chains[3]);
            }
            return total;
        }

        /** The part of mixtures {@code from} to {@code to} in a sum over at most {@link #BLOCK} from the first on. */
        final double part(int from, int to) {
            double total = 0;
            for (int j = from; j < to; j++) {
                total += parts[j];
            }
            return total;
        }
    }

    private static final class OfDoubles extends Mixtures {
        private final double[] weights;

        OfDoubles(Matrix samples, int members, double[] weights, double[] shares) {
            super(samples, members, shares);
            this.weights = weights;
        }

        @Override
        Work work() {
            double[] p = new double[samples.cols()];
            double[] mixed = new double[classes];
            return new Work() {
                @Override
                void row(int row) {
                    samples.copyRow(row, p);
                }

                @Override
                void block(int from, int count, double[] parts) {
                    for (int j = 0; j < count; j++) {
                        mix(from + j);
                        parts[j] = shares[from + j] * Uncertainty.entropy(mixed, 0, classes);
                    }
                }

                private void mix(int mixture) {
                    for (int c = 0; c < classes; c++) {
                        double sum = 0;
                        for (int k = 0; k < members; k++) {
                            sum += weights[mixture * members + k] * p[k * classes + c];
                        }
                        mixed[c] = sum;
                    }
                }
            };
        }
    }

    /** A product of matrices, [C, K] by [K, m], with the weights laid out in panels of as many as two vectors hold. */
    private static final class OfFloats extends Mixtures {
        private static final int WIDTH = Vectors.PRESENT ? 2 * Simd.LANES : ALIGNED;

        private final float[] packed; // halved and negated, which a shifted product undoes without rounding

        OfFloats(Matrix samples, int members, double[] weights, double[] shares) {
            super(samples, members, shares);
            int padded = (shares.length + ALIGNED - 1) / ALIGNED * ALIGNED;
            this.packed = new float[Math.multiplyExact(padded, members)];
            for (int m = 0; m < shares.length; m++) {
                int at = m / WIDTH * WIDTH * members + m % WIDTH;
                for (int k = 0; k < members; k++) {
                    packed[at + k * WIDTH] = (float) (-0.5 * weights[m * members + k]);
                }
            }
        }

        @Override
        Work work() {
            return new FloatWork();
        }

        private final class FloatWork extends Work {
            private final float[] p = new float[samples.cols()];
            private final float[] byClass = new float[samples.cols()];
            private final float[] none = new float[WIDTH];
            private final float[] mixed = new float[classes * BLOCK];
            private final float[] sums = new float[BLOCK];

            @Override
            void row(int row) {
                samples.copyRows(row, row + 1, p);
                for (int k = 0; k < members; k++) {
                    for (int c = 0; c < classes; c++) {
                        byClass[c * members + k] = p[k * classes + c];
                    }
                }
            }

            @Override
            void block(int from, int count, double[] parts) {
                int columns = (count + ALIGNED - 1) / ALIGNED * ALIGNED;
                for (int c = 0; c < columns; c += WIDTH) {
                    product((from + c) * members, c, columns);
                }
                Uncertainty.terms(mixed, 0, classes * columns, mixed);
                System.arraycopy(mixed, 0, sums, 0, columns);
                for (int c = 1; c < classes; c++) {
                    add(c * columns, columns);
                }
                for (int j = 0; j < count; j++) {
                    parts[j] = shares[from + j] * Math.max(0, -sums[j]);
                }
            }

            private void add(int at, int columns) {
                for (int j = 0; j < columns; j++) {
                    sums[j] += mixed[at + j];
                }
            }

            private void product(int packedAt, int outAt, int stride) {
                if (Vectors.PRESENT) {
                    Simd.shiftedProducts(byClass, 0, classes, members, packed, packedAt, none, 0, mixed, outAt, stride);
                } else {
                    Plain.shiftedProducts(
                            byClass, 0, classes, members, packed, packedAt, WIDTH, none, 0, mixed, outAt, stride);
                }
            }
        }
    }
}
