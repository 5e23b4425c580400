package dev.quarry.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What Quarry does with the bad or degenerate inputs of the category {@code behaviour}, on which peers differ, and of
 * {@code error}, which the reference refuses. The outputs of the file are not the norm here; these statements are.
 */
class GoldenBehaviourTest {

    /** Its file says how many points there were, but not which. */
    private static final String WITHOUT_INPUT = "behaviour/lightweight-coreset-n5-of-250";

    private static final Map<String, Consumer<GoldenCase>> STATED = Map.ofEntries(
            Map.entry("entropy-nan-row", refused("(NaN)", "item (1)")),
            Map.entry("margin-nan-row", refused("(NaN)", "item (1)")),
            Map.entry("entropy-rows-not-summing-to-1", refused("item (0) sum to (0.4), not to 1")),
            Map.entry("margin-rows-not-summing-to-1", refused("item (0) sum to (0.4), not to 1")),
            Map.entry("entropy-negative", refused("(-0.1)", "item (0) is not in [0, 1]")),
            Map.entry("margin-negative", refused("(-0.1)", "item (0) is not in [0, 1]")),
            Map.entry("entropy-empty", answered()),
            Map.entry("margin-empty", answered()),
            Map.entry("k-larger-than-pool-k9", one -> assertThat(answer(one)).containsExactlyInAnyOrder(0, 1, 2, 3)),
            Map.entry("k-zero", answered()),
            Map.entry("kcenter-all-points-equal", answered(1, 2, 3, 4, 5)),
            Map.entry("badge-all-points-equal-k2", answered(0, 1)),
            Map.entry(
                    "ranked-batch-cold-start-all-equal",
                    one -> assertThat(answer(one)).doesNotHaveDuplicates().hasSize(one.integer("k"))),
            Map.entry("furthest-first-k-beyond-distinct", answered(1, 0, 2)),
            Map.entry(
                    "probability-a-hair-above-1",
                    one -> assertThat(answer(one)).containsExactly(new double[] {0, Math.log(2)}, within(1e-15))));

    @TestFactory
    Stream<DynamicTest> degenerate_input_has_a_stated_behaviour() {
        List<GoldenCase> cases = GoldenFolder.present().cases().stream()
                .filter(one ->
                        one.category().equals("behaviour") || one.category().equals("error"))
                .toList();
        assertThat(cases)
                .as("cases without a statement here")
                .allMatch(one -> STATED.containsKey(key(one)) || WITHOUT_INPUT.equals(one.id()));
        return cases.stream()
                .filter(one -> STATED.containsKey(key(one)))
                .map(one -> DynamicTest.dynamicTest(
                        one.id(),
                        () -> STATED.getOrDefault(key(one), nothing -> {}).accept(one)));
    }

    private static String key(GoldenCase one) {
        return one.id().substring(one.id().indexOf('/') + 1);
    }

    private static double[] answer(GoldenCase one) {
        return GoldenBehaviour.answer(one).values();
    }

    private static Consumer<GoldenCase> answered(double... wanted) {
        return one -> assertThat(answer(one)).containsExactly(wanted);
    }

    private static Consumer<GoldenCase> refused(String... parts) {
        return one -> assertThatThrownBy(() -> answer(one))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(parts);
    }
}
