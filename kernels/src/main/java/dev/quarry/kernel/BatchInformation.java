package dev.quarry.kernel;

import java.util.function.IntToLongFunction;

/**
 * The gains of BatchBALD: what the answer to one more row says about the members, given the answers to the rows taken,
 * {@code I(y_x; k | y_taken) = Σ over answers a of P(a)·H(Σ_k P(k|a)·p_k(x)) − mean H(p_k(x))}. It is the joint mutual
 * information of the rows with the row less that without it, in nats.
 *
 * <p>Exact while all configurations of answers that can occur are at most {@code most}; then a mean over as many draws,
 * without bias: that of the paper, with the same draws for both joint entropies, so that their error cancels.
 *
 * <p>Bounds. Entropy is concave, so the mean entropy over a group of configurations is at most the entropy of their
 * mean; groups of configurations that say much the same give a bound at a small part of the cost. Unlike the gains
 * before, which bound only exact ones, it also holds for the very draws at hand: the picks are those of a program that
 * evaluates every row after every pick. Rounding is allowed for.
 *
 * <p>At most O(m·K·C) time per row and pick for m configurations, O(min(m, 64)·K·C) at least; O(n + m·K)
 * memory over the samples.
 */
public final class BatchInformation implements Gains {

    /** As many coarse groups of configurations there are at most, for the first bounds. */
    private static final int RUNS = 64;

    /** Fine groups per coarse one. */
    private static final int FINER = 4;

    private static final int CHUNK = 512;

    /** So many rows are worth evaluating together by several threads. */
    private static final int TOGETHER = 256;

    private final Matrix samples;
    private final int members;
    private final IntToLongFunction ids;
    private final Answers answers;
    private final double[] expected; // mean H(p_k)
    private final double[] bounds; // of the gains; the gain itself where it is known
    private final int[] known; // how many rows had been taken when the gain was last computed
    private Mixtures all;
    private Mixtures fine;
    private Mixtures coarse;
    private Mixtures.Work allWork;
    private Mixtures.Work fineWork;
    private int run; // configurations per coarse group
    private int fineRun;
    private int taken;
    private double best = Double.NEGATIVE_INFINITY; // gain since the last row was taken

    /**
     * The gains when nothing has been taken yet, which are those of BALD.
     *
     * @param samples shape [n, K · C]; member k of every row is the same model
     * @param most how many configurations of answers there are at most, at least 1
     * @param ids of the rows, for what is drawn
     * @param random of the draws
     * @throws IllegalStateException if it does not fit the {@linkplain Memory#budget() memory budget}
     */
    public BatchInformation(Matrix samples, int members, int most, IntToLongFunction ids, Randomness random) {
        int n = samples.rows();
        long configurations = Math.max(most, members);
        Memory.require(
                (2L * Double.BYTES + Integer.BYTES) * n
                        + configurations * members * (3L * Double.BYTES)
                        + configurations * 32,
                "BatchBALD of (%d) combinations of answers".formatted(configurations),
                "tell fewer apart, for example batch-bald{configurations: %d}"
                        .formatted(Math.max(members, configurations / 100)));
        this.samples = samples;
        this.members = members;
        this.ids = ids;
        this.answers = new Answers(members, samples.cols() / members, most, random);
        this.expected = new double[n];
        this.bounds = new double[n];
        this.known = new int[n];
        Workers.current().chunks(n, CHUNK, (from, to) -> {
            double[] some = new double[to - from];
            Information.expectedEntropy(samples, members, from, to, some);
            System.arraycopy(some, 0, expected, from, some.length);
            Information.bald(samples, members, from, to, some);
            System.arraycopy(some, 0, bounds, from, some.length);
        });
        mix();
    }

    @Override
    public int size() {
        return bounds.length;
    }

    /** How many picks rest on all configurations: the first always does, and one more than the rows whose answers fit. */
    public int exactPicks() {
        return Math.min(answers.exactRows() + 1, bounds.length);
    }

    @Override
    public double gain(int row, double floor) {
        if (floor < Double.POSITIVE_INFINITY && known[row] != taken) {
            best = Math.max(best, evaluated(row, Math.min(floor, best), fineWork, allWork));
        }
        return bounds[row];
    }

