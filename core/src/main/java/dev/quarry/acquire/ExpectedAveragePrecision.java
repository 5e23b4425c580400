package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Probabilities;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.TopK;
import dev.quarry.kernel.Workers;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.stream.IntStream;

/**
 * Expected average precision: what the rankings of the candidates by the probability of each class would score if this
 * candidate were taken out of them, the labels of the others drawn from their probabilities; summed over the classes, in
 * [0, C]. The candidate that spoils the rankings most comes first. A class of which no item is drawn scores 0.
 *
 * <p>{@code firstHit: true} is the recursion as it circulates in code: its base cases know no list whose first item is not
 * a hit and count the first hit twice, so that a class may score above 1.
 *
 * <p>O(C·n²) time, where the recursion of the paper takes O(C·n³): the list without an item is what stands before it,
 * followed by what stands behind it one rank higher, and both ways are gone once. O(n^1.5) memory a thread. Sums over the
 * classes are rounded to 2⁻⁴⁰, so that their order changes nothing. Wang, Chang, Shi, Yang, Shen. <i>Uncertainty sampling
 * for action recognition via maximizing expected average precision.</i> IJCAI 2018.
 */
@AutoService(Part.class)
@Named(
        value = "expected-average-precision",
        summary = "The candidate without which the rankings by each class are expected to be best.",
        formula = "Σ over classes of E[average precision of the others, ranked by p_c]",
        cost = "O(C·n²)",
        paper =
                "Wang, Chang, Shi, Yang, Shen. Uncertainty sampling for action recognition via maximizing expected average precision. IJCAI 2018")
@Advice(
        use = "Rankings are what the model is for: search, retrieval, triage.",
        avoid =
                "Accuracy: it values the order of the pool, not the decision. It is slow on large pools, being a sum over ranks for every class.")
public record ExpectedAveragePrecision(
        @Help("whether only lists count that begin with a hit, counted twice, as in common code")
        boolean firstHit) implements Score<Probabilities> {

    /** The expectation over all lists. */
    public ExpectedAveragePrecision() {
        this(false);
    }

    /** Computes all scores and keeps some: ask for {@linkplain #score(Probabilities) all} where all are wanted. */
    @Override
    public void score(Probabilities evidence, Rows rows, double[] out) {
        System.arraycopy(score(evidence), rows.from(), out, 0, rows.count());
    }

    @Override
    public double[] score(Probabilities evidence) {
        int n = evidence.size();
        int classes = evidence.probabilities().cols();
        int block = (int) Math.ceil(Math.sqrt(n)) + 1;
        long threads = Math.min(Workers.current().threads(), classes);
        Memory.require(threads * (n + 2L) * 2 * (2 * block + 2) * Double.BYTES, "The expected average precision");
        long[] sums = new long[n];
        Workers.current().chunks(classes, 1, (from, to) -> {
            double[] p = new double[n];
            for (int row = 0; row < n; row++) {
                p[row] = evidence.probabilities().get(row, from);
            }
            double[] without = new Ranking(p, block).without();
            synchronized (sums) {
                for (int row = 0; row < n; row++) {
                    sums[row] += (long) (without[row] * 0x1p40);
                }
            }
        });
        return IntStream.range(0, n).mapToDouble(row -> sums[row] * 0x1p-40).toArray();
    }

    /**
     * The ranking by one class. What a list of items scores is linear in a state that each item changes in turn: for every
     * t the probability of t hits so far, and the expectation of the sum of precisions at hits where there are t. So what a
     * list with a gap scores is the product of the state before the gap and of the weights behind it.
     */
    private final class Ranking {
        private final int n;
        private final int block;
        private final int[] order; // rows, most probable first
        private final double[] p; // in that order
        private final double[][] kept; // states before every first item of a block
        private final double[][] recent; // states before the items of one block

        Ranking(double[] probabilities, int block) {
            this.n = probabilities.length;
            this.block = block;
            this.order = TopK.largest(probabilities, n, row -> row);
            this.p = IntStream.of(order).mapToDouble(row -> probabilities[row]).toArray();
            this.kept = new double[n / block + 1][];
            this.recent = new double[block][2 * (n + 2)];
        }

        /** What the list scores without each of the rows, in the order of the rows. */
        double[] without() {
            double[] state = new double[2 * (n + 2)];
            state[0] = 1;
            state[n + 2] = firstHit ? 1 : 0;
            for (int item = 0; item < n; item++) {
                if (item % block == 0) {
                    kept[item / block] = state.clone();
                }
                forward(state, item, state);
            }
            double[] weights = new double[2 * (n + 2)];
            for (int hits = 1; hits <= n; hits++) {
                weights[n + 2 + hits] = 1.0 / hits;
            }
            double[] scores = new double[n];
            for (int item = n - 1; item >= 0; item--) {
                if (item == n - 1 || item % block == block - 1) {
                    restore(item);
                }
                boolean alike = item < n - 1 && p[item] == p[item + 1]; // the same list, so the same digits
                scores[order[item]] = alike ? scores[order[item + 1]] : product(recent[item % block], weights, item);
                backward(weights, item);
            }
            return scores;
        }

        /** Computes the states before the items of a block once more, up to its last. */
        private void restore(int last) {
            int first = last - last % block;
            System.arraycopy(kept[first / block], 0, recent[0], 0, 2 * (n + 2));
            for (int item = first; item < last; item++) {
                forward(recent[item - first], item, recent[item - first + 1]);
            }
        }

        /** The state after an item of rank {@code item + 1}; may be written in place. */
        private void forward(double[] state, int item, double[] out) {
            double hit = p[item];
            int sums = n + 2;
            for (int t = item + 1; t > 0; t--) {
                double precision = (double) t / (item + 1);
                out[sums + t] =
                        hit * state[sums + t - 1] + (1 - hit) * state[sums + t] + hit * precision * state[t - 1];
                out[t] = hit * state[t - 1] + (1 - hit) * state[t];
            }
            out[0] = firstHit ? 0 : (1 - hit) * state[0];
            out[sums] = 0;
            out[item + 2] = 0; // more hits than items: what another block may have left here
            out[sums + item + 2] = 0;
        }

        /** The weights before an item that stands one rank higher, at {@code item}, since another is missing. */
        private void backward(double[] weights, int item) {
            double hit = p[item];
            int sums = n + 2;
            for (int t = 0; t < item; t++) {
                double stay = t == 0 && firstHit ? 0 : 1 - hit;
                double precision = (double) (t + 1) / item;
                weights[t] = hit * weights[t + 1] + stay * weights[t] + hit * precision * weights[sums + t + 1];
                weights[sums + t] = hit * weights[sums + t + 1] + stay * weights[sums + t];
            }
        }

        private double product(double[] state, double[] weights, int item) {
            double sum = 0;
            for (int t = 0; t <= item; t++) {
                sum += state[t] * weights[t] + state[n + 2 + t] * weights[n + 2 + t];
            }
            return sum;
        }
    }
}
