package dev.quarry.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What Quarry does with the bad or degenerate inputs of the category {@code behaviour}, on which peers differ, and of
 * {@code error}, which the reference refuses. The outputs of the file are not the norm here; these statements are.
 */
class GoldenBehaviourTest {

    private static final Map<String, Consumer<GoldenCase>> STATED = Map.ofEntries(
            Map.entry("entropy-nan-row", refused("(NaN)", "item (1)")),
            Map.entry("margin-nan-row", refused("(NaN)", "item (1)")),
            Map.entry("entropy-rows-not-summing-to-1", refused("item (0) sum to (0.4), not to 1")),
            Map.entry("margin-rows-not-summing-to-1", refused("item (0) sum to (0.4), not to 1")),
            Map.entry("entropy-negative", refused("(-0.1)", "item (0) is not in [0, 1]")),
            Map.entry("margin-negative", refused("(-0.1)", "item (0) is not in [0, 1]")),
            Map.entry(
                    "entropy-empty",
                    one -> assertThat(scores(new Entropy(), one)).isEmpty()),
            Map.entry(
                    "margin-empty", one -> assertThat(scores(new Margin(), one)).isEmpty()),
            Map.entry("k-larger-than-pool-k9", GoldenBehaviourTest::takesAll),
            Map.entry("k-zero", one -> assertThat(selected(one)).isEmpty()),
            Map.entry("kcenter-all-points-equal", GoldenBehaviourTest::equalPointsAreTakenOnce),
            Map.entry("badge-all-points-equal-k2", GoldenBehaviourTest::equalGradientsAreTakenOnce),
            Map.entry("ranked-batch-cold-start-all-equal", GoldenBehaviourTest::rankedBatchTakesNothingTwice),
            Map.entry("furthest-first-k-beyond-distinct", GoldenBehaviourTest::coveredPointsAreTakenOnce),
            Map.entry(
                    "probability-a-hair-above-1",
                    one -> assertThat(scores(new Entropy(), one))
                            .containsExactly(new double[] {0, Math.log(2)}, within(1e-15))));

    @TestFactory
    Stream<DynamicTest> degenerate_input_has_a_stated_behaviour() {
        List<GoldenCase> cases = GoldenFolder.present().cases().stream()
                .filter(one ->
                        one.category().equals("behaviour") || one.category().equals("error"))
                .toList();
        System.out.println("Golden behaviour without a statement here: "
                + cases.stream()
                        .filter(one -> !STATED.containsKey(key(one)))
                        .map(GoldenCase::id)
                        .sorted()
                        .collect(Collectors.joining(", ")));
        return cases.stream()
                .filter(one -> STATED.containsKey(key(one)))
                .map(one -> DynamicTest.dynamicTest(
                        one.id(),
                        () -> STATED.getOrDefault(key(one), nothing -> {}).accept(one)));
    }

    private static String key(GoldenCase one) {
        return one.id().substring(one.id().indexOf('/') + 1);
    }

    private static double[] scores(Score<Probabilities> score, GoldenCase one) {
        return score.score(GoldenFunctions.probabilities(one.array("probs")));
    }

    private static double[] selected(GoldenCase one) {
        Probabilities evidence = GoldenFunctions.probabilities(one.array("probs"));
        return GoldenFunctions.selected(new Entropy(), evidence, one.integer("k"))
                .values();
    }

    private static Consumer<GoldenCase> refused(String... parts) {
        return one -> assertThatThrownBy(() -> scores(new Entropy(), one))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(parts);
    }

    private static void takesAll(GoldenCase one) {
        assertThat(selected(one)).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    private static void equalPointsAreTakenOnce(GoldenCase one) {
        assertThat(GoldenFunctions.selected(new KCenter(), GoldenFunctions.candidates(one), one.integer("k"))
                        .values())
                .containsExactly(1, 2, 3, 4, 5);
    }

    private static void rankedBatchTakesNothingTwice(GoldenCase one) {
        DoubleMatrix h = one.array("embeddings").matrix();
        double[][] halves = new double[h.rows()][];
        Arrays.fill(halves, new double[] {0.5, 0.5});
        LatentPredictions evidence =
                LatentPredictions.of(Items.range(h.rows()), DoubleMatrix.of(halves), h, DoubleMatrix.of());
        assertThat(GoldenFunctions.selected(new RankedBatch(), evidence, one.integer("k"))
                        .values())
                .doesNotHaveDuplicates()
                .hasSize(one.integer("k"));
    }

    private static void equalGradientsAreTakenOnce(GoldenCase one) {
        assertThat(GoldenFunctions.selected(new Badge(), GoldenFunctions.latent(one), one.integer("k"))
                        .values())
                .containsExactly(0, 1);
    }

    private static void coveredPointsAreTakenOnce(GoldenCase one) {
        GoldenArray unlabelled = one.array("unlabeled");
        Embeddings evidence = Embeddings.of(
                Items.range(unlabelled.size(0)),
                unlabelled.matrix(),
                one.array("labeled").matrix());
        assertThat(GoldenFunctions.selected(new KCenter(), evidence, one.integer("k"))
                        .values())
                .containsExactly(1, 0, 2);
    }
}
