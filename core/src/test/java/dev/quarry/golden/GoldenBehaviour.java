package dev.quarry.golden;

import dev.quarry.acquire.Badge;
import dev.quarry.acquire.Entropy;
import dev.quarry.acquire.KCenter;
import dev.quarry.acquire.Margin;
import dev.quarry.acquire.RankedBatch;
import dev.quarry.acquire.Score;
import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.Probabilities;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;

/** What we answer to the bad or degenerate inputs of a golden folder; some of it is a refusal. */
final class GoldenBehaviour {

    private static final int CLASSES = 20;

    private static final Map<String, Function<GoldenCase, GoldenArray>> ANSWERS = Map.ofEntries(
            Map.entry("entropy-nan-row", scores(new Entropy(), 1)),
            Map.entry("margin-nan-row", scores(new Margin(), -1)),
            Map.entry("entropy-rows-not-summing-to-1", scores(new Entropy(), 1)),
            Map.entry("margin-rows-not-summing-to-1", scores(new Margin(), -1)),
            Map.entry("entropy-negative", scores(new Entropy(), 1)),
            Map.entry("margin-negative", scores(new Margin(), -1)),
            Map.entry("entropy-empty", scores(new Entropy(), 1)),
            Map.entry("margin-empty", scores(new Margin(), -1)),
            Map.entry("probability-a-hair-above-1", scores(new Entropy(), 1)),
            Map.entry("k-larger-than-pool-k9", GoldenBehaviour::mostUncertain),
            Map.entry("k-zero", GoldenBehaviour::mostUncertain),
            Map.entry("kcenter-all-points-equal", GoldenBehaviour::farthest),
            Map.entry("furthest-first-k-beyond-distinct", GoldenBehaviour::farthestOfTwoFiles),
            Map.entry("badge-all-points-equal-k2", GoldenBehaviour::badge),
            Map.entry("ranked-batch-cold-start-all-equal", GoldenBehaviour::rankedBatch));

    private GoldenBehaviour() {}

    /** Whether we have an answer to a case. */
    static boolean answers(GoldenCase one) {
        return ANSWERS.containsKey(key(one));
    }

    /**
     * Our answer.
     *
     * @throws IllegalArgumentException if that is a refusal
     */
    static GoldenArray answer(GoldenCase one) {
        Function<GoldenCase, GoldenArray> answer = ANSWERS.get(key(one));
        if (answer == null) {
            throw new IllegalStateException("There is no answer to (%s) here.".formatted(one.id()));
        }
        return answer.apply(one);
    }

    private static String key(GoldenCase one) {
        return one.id().substring(one.id().indexOf('/') + 1);
    }

    private static Function<GoldenCase, GoldenArray> scores(Score<Probabilities> score, double sign) {
        return one -> GoldenArray.of(Arrays.stream(score.score(GoldenFunctions.probabilities(one.array("probs"))))
                .map(value -> sign * value)
                .toArray());
    }

    private static GoldenArray mostUncertain(GoldenCase one) {
        Probabilities evidence = GoldenFunctions.probabilities(one.array("probs"));
        return GoldenFunctions.selected(new Entropy(), evidence, one.integer("k"));
    }

    private static GoldenArray farthest(GoldenCase one) {
        return GoldenFunctions.selected(new KCenter(), GoldenFunctions.candidates(one), one.integer("k"));
    }

    private static GoldenArray farthestOfTwoFiles(GoldenCase one) {
        GoldenArray unlabelled = one.array("unlabeled");
        Embeddings evidence = Embeddings.of(
                Items.range(unlabelled.size(0)),
                unlabelled.matrix(),
                one.array("labeled").matrix());
        return GoldenFunctions.selected(new KCenter(), evidence, one.integer("k"));
    }

    private static GoldenArray badge(GoldenCase one) {
        return GoldenFunctions.selected(new Badge(), GoldenFunctions.latent(one), one.integer("k"));
    }

    /** The case gives uncertainties, which are those of classes one of which is likelier than the others. */
    private static GoldenArray rankedBatch(GoldenCase one) {
        DoubleMatrix h = one.array("embeddings").matrix();
        double[] uncertainties = one.array("uncertainty").values();
        double[][] p = new double[h.rows()][CLASSES];
        for (int i = 0; i < p.length; i++) {
            Arrays.fill(p[i], uncertainties[i] / (CLASSES - 1));
            p[i][0] = 1 - uncertainties[i];
        }
        LatentPredictions evidence =
                LatentPredictions.of(Items.range(h.rows()), DoubleMatrix.of(p), h, DoubleMatrix.of());
        return GoldenFunctions.selected(new RankedBatch(), evidence, one.integer("k"));
    }
}
