package dev.quarry.loop;

import dev.quarry.acquire.Selection;
import dev.quarry.journal.Journal;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.oracle.Oracle;
import dev.quarry.pool.Pool;
import dev.quarry.pool.Status;
import dev.quarry.strategy.Random;
import dev.quarry.strategy.Strategy;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The circle: fit on what is labelled, gather evidence, choose, ask, again.
 *
 * <p>It starts with items chosen by {@code start}; until two classes are seen there can be no model and it goes on
 * starting. The outcome depends on pool, configuration, seed and answers alone. A loop on a journal that already has
 * entries goes on where they end, in the middle of a batch if need be, exactly as if it had never stopped.
 *
 * @param learner what is fitted in each round: from scratch, or from the model of the round before where it is
 *     {@linkplain Learner#warm() warm}
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
     * <p>Where the learner goes on from its earlier model, going on with a journal first repeats the fits of the finished
     * rounds, without telling the listener.
     *
     * @param pool nothing labelled in it; what the journal says is applied first
     */
    public void run(
            Pool pool,
            Oracle oracle,
            Journal journal,
            Consumer<? super LoopEvent> listener,
            Cancellation cancellation) {
        Turn turn = new Turn(this, pool, 0, null, listener);
        if (!turn.resume(journal, cancellation)) {
            listener.accept(new LoopEvent.Ended(turn.round(), LoopEvent.End.CANCELLED));
            return;
        }
        while (true) {
            boolean spent = pool.count(Status.LABELLED) >= budget;
            Model model = turn.fit();
            if (spent || turn.candidates() == 0 || cancellation.requested()) {
                LoopEvent.End why = spent
                        ? LoopEvent.End.BUDGET_SPENT
                        : turn.candidates() == 0 ? LoopEvent.End.POOL_EMPTY : LoopEvent.End.CANCELLED;
                listener.accept(new LoopEvent.Ended(turn.round(), why));
                return;
            }
            turn.ask(turn.choose(model, turn.feed(oracle, journal)), oracle, journal);
        }
    }

    /** Fits anew on what is labelled in the pool and chooses what to ask next; asks nobody. */
    public Proposal propose(Pool pool, int round, Consumer<? super LoopEvent> listener) {
        return propose(pool, round, null, listener);
    }

    /**
     * Fits on what is labelled in the pool and chooses what to ask next; asks nobody.
     *
     * @param earlier the model of the round before, which a {@linkplain Learner#warm() warm} learner goes on from; null
     *     where there is none
     */
    public Proposal propose(Pool pool, int round, @Nullable Model earlier, Consumer<? super LoopEvent> listener) {
        Turn turn = new Turn(this, pool, round, earlier, listener);
        Model model = turn.fit();
        return new Proposal(round, model, turn.choose(model, null));
    }
}
