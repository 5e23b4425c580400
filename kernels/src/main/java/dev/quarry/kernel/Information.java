package dev.quarry.kernel;

import java.util.Arrays;

/**
 * Information measures of several distributions per row: shape [n, K · C], the K distributions of a row side by side.
 * Every measure reads rows {@code from} (inclusive) to {@code to} (exclusive) and writes the value of row
 * {@code from + i} to {@code out[i]}; higher is more uncertain. O(K · C) per row. Logarithms are natural,
 * {@code 0·ln 0 = 0}.
 *
 * <p>Below, p̄ is the mean of the K distributions p₁ … p_K of a row. The vote of a member is its likeliest class, the
 * lowest one where several are. What cannot be negative never is, not even by rounding. Of float32 samples the mean, and
 * per class the sum of {@code p·ln p} over the members, are computed in float32; sums over the classes in float64.
 */
public final class Information {

    /** Numbers of the mean distributions that are worked on together. */
    private static final int BLOCK = 1024;

    private Information() {}

    /** The mutual information between class and member, {@code H(p̄) − mean H(p_k)}, in [0, min(ln C, ln K)]. */
    public static void bald(Matrix samples, int members, int from, int to, double[] out) {
        if (!samples.isDouble()) {
            ofFloats(samples, members, from, to, out, (consensus, expected) -> Math.max(0, consensus - expected));
            return;
        }
        each(
                samples,
                members,
                from,
                to,
                out,
                (row, mean) -> Math.max(
                        0, Uncertainty.entropy(mean, 0, mean.length) - expectedEntropy(row, members, mean.length)));
    }

    /** The mean entropy of the members, {@code mean H(p_k)}, in [0, ln C]. */
    public static void expectedEntropy(Matrix samples, int members, int from, int to, double[] out) {
        if (!samples.isDouble()) {
            ofFloats(samples, members, from, to, out, (consensus, expected) -> expected);
            return;
        }
        each(samples, members, from, to, out, (row, mean) -> expectedEntropy(row, members, mean.length));
    }

    /** The entropy of the mean, {@code H(p̄)}, in [0, ln C]. */
    public static void consensusEntropy(Matrix samples, int members, int from, int to, double[] out) {
        if (!samples.isDouble()) {
            ofFloats(samples, members, from, to, out, (consensus, expected) -> consensus);
            return;
        }
        each(samples, members, from, to, out, (row, mean) -> Uncertainty.entropy(mean, 0, mean.length));
    }

    /** The mean over the classes of the population standard deviation over the members, in [0, 1/2]. */
    public static void meanStd(Matrix samples, int members, int from, int to, double[] out) {
        each(samples, members, from, to, out, (row, mean) -> {
            double sum = 0;
            for (int c = 0; c < mean.length; c++) {
                sum += Math.sqrt(variance(row, members, mean, c));
            }
            return sum / mean.length;
        });
    }

    /** The sum over the classes of the population variance over the members, in [0, 1 − 1/K]. */
    public static void variance(Matrix samples, int members, int from, int to, double[] out) {
        each(samples, members, from, to, out, (row, mean) -> {
            double sum = 0;
            for (int c = 0; c < mean.length; c++) {
                sum += variance(row, members, mean, c);
            }
            return sum;
        });
    }

    /** The share of the members that did not vote for the class of most votes, in [0, 1 − 1/min(C, K)]. */
    public static void variationRatio(Matrix samples, int members, int from, int to, double[] out) {
        each(samples, members, from, to, out, (row, mean) -> {
            int most = 0;
            for (int count : votes(row, members, mean.length)) {
                most = Math.max(most, count);
            }
            return (double) (members - most) / members;
        });
    }

    /** The entropy of the votes, {@code −Σ v·ln v} where v is the share of the members, in [0, min(ln C, ln K)]. */
    public static void voteEntropy(Matrix samples, int members, int from, int to, double[] out) {
        each(samples, members, from, to, out, (row, mean) -> {
            double[] shares = new double[mean.length];
            int[] votes = votes(row, members, mean.length);
            for (int c = 0; c < shares.length; c++) {
                shares[c] = (double) votes[c] / members;
            }
            return Uncertainty.entropy(shares, 0, shares.length);
        });
    }

    /** The mean divergence of the members from their mean, {@code mean KL(p_k ‖ p̄)}: equals {@link #bald}. */
    public static void klMean(Matrix samples, int members, int from, int to, double[] out) {
        if (!samples.isDouble()) {
            bald(samples, members, from, to, out);
            return;
        }
        each(samples, members, from, to, out, (row, mean) -> {
            double sum = 0;
            for (int k = 0; k < members; k++) {
                sum += divergence(row, k * mean.length, mean);
            }
            return sum / members;
        });
    }

    /** The largest divergence of a member from the mean, {@code max KL(p_k ‖ p̄)}, in [0, ln K]. */
    public static void klMax(Matrix samples, int members, int from, int to, double[] out) {
        each(samples, members, from, to, out, (row, mean) -> {
            double largest = 0;
            for (int k = 0; k < members; k++) {
                largest = Math.max(largest, divergence(row, k * mean.length, mean));
            }
            return largest;
        });
    }

