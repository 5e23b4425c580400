package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.TargetedEmbeddings;
import dev.quarry.kernel.Gains;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Similarity;
import dev.quarry.kernel.Workers;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Facility location mutual information with the queries as the ground: every example of what is wanted is to be
 * represented by a pick, and every pick is to be near some example. What is avoided plays no part: with the examples as
 * ground it has nothing to say. The score of a pick is its gain.
 *
 * <p>O(n·q·d) time, O(n + q) memory. Kothawade, Beck, Killamsetty, Iyer. <i>SIMILAR: submodular information measures based
 * active learning in realistic scenarios.</i> NeurIPS 2021.
 */
@AutoService(Part.class)
@Named(
        value = "flqmi",
        summary = "Represents each wanted example by a pick, and keeps every pick near some example.",
        formula = "Σ over wanted q of max over S of s(q, x) + η·Σ over S of max over q of s(q, x), greedily",
        cost = "O(n·q·d)",
        paper =
                "Kothawade, Beck, Killamsetty, Iyer. SIMILAR: submodular information measures based active learning in realistic scenarios. NeurIPS 2021")
@Advice(
        use = "The cheap form of targeted search: a handful of examples of a rare class, and a large pool.",
        avoid =
                "It never asks how many candidates a pick stands for, and after one good pick per example only nearness to the examples is left.",
        shown = "targeted{wanted: [1], acquisition: flqmi}")
public record Flqmi(
        @Help("η, how much nearness of each pick to the examples counts, from 0 on")
        double eta,

        @Help("what is similar: reciprocal 1 / (1 + distance), cosine (0 where negative), or gaussian")
        Similarity similarity,

        @Help("the bandwidth of the gaussian, above 0; without meaning for the others")
        double bandwidth)
        implements SetGain<TargetedEmbeddings> {

    /** States the rules. */
    public Flqmi {
        if (!(eta >= 0 && eta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The eta (%s) must be finite and at least 0.".formatted(eta));
        }
        Targets.requireBandwidth(bandwidth);
    }

    /** η = 1, the cosine. */
    public Flqmi() {
        this(1, Similarity.COSINE, 1);
    }

    @Override
    public Gains gains(TargetedEmbeddings evidence) {
        Targets.requireWanted(evidence, "flqmi");
        return new Represented(Targets.of(evidence, similarity, bandwidth));
    }

    private final class Represented implements Gains {
        private final Targets targets;
        private final Matrix wanted;
        private final double[] nearness; // η times the similarity to the nearest example
        private final double[] best; // the similarity of each example to what represents it
        private final double[] bounds;
        private final int[] seen;
        private int count;

        Represented(Targets targets) {
            this.targets = targets;
            this.wanted = targets.wanted();
            int n = targets.places().rows();
            this.nearness = new double[n];
            this.best = new double[wanted.rows()];
            this.bounds = new double[n];
            this.seen = new int[n];
            Workers.current().chunks(n, 1024, (from, to) -> {
                Targets some = targets.holding(from, to);
                for (int row = from; row < to; row++) {
                    nearness[row] = eta * some.nearest(row, wanted);
                    bounds[row] = value(some, row);
                }
            });
        }

        private double value(Targets targets, int row) {
            double sum = 0;
            for (int query = 0; query < best.length; query++) {
                sum += Math.max(targets.similar(row, wanted, query) - best[query], 0);
            }
            return sum + nearness[row];
        }

        @Override
        public int size() {
            return bounds.length;
        }

        @Override
        public double gain(int row, double floor) {
            if (seen[row] < count && bounds[row] >= floor) {
                bounds[row] = value(targets.holding(row, row + 1), row);
                seen[row] = count;
            }
            return bounds[row];
        }

        @Override
        public void take(int row) {
            count++;
            for (int query = 0; query < best.length; query++) {
                best[query] = Math.max(best[query], targets.similar(row, wanted, query));
            }
        }
    }
}
