package dev.quarry.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.acquire.Entropy;
import dev.quarry.acquire.KCenter;
import dev.quarry.acquire.Margin;
import dev.quarry.acquire.Pick;
import dev.quarry.acquire.Selection;
import dev.quarry.evidence.Evidence;
import dev.quarry.evidence.Labels;
import dev.quarry.evidence.TaughtPredictions;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Parts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlblTest {

    /** Wants the candidates of the lowest ids, or of the highest. */
    private record Wanting(boolean low) implements Strategy {
        @Override
        public List<Demand<?>> demands() {
            return List.of();
        }

        @Override
        public Selection select(Supply supply, int budget, Randomness random) {
            Comparator<Long> order = low ? Comparator.naturalOrder() : Comparator.reverseOrder();
            return new Selection(Arrays.stream(supply.candidates().ids())
                    .boxed()
                    .sorted(order)
                    .limit(budget)
                    .map(id -> new Pick(id, 0, "wanted"))
                    .toList());
        }
    }

    /**
     * Candidates of the ids from {@code first} on, and a model that is right or wrong about everything that was asked.
     */
    private record World(long first, int count, List<Asked> past, boolean right) implements Supply {
        @Override
        public Items candidates() {
            return Items.of(LongStream.range(first, first + count).toArray());
        }

        @Override
        public int labelled() {
            return past.size();
        }

        @Override
        public boolean trained() {
            return true;
        }

        @Override
        public <E extends Evidence> E supply(Demand<E> demand) {
            int m = past.size();
            double[] open = new double[2 * count];
            Arrays.fill(open, 0.5);
            double[] known = new double[2 * m];
            for (int i = 0; i < m; i++) {
                known[2 * i + (right ? 0 : 1)] = 1;
            }
            return demand.evidence()
                    .cast(TaughtPredictions.of(
                            candidates(),
                            DoubleMatrix.wrap(open, count, 2),
                            DoubleMatrix.wrap(new double[count], count, 1),
                            DoubleMatrix.wrap(new double[m], m, 1),
                            DoubleMatrix.wrap(known, m, 2),
                            new Labels(
                                    Items.of(past.stream().mapToLong(Asked::id).toArray()), new int[m], 2)));
        }
    }

    private static final List<Strategy> ENDS = List.of(new Wanting(true), new Wanting(false));

    private static Asked asked(int round, Pick pick) {
        return new Asked(round, pick.id(), 0, "%s %s".formatted(pick.reason(), pick.score()));
    }

    private static double[] numbers(String reason, String name) {
        String from = reason.substring(reason.indexOf(name + " [") + name.length() + 2);
        return Arrays.stream(from.substring(0, from.indexOf(']')).split(", ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @Test
    void at_first_all_arms_are_alike_and_a_pick_says_how_likely_it_was() {
        Selection picks = new Albl(ENDS, 8, 0.5).select(new World(0, 10, List.of(), true), 10, Randomness.seed(3));
        assertThat(picks.ids()).hasSize(10).doesNotHaveDuplicates();
        for (int i = 0; i < 10; i++) {
            String reason = picks.picks().get(i).reason();
            assertThat(numbers(reason, "weights")).containsExactly(1 / 3.0, 1 / 3.0, 1 / 3.0);
            double[] advised = numbers(reason, "advised");
            assertThat(advised[2]).isEqualTo(1.0 / (10 - i));
            assertThat(picks.picks().get(i).score())
                    .isCloseTo(Arrays.stream(advised).sum() / 3, within(1e-15));
        }
    }

    @Test
    void weights_grow_by_exp4p_on_the_importance_weighted_accuracy() {
        Albl albl = new Albl(ENDS, 8, 0.5);
        String name = Parts.describe(albl);
        // three arms, eight labels: p = √(ln 3 / 24), and from the weights ½ ¼ ¼ the chances to be pulled
        double p = Math.sqrt(Math.log(3) / 24);
        double[] q = {(1 - 3 * p) / 2 + p, (1 - 3 * p) / 4 + p, (1 - 3 * p) / 4 + p};
        List<Asked> past = List.of(
                new Asked(0, 900, 0, "random 0.3"),
                new Asked(1, 901, 0, name + " weights [0.3, 0.4, 0.3] advised [0.0, 0.0, 0.125] 0.05"),
                new Asked(2, 902, 0, name + " weights [0.5, 0.25, 0.25] advised [1.0, 0.0, 0.1] 0.6"),
                new Asked(2, 903, 0, name + " weights [0.5, 0.25, 0.25] advised [0.0, 1.0, 0.2] 0.4"));
        // the model is right about all three that were asked for in this way, of 4 + 96 items
        double reward = (1 / 0.05 + 1 / 0.6 + 1 / 0.4) / (100 * 8);
        double bold = Math.sqrt(Math.log(3 / 0.5) / 24);
        double[] grown = {
            0.5 * Math.exp(p / 2 * (reward * (1 / 0.6) + 2 * bold / q[0])),
            0.25 * Math.exp(p / 2 * (reward * (1 / 0.4) + 2 * bold / q[1])),
            0.25 * Math.exp(p / 2 * (reward * (0.1 / 0.6 + 0.2 / 0.4) + 2 * bold / q[2]))
        };
        double whole = grown[0] + grown[1] + grown[2];
        Selection picks = albl.select(new World(0, 96, past, true), 1, Randomness.seed(1));
        assertThat(numbers(picks.picks().get(0).reason(), "weights"))
                .containsExactly(new double[] {grown[0] / whole, grown[1] / whole, grown[2] / whole}, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void it_comes_to_prefer_the_strategy_after_which_the_model_is_right(long seed) {
        Albl albl = new Albl(ENDS, 300, 0.1);
        List<Asked> past = new ArrayList<>();
        boolean right = false;
        long first = 0;
        int low = 0;
        for (int round = 0; round < 300; round++) {
            World world = new World(first, 1000, List.copyOf(past), right);
            Pick pick = albl.select(world, 1, Randomness.seed(seed).round(round))
                    .picks()
                    .get(0);
            right = pick.id() == first;
            low += right && round >= 200 ? 1 : 0;
            past.add(asked(round, pick));
            first += 1000;
        }
        assertThat(low).isGreaterThan(50);
        assertThat(numbers(past.get(299).reason(), "weights")[0]).isGreaterThan(0.5);
    }

    @Test
    void it_asks_for_what_its_strategies_need_and_has_a_text() {
        Albl albl = new Albl(List.of(new Deterministic(new Entropy()), new Diversity(new KCenter())), 50, 0.1);
        assertThat(albl.demands()).containsExactly(new Demand.Prediction(), new Demand.Places());
        assertThat(Parts.<Strategy>read(Strategy.class, "albl{of: [entropy, k-center], horizon: 50}"))
                .isEqualTo(albl);
        assertThat(Parts.<Strategy>read(Strategy.class, "albl{of: margin}"))
                .isEqualTo(new Albl(List.of(new Deterministic(new Margin())), 100, 0.1));
    }

    @Test
    void settings_without_sense_and_strategies_that_ask_while_choosing_are_refused() {
        assertThatThrownBy(() -> new Albl(List.of(), 100, 0.1)).hasMessageContaining("strategies (0)");
        assertThatThrownBy(() -> new Albl(ENDS, 0, 0.1)).hasMessageContaining("horizon (0)");
        assertThatThrownBy(() -> new Albl(ENDS, 100, 0)).hasMessageContaining("delta (0.0)");
        assertThatThrownBy(() -> new Albl(List.of(new LabelByLabel()), 100, 0.1))
                .hasMessageContaining("(label-by-label) asks while it chooses");
    }
}
