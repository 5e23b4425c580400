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
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of a loop in progress. */
final class Turn {

    private final Loop loop;
    private final Pool pool;
    private final Consumer<? super LoopEvent> listener;
    private final Randomness random;
    private final Map<Long, Entry> answered = new HashMap<>();
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
            pool.apply(entry.item(), entry.verdict());
        }
        round = last;
        return true;
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

    Selection choose(@Nullable Model model) {
        int have = pool.count(Status.LABELLED);
        boolean starting = loop.startLabels() > 0 && (model == null || have < loop.startLabels());
        int wanted =
                Math.min(have < loop.startLabels() ? loop.startLabels() - have : loop.batch(), loop.budget() - have);
        FittedSupply supply = new FittedSupply(
                pool,
                loop.learner(),
                model,
                labelled(),
                random.purpose("evidence").round(round));
        long before = System.nanoTime();
        Selection selection = (starting ? loop.start() : loop.strategy())
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
