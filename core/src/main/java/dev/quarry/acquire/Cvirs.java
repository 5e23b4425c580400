package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.TaughtLabelProbabilities;
import dev.quarry.kernel.Matrix;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.Arrays;

/**
 * Category vector inconsistency and ranking of scores: {@code s(x)·v(x)}, in [0, 1].
 *
 * <p>s ranks the candidates under each label by the margin |2p − 1| and adds the ranks up as votes (Borda): 1 for a candidate
 * that is the most uncertain one under every label, 0 for one that is the surest. Equal margins share their mean rank. v is
 * the mean difference of the predicted labels (p above ½) from those of the labelled items: 1 where all labels are opposite,
 * else the share of their joint entropy that they do not have in common, {@code (2·H(Ŷ, Y) − H(Ŷ) − H(Y)) / H(Ŷ, Y)}, labels
 * being the occurrences; 0 for the same labels.
 *
 * <p>small-text leaves out the entropy distance and takes sorting indices for ranks.
 *
 * <p>O(L·n·log n + n·m·L / 64) time, O(n + m·L / 64) memory. Reyes, Morell, Ventura. <i>Effective active learning strategy
 * for multi-label learning.</i> Neurocomputing 2018.
 */
@AutoService(Part.class)
@Named(
        value = "cvirs",
        summary = "Uncertain under many labels, and predicted to have other labels than labelled items have.",
        formula = "Σ_l (n − rank_l(x)) / (L·(n − 1)) · mean over labelled of d(Ŷ(x), Y)",
        cost = "O(L·n·log n + n·m·L / 64)",
        paper =
                "Reyes, Morell, Ventura. Effective active learning strategy for multi-label learning. Neurocomputing 2018")
@Advice(
        use = "Many labels and few items: ranks of doubt are added up, so no label's scale rules the others.",
        avoid = "It depends on the whole pool through the ranks: another pool gives the same item another score.")
public record Cvirs() implements Prepared<TaughtLabelProbabilities> {

    @Override
    public Score<TaughtLabelProbabilities> prepare(TaughtLabelProbabilities evidence) {
        LabelSets.require(this, evidence);
        double[] votes = votes(evidence.labelProbabilities());
        Inconsistency inconsistency = new Inconsistency(evidence.labelSets());
        return (e, rows, out) -> {
            RowScores.of(e.labelProbabilities(), rows, out, inconsistency::of);
            for (int i = 0; i < rows.count(); i++) {
                out[i] *= votes[rows.from() + i];
            }
        };
    }

    /** s: how uncertain each candidate is among the others, over all labels. Sums of halves, so exact in any order. */
    private static double[] votes(Matrix probabilities) {
        int n = probabilities.rows();
        int labels = probabilities.cols();
        double[] votes = new double[n];
        double[] margins = new double[n];
        for (int l = 0; l < labels; l++) {
            int label = l;
            Arrays.setAll(margins, row -> Math.abs(2 * probabilities.get(row, label) - 1));
            double[] sorted = margins.clone();
            Arrays.sort(sorted);
            for (int row = 0; row < n; row++) {
                votes[row] += n - 1 - meanPlace(sorted, margins[row]);
            }
        }
        double most = (double) labels * (n - 1);
        Arrays.setAll(votes, row -> n == 1 ? 1 : votes[row] / most);
        return votes;
    }

    /** The mean of the places from 0 on that a value has in sorted ones. */
    private static double meanPlace(double[] sorted, double value) {
        return (below(sorted, value) + below(sorted, Math.nextUp(value)) - 1) / 2.0;
    }

    private static int below(double[] sorted, double value) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted[middle] < value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** v: how unlike a set of labels is to those of the labelled items. */
    private static final class Inconsistency {
        private final long[][] known;
        private final int[] sizes;
        private final double[] terms; // c·ln c for each count

        Inconsistency(Matrix labelSets) {
            int labels = labelSets.cols();
            this.known = new long[labelSets.rows()][];
            this.sizes = LabelSets.counts(labelSets);
            double[] row = new double[labels];
            for (int i = 0; i < known.length; i++) {
                labelSets.copyRow(i, row);
                known[i] = bits(row);
            }
            this.terms = new double[labels + 1];
            Arrays.setAll(terms, count -> count == 0 ? 0 : count * StrictMath.log(count));
        }

        double of(double[] p) {
            long[] predicted = bits(p);
            int size = LabelSets.count(p);
            double sum = 0;
            for (int i = 0; i < known.length; i++) {
                int both = 0;
                for (int word = 0; word < predicted.length; word++) {
                    both += Long.bitCount(predicted[word] & known[i][word]);
                }
                sum += difference(p.length, size, sizes[i], both);
            }
            return sum / known.length;
        }

        private double difference(int labels, int size, int other, int both) {
            if (both == 0 && size + other == labels) {
                return 1;
            }
            double joint = entropy(labels, both, size - both, other - both, labels - size - other + both);
            double alone = entropy(labels, size, labels - size) + entropy(labels, other, labels - other);
            return joint == 0 ? 0 : (2 * joint - alone) / joint;
        }

        private double entropy(int labels, int... counts) {
            double sum = 0;
            for (int count : counts) {
                sum += terms[count];
            }
            return (terms[labels] - sum) / labels;
        }

        private static long[] bits(double[] p) {
            long[] bits = new long[(p.length + 63) / 64];
            for (int label = 0; label < p.length; label++) {
                if (p[label] > 0.5) {
                    bits[label / 64] |= 1L << label;
                }
            }
            return bits;
        }
    }
}
