package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.TargetedEmbeddings;
import dev.quarry.item.Items;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Similarity;
import dev.quarry.kernel.TopK;
import dev.quarry.kernel.Workers;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Log-determinant conditional mutual information: how much knowing what is wanted tells about the picks, beyond what is
 * avoided tells already, for a Gaussian process with the kernel {@code exp(−(distance / bandwidth)²)} over places of unit
 * length. A pick adds the logarithm of the variance that the process still has there given what is avoided and the picks,
 * less that given what is wanted too; that is its score.
 *
 * <p>The measure is not submodular, so the greedy choice has no guarantee and every candidate is brought up to date for
 * every pick. O(n·(q + p + k)·(q + p + k + d)) time, 16·n·(q + p + k) bytes. Kothawade, Beck, Killamsetty, Iyer. <i>SIMILAR:
 * submodular information measures based active learning in realistic scenarios.</i> NeurIPS 2021.
 */
@AutoService(Part.class)
@Named(
        value = "log-det-cmi",
        summary = "What the wanted examples tell most about, beyond the avoided ones, by volume.",
        formula = "log det K(S | avoided) − log det K(S | avoided, wanted), greedily",
        cost = "O(n·(q + p + k)·(q + p + k + d))",
        paper =
                "Kothawade, Beck, Killamsetty, Iyer. SIMILAR: submodular information measures based active learning in realistic scenarios. NeurIPS 2021")
@Advice(
        use = "Near what is wanted and spread over it, since a second pick at the same place tells nothing new.",
        avoid =
                "Many examples or large batches: its cost grows with their square, and its memory with candidates times both.",
        shown = "targeted{wanted: [1], avoided: [0], acquisition: log-det-cmi}")
public record LogDetCmi(
        @Help("the bandwidth of the kernel exp(−(distance / bandwidth)²), above 0")
        double bandwidth,

        @Help("what is added to the diagonal, above 0") double ridge)
        implements Acquisition<TargetedEmbeddings> {

    /** States the rules. */
    public LogDetCmi {
        Targets.requireBandwidth(bandwidth);
        if (!(ridge > 0)) {
            throw new IllegalArgumentException("The ridge (%s) must be positive.".formatted(ridge));
        }
    }

    /** A bandwidth of 1, a ridge of 0.001. */
    public LogDetCmi() {
        this(1, 1e-3);
    }

    @Override
    public Selection select(TargetedEmbeddings evidence, int budget, Randomness random) {
        Targets.requireWanted(evidence, "log-det-cmi");
        int n = evidence.size();
        int size = Math.min(Math.max(budget, 0), n);
        if (size == 0) {
            return new Selection(List.of());
        }
        Matrix avoided = UnitLength.of(evidence.avoided());
        Matrix wanted = UnitLength.of(evidence.wanted());
        long steps = 2L * (avoided.rows() + size) + wanted.rows();
        long rows = (long) n + avoided.rows() + wanted.rows();
        Memory.require(rows * steps * Double.BYTES, "The factors of log-det-cmi, which flqmi does without,");
        Matrix all = UnitLength.of(evidence.embeddings()).followedBy(avoided).followedBy(wanted);
        Variances without = new Variances(all, avoided.rows() + size);
        Variances with = new Variances(all, avoided.rows() + wanted.rows() + size);
        for (int row = n; row < all.rows(); row++) {
            with.know(row);
            if (row < n + avoided.rows()) {
                without.know(row);
            }
        }
        return greedy(evidence.items(), size, without, with, Scores.ties(evidence.items(), random));
    }

    private Selection greedy(Items items, int size, Variances without, Variances with, TopK.Ties ties) {
        List<Pick> picks = new ArrayList<>(size);
        double[] gains = new double[items.size()];
        boolean[] taken = new boolean[gains.length];
        for (int step = 0; step < size; step++) {
            for (int row = 0; row < gains.length; row++) {
                gains[row] = taken[row] ? Double.NEGATIVE_INFINITY : without.log(row) - with.log(row);
            }
            int best = TopK.largest(gains, 1, ties)[0];
            picks.add(new Pick(items.id(best), gains[best], Scores.reason(this)));
            taken[best] = true;
            without.know(best);
            with.know(best);
        }
        return new Selection(picks);
    }

    /** A Gaussian process over candidates and examples: the variance that each still has, given those that are known. */
    private final class Variances {
        private final Matrix places;
        private final double[] left;
        private final double[][] factors; // a row of the Cholesky factor for each
        private int count;

        Variances(Matrix places, int most) {
            this.places = places;
            this.left = new double[places.rows()];
            this.factors = new double[places.rows()][most];
            Arrays.fill(left, 1 + ridge);
        }

        double log(int row) {
            return StrictMath.log(left[row]);
        }

        /** The value at a row is known from now on. */
        void know(int known) {
            int step = count++;
            double[] own = factors[known].clone();
            double deviation = Math.sqrt(left[known]);
            Matrix place = places.holding(known, known + 1);
            Workers.current().chunks(left.length, 1024, (from, to) -> {
                Matrix some = places.holding(from, to);
                for (int row = from; row < to; row++) {
                    double explained = Distances.dot(factors[row], 0, own, 0, step);
                    double kernel = Similarity.GAUSSIAN.of(
                            Distances.squared(some, row, place, known), Similarity.scale(bandwidth));
                    double entry = (kernel - explained) / deviation;
                    factors[row][step] = entry;
                    left[row] = Math.max(left[row] - entry * entry, ridge); // which rounding alone could undercut
                }
            });
        }
    }
}
