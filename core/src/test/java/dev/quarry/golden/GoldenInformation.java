package dev.quarry.golden;

import dev.quarry.acquire.BatchBald;
import dev.quarry.acquire.Pick;
import dev.quarry.acquire.Selection;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.golden.GoldenFunctions.Ours;
import dev.quarry.item.Items;
import dev.quarry.kernel.BatchInformation;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Information;
import dev.quarry.kernel.TargetInformation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The golden functions about what one model says on several items. */
final class GoldenInformation {

    private GoldenInformation() {}

    static Map<String, Ours> all() {
        return Map.of(
                "batchbald_exact", new Ours(Set.of("mc_probs", "batch_size"), GoldenInformation::batchBald),
                "joint_entropy", new Ours(Set.of("mc_probs", "given"), GoldenInformation::jointEntropy),
                "epig", new Ours(Set.of("mc_probs_pool", "mc_probs_target"), GoldenInformation::epig));
    }

    private static Map<String, GoldenArray> batchBald(GoldenCase one) {
        GoldenArray array = one.array("mc_probs");
        SampledProbabilities evidence =
                SampledProbabilities.of(Items.range(array.size(0)), array.matrix(), array.size(1), true);
        int size = one.integer("batch_size");
        return Map.of(
                "selected", GoldenFunctions.selected(new BatchBald(), evidence, size),
                "scores", GoldenArray.of(informationOfBatch(evidence, size)));
    }

    /** Theirs is the information of the batch so far, ours what each pick adds. */
    static double[] informationOfBatch(SampledProbabilities evidence, int size) {
        Selection selection = new BatchBald().select(evidence, size, GoldenFunctions.LOWEST);
        double[] sums = selection.picks().stream().mapToDouble(Pick::score).toArray();
        Arrays.parallelPrefix(sums, Double::sum);
        return sums;
    }

    /** The information of rows and their mean entropies together are their joint entropy. */
    private static Map<String, GoldenArray> jointEntropy(GoldenCase one) {
        GoldenArray array = one.array("mc_probs");
        int members = array.size(1);
        DoubleMatrix p = array.matrix();
        double[] expected = new double[p.rows()];
        Information.expectedEntropy(p, members, 0, p.rows(), expected);
        BatchInformation gains = new BatchInformation(p, members, 10_000, row -> row, GoldenFunctions.LOWEST);
        double joint = 0;
        for (int row : one.array("given").integers()) {
            joint += gains.gain(row, Double.NEGATIVE_INFINITY) + expected[row];
            gains.take(row);
        }
        double[] each = new double[p.rows()];
        for (int row = 0; row < each.length; row++) {
            each[row] = joint + gains.gain(row, Double.NEGATIVE_INFINITY) + expected[row];
        }
        return Map.of("joint", GoldenArray.of(List.of(), joint), "joint_with_each", GoldenArray.of(each));
    }

    private static Map<String, GoldenArray> epig(GoldenCase one) {
        GoldenArray pool = one.array("mc_probs_pool");
        double[] scores = new double[pool.size(0)];
        new TargetInformation(
                        pool.matrix(),
                        pool.size(1),
                        one.array("mc_probs_target").matrix())
                .of(0, scores.length, scores);
        return Map.of("scores", GoldenArray.of(scores));
    }
}
