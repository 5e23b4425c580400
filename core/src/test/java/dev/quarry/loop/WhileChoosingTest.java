package dev.quarry.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.acquire.Margin;
import dev.quarry.acquire.Pick;
import dev.quarry.acquire.Selection;
import dev.quarry.evidence.FedPredictions;
import dev.quarry.evidence.Labels;
import dev.quarry.evidence.Refits;
import dev.quarry.evidence.TaughtPredictions;
import dev.quarry.journal.Entry;
import dev.quarry.journal.Journal;
import dev.quarry.kernel.Randomness;
import dev.quarry.pool.Pool;
import dev.quarry.strategy.Asked;
import dev.quarry.strategy.Demand;
import dev.quarry.strategy.Deterministic;
import dev.quarry.strategy.Strategy;
import dev.quarry.strategy.Supply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a strategy may learn while it chooses: labels of labelled items, answers, models with one more label, the past. */
class WhileChoosingTest {

    private static final Example EXAMPLE = Example.of(90);

    /** A strategy of one demand whose choice is a test's. */
    private record Choosing(Demand<?> demand, BiFunction<Supply, Integer, Selection> choice) implements Strategy {
        @Override
        public List<Demand<?>> demands() {
            return List.of(demand);
        }

        @Override
        public Selection select(Supply supply, int budget, Randomness random) {
            return choice.apply(supply, budget);
        }
    }

    private static Loop loop(Strategy strategy) {
        return new Loop(new NearestMean(), strategy)
                .withStart(6)
                .withBatch(4)
                .withBudget(18)
                .withSeed(3);
    }

    private static Selection picks(List<Long> ids) {
        return new Selection(ids.stream().map(id -> new Pick(id, 1, "first")).toList());
    }

