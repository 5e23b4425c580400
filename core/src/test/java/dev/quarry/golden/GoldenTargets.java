package dev.quarry.golden;

import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.GreedySamplingY;
import dev.quarry.acquire.ImprovedGreedySampling;
import dev.quarry.acquire.LabelMeasure;
import dev.quarry.acquire.LabelUncertainty;
import dev.quarry.acquire.Over;
import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.LabelProbabilities;
import dev.quarry.evidence.PlacedRegression;
import dev.quarry.evidence.RegressionPredictions;
import dev.quarry.golden.GoldenFunctions.Ours;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The golden functions about several labels and about numbers. */
final class GoldenTargets {

    private GoldenTargets() {}

    static Map<String, Ours> all() {
        return Map.of(
                "multilabel", new Ours(Set.of("probs", "predictions"), GoldenTargets::multiLabel),
                "greedy_sampling_target",
                        new Ours(
                                Set.of("X", "labeled", "labeled_y", "predictions", "k", "method"),
                                GoldenTargets::greedySampling));
    }

    /** Theirs of minimum confidence is lower for what comes first; ours is one minus it. */
    private static Map<String, GoldenArray> multiLabel(GoldenCase one) {
        DoubleMatrix p = one.array("probs").matrix();
        LabelProbabilities evidence = LabelProbabilities.of(Items.range(p.rows()), p);
        double[] surest = scores(LabelMeasure.ABSENCE, Over.MAX, evidence);
        Arrays.setAll(surest, row -> 1 - surest[row]);
        return Map.of(
                "min_confidence", GoldenArray.of(surest),
                "avg_confidence", GoldenArray.of(scores(LabelMeasure.PRESENCE, Over.MEAN, evidence)),
                "max_score", GoldenArray.of(scores(LabelMeasure.SIGNED, Over.MAX, evidence)),
                "avg_score", GoldenArray.of(scores(LabelMeasure.SIGNED, Over.MEAN, evidence)));
    }

    private static double[] scores(LabelMeasure measure, Over over, LabelProbabilities evidence) {
        return new LabelUncertainty(measure, over).score(evidence);
    }

    private static Map<String, GoldenArray> greedySampling(GoldenCase one) {
        Embeddings places = GoldenFunctions.candidates(one, "X");
        GoldenArray all = one.array("predictions");
        DoubleMatrix predictions =
                GoldenArray.of(List.of(all.size(0), 1), all.values()).matrix();
        int[] rows =
                Arrays.stream(places.items().ids()).mapToInt(id -> (int) id).toArray();
        GoldenArray known = one.array("labeled_y");
        DoubleMatrix targets = DoubleMatrix.wrap(known.values(), known.size(0), 1);
        PlacedRegression evidence = PlacedRegression.of(
                RegressionPredictions.of(places.items(), predictions.select(rows), targets), places);
        Acquisition<? super PlacedRegression> method =
                one.input("method").asString().equals("GSy") ? new GreedySamplingY() : new ImprovedGreedySampling();
        return Map.of("selected", selected(method, evidence, one.integer("k")));
    }

    private static GoldenArray selected(
            Acquisition<? super PlacedRegression> method, PlacedRegression evidence, int k) {
        return GoldenArray.of(
                Arrays.stream(method.select(evidence, k, GoldenFunctions.LOWEST).ids())
                        .mapToDouble(id -> id)
                        .toArray());
    }
}
