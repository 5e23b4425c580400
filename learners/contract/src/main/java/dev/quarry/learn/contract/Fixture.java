package dev.quarry.learn.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Learner;
import dev.quarry.learn.TrainingSet;
import dev.quarry.part.PartType;
import dev.quarry.part.Parts;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;

/** Which learners keep the promises, and on which rows: a module overrides what its learners need otherwise. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Fixture {

    static final Randomness RANDOM = Randomness.seed(7);

    /** Classes of the task; {@link #examples()} leave the third without a row. */
    static final int CLASSES = 4;

    static final int UNSEEN = 2;

    /**
     * The learners, at least one of each kind in the package of the test: by default those with default
     * hyper-parameters. Learners that take long are given smaller ones.
     */
    protected Stream<Learner> learners() {
        return types().map(type -> (Learner) type.standard());
    }

    /** All kinds of learners in the package of the test. */
    final Stream<PartType> types() {
        return Parts.of(Learner.class).stream()
                .filter(type -> type.type().getPackage().equals(getClass().getPackage()));
    }

    /** How many columns rows have, where this many would do: learners of pictures take only the size of a picture. */
    protected int columns(int wished) {
        return wished;
    }

    /**
     * Rows of four classes that can be learnt.
     *
     * @param fitted how many of the classes have rows, in turn: row i is of class i modulo this
     * @param apart how far apart the classes lie, in standard deviations: at 6 they hardly touch
     */
    protected TrainingSet sample(int rows, int fitted, double apart, long seed) {
        return Samples.clouds(rows, columns(5), CLASSES, fitted, apart, seed);
    }

    /**
     * How far the same probability may lie apart when an engine cuts its batches otherwise. 0, the same bits, unless an
     * engine under the learner sums in an order of its own.
     */
    protected double rounding() {
        return 0;
    }

    /** Those that are the same model whatever the seed: another order of the rows is no other model either. */
    final Stream<Learner> settledLearners() {
        return learners().filter(learner -> !learner.stochastic());
    }

    final TrainingSet examples() {
        TrainingSet all = sample(60, 4, 3, 1);
        return all.select(IntStream.range(0, all.size())
                .filter(i -> all.label(i) != UNSEEN)
                .toArray());
    }

    final Matrix pool() {
        return sample(150, 4, 3, 2).features();
    }

    final Matrix predict(Learner learner, TrainingSet examples) {
        return learner.fit(examples, RANDOM).probabilities(pool());
    }

    static int[] labels(TrainingSet set) {
        return IntStream.range(0, set.size()).map(set::label).toArray();
    }

    static int[] backwards(int rows) {
        return IntStream.range(0, rows).map(i -> rows - 1 - i).toArray();
    }

    static double[] row(Matrix matrix, int row) {
        double[] values = new double[matrix.cols()];
        matrix.copyRow(row, values);
        return values;
    }

    static void assertClose(Matrix got, Matrix want, double tolerance) {
        assertThat(got.toDouble().values()).containsExactly(want.toDouble().values(), within(tolerance));
    }

    /** Asserts equal bits, or almost the same numbers where {@link #rounding()} allows it. */
    final void assertSame(Matrix got, Matrix want) {
        if (rounding() == 0) {
            assertThat(got).isEqualTo(want);
        } else {
            assertClose(got, want, rounding());
        }
    }

    /** Asserts that each run of {@code classes} numbers of each row is a distribution. */
    static void assertDistributions(Matrix p, int classes) {
        for (int i = 0; i < p.rows(); i++) {
            double[] row = row(p, i);
            assertThat(Arrays.stream(row)).allMatch(value -> value >= 0 && value <= 1);
            for (int at = 0; at < row.length; at += classes) {
                assertThat(Arrays.stream(row, at, at + classes).sum()).isCloseTo(1, within(p.isDouble() ? 1e-9 : 1e-6));
            }
        }
    }
}
