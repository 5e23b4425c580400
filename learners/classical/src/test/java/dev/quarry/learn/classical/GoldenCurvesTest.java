package dev.quarry.learn.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Badge;
import dev.quarry.acquire.Bald;
import dev.quarry.acquire.Entropy;
import dev.quarry.acquire.KCenter;
import dev.quarry.acquire.LeastConfidence;
import dev.quarry.acquire.Margin;
import dev.quarry.acquire.Uniform;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.learn.Learner;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replays learning curves that the peers' own code recorded: {@code curves} in the golden cases. */
class GoldenCurvesTest {

    private static final Learner BAYES = new GaussianNaiveBayes(1e-3);
    private static final Learner LOGISTIC = new LogisticRegression();

    /**
     * Curves that part where the third pick lies among probabilities that are all 1 in float64 (in exact arithmetic the
     * best differs from 1 by 5e-18): the last bit of the peer's sums decides there.
     */
    private static final Set<String> SATURATED = Set.of("wine margin 2", "wine least_confidence 2");

    private static final Map<String, Acquisition<? super LatentPredictions>> BY_PREDICTION = Map.of(
            "margin", new Margin(),
            "entropy", new Entropy(),
            "least_confidence", new LeastConfidence(),
            "coreset", new KCenter(),
            "badge", new Badge(),
            "random", new Uniform());

    private static Curves.Choice choice(String strategy) {
        if (strategy.equals("bald")) {
            return (round, batch, random) -> new Bald().select(round.committee(10, random), batch, random);
        }
        Acquisition<? super LatentPredictions> acquisition = Objects.requireNonNull(BY_PREDICTION.get(strategy));
        return (round, batch, random) -> acquisition.select(round.prediction(), batch, random);
    }

    @TestFactory
    Stream<DynamicTest> naive_bayes_meets_every_recorded_accuracy_to_the_last_digit() {
        return Stream.of("digits", "wine").flatMap(data -> {
            Curves curves = Curves.read(data);
            return Stream.of("margin", "entropy", "least_confidence", "coreset")
                    .flatMap(strategy -> IntStream.range(0, Curves.SPLITS)
                            .filter(split -> !SATURATED.contains("%s %s %d".formatted(data, strategy, split)))
                            .mapToObj(split -> DynamicTest.dynamicTest(
                                    "%s %s %d".formatted(data, strategy, split),
                                    () -> assertThat(curves.replay(BAYES, choice(strategy), split))
                                            .containsExactly(curves.recorded("gnb", strategy, split)))));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "wine, margin",
        "wine, entropy",
        "wine, least_confidence",
        "wine, coreset",
        "wine, random",
        "wine, badge",
        "wine, bald",
        "digits, margin",
        "digits, entropy",
        "digits, least_confidence",
        "digits, coreset",
        "digits, badge",
        "digits, bald",
        "digits, random"
    })
    void logistic_regression_has_the_recorded_area_within_a_standard_deviation(String data, String strategy) {
        compare(data, "lr", LOGISTIC, strategy);
    }

    @ParameterizedTest
    @CsvSource({"wine, random", "wine, badge", "wine, bald", "digits, random", "digits, badge", "digits, bald"})
    void naive_bayes_has_the_recorded_area_within_a_standard_deviation(String data, String strategy) {
        compare(data, "gnb", BAYES, strategy);
    }

    /** Means over the same splits, against the deviation between splits. Digits take four of them, to spare time. */
    private static void compare(String data, String model, Learner learner, String strategy) {
        Curves curves = Curves.read(data);
        int splits = data.equals("digits") && !strategy.equals("random") ? 4 : Curves.SPLITS;
        double[] recorded = curves.recordedAreas(model, strategy);
        double mean = mean(recorded);
        double variance = mean(Arrays.stream(recorded)
                .map(area -> (area - mean) * (area - mean))
                .toArray());
        assertThat(mean(curves.areas(learner, choice(strategy), splits)))
                .isCloseTo(mean(Arrays.copyOf(recorded, splits)), within(Math.sqrt(variance)));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
