package dev.quarry.loop;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.acquire.Bald;
import dev.quarry.acquire.Entropy;
import dev.quarry.acquire.ExpectedGradientLength;
import dev.quarry.evidence.Layers;
import dev.quarry.strategy.Ensemble;
import dev.quarry.strategy.GradientNormsStrategy;
import dev.quarry.strategy.HistoryStrategy;
import dev.quarry.strategy.InputGradientsStrategy;
import dev.quarry.strategy.LinearHead;
import dev.quarry.strategy.MonteCarlo;
import dev.quarry.strategy.Split;
import dev.quarry.strategy.Strategy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CapabilitiesTest {

    private static final Descent ABLE = new Descent(8, 4, false);

    static List<Arguments> impossible() {
        return List.of(
                Arguments.of(new MonteCarlo(), "(20) stochastic passes", "always answer the same"),
                Arguments.of(
                        new Ensemble(5, Ensemble.By.SEEDS, new Bald()),
                        "(5) models that differ by their seed",
                        "are the same for every seed. Maybe use (by: bootstrap)"),
                Arguments.of(
                        new Ensemble(5, Ensemble.By.SNAPSHOTS, new Bald()),
                        "(5) moments of a training",
                        "remember none. Maybe let the learner remember more of them, where it has a parameter for that, or use (by: bootstrap)"),
                Arguments.of(new HistoryStrategy(), "(2) moments of a training", "remember none"),
                Arguments.of(new LinearHead(), "the last layer of the model", "do not end in a linear one"),
                Arguments.of(
                        new GradientNormsStrategy(Layers.ALL, new ExpectedGradientLength()),
                        "gradients by all layers",
                        "do not give any. Maybe use (layers: last)"),
                Arguments.of(new InputGradientsStrategy(), "gradients by the input", "do not give any"),
                Arguments.of(new Split(new Ensemble(), new HistoryStrategy()), "(2) moments", "remember none"));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void what_a_learner_cannot_give_is_refused_with_what_it_has_instead(Strategy strategy, String wanted, String had) {
        assertThatThrownBy(() -> Capabilities.check(strategy, new NearestMean()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("needs " + wanted, "NearestMean", had)
                .hasMessageMatching("[^\\n]*\\.");
    }

    @Test
    void what_a_learner_can_give_passes() {
        for (Strategy strategy : List.of(
                new Ensemble(5, Ensemble.By.SEEDS, new Bald()),
                new Ensemble(4, Ensemble.By.SNAPSHOTS, new Entropy()),
                new HistoryStrategy(),
                new LinearHead(),
                new InputGradientsStrategy(),
                new GradientNormsStrategy(Layers.ALL, new ExpectedGradientLength()))) {
            assertThatCode(() -> Capabilities.check(strategy, ABLE)).doesNotThrowAnyException();
        }
        assertThatCode(() -> Capabilities.check(new GradientNormsStrategy(), new NearestMean()))
                .doesNotThrowAnyException();
    }

    @Test
    void too_few_moments_are_refused_with_their_number() {
        Strategy five = new Ensemble(5, Ensemble.By.SNAPSHOTS, new Bald());
        assertThatThrownBy(() -> Capabilities.check(five, ABLE)).hasMessageContaining("remember (4)");
    }
}
