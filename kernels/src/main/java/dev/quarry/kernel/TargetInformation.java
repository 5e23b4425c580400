package dev.quarry.kernel;

/**
 * EPIG: what the answer to a row says about the answers to some targets,
 * {@code mean over t of I(y; y_t) = H(p̄) − Σ over (t, y) of P(y)/T · H(Σ_k P(k|y)·p_k)} with p̄ the mean of the members
 * of the row and y an answer to target t; in nats, in [0, min(ln C, ln K)]. One mixture per target and class takes the
 * place of their joint distribution.
 *
 * <p>O(T·K·C²) time per row; O(T·K·C) memory.
 */
public final class TargetInformation {

    private final Matrix samples;
    private final int members;
    private final Mixtures answers;

    /**
     * The information about some targets in the rows of {@code samples}.
     *
     * @param samples shape [n, K · C]
     * @param targets shape [T, K · C]; member k of all rows of both is the same model
     * @throws IllegalStateException if it does not fit the {@linkplain Memory#budget() memory budget}
     */
    public TargetInformation(Matrix samples, int members, Matrix targets) {
        int classes = samples.cols() / members;
        int count = Math.multiplyExact(targets.rows(), classes);
        Memory.require(
                (2L * Double.BYTES) * (members + 1) * count,
                "EPIG with (%d) targets".formatted(targets.rows()),
                "give fewer targets or draw fewer, for example epig{targets: %d}"
                        .formatted(Math.max(1, targets.rows() / 10)));
        this.samples = samples;
        this.members = members;
        double[] weights = new double[Math.multiplyExact(count, members)];
        double[] shares = new double[count];
        double[] row = new double[samples.cols()];
        for (int t = 0; t < targets.rows(); t++) {
            targets.copyRow(t, row);
            for (int c = 0; c < classes; c++) {
                answer(row, c, t * classes + c, weights, shares);
            }
        }
        for (int m = 0; m < count; m++) {
            shares[m] /= (double) targets.rows() * members;
        }
        this.answers = Mixtures.of(samples, members, weights, shares);
    }

    private void answer(double[] row, int c, int m, double[] weights, double[] shares) {
        int classes = row.length / members;
        for (int k = 0; k < members; k++) {
            shares[m] += row[k * classes + c];
        }
        for (int k = 0; k < members && shares[m] > 0; k++) {
            weights[m * members + k] = row[k * classes + c] / shares[m];
        }
    }

    /** Writes the information of row {@code from + i} to {@code out[i]}, up to row {@code to} (exclusive). */
    public void of(int from, int to, double[] out) {
        Information.consensusEntropy(samples, members, from, to, out);
        Mixtures.Work work = answers.work();
        for (int row = from; row < to; row++) {
            work.row(row);
            out[row - from] = Math.max(0, out[row - from] - work.sum(0, answers.size()));
        }
    }
}