    @Override
    public int together() {
        return Workers.current().threads() == 1 ? 1 : TOGETHER;
    }

    @Override
    public void gains(int[] rows, int count, double floor, double[] out) {
        double enough = Math.min(floor, best);
        Workers.current()
                .chunks(count, Math.max(1, count / (2 * Workers.current().threads())), (from, to) -> {
                    Mixtures.Work someFine = fine.work();
                    Mixtures.Work someAll = all.work();
                    for (int i = from; i < to; i++) {
                        if (known[rows[i]] != taken) {
                            evaluated(rows[i], enough, someFine, someAll);
                        }
                        out[i] = bounds[rows[i]];
                    }
                });
        for (int i = 0; i < count; i++) {
            best = known[rows[i]] == taken ? Math.max(best, out[i]) : best;
        }
    }

    /**
     * The gain, or a bound of it below {@code enough}: from the fine groups, of which one run after the other gives way
     * to its configurations; it becomes the bound of the row. A mean over draws may be a little below 0.
     *
     * @return the gain if it is known now, otherwise negative infinity
     */
    private double evaluated(int row, double enough, Mixtures.Work fineWork, Mixtures.Work allWork) {
        fineWork.row(row);
        double rest = fineWork.sum(0, fine.size());
        double value = -expected[row];
        if (fineRun == 1) {
            value += rest;
        } else {
            allWork.row(row);
            for (int from = 0; from < all.size(); from += run) {
                double bound = Math.max(0, value + rest + all.margin());
                if (bound < enough) {
                    bounds[row] = Math.min(bounds[row], bound);
                    return Double.NEGATIVE_INFINITY;
                }
                rest -= fineWork.part(from / fineRun, Math.min(fine.size(), (from + run) / fineRun));
                value += allWork.sum(from, Math.min(all.size(), from + run));
            }
        }
        known[row] = taken;
        bounds[row] = Math.min(bounds[row], Math.max(0, value));
        return bounds[row];
    }

    @Override
    public void take(int row) {
        double[] distributions = new double[samples.cols()];
        samples.copyRow(row, distributions);
        answers.add(distributions, ids.applyAsLong(row));
        taken++;
        best = Double.NEGATIVE_INFINITY;
        mix();
        double margin = all.margin();
        Workers.current().chunks(bounds.length, CHUNK, (from, to) -> {
            Mixtures.Work work = coarse.work();
            for (int i = from; i < to; i++) {
                work.row(i);
                double bound = Math.max(0, work.sum(0, coarse.size()) - expected[i] + margin);
                bounds[i] = answers.exact() ? Math.min(bounds[i] + margin, bound) : bound;
            }
        });
    }

    /** Draws shift gains a little to either side. */
    @Override
    public boolean shift() {
        return true;
    }

    private void mix() {
        int m = answers.size();
        boolean few = m <= RUNS;
        run = few ? 1 : Mixtures.ALIGNED * ((m + Mixtures.ALIGNED * RUNS - 1) / (Mixtures.ALIGNED * RUNS));
        fineRun = few ? 1 : run / FINER;
        int[] order = answers.similar(run, fineRun);
        all = means(order, 1);
        fine = few ? all : means(order, fineRun);
        coarse = few ? all : means(order, run);
        allWork = all.work();
        fineWork = fine.work();
    }

    /** The means of as many configurations each, with the sums of their shares. */
    private Mixtures means(int[] order, int each) {
        int count = (order.length + each - 1) / each;
        double[] weights = new double[count * members];
        double[] shares = new double[count];
        for (int i = 0; i < order.length; i++) {
            double share = answers.shares()[order[i]];
            shares[i / each] += share;
            for (int k = 0; k < members; k++) {
                weights[i / each * members + k] += share * answers.weights()[order[i] * members + k];
            }
        }
        for (int j = 0; j < weights.length; j++) {
            weights[j] /= Math.max(shares[j / members], Double.MIN_NORMAL);
        }
        return Mixtures.of(samples, members, weights, shares);
    }
}
