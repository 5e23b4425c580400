package dev.quarry.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Badge;
import dev.quarry.acquire.Dal;
import dev.quarry.acquire.Entropy;
import dev.quarry.acquire.Estimate;
import dev.quarry.acquire.Estimated;
import dev.quarry.acquire.KCenter;
import dev.quarry.acquire.Margin;
import dev.quarry.acquire.Sizes;
import dev.quarry.acquire.SomeEvidence;
import dev.quarry.acquire.Work;
import dev.quarry.evidence.Evidence;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Parts;
import dev.quarry.select.Power;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** It states the memory budget of the process, so it runs alone. */
@Isolated
class ForecastTest {

    private static final Sizes SIZES = new Sizes(10_000, 200, 10, 20, 64, 100);

    private static Work likely(Strategy strategy) {
        return Forecast.of(strategy, SIZES).estimate().likely();
    }

    @Test
    void an_example_by_hand() {
        Estimate entropy = new Entropy().estimate(SIZES);
        assertThat(entropy.likely())
                .isEqualTo(new Work(0, 0, 100_000, 10_000, 0)); // n·C logarithms, and a ranking of n
        assertThat(entropy.most()).isEqualTo(entropy.likely());
        Estimate center = new KCenter().estimate(SIZES);
        assertThat(center.most().products()).isEqualTo(10_000.0 * 200 * 64);
        assertThat(center.most().distances()).isEqualTo(10_000.0 * 100 * 64);
        assertThat(center.likely().distances()).isLessThan(center.most().distances());
        assertThat(likely(new Deterministic(new Margin())).checks()).isEqualTo(100_000);
    }

    @Test
    void combinators_take_what_their_parts_take_on_what_they_leave_them() {
        Strategy margin = new Deterministic(new Margin());
        Strategy center = new Diversity(new KCenter());
        assertThat(likely(new Subpool(1000, margin)).checks()).isEqualTo(10_000);
        assertThat(likely(new Prefilter(5, margin, center)).checks()).isEqualTo(100_000 + 500 * 64);
        assertThat(likely(new Split(margin, center)).products()).isEqualTo(9_950.0 * 250 * 64);
        assertThat(likely(new SwitchAt(100, center, margin))).isEqualTo(likely(margin));
        assertThat(likely(new ColdStart(center, margin))).isEqualTo(likely(margin));
        assertThat(likely(new Quota("patient", 1, margin))).isEqualTo(likely(margin));
        assertThat(likely(new Tcm(50))).isEqualTo(likely(margin));
        assertThat(likely(new Deterministic(new Power<>(new Entropy(), 2))).logs())
                .isEqualTo(100_000);
        assertThat(likely(new Random()).numbers()).isEqualTo(10_000);
        assertThat(Forecast.of(new Split(new Diversity(new Dal()), new Deterministic(new Badge())), SIZES)
                        .undeclared())
                .containsExactly("dal");
    }

    static Stream<Acquisition<?>> estimated() {
        return Parts.of(Acquisition.class).stream()
                .<Acquisition<?>>map(type -> (Acquisition<?>) type.standard())
                .filter(Estimated.class::isInstance);
    }

    @ParameterizedTest
    @MethodSource("estimated")
    @SuppressWarnings("unchecked") // the evidence is made to what the acquisition needs
    void what_is_asked_of_the_memory_budget_stays_below_the_estimate(Acquisition<?> acquisition) {
        Sizes sizes = new Sizes(1000, 2, 3, 4, 3, 40);
        Estimate estimate = ((Estimated) acquisition).estimate(sizes);
        assertThat(estimate.held()).isPositive();
        Evidence evidence = new SomeEvidence(true, 1).of(acquisition.needs(), SomeEvidence.items(1000));
        assertThatCode(() -> Memory.using(
                        estimate.held(),
                        () -> ((Acquisition<Evidence>) acquisition).select(evidence, 40, Randomness.seed(1))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("estimated")
    void more_candidates_never_take_less(Acquisition<?> acquisition) {
        Estimate few = ((Estimated) acquisition).estimate(SIZES);
        Estimate many = ((Estimated) acquisition).estimate(SIZES.with(20_000, 100));
        assertThat(total(many.likely())).isGreaterThan(total(few.likely()));
        assertThat(total(few.likely())).isLessThanOrEqualTo(total(few.most()));
        assertThat(many.held()).isGreaterThan(few.held());
    }

    private static double total(Work work) {
        return work.products() + work.distances() + work.logs() + work.numbers() + work.checks();
    }
}
