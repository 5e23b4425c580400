package dev.quarry.kernel;

/**
 * Information measures of several distributions per row: shape [n, K · C], the K distributions of a row side by side.
 * Every measure reads rows {@code from} (inclusive) to {@code to} (exclusive) and writes the value of row
 * {@code from + i} to {@code out[i]}; higher is more uncertain. O(K · C) per row. Logarithms are natural,
 * {@code 0·ln 0 = 0}.
 *
 * <p>Below, p̄ is the mean of the K distributions p₁ … p_K of a row. The vote of a member is its likeliest class, the
 * lowest one where several are. What cannot be negative never is, not even by rounding.
 */
public final class Information {

    private Information() {}

    /** The mutual information between class and member, {@code H(p̄) − mean H(p_k)}, in [0, min(ln C, ln K)]. */
    public static void bald(Matrix samples, int members, int from, int to, double[] out) {
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
        each(samples, members, from, to, out, (row, mean) -> expectedEntropy(row, members, mean.length));
    }

    /** The entropy of the mean, {@code H(p̄)}, in [0, ln C]. */
    public static void consensusEntropy(Matrix samples, int members, int from, int to, double[] out) {
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

    /** The mean distribution of every row, shape [n, C], in the precision of the input. */
    public static Matrix meanOverMembers(Matrix samples, int members) {
        int classes = samples.cols() / members;
        double[] means = new double[samples.rows() * classes];
        double[] row = new double[samples.cols()];
        double[] mean = new double[classes];
        for (int i = 0; i < samples.rows(); i++) {
            samples.copyRow(i, row);
            mean(row, members, mean);
            System.arraycopy(mean, 0, means, i * classes, classes);
        }
        DoubleMatrix exact = DoubleMatrix.wrap(means, samples.rows(), classes);
        return samples.isDouble() ? exact : exact.toFloat();
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
