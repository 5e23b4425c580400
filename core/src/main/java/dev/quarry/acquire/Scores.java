package dev.quarry.acquire;

import dev.quarry.evidence.Evidence;
import dev.quarry.item.Items;
import dev.quarry.kernel.Admission;
import dev.quarry.kernel.DSquaredSampling;
import dev.quarry.kernel.Gains;
import dev.quarry.kernel.LazyGreedy;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import dev.quarry.kernel.Workers;
import dev.quarry.part.Parts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntToDoubleFunction;

/** What selectors share: scoring in chunks, checking the scores, turning rows into picks. */
public final class Scores {

    /** How many candidates are scored at once where each is little work. */
    static final int CHUNK = 8192;

    private Scores() {}

    /**
     * The scores of all candidates, computed in chunks by the current {@link Workers}.
     *
     * @throws IllegalStateException if a score is not finite; the message names the item
     */
    public static <E extends Evidence> double[] of(Score<E> score, E evidence) {
        return inChunks(score, evidence, CHUNK, (rows, out) -> score.score(evidence, rows, out));
    }

    /**
     * The same for work that shares what {@link Prepared} has set up.
     *
     * @param size how many rows a chunk has at most
     */
    static <E extends Evidence> double[] inChunks(
            Acquisition<E> acquisition, E evidence, int size, BiConsumer<Rows, double[]> work) {
        double[] all = new double[evidence.size()];
        Workers.current().rows(all.length, size, (from, to) -> {
            double[] some = new double[to - from];
            work.accept(new Rows(from, to), some);
            System.arraycopy(some, 0, all, from, some.length);
        });
        for (int i = 0; i < all.length; i++) {
            if (!Double.isFinite(all[i])) {
                throw new IllegalStateException("The score of item (%s) by (%s) is (%s). Maybe its evidence is broken."
                        .formatted(evidence.items().name(i), reason(acquisition), all[i]));
            }
        }
        return all;
    }

    /** The candidates of the largest scores, ties by the random number of the item. */
    public static Selection top(Items items, double[] scores, int budget, Randomness random, String reason) {
        int[] rows = TopK.largest(scores, budget, ties(items, random));
        return picks(items, rows, row -> scores[row], reason);
    }

    /** A uniform number in (0, 1) for every item, by its id: to shuffle or to draw by. */
    public static double[] uniform(Items items, Randomness draw) {
        double[] numbers = new double[items.size()];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = draw.uniform(items.id(row));
        }
        return numbers;
    }

    /** The greedy choice of a set gain. */
    static <E extends Evidence> Selection greedy(SetGain<E> objective, E evidence, int budget, Randomness random) {
        Gains gains = objective.gains(evidence);
        LazyGreedy.Result taken = LazyGreedy.take(gains, budget, ties(evidence.items(), random));
        return objective.certify(taken(evidence.items(), taken, reason(objective)), taken.nextGain());
    }

    /** Turns rows that were taken greedily into picks, each with its gain as score. */
    static Selection taken(Items items, LazyGreedy.Result taken, String reason) {
        List<Pick> picks = new ArrayList<>(taken.size());
        for (int i = 0; i < taken.size(); i++) {
            picks.add(new Pick(items.id(taken.row(i)), taken.gain(i), reason));
        }
        return new Selection(picks);
    }

    /** The same of gains over what is admitted: what was taken after everything was shut out is no pick. */
    static Selection admitted(Items items, LazyGreedy.Result taken, String reason) {
        Selection all = taken(items, taken, reason);
        return new Selection(all.picks().stream()
                .takeWhile(pick -> pick.score() > Double.NEGATIVE_INFINITY)
                .toList());
    }

    /**
     * The admitted rows of the largest keys, best first.
     *
     * @param budget how many; all that are admitted if there are fewer
     * @param admission told of every row that is taken
     */
    public static int[] admitted(double[] keys, int budget, TopK.Ties ties, Admission admission) {
        int[] taken = new int[Math.min(Math.max(budget, 0), keys.length)];
        int count = 0;
        int asked = 0;
        for (long some = taken.length; count < taken.length && asked < keys.length; some = 4 * Math.max(some, 256)) {
            int[] ranking = TopK.largest(keys, (int) Math.min(some, keys.length), ties); // begins as the one before
            for (; asked < ranking.length && count < taken.length; asked++) {
                if (admission.open(ranking[asked])) {
                    admission.take(ranking[asked]);
                    taken[count++] = ranking[asked];
                }
            }
        }
        return Arrays.copyOf(taken, count);
    }

    /** Turns rows, best first, into picks. */
    public static Selection picks(Items items, int[] rows, IntToDoubleFunction score, String reason) {
        List<Pick> picks = new ArrayList<>(rows.length);
        for (int row : rows) {
            picks.add(new Pick(items.id(row), score.applyAsDouble(row), reason));
        }
        return new Selection(picks);
    }

    /** Turns drawn rows into picks, each with its weight as score. */
    static Selection draws(Acquisition<?> acquisition, Items items, DSquaredSampling.Draws draws) {
        String reason = reason(acquisition);
        List<Pick> picks = new ArrayList<>(draws.size());
        for (int i = 0; i < draws.size(); i++) {
            picks.add(new Pick(items.id(draws.row(i)), draws.weight(i), reason));
        }
        return new Selection(picks);
    }

    /** The tie order of the candidates: a random number that belongs to the item, never to its row. */
    public static TopK.Ties ties(Items items, Randomness random) {
        Randomness tie = random.purpose("tie");
        return row -> tie.tie(items.id(row));
    }

    /** What a person reads as the reason of a pick. */
    public static String reason(Acquisition<?> acquisition) {
        return Parts.describe(acquisition);
    }
}
