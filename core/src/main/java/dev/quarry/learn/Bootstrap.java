package dev.quarry.learn;

import dev.quarry.bundle.State;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A committee: any learner, fitted several times, each time on as many rows as there are, drawn with replacement. Rows
 * are repeated rather than weighted, so that a learner without weights works as well. Rows of weight 0 are left out.
 *
 * <p>A resample in which every row has the same class says nothing to most learners, so it is drawn again, up to
 * {@value #REDRAWS} times; of two classes at least every second draw has both.
 *
 * <p>As many fits as there are members, in parallel where {@link Workers} allow. Breiman. <i>Bagging predictors.</i>
 * Machine Learning 1996.
 *
 * @param members how many models, at least 1
 * @param learner what is fitted
 */
public record Bootstrap(int members, Learner learner) {

    private static final int REDRAWS = 100;

    /** States the rules. */
    public Bootstrap {
        if (members < 1) {
            throw new IllegalArgumentException("The members (%d) must be at least 1.".formatted(members));
        }
    }

    /**
     * Fits the committee: a model of exactly {@link #members()} passes, pass k of every row by the same member.
     *
     * @throws IllegalArgumentException if the learner cannot be fitted on these examples, with the reason
     */
    public SamplingModel fit(TrainingSet examples, Randomness random) {
        TrainingSet usable = examples.usable("bootstrap");
        Model[] fitted = new Model[members];
        Workers.current().chunks(members, 1, (from, to) -> {
            for (int k = from; k < to; k++) {
                int[] rows = draw(
                        usable, usable.size(), true, random.purpose("bootstrap").round(k));
                fitted[k] = learner.fit(
                        usable.select(rows), random.purpose("member").round(k));
            }
        });
        return new CommitteeModel(List.of(fitted));
    }

    /**
     * The committee that was saved, its members restored by the learner.
     *
     * @throws IllegalArgumentException if the state is not one of its own, naming what is missing or wrong
     */
    public SamplingModel restore(State state) {
        return CommitteeModel.restore(state, learner::restore);
    }

    /**
     * Draws rows, ascending, until at least two classes are among them.
     *
     * @param examples rows of at least two classes
     * @param count how many, at least 2
     * @param repeated whether a row may be drawn more than once; if not, there must be {@code count} of them
     */
    public static int[] draw(TrainingSet examples, int count, boolean repeated, Randomness random) {
        for (int attempt = 0; attempt <= REDRAWS; attempt++) {
            RandomGenerator generator = random.round(attempt).generator();
            int[] rows = repeated ? new int[count] : some(examples.size(), count, generator);
            if (repeated) {
                Arrays.setAll(rows, i -> generator.nextInt(examples.size()));
            }
            Arrays.sort(rows);
            if (Arrays.stream(rows).map(examples::label).distinct().limit(2).count() == 2) {
                return rows;
            }
        }
        throw new IllegalStateException("In (%d) resamples of (%d) rows there was never a second class."
                .formatted(REDRAWS + 1, examples.size()));
    }

    private static int[] some(int size, int count, RandomGenerator generator) {
        int[] order = new int[size];
        Arrays.setAll(order, i -> i);
        for (int i = 0; i < count; i++) {
            int other = i + generator.nextInt(size - i);
            int row = order[other];
            order[other] = order[i];
            order[i] = row;
        }
        return Arrays.copyOf(order, count);
    }
}
