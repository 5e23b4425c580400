package dev.quarry.loop;

import dev.quarry.acquire.Pick;
import dev.quarry.acquire.Selection;
import dev.quarry.journal.Entry;
import dev.quarry.journal.Journal;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Model;
import dev.quarry.learn.TrainingSet;
import dev.quarry.oracle.Oracle;
import dev.quarry.pool.Pool;
import dev.quarry.pool.Status;
import dev.quarry.strategy.Asked;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of a loop in progress. */
final class Turn {

    private final Loop loop;
    private final Pool pool;
    private final Consumer<? super LoopEvent> listener;
    private final Randomness random;
    private final Map<Long, Entry> answered = new HashMap<>();
    private final List<Asked> past = new ArrayList<>();
    private int round;
    private @Nullable Model earlier;

    /**
     * @param round the round to begin with
     * @param earlier the model of the round before; null where there is none
     */
    Turn(Loop loop, Pool pool, int round, @Nullable Model earlier, Consumer<? super LoopEvent> listener) {
        this.loop = loop;
        this.random = Randomness.seed(loop.seed());
        this.round = round;
        this.earlier = earlier;
        this.pool = pool;
        this.listener = listener;
    }

    /**
     * Applies all rounds of the journal but the last, which may lack answers; those it has are kept for asking.
     *
     * @return false if it was asked to stop before the models of those rounds were there again
     */
    boolean resume(Journal journal, Cancellation cancellation) {
        List<Entry> entries = journal.entries();
        int last = entries.stream().mapToInt(Entry::round).max().orElse(0);
        for (Entry entry : entries) {
            if (entry.round() == last) {
                answered.put(entry.item(), entry);
                continue;
            }
            if (entry.round() >= round) {
                round = entry.round();
                if (loop.learner().warm()) { // its model depends on those before it, so they are fitted again
                    if (cancellation.requested()) {
                        return false;
                    }
                    fitted(labelled());
                }
                round++;
            }
            apply(entry);
        }
        round = last;
        return true;
    }

    private void apply(Entry entry) {
        pool.apply(entry.item(), entry.verdict());
        String label = entry.verdict().label();
        if (label != null) {
            past.add(new Asked(entry.round(), entry.item(), pool.classes().indexOf(label), entry.reason()));
        }
    }

    int round() {
        return round;
    }

    int candidates() {
        return pool.count(Status.UNLABELLED);
    }

    @Nullable
    Model fit() {
        TrainingSet examples = labelled();
        long before = System.nanoTime();
        Model model = fitted(examples);
        if (model != null) {
            Duration took = Duration.ofNanos(System.nanoTime() - before);
            listener.accept(new LoopEvent.Fitted(round, examples.size(), model, took));
        }
        return model;
    }

    /** The model of this round; null before two classes are seen. */
    private @Nullable Model fitted(TrainingSet examples) {
        if (examples.distinctLabels() < 2) {
            return null;
        }
        Randomness ofFit = random.purpose("fit").round(round);
        Model before = earlier;
        Model model = loop.learner().warm() && before != null
                ? loop.learner().refit(before, examples, ofFit)
                : loop.learner().fit(examples, ofFit);
        earlier = model;
        return model;
    }

    /** How many items to choose in this round. */
    private int wanted() {
        int have = pool.count(Status.LABELLED);
        return Math.min(have < loop.startLabels() ? loop.startLabels() - have : loop.batch(), loop.budget() - have);
    }

    /** Answers for a strategy that asks while it chooses. */
    Feed feed(Oracle oracle, Journal journal) {
        return new Feed(wanted(), id -> {
            String label = answer(id, "asked for while choosing", oracle, journal)
                    .verdict()
                    .label();
            return label == null
                    ? OptionalInt.empty()
                    : OptionalInt.of(pool.classes().indexOf(label));
        });
    }

    /**
     * Chooses what to ask next.
     *
     * @param feed null where nobody answers while choosing
     */
    Selection choose(@Nullable Model model, @Nullable Feed feed) {
        boolean starting =
                loop.startLabels() > 0 && (model == null || pool.count(Status.LABELLED) < loop.startLabels());
        FittedSupply supply = new FittedSupply(
                        pool,
                        loop.learner(),
                        model,
                        pool.items().select(pool.rows(Status.LABELLED)),
                        labelled(),
                        random.purpose("evidence").round(round))
                .knowing(past, feed);
        long before = System.nanoTime();
        Selection selection = (starting ? loop.start() : loop.strategy())
                .select(supply, wanted(), random.purpose("select").round(round));
        if (feed != null) {
            feed.requireChosen(selection);
        }
        listener.accept(new LoopEvent.Selected(round, selection, Duration.ofNanos(System.nanoTime() - before)));
        return selection;
    }

    /** Asks for each pick that was not answered before: while choosing, or before the loop was last stopped. */
    void ask(Selection selection, Oracle oracle, Journal journal) {
        List<Entry> entries = new ArrayList<>();
        for (Pick pick : selection.picks()) {
            Entry entry = answer(pick.id(), "%s %s".formatted(pick.reason(), pick.score()), oracle, journal);
            entries.add(entry);
            answered.remove(pick.id());
            apply(entry);
        }
        answered.values().forEach(this::apply);
        answered.clear();
        listener.accept(new LoopEvent.Labelled(round, entries, pool.count(Status.LABELLED)));
        round++;
    }

    /** What was said about an item in this round; asks where nothing was said yet. */
    private Entry answer(long id, String reason, Oracle oracle, Journal journal) {
        Entry known = answered.get(id);
        if (known != null) {
            return known;
        }
        Entry entry = new Entry(
                round, id, oracle.ask(id), oracle.name(), Clock.systemUTC().instant(), reason);
        journal.append(List.of(entry));
        answered.put(id, entry);
        return entry;
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
