package dev.quarry.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.acquire.Bald;
import dev.quarry.acquire.KCenter;
import dev.quarry.acquire.VoteEntropy;
import dev.quarry.journal.Entry;
import dev.quarry.journal.Journal;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import dev.quarry.learn.Model;
import dev.quarry.learn.TrainingSet;
import dev.quarry.oracle.Oracle;
import dev.quarry.pool.Pool;
import dev.quarry.pool.Status;
import dev.quarry.pool.Verdict;
import dev.quarry.strategy.ColdStart;
import dev.quarry.strategy.Deterministic;
import dev.quarry.strategy.Diversity;
import dev.quarry.strategy.Ensemble;
import dev.quarry.strategy.MonteCarlo;
import dev.quarry.strategy.Random;
import dev.quarry.strategy.Split;
import dev.quarry.strategy.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopTest {

    private static final Example EXAMPLE = Example.of(90);

    private static Loop loop(Strategy strategy) {
        return new Loop(new NearestMean(), strategy)
                .withStart(6)
                .withBatch(4)
                .withBudget(30)
                .withSeed(3);
    }

    private static List<Entry> run(Loop loop, Example example) {
        Journal journal = Journal.inMemory();
        loop.run(example.pool(), example.oracle(), journal, event -> {}, Cancellation.NEVER);
        return journal.entries();
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    private static List<Long> asked(Loop loop, Example example) {
        return run(loop, example).stream().map(Entry::item).toList();
    }

    @Test
    void it_spends_the_budget_and_asks_for_no_item_twice() {
        Pool pool = EXAMPLE.pool();
        List<LoopEvent> events = new ArrayList<>();
        Journal journal = Journal.inMemory();
        loop(new Deterministic()).run(pool, EXAMPLE.oracle(), journal, events::add, Cancellation.NEVER);

        assertThat(pool.count(Status.LABELLED)).isEqualTo(30);
        assertThat(journal.entries())
                .extracting(Entry::item)
                .doesNotHaveDuplicates()
                .hasSize(30);
        assertThat(last(events)).isEqualTo(new LoopEvent.Ended(7, LoopEvent.End.BUDGET_SPENT));
        assertThat(events).filteredOn(LoopEvent.Fitted.class::isInstance).hasSize(7);
    }

    @Test
    void the_journal_says_who_asked_and_why() {
        Entry last = last(run(loop(new Deterministic()), EXAMPLE));
        assertThat(last.by()).isEqualTo("known-labels");
        assertThat(last.reason()).startsWith("margin -0.");
        assertThat(last.round()).isEqualTo(6);
    }

    @Test
    void the_same_seed_asks_the_same_and_another_asks_something_else() {
        Loop loop = loop(new Ensemble(5, new VoteEntropy()));
        assertThat(asked(loop, EXAMPLE)).isEqualTo(asked(loop, EXAMPLE));
        assertThat(asked(loop, EXAMPLE)).isNotEqualTo(asked(loop.withSeed(4), EXAMPLE));
    }

    @Test
    void the_order_of_the_pool_changes_nothing() {
        for (Strategy strategy :
                List.of(new Random(), new Deterministic(), new Diversity(), new Ensemble(4, new Bald()), new Split())) {
            assertThat(asked(loop(strategy), EXAMPLE.shuffled(9)))
                    .as(strategy.toString())
                    .isEqualTo(asked(loop(strategy), EXAMPLE));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7})
    void the_number_of_threads_changes_nothing(int threads) {
        Loop loop = loop(new Split());
        assertThat(Workers.using(threads, () -> asked(loop, EXAMPLE))).isEqualTo(asked(loop, EXAMPLE));
    }

    @Test
    void every_strategy_starts_with_the_same_items() {
        assertThat(asked(loop(new Random()), EXAMPLE).subList(0, 6))
                .isEqualTo(asked(loop(new Diversity()), EXAMPLE).subList(0, 6));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 6, 7, 13, 29, 30})
    void a_loop_that_was_stopped_anywhere_goes_on_as_if_it_had_not_been(int answersBefore) {
        Loop loop = loop(new Ensemble(3, new VoteEntropy()));
        List<Entry> whole = run(loop, EXAMPLE);
        Journal journal = Journal.inMemory();
        journal.append(whole.subList(0, answersBefore));
        List<Long> askedNow = new ArrayList<>();
        Oracle oracle = id -> {
            askedNow.add(id);
            return EXAMPLE.oracle().ask(id);
        };
        Pool pool = EXAMPLE.pool();
        loop.run(pool, oracle, journal, event -> {}, Cancellation.NEVER);

        assertThat(journal.entries())
                .extracting(Entry::item)
                .isEqualTo(whole.stream().map(Entry::item).toList());
        assertThat(askedNow).hasSize(30 - answersBefore);
        assertThat(pool.count(Status.LABELLED)).isEqualTo(30);
    }

    /** What a run asked for and what its models said, from a journal that has the first answers of {@code whole}. */
    private static List<Object> outcome(Loop loop, List<Entry> whole, int answersBefore, Cancellation cancellation) {
        Journal journal = Journal.inMemory();
        journal.append(whole.subList(0, answersBefore));
        List<Matrix> said = new ArrayList<>();
        Matrix places = EXAMPLE.pool().features();
        loop.run(
                EXAMPLE.pool(),
                EXAMPLE.oracle(),
                journal,
                event -> {
                    if (event instanceof LoopEvent.Fitted fitted) {
                        said.add(fitted.model().probabilities(places));
                    }
                },
                cancellation);
        return List.of(journal.entries().stream().map(Entry::item).toList(), said.isEmpty() ? "nothing" : last(said));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 6, 7, 13, 14, 29, 30})
    void a_loop_with_a_warm_learner_goes_on_with_the_model_that_it_would_have_had(int answersBefore) {
        Loop loop = new Loop(new Descent(3, 0, true), new Deterministic())
                .withStart(6)
                .withBatch(4)
                .withBudget(30);
        List<Entry> whole = run(loop, EXAMPLE);
        assertThat(outcome(loop, whole, answersBefore, Cancellation.NEVER))
                .isEqualTo(outcome(loop, whole, 0, Cancellation.NEVER));
    }

    @Test
    void a_warm_learner_goes_on_from_its_earlier_model_and_a_cold_one_does_not() {
        Loop cold = loop(new Random()).withSeed(8);
        Loop warm = new Loop(new Descent(3, 0, true), new Random(), new Random(), 6, 4, 30, 8);
        Loop fresh = new Loop(new Descent(3, 0, false), new Random(), new Random(), 6, 4, 30, 8);
        assertThat(asked(warm, EXAMPLE)).isEqualTo(asked(cold, EXAMPLE));
        List<Model> models = new ArrayList<>();
        Pool pool = EXAMPLE.pool();
        warm.run(pool, EXAMPLE.oracle(), Journal.inMemory(), event -> keep(event, models), Cancellation.NEVER);
        int[] rows = pool.rows(Status.LABELLED);
        TrainingSet all = TrainingSet.of(
                pool.features().select(rows),
                IntStream.of(rows).map(pool::label).toArray(),
                3);
        Randomness random = Randomness.seed(8).purpose("fit").round(7);
        assertThat(models).hasSize(7);
        assertThat(last(models).probabilities(pool.features()))
                .isEqualTo(warm.learner().refit(models.get(5), all, random).probabilities(pool.features()))
                .isNotEqualTo(warm.learner().fit(all, random).probabilities(pool.features()));
        models.clear();
        fresh.run(
                EXAMPLE.pool(), EXAMPLE.oracle(), Journal.inMemory(), event -> keep(event, models), Cancellation.NEVER);
        assertThat(last(models).probabilities(pool.features()))
                .isEqualTo(fresh.learner().fit(all, random).probabilities(pool.features()));
    }

    private static void keep(LoopEvent event, List<Model> models) {
        if (event instanceof LoopEvent.Fitted fitted) {
            models.add(fitted.model());
        }
    }

    @Test
    void who_asks_it_to_stop_need_not_wait_for_the_models_of_earlier_rounds() {
        Loop loop = new Loop(new Descent(3, 0, true), new Deterministic())
                .withStart(6)
                .withBatch(4)
                .withBudget(30);
        List<Entry> whole = run(loop, EXAMPLE);
        assertThat(outcome(loop, whole, 20, () -> true))
                .isEqualTo(
                        List.of(whole.subList(0, 20).stream().map(Entry::item).toList(), "nothing"));
    }

    @Test
    void a_proposal_goes_on_from_the_model_that_it_is_given() {
        Pool pool = EXAMPLE.pool();
        for (int row = 0; row < 12; row++) {
            pool.apply(pool.items().id(row), EXAMPLE.oracle().ask(pool.items().id(row)));
        }
        Loop loop = new Loop(new Descent(3, 0, true), new Deterministic());
        Loop.Proposal first = loop.propose(pool, 3, event -> {});
        Loop.Proposal second = loop.propose(pool, 4, first.model(), event -> {});
        assertThat(Objects.requireNonNull(second.model()).probabilities(pool.features()))
                .isNotEqualTo(Objects.requireNonNull(first.model()).probabilities(pool.features()))
                .isNotEqualTo(Objects.requireNonNull(
                                loop.propose(pool, 4, event -> {}).model())
                        .probabilities(pool.features()));
    }

    @Test
    void it_goes_on_starting_until_two_classes_are_seen() {
        Oracle late = new Oracle() {
            private int asked;

            @Override
            public Verdict ask(long id) {
                return ++asked <= 9 ? Verdict.label("ant") : EXAMPLE.oracle().ask(id);
            }
        };
        List<LoopEvent> events = new ArrayList<>();
        loop(new Deterministic()).run(EXAMPLE.pool(), late, Journal.inMemory(), events::add, Cancellation.NEVER);
        assertThat(events)
                .filteredOn(LoopEvent.Selected.class::isInstance)
                .first()
                .isInstanceOf(LoopEvent.Selected.class);
        assertThat(events.stream()
                        .filter(LoopEvent.Fitted.class::isInstance)
                        .findFirst()
                        .orElseThrow()
                        .round())
                .isEqualTo(2);
    }

    @Test
    void what_is_skipped_costs_no_budget_and_is_not_asked_again() {
        List<Long> skipped = new ArrayList<>();
        Oracle picky = id -> {
            if (id % 5 == 0) {
                skipped.add(id);
                return Verdict.SKIP;
            }
            return EXAMPLE.oracle().ask(id);
        };
        Pool pool = EXAMPLE.pool();
        loop(new Deterministic()).run(pool, picky, Journal.inMemory(), event -> {}, Cancellation.NEVER);
        assertThat(pool.count(Status.LABELLED)).isEqualTo(30);
        assertThat(skipped).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void it_ends_when_nothing_is_left_to_ask() {
        List<LoopEvent> events = new ArrayList<>();
        Example small = Example.of(12);
        loop(new Deterministic())
                .run(small.pool(), small.oracle(), Journal.inMemory(), events::add, Cancellation.NEVER);
        assertThat(((LoopEvent.Ended) last(events)).why()).isEqualTo(LoopEvent.End.POOL_EMPTY);
    }

    @Test
    void it_stops_between_rounds_when_asked_to() {
        List<LoopEvent> events = new ArrayList<>();
        Pool pool = EXAMPLE.pool();
        loop(new Random())
                .run(pool, EXAMPLE.oracle(), Journal.inMemory(), events::add, () -> pool.count(Status.LABELLED) >= 14);
        assertThat(((LoopEvent.Ended) last(events)).why()).isEqualTo(LoopEvent.End.CANCELLED);
        assertThat(pool.count(Status.LABELLED)).isEqualTo(14);
    }

    @Test
    void a_strategy_that_its_learner_cannot_serve_is_refused_before_anything_is_trained() {
        assertThatThrownBy(() -> new Loop(new NearestMean(), new MonteCarlo(20, new Bald())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(monte-carlo) needs (20) stochastic passes")
                .hasMessageContaining("NearestMean")
                .hasMessageContaining("ensemble{members: 20");
    }

    @Test
    void without_a_start_the_strategy_must_do_without_a_model() {
        assertThatThrownBy(() -> asked(loop(new Deterministic()).withStart(0), EXAMPLE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("There is no model yet")
                .hasMessageContaining("cold-start");
        assertThat(asked(
                        loop(new ColdStart(new Diversity(new KCenter()), new Deterministic()))
                                .withStart(0),
                        EXAMPLE))
                .hasSize(30);
    }

    @Test
    void a_proposal_asks_nobody_and_changes_nothing() {
        Pool pool = EXAMPLE.pool();
        Loop.Proposal proposal = loop(new Deterministic()).propose(pool, 0, event -> {});
        assertThat(proposal.model()).isNull();
        assertThat(proposal.selection().size()).isEqualTo(6);
        assertThat(pool.count(Status.UNLABELLED)).isEqualTo(90);
    }

    @Test
    void broken_numbers_are_refused() {
        assertThatThrownBy(() -> loop(new Random()).withBatch(0)).hasMessageContaining("the batch (0)");
    }
}