    /**
     * The entropy of hard votes, {@code −Σ v·ln v} where v is the share of the members that voted for a class.
     *
     * @param votes shape [n, K], classes from 0 on, the votes on a row side by side
     * @param members how many votes a row has, K
     * @param classes how many classes there are, C
     * @throws IllegalArgumentException if a vote is not a class; the message names the row
     */
    public static void voteEntropy(int[] votes, int members, int classes, int from, int to, double[] out) {
        double[] terms = new double[members + 1];
        for (int count = 1; count <= members; count++) {
            double share = (double) count / members;
            terms[count] = -share * StrictMath.log(share);
        }
        int[] counts = new int[classes];
        for (int i = from; i < to; i++) {
            Arrays.fill(counts, 0);
            for (int k = i * members; k < (i + 1) * members; k++) {
                if (votes[k] < 0 || votes[k] >= classes) {
                    throw new IllegalArgumentException(
                            "The vote (%d) of member (%d) on row (%d) is not one of (%d) classes."
                                    .formatted(votes[k], k - i * members, i, classes));
                }
                counts[votes[k]]++;
            }
            double sum = 0;
            for (int count : counts) {
                sum += terms[count];
            }
            out[i - from] = Math.max(0, sum);
        }
    }

    /** The mean distribution of every row, shape [n, C], in the precision of the input. */
    public static Matrix meanOverMembers(Matrix samples, int members) {
        int classes = samples.cols() / members;
        if (!samples.isDouble()) {
            float[] means = new float[Math.multiplyExact(samples.rows(), classes)];
            samples.floatBlocks(
                    0, samples.rows(), Math.max(1, BLOCK / Math.max(1, classes)), (values, at, row, rows) -> {
                        for (int r = 0; r < rows; r++) {
                            means(values, at + r * samples.cols(), members, classes, means, (row + r) * classes);
                        }
                    });
            return FloatMatrix.wrap(means, samples.rows(), classes);
        }
        double[] means = new double[Math.multiplyExact(samples.rows(), classes)];
        double[] row = new double[samples.cols()];
        double[] mean = new double[classes];
        for (int i = 0; i < samples.rows(); i++) {
            samples.copyRow(i, row);
            mean(row, members, mean);
            System.arraycopy(mean, 0, means, i * classes, classes);
        }
        return DoubleMatrix.wrap(means, samples.rows(), classes);
    }

    /** A measure of one row, from the entropy of its mean and the mean entropy of its members. */
    @FunctionalInterface
    private interface OfEntropies {
        double of(double consensus, double expected);
    }

    private static void ofFloats(Matrix samples, int members, int from, int to, double[] out, OfEntropies measure) {
        int classes = samples.cols() / members;
        int most = Math.max(1, BLOCK / Math.max(1, classes));
        float[] means = new float[most * classes];
        float[] terms = new float[most * classes];
        float[] meanTerms = new float[most * classes];
        double[] consensus = new double[most];
        double[] expected = new double[most];
        samples.floatBlocks(from, to, most, (values, at, row, rows) -> {
            for (int r = 0; r < rows; r++) {
                members(values, at + r * samples.cols(), members, classes, means, terms, r * classes);
            }
            Uncertainty.terms(means, 0, rows * classes, meanTerms);
            Uncertainty.entropies(meanTerms, rows, classes, 1, consensus, 0);
            Uncertainty.entropies(terms, rows, classes, members, expected, 0);
            for (int r = 0; r < rows; r++) {
                out[row - from + r] = measure.of(consensus[r], expected[r]);
            }
        });
    }

    private static void members(float[] p, int at, int members, int classes, float[] means, float[] terms, int outAt) {
        if (Vectors.PRESENT) {
            Simd.members(p, at, members, classes, means, terms, outAt);
        } else {
            Plain.members(p, at, members, classes, means, terms, outAt);
        }
    }

    private static void means(float[] p, int at, int members, int classes, float[] means, int outAt) {
        if (Vectors.PRESENT) {
            Simd.means(p, at, members, classes, means, outAt);
        } else {
            Plain.means(p, at, members, classes, means, outAt);
        }
    }

    /** A measure of one row, whose mean distribution is known. */
    @FunctionalInterface
    private interface Measure {
        double of(double[] row, double[] mean);
    }

    private static void each(Matrix samples, int members, int from, int to, double[] out, Measure measure) {
        double[] row = new double[samples.cols()];
        double[] mean = new double[samples.cols() / members];
        for (int i = from; i < to; i++) {
            samples.copyRow(i, row);
            mean(row, members, mean);
            out[i - from] = measure.of(row, mean);
        }
    }

    private static void mean(double[] row, int members, double[] mean) {
        for (int c = 0; c < mean.length; c++) {
            double sum = 0;
            for (int k = 0; k < members; k++) {
                sum += row[k * mean.length + c];
            }
            mean[c] = sum / members;
        }
    }

    private static double expectedEntropy(double[] row, int members, int classes) {
        double sum = 0;
        for (int k = 0; k < members; k++) {
            sum += Uncertainty.entropy(row, k * classes, (k + 1) * classes);
        }
        return sum / members;
    }

    private static double variance(double[] row, int members, double[] mean, int c) {
        double sum = 0;
        for (int k = 0; k < members; k++) {
            double deviation = row[k * mean.length + c] - mean[c];
            sum += deviation * deviation;
        }
        return sum / members;
    }

    private static int[] votes(double[] row, int members, int classes) {
        int[] votes = new int[classes];
        for (int k = 0; k < members; k++) {
            int likeliest = 0;
            for (int c = 1; c < classes; c++) {
                if (row[k * classes + c] > row[k * classes + likeliest]) {
                    likeliest = c;
                }
            }
            votes[likeliest]++;
        }
        return votes;
    }

    private static double divergence(double[] row, int at, double[] mean) {
        double sum = 0;
        for (int c = 0; c < mean.length; c++) {
            double p = row[at + c];
            if (p != 0 && mean[c] != 0) { // a mean of 0 beside a p > 0 is an underflow, whose term is 0
                sum += p * StrictMath.log(p / mean[c]);
            }
        }
        return Math.max(0, sum);
    }
}
