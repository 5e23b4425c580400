package dev.quarry.loop;

import dev.quarry.acquire.Pick;
import dev.quarry.acquire.Selection;
import dev.quarry.journal.Entry;
import dev.quarry.journal.Journal;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.TrainingSet;
import dev.quarry.oracle.Oracle;
import dev.quarry.pool.Pool;
import dev.quarry.pool.Status;
import dev.quarry.strategy.Random;
import dev.quarry.strategy.Strategy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The circle: fit on what is labelled, gather evidence, choose, ask, again.
 *
 * <p>It starts with items chosen by {@code start}; until two classes are seen there can be no model and it goes on
 * starting. The outcome depends on pool, configuration, seed and answers alone. A loop on a journal that already has
 * entries goes on where they end, in the middle of a batch if need be, exactly as if it had never stopped.
 *
 * @param learner what is fitted, from scratch, in each round
 * @param strategy what chooses once there is a model
 * @param start what chooses before; it can only use places of items
 * @param startLabels how many labels to start with; 0 leaves the start to the strategy
 * @param batch how many items to ask for in a round
 * @param budget how many labels in all, the start included
 * @param seed the seed of everything random
 */
public record Loop(
        Learner learner, Strategy strategy, Strategy start, int startLabels, int batch, int budget, long seed) {

    /** States the rules. */
    public Loop {
        if (startLabels < 0 || batch < 1 || budget < 1) {
            throw new IllegalArgumentException(
                    "The start (%d) must be at least 0, the batch (%d) and the budget (%d) at least 1."
                            .formatted(startLabels, batch, budget));
        }
        Capabilities.check(strategy, learner);
    }

    /** A random start of 20 labels, batches of 10, a budget of 300, seed 0. */
    public Loop(Learner learner, Strategy strategy) {
        this(learner, strategy, new Random(), 20, 10, 300, 0);
    }

    /** The same loop with another number of labels to start with. */
    public Loop withStart(int labels) {
        return new Loop(learner, strategy, start, labels, batch, budget, seed);
    }

    /** The same loop with another batch. */
    public Loop withBatch(int items) {
        return new Loop(learner, strategy, start, startLabels, items, budget, seed);
    }

    /** The same loop with another budget. */
    public Loop withBudget(int labels) {
        return new Loop(learner, strategy, start, startLabels, batch, labels, seed);
    }

    /** The same loop with another seed. */
    public Loop withSeed(long other) {
        return new Loop(learner, strategy, start, startLabels, batch, budget, other);
    }

    /**
     * A fitted model and what it asks for next: one turn up to the question.
     *
     * @param model null before there are two classes
     */
    public record Proposal(int round, @Nullable Model model, Selection selection) {}

    /** Runs to the end, without anybody watching. */
    public void run(Pool pool, Oracle oracle) {
        run(pool, oracle, Journal.inMemory(), event -> {}, Cancellation.NEVER);
    }

    /**
     * Runs until the budget is spent, the pool is empty or somebody asks it to stop. Leaves its labels in the pool and in
     * the journal.
     *
     * @param pool nothing labelled in it; what the journal says is applied first
     */
    public void run(
            Pool pool,
            Oracle oracle,
            Journal journal,
            Consumer<? super LoopEvent> listener,
            Cancellation cancellation) {
        Turn turn = new Turn(pool, listener);
        turn.resume(journal);
        while (true) {
            boolean spent = pool.count(Status.LABELLED) >= budget;
            Model model = turn.fit();
            if (spent || turn.candidates() == 0 || cancellation.requested()) {
                LoopEvent.End why = spent
                        ? LoopEvent.End.BUDGET_SPENT
                        : turn.candidates() == 0 ? LoopEvent.End.POOL_EMPTY : LoopEvent.End.CANCELLED;
                listener.accept(new LoopEvent.Ended(turn.round, why));
                return;
            }
            turn.ask(turn.choose(model), oracle, journal);
        }
    }

    /** Fits on what is labelled in the pool and chooses what to ask next; asks nobody. */
    public Proposal propose(Pool pool, int round, Consumer<? super LoopEvent> listener) {
        Turn turn = new Turn(pool, listener);
        turn.round = round;
        Model model = turn.fit();
        return new Proposal(round, model, turn.choose(model));
    }

    /** One run in progress. */
    private final class Turn {
        private final Pool pool;
        private final Consumer<? super LoopEvent> listener;
        private final Randomness random = Randomness.seed(seed);
        private final Map<Long, Entry> answered = new HashMap<>();
        private int round;

        Turn(Pool pool, Consumer<? super LoopEvent> listener) {
            this.pool = pool;
            this.listener = listener;
        }

        /** Applies all rounds of the journal but the last, which may lack answers; those it has are kept for asking. */
        void resume(Journal journal) {
            List<Entry> entries = journal.entries();
            round = entries.stream().mapToInt(Entry::round).max().orElse(0);
            for (Entry entry : entries) {
                if (entry.round() < round) {
                    pool.apply(entry.item(), entry.verdict());
                } else {
                    answered.put(entry.item(), entry);
                }
            }
        }

        int candidates() {
            return pool.count(Status.UNLABELLED);
        }

        @Nullable
        Model fit() {
            TrainingSet examples = labelled();
            if (examples.distinctLabels() < 2) {
                return null;
            }
            long before = System.nanoTime();
            Model model = learner.fit(examples, random.purpose("fit").round(round));
            listener.accept(
                    new LoopEvent.Fitted(round, examples.size(), model, Duration.ofNanos(System.nanoTime() - before)));
            return model;
        }

        Selection choose(@Nullable Model model) {
            int have = pool.count(Status.LABELLED);
            boolean starting = startLabels > 0 && (model == null || have < startLabels);
            int wanted = Math.min(have < startLabels ? startLabels - have : batch, budget - have);
            FittedSupply supply = new FittedSupply(
                    pool, learner, model, labelled(), random.purpose("evidence").round(round));
            long before = System.nanoTime();
            Selection selection = (starting ? start : strategy)
                    .select(supply, wanted, random.purpose("select").round(round));
            listener.accept(new LoopEvent.Selected(round, selection, Duration.ofNanos(System.nanoTime() - before)));
            return selection;
        }

        /** Asks for each pick that was not answered before the loop was last stopped. */
        void ask(Selection selection, Oracle oracle, Journal journal) {
            List<Entry> entries = new ArrayList<>();
            for (Pick pick : selection.picks()) {
                Entry entry = answered.remove(pick.id());
                if (entry == null) {
                    entry = new Entry(
                            round,
                            pick.id(),
                            oracle.ask(pick.id()),
                            oracle.name(),
                            Clock.systemUTC().instant(),
                            "%s %s".formatted(pick.reason(), pick.score()));
                    journal.append(List.of(entry));
                }
                entries.add(entry);
                pool.apply(entry.item(), entry.verdict());
            }
            answered.values().forEach(other -> pool.apply(other.item(), other.verdict()));
            answered.clear();
            listener.accept(new LoopEvent.Labelled(round, entries, pool.count(Status.LABELLED)));
            round++;
        }

        private TrainingSet labelled() {
            int[] rows = pool.rows(Status.LABELLED);
            int[] labels = new int[rows.length];
            for (int i = 0; i < rows.length; i++) {
                labels[i] = pool.label(rows[i]);
            }
            return TrainingSet.of(
                    pool.features().select(rows), labels, pool.classes().size());
        }
    }
}
