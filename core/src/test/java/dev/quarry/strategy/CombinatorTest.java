package dev.quarry.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.acquire.Entropy;
import dev.quarry.acquire.KCenter;
import dev.quarry.acquire.Margin;
import dev.quarry.acquire.Pick;
import dev.quarry.acquire.Selection;
import dev.quarry.acquire.Uniform;
import dev.quarry.evidence.Evidence;
import dev.quarry.evidence.Labels;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.evidence.TaughtPredictions;
import dev.quarry.item.Items;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Randomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CombinatorTest {

    private static final Randomness RANDOM = Randomness.seed(11);
    private static final Strategy MARGIN = new Deterministic(new Margin());
    private static final Strategy CENTER = new Diversity(new KCenter());

    /** A supply of computed evidence that remembers what it was asked for. */
    private static final class Recorded implements Supply {
        private final Items items = Items.range(60);
        private final FloatMatrix probabilities = rows(60, 3, true);
        private final FloatMatrix places = rows(60, 4, false);
        private final List<Demand<?>> asked = new ArrayList<>();
        private final int labelled;
        private final boolean trained;

        Recorded(int labelled, boolean trained) {
            this.labelled = labelled;
            this.trained = trained;
        }

        private static FloatMatrix rows(int n, int cols, boolean normalise) {
            SplittableRandom random = new SplittableRandom(cols);
            float[] values = new float[n * cols];
            for (int i = 0; i < n; i++) {
                float sum = 0;
                for (int j = 0; j < cols; j++) {
                    values[i * cols + j] = (float) random.nextDouble();
                    sum += values[i * cols + j];
                }
                for (int j = 0; normalise && j < cols; j++) {
                    values[i * cols + j] /= sum;
                }
            }
            return FloatMatrix.wrap(values, n, cols);
        }

        @Override
        public Items candidates() {
            return items;
        }

        @Override
        public int labelled() {
            return labelled;
        }

        @Override
        public boolean trained() {
            return trained;
        }

        @Override
        public <E extends Evidence> E supply(Demand<E> demand) {
            asked.add(demand);
            FloatMatrix none = FloatMatrix.wrap(new float[0], 0, 4);
            Labels labels = new Labels(Items.range(0), new int[0], probabilities.cols());
            Evidence evidence = demand.evidence() == SampledProbabilities.class
                    ? SampledProbabilities.of(items, probabilities, 1, true)
                    : TaughtPredictions.of(items, probabilities, places, none, none, labels);
            return demand.evidence().cast(evidence);
        }
    }

    private static Selection select(Strategy strategy, int budget) {
        return strategy.select(new Recorded(10, true), budget, RANDOM);
    }

    @Test
    void random_takes_each_item_once_and_each_as_often_as_any_other() {
        assertThat(select(new Random(), 60).ids()).doesNotHaveDuplicates().hasSize(60);
        int[] first = new int[60];
        for (int round = 0; round < 6000; round++) {
            first[
                    (int) new Random()
                            .select(new Recorded(0, false), 1, RANDOM.round(round))
                            .ids()[0]]++;
        }
        double chiSquare = Arrays.stream(first)
                .mapToDouble(count -> (count - 100) * (count - 100) / 100.0)
                .sum();
        assertThat(chiSquare).isLessThan(98.3); // 0.1 % point of 59 degrees of freedom; the seed is fixed
    }

    @Test
    void a_subpool_chooses_within_its_part_and_draws_another_part_in_another_round() {
        Strategy subpool = new Subpool(15, MARGIN);
        Set<Long> seen = new HashSet<>();
        for (long id : select(subpool, 15).ids()) {
            seen.add(id);
        }
        assertThat(seen).hasSize(15);
        assertThat(subpool.select(new Recorded(10, true), 15, RANDOM.round(1)).ids())
                .isNotEqualTo(select(subpool, 15).ids());
        assertThat(select(new Subpool(60, MARGIN), 7)).isEqualTo(select(MARGIN, 7));
    }

    @Test
    void a_subpool_smaller_than_the_budget_still_fills_the_budget() {
        assertThat(select(new Subpool(3, MARGIN), 20).size()).isEqualTo(20);
    }

    @Test
    void a_prefilter_takes_from_the_short_list_only() {
        Set<Long> shortList = new HashSet<>();
        for (long id : select(MARGIN, 15).ids()) {
            shortList.add(id);
        }
        long[] chosen = select(new Prefilter(3, MARGIN, CENTER), 5).ids();
        assertThat(chosen).hasSize(5);
        assertThat(shortList).containsAll(Arrays.stream(chosen).boxed().toList());
        assertThat(select(new Prefilter(1, MARGIN, CENTER), 5).ids())
                .containsExactlyInAnyOrder(select(MARGIN, 5).ids());
    }

    @Test
    void a_split_gives_the_odd_item_to_the_first_and_loses_none() {
        Selection chosen = select(new Split(MARGIN, CENTER), 7);
        assertThat(chosen.picks())
                .extracting(Pick::reason)
                .containsExactly("margin", "margin", "margin", "margin", "k-center", "k-center", "k-center");
        assertThat(Arrays.copyOf(chosen.ids(), 4)).isEqualTo(select(MARGIN, 4).ids());
        assertThat(chosen.ids()).doesNotHaveDuplicates();
    }

    @Test
    void the_second_of_a_split_knows_what_the_first_took() {
        Selection first = select(MARGIN, 4);
        Selection rest = CENTER.select(new Recorded(10, true).after(first), 3, RANDOM.purpose("split-second"));
        assertThat(Arrays.copyOfRange(select(new Split(MARGIN, CENTER), 7).ids(), 4, 7))
                .isEqualTo(rest.ids());
        Selection blind = CENTER.select(new Recorded(10, true), 3, RANDOM.purpose("split-second"));
        assertThat(rest.ids()).isNotEqualTo(blind.ids());
    }

    @Test
    void a_narrowed_supply_counts_what_was_taken_as_labelled() {
        Supply base = new Recorded(10, true);
        Supply after = base.after(select(MARGIN, 4));
        assertThat(after.labelled()).isEqualTo(14);
        assertThat(after.candidates().size()).isEqualTo(56);
        assertThat(after.supply(new Demand.Places()).labelled().rows()).isEqualTo(4);
        Supply among = after.among(new int[] {5, 6, 7});
        assertThat(among.supply(new Demand.Prediction()).items())
                .isEqualTo(after.candidates().select(new int[] {5, 6, 7}));
        assertThat(among.supply(new Demand.Places()).labelled().rows()).isEqualTo(4);
    }

    @Test
    void switch_at_looks_at_the_number_of_labels() {
        Strategy both = new SwitchAt(30, CENTER, MARGIN);
        assertThat(both.select(new Recorded(29, true), 3, RANDOM).picks())
                .extracting(Pick::reason)
                .containsOnly("k-center");
        assertThat(both.select(new Recorded(30, true), 3, RANDOM).picks())
                .extracting(Pick::reason)
                .containsOnly("margin");
    }

    @Test
    void cold_start_looks_at_whether_there_is_a_model() {
        Strategy both = new ColdStart(CENTER, MARGIN);
        assertThat(both.select(new Recorded(0, false), 3, RANDOM).picks())
                .extracting(Pick::reason)
                .containsOnly("k-center");
        assertThat(both.select(new Recorded(2, true), 3, RANDOM).picks())
                .extracting(Pick::reason)
                .containsOnly("margin");
        assertThatThrownBy(() -> new ColdStart(MARGIN, CENTER)).hasMessageContaining("needs a model");
    }

    @Test
    void demands_are_those_of_the_parts_without_repetition() {
        assertThat(new Split(MARGIN, new Deterministic(new Entropy())).demands())
                .hasSize(1);
        assertThat(new Prefilter(2, MARGIN, new Ensemble()).demands())
                .containsExactly(new Demand.Prediction(), new Demand.Committee(10, Ensemble.By.BOOTSTRAP));
        assertThat(new Subpool(5, new Diversity(new Uniform())).demands()).containsExactly(new Demand.Places());
    }

    @Test
    void broken_parameters_are_refused() {
        assertThatThrownBy(() -> new Subpool(0, MARGIN)).hasMessageContaining("(0)");
        assertThatThrownBy(() -> new Prefilter(0.5, MARGIN, CENTER)).hasMessageContaining("(0.5)");
        assertThatThrownBy(() -> new Split(MARGIN, CENTER, Double.NaN)).hasMessageContaining("(NaN)");
        assertThatThrownBy(() -> new Ensemble(1, new Entropy())).hasMessageContaining("members (1)");
        assertThatThrownBy(() -> new MonteCarlo(1, new Entropy())).hasMessageContaining("passes (1)");
        assertThatThrownBy(() -> new SwitchAt(-1, MARGIN, CENTER)).hasMessageContaining("(-1)");
    }
}
