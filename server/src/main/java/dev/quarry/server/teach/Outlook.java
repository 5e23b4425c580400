package dev.quarry.server.teach;

import dev.quarry.kernel.TopK;
import dev.quarry.server.project.Project;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a model says about the pool and what is to be asked because of it. One replaces another as a whole.
 *
 * @param model its number; 0 where there is none
 * @param labels how many labels it saw
 * @param through the last event that it knows
 * @param predictions what it says; null where there is none
 * @param ranking what the strategy wants to ask
 * @param reserve what is asked when that is used up before there is another ranking
 */
record Outlook(
        int model, int labels, long through, @Nullable Predictions predictions, Ranking ranking, Ranking reserve) {

    /** Before there is a model. */
    static final Outlook NONE = new Outlook(0, 0, 0, null, Ranking.NONE, Ranking.NONE);

    private static final int RESERVE = 2_000;

    /** The strategy of the reserve. */
    private static final String MARGIN = "margin";

    /** The same with another ranking. */
    Outlook with(Ranking other) {
        return new Outlook(model, labels, through, predictions, other, reserve);
    }

    /** What a model says, before the strategy has ranked anything: the reserve is there at once. */
    static Outlook of(int model, int labels, long through, Predictions predictions, Project project) {
        return new Outlook(model, labels, through, predictions, Ranking.NONE, reserve(model, predictions, project));
    }

    /** The items whose two likeliest classes are closest to each other. */
    private static Ranking reserve(int model, Predictions predictions, Project project) {
        return top(
                model,
                MARGIN,
                Math.min(predictions.size(), project.size()),
                RESERVE,
                row -> Candidates.isAskable(project.item(row)),
                row -> 1 - predictions.margin(row));
    }

    /** A number for each row. */
    @FunctionalInterface
    interface Value {
        double of(int row);
    }

    /** The rows of the highest values among those that are wanted; ties go to the lowest row. */
    static Ranking top(int model, String strategy, int size, int most, IntPredicate wanted, Value value) {
        int[] some = IntStream.range(0, size).filter(wanted).toArray();
        double[] values = Arrays.stream(some).mapToDouble(value::of).toArray();
        int[] best = TopK.largest(values, Math.min(most, values.length), i -> i);
        int[] rows = new int[best.length];
        double[] scores = new double[best.length];
        for (int i = 0; i < best.length; i++) {
            rows[i] = some[best[i]];
            scores[i] = values[best[i]];
        }
        return new Ranking(model, strategy, rows, scores);
    }
}
