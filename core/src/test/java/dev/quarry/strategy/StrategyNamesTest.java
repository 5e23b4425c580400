package dev.quarry.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Bald;
import dev.quarry.acquire.BoundaryDistance;
import dev.quarry.acquire.El2n;
import dev.quarry.acquire.Entropy;
import dev.quarry.acquire.Forgetting;
import dev.quarry.acquire.Grand;
import dev.quarry.acquire.KCenter;
import dev.quarry.acquire.Margin;
import dev.quarry.acquire.Selection;
import dev.quarry.acquire.VoteEntropy;
import dev.quarry.evidence.HeadedPredictions;
import dev.quarry.evidence.Layers;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.PartType;
import dev.quarry.part.Parts;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrategyNamesTest {

    private static Strategy read(String text) {
        return Parts.read(Strategy.class, text);
    }

    @Test
    void a_bare_acquisition_means_the_one_strategy_that_gives_it_its_evidence() {
        assertThat(read("margin")).isEqualTo(new Deterministic(new Margin()));
        assertThat(read("k-center")).isEqualTo(new Diversity(new KCenter()));
        assertThat(read("el2n")).isEqualTo(new Deterministic(new El2n()));
        assertThat(read("grand")).isEqualTo(new GradientNormsStrategy(Layers.LAST, new Grand()));
        assertThat(read("forgetting")).isEqualTo(new HistoryStrategy(new Forgetting()));
        assertThat(read("boundary-distance")).isEqualTo(new InputGradientsStrategy(new BoundaryDistance()));
        assertThat(new AcquisitionAsStrategy().lift(new OnHead())).isEqualTo(new LinearHead(new OnHead()));
    }

    /** An acquisition that needs a last layer. */
    private record OnHead() implements Acquisition<HeadedPredictions> {
        @Override
        public Selection select(HeadedPredictions evidence, int budget, Randomness random) {
            return new Selection(List.of());
        }
    }

    @Test
    void committees_by_seeds_and_by_snapshots_have_names() {
        assertThat(read("ensemble{members: 5, by: seeds, acquisition: bald}"))
                .isEqualTo(new Ensemble(5, Ensemble.By.SEEDS, new Bald()));
        assertThat(read("ensemble{by: snapshots}").demands())
                .containsExactly(new Demand.Committee(10, Ensemble.By.SNAPSHOTS));
        assertThat(Parts.describe(new Ensemble(5, new Bald()))).isEqualTo("ensemble{members: 5, acquisition: bald}");
        assertThat(read("gradient-norms{layers: all, acquisition: grand}"))
                .isEqualTo(new GradientNormsStrategy(Layers.ALL, new Grand()));
    }

    @Test
    void an_acquisition_that_two_strategies_could_serve_must_say_which() {
        assertThatThrownBy(() -> read("bald"))
                .hasMessageContaining("(bald) needs sampled-probabilities")
                .hasMessageContaining("(ensemble{acquisition: bald})")
                .hasMessageContaining("(monte-carlo{acquisition: bald})");
    }

    @Test
    void what_no_loop_has_is_to_be_handed_over() {
        assertThatThrownBy(() -> read("cvirs"))
                .hasMessage(
                        "The acquisition (cvirs) needs taught-label-probabilities, which a loop with one class per item does not have. Maybe hand it over in files with (quarry select) or from the library.");
        assertThatThrownBy(() -> read("greedy-sampling-y")).hasMessageContaining("regression-predictions");
        assertThatThrownBy(() -> read("active-lab")).hasMessageContaining("annotations");
    }

    @Test
    void nested_parts_are_read() {
        assertThat(read("subpool{size: 500, of: ensemble{members: 5, acquisition: vote-entropy}}"))
                .isEqualTo(new Subpool(500, new Ensemble(5, new VoteEntropy())));
        assertThat(read("monte-carlo{passes: 30, acquisition: entropy}")).isEqualTo(new MonteCarlo(30, new Entropy()));
    }

    @Test
    void a_pair_that_does_not_fit_names_the_evidence_and_who_could_supply_it() {
        assertThatThrownBy(() -> read("deterministic{acquisition: bald}"))
                .hasMessageContaining("it needs sampled-probabilities")
                .hasMessageContaining("it would get taught-predictions")
                .hasMessageContaining("ensemble{acquisition: bald}");
        assertThatThrownBy(() -> read("diversity{acquisition: margin}"))
                .hasMessageContaining("deterministic{acquisition: margin}");
    }

    @Test
    void every_strategy_reads_back_what_it_describes() {
        for (PartType type : Parts.of(Strategy.class)) {
            Strategy standard = (Strategy) type.standard();
            assertThat(read(Parts.describe(standard))).as(type.name()).isEqualTo(standard);
            assertThat(read(Parts.resolve(standard))).as(type.name()).isEqualTo(standard);
            assertThat(type.about().summary()).as(type.name()).endsWith(".");
        }
        Strategy odd = new Split(new Ensemble(3, new Bald()), new Subpool(7, new Random()), 0.25);
        assertThat(read(Parts.describe(odd))).isEqualTo(odd);
    }
}
