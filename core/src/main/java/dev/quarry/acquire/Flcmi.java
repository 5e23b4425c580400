package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.TargetedEmbeddings;
import dev.quarry.kernel.BoundedCoverage;
import dev.quarry.kernel.Gains;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Similarity;
import dev.quarry.kernel.Workers;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.Arrays;

/**
 * Facility location conditional mutual information: the picks represent the candidates, but each only as far as it is like
 * something wanted, and only beyond what is avoided represents already. Without what is avoided it is the mutual
 * information (FLVMI), without what is wanted the conditional gain (FLCG). What is labelled does not count as taken, since
 * the examples are among it. The score of a pick is its gain.
 *
 * <p>Similarities are rounded down to multiples of 2⁻⁴⁰. O(n²·d) time at least, O(n) memory. Kothawade, Beck, Killamsetty,
 * Iyer. <i>SIMILAR: submodular information measures based active learning in realistic scenarios.</i> NeurIPS 2021.
 */
@AutoService(Part.class)
@Named(
        value = "flcmi",
        summary = "Represents the candidates that are like what is wanted and unlike what is avoided.",
        formula =
                "Σ over candidates i of (min(max over S of s(i, x), η·max over wanted q of s(i, q)) − ν·max over avoided p of s(i, p))⁺, greedily",
        cost = "O(n²·d) at least",
        paper =
                "Kothawade, Beck, Killamsetty, Iyer. SIMILAR: submodular information measures based active learning in realistic scenarios. NeurIPS 2021")
@Advice(
        use =
                "A rare class and a known background: batches that stand for all that resembles the one and not the other. With avoided examples alone it finds what is new.",
        avoid =
                "Large pools: every candidate is compared with every other. Put it in a subpool or after a prefilter by gcmi.",
        shown = "targeted{wanted: [1], avoided: [0], acquisition: flcmi}")
public record Flcmi(
        @Help("η, how far likeness to what is wanted counts, above 0")
        double eta,

        @Help("ν, how much likeness to what is avoided counts, from 0 on")
        double nu,

        @Help("what is similar: reciprocal 1 / (1 + distance), cosine (0 where negative), or gaussian")
        Similarity similarity,

        @Help("the bandwidth of the gaussian, above 0; without meaning for the others")
        double bandwidth)
        implements SetGain<TargetedEmbeddings> {

    /** States the rules. */
    public Flcmi {
        if (!(eta > 0 && eta < Double.POSITIVE_INFINITY && nu >= 0 && nu < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "The eta (%s) must be finite and above 0, the nu (%s) finite and at least 0.".formatted(eta, nu));
        }
        Targets.requireBandwidth(bandwidth);
    }

    /** η = ν = 1, the cosine. */
    public Flcmi() {
        this(1, 1, Similarity.COSINE, 1);
    }

    @Override
    public Gains gains(TargetedEmbeddings evidence) {
        Targets targets = Targets.of(evidence, similarity, bandwidth);
        double[] most = nearest(targets, targets.wanted(), eta);
        if (targets.wanted().rows() == 0) {
            Arrays.fill(most, 1);
        }
        return new BoundedCoverage(
                targets.places(), nearest(targets, targets.avoided(), nu), most, similarity, targets.scale());
    }

    private static double[] nearest(Targets targets, Matrix examples, double factor) {
        double[] nearest = new double[targets.places().rows()];
        Workers.current().chunks(nearest.length, 1024, (from, to) -> {
            Targets some = targets.holding(from, to);
            for (int row = from; row < to; row++) {
                nearest[row] = factor * some.nearest(row, examples);
            }
        });
        return nearest;
    }
}