    /** As many of the first candidates as wanted, each revealed before the next. */
    private static Selection revealing(Supply supply, int count, List<OptionalInt> answers) {
        FedPredictions evidence = supply.supply(new Demand.Answers());
        List<Long> ids = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            ids.add(evidence.items().id(row));
            answers.add(evidence.feed().reveal(evidence.items().id(row)));
        }
        return picks(ids);
    }

    @Test
    void labels_of_labelled_items_are_known_and_those_chosen_in_the_same_batch_are_not() {
        loop(new Choosing(new Demand.Prediction(), (supply, budget) -> {
                    TaughtPredictions evidence = supply.supply(new Demand.Prediction());
                    Labels labels = evidence.labels();
                    assertThat(labels.known()).hasSize(supply.labelled());
                    for (int row = 0; row < labels.size(); row++) {
                        String label =
                                EXAMPLE.oracle().ask(labels.items().id(row)).label();
                        assertThat(Example.CLASSES.get(labels.of(row))).isEqualTo(label);
                    }
                    assertThat(evidence.labelledProbabilities().rows()).isEqualTo(labels.size());
                    Selection chosen = new Margin().select(evidence, budget, Randomness.seed(1));
                    TaughtPredictions after = supply.after(chosen).supply(new Demand.Prediction());
                    assertThat(after.labels().items().ids()).endsWith(sorted(supply, chosen));
                    assertThat(after.labels().rows(Labels.UNKNOWN)).hasSize(budget);
                    assertThat(after.labelledProbabilities().rows()).isEqualTo(labels.size() + budget);
                    return chosen;
                }))
                .run(EXAMPLE.pool(), EXAMPLE.oracle());
    }

    private static long[] sorted(Supply supply, Selection chosen) {
        int[] rows = supply.candidates().rows(chosen.ids());
        return Arrays.stream(rows).sorted().mapToLong(supply.candidates()::id).toArray();
    }

    @Test
    void what_is_asked_while_choosing_is_answered_at_once_and_asked_once() {
        List<OptionalInt> answers = new ArrayList<>();
        Journal journal = Journal.inMemory();
        loop(new Choosing(new Demand.Answers(), (supply, budget) -> revealing(supply, budget, answers)))
                .run(EXAMPLE.pool(), EXAMPLE.oracle(), journal, event -> {}, Cancellation.NEVER);
        assertThat(journal.entries())
                .extracting(Entry::item)
                .doesNotHaveDuplicates()
                .hasSize(18);
        List<String> said = journal.entries().stream()
                .filter(entry -> entry.round() > 0)
                .map(entry -> Objects.requireNonNull(entry.verdict().label()))
                .toList();
        assertThat(answers.stream().map(answer -> Example.CLASSES.get(answer.getAsInt())))
                .containsExactlyElementsOf(said);
    }

    @Test
    void a_loop_that_was_stopped_between_two_answers_goes_on_as_if_it_had_not() {
        Loop loop = loop(
                new Choosing(new Demand.Answers(), (supply, budget) -> revealing(supply, budget, new ArrayList<>())));
        Journal whole = Journal.inMemory();
        loop.run(EXAMPLE.pool(), EXAMPLE.oracle(), whole, event -> {}, Cancellation.NEVER);
        for (int kept = 0; kept <= 18; kept++) {
            Journal cut = Journal.inMemory();
            cut.append(whole.entries().subList(0, kept));
            loop.run(EXAMPLE.pool(), EXAMPLE.oracle(), cut, event -> {}, Cancellation.NEVER);
            assertThat(cut.entries())
                    .usingRecursiveComparison()
                    .ignoringFields("at")
                    .isEqualTo(whole.entries());
        }
    }

    @Test
    void more_than_the_batch_is_not_answered_and_what_was_answered_must_be_chosen() {
        Strategy greedy = new Choosing(
                new Demand.Answers(), (supply, budget) -> revealing(supply, budget + 1, new ArrayList<>()));
        assertThatThrownBy(() -> loop(greedy).run(EXAMPLE.pool(), EXAMPLE.oracle()))
                .hasMessageContaining("beyond a batch of (4)");
        Strategy careless = new Choosing(new Demand.Answers(), (supply, budget) -> {
            revealing(supply, budget, new ArrayList<>());
            return picks(List.of());
        });
        assertThatThrownBy(() -> loop(careless).run(EXAMPLE.pool(), EXAMPLE.oracle()))
                .hasMessageContaining("answered while choosing but not chosen");
    }

    @Test
    void where_nobody_answers_while_choosing_the_reason_is_said() {
        Pool pool = EXAMPLE.pool();
        for (int row = 0; row < 6; row++) {
            pool.apply(pool.items().id(row), EXAMPLE.oracle().ask(pool.items().id(row)));
        }
        Strategy asking =
                new Choosing(new Demand.Answers(), (supply, budget) -> revealing(supply, budget, new ArrayList<>()));
        assertThatThrownBy(() -> loop(asking).propose(pool, 1, event -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Nobody answers while a batch is being chosen");
    }

    @Test
    void a_model_with_one_more_label_is_the_one_that_a_fit_would_give() {
        loop(new Choosing(new Demand.NextModels(), (supply, budget) -> {
                    Refits evidence = supply.supply(new Demand.NextModels());
                    int[] wanted = {2, 0};
                    double before = evidence.probabilities().get(0, 1);
                    double towards = evidence.refitted(0, 1, wanted).get(1, 1);
                    assertThat(towards).isGreaterThan(before);
                    int[] some = {5, 0, 7};
                    Refits cut = supply.among(some).supply(new Demand.NextModels());
                    assertThat(cut.refitted(1, 1, new int[] {0}).get(0, 1))
                            .isEqualTo(evidence.refitted(0, 1, new int[] {5}).get(0, 1));
                    return new Margin().select(evidence, budget, Randomness.seed(1));
                }))
                .run(EXAMPLE.pool(), EXAMPLE.oracle());
    }

    @Test
    void the_past_tells_what_was_asked_in_which_round_and_why() {
        List<List<Asked>> seen = new ArrayList<>();
        Journal journal = Journal.inMemory();
        loop(new Choosing(new Demand.Prediction(), (supply, budget) -> {
                    seen.add(supply.past());
                    return new Deterministic().select(supply, budget, Randomness.seed(1));
                }))
                .run(EXAMPLE.pool(), EXAMPLE.oracle(), journal, event -> {}, Cancellation.NEVER);
        List<Asked> last = seen.get(seen.size() - 1);
        assertThat(last).hasSize(14);
        IntStream.range(0, 14).forEach(i -> {
            Entry entry = journal.entries().get(i);
            int label = Example.CLASSES.indexOf(entry.verdict().label());
            assertThat(last.get(i)).isEqualTo(new Asked(entry.round(), entry.item(), label, entry.reason()));
        });
    }
}
