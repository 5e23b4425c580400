package dev.quarry.learn.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.bundle.State;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import dev.quarry.learn.HeadedModel;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.SamplingModel;
import dev.quarry.learn.TrainingSet;
import dev.quarry.part.Parts;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every learner on the class path promises; a new one is found, not listed. A module of learners extends it in its
 * tests.
 */
public abstract class LearnerContract {

    private static final Randomness RANDOM = Randomness.seed(7);

    /** The third of four classes has no row. */
    private static final TrainingSet EXAMPLES = withoutClassTwo(Samples.clouds(60, 5, 4, 4, 3, 1));

    private static final Matrix POOL = Samples.clouds(150, 5, 4, 4, 3, 2).features();

    private static TrainingSet withoutClassTwo(TrainingSet set) {
        return set.select(
                IntStream.range(0, set.size()).filter(i -> set.label(i) != 2).toArray());
    }

    static Stream<Learner> learners() {
        return Parts.of(Learner.class).stream().map(type -> (Learner) type.standard());
    }

    /** Those whose fit draws rows by their place, so that another order or number of rows is another model. */
    static Stream<Learner> learnersWithoutResampling() {
        return learners().filter(learner -> !learner.stochastic());
    }

    private static Matrix predict(Learner learner, TrainingSet examples) {
        return learner.fit(examples, RANDOM).probabilities(POOL);
    }

    private static double[] row(Matrix matrix, int row) {
        double[] values = new double[matrix.cols()];
        matrix.copyRow(row, values);
        return values;
    }

    private static void assertClose(Matrix got, Matrix want, double tolerance) {
        assertThat(got.toDouble().values()).containsExactly(want.toDouble().values(), within(tolerance));
    }

    @Test
    void there_are_learners() {
        assertThat(learners()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(learnersWithoutResampling()).hasSizeGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void probabilities_are_distributions_and_0_for_a_class_without_rows(Learner learner) {
        Matrix p = predict(learner, EXAMPLES);
        assertThat(p.rows()).isEqualTo(POOL.rows());
        assertThat(p.cols()).isEqualTo(4);
        for (int i = 0; i < p.rows(); i++) {
            assertThat(Arrays.stream(row(p, i))).allMatch(value -> value >= 0 && value <= 1);
            assertThat(Arrays.stream(row(p, i)).sum()).isCloseTo(1, within(1e-9));
            assertThat(p.get(i, 2)).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void clouds_that_lie_apart_are_learnt(Learner learner) {
        TrainingSet unseen = Samples.clouds(200, 5, 4, 4, 6, 4);
        Matrix p = learner.fit(Samples.clouds(80, 5, 4, 4, 6, 3), RANDOM).probabilities(unseen.features());
        long right = IntStream.range(0, unseen.size())
                .filter(i -> Arrays.stream(row(p, i)).max().orElseThrow() == p.get(i, unseen.label(i)))
                .count();
        assertThat(right).isGreaterThan(180);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void a_row_is_judged_by_itself_alone(Learner learner) {
        Model model = learner.fit(EXAMPLES, RANDOM);
        Matrix together = model.probabilities(POOL);
        int[] backwards =
                IntStream.range(0, POOL.rows()).map(i -> POOL.rows() - 1 - i).toArray();
        Matrix reversed = model.probabilities(POOL.select(backwards));
        for (int i = 0; i < POOL.rows(); i++) {
            Matrix alone = model.probabilities(POOL.select(new int[] {i}));
            assertThat(row(alone, 0)).containsExactly(row(together, i));
            assertThat(row(reversed, POOL.rows() - 1 - i)).containsExactly(row(together, i));
        }
        assertThat(model.probabilities(POOL.select(new int[0])).rows()).isZero();
    }

    @ParameterizedTest
    @MethodSource("learners")
    void float32_and_float64_features_of_the_same_values_give_the_same_bits(Learner learner) {
        TrainingSet narrow = TrainingSet.of(EXAMPLES.features().toFloat(), labels(EXAMPLES), 4);
        TrainingSet wide = TrainingSet.of(narrow.features().toDouble(), labels(EXAMPLES), 4);
        assertThat(learner.fit(narrow, RANDOM).probabilities(POOL.toFloat()))
                .isEqualTo(
                        learner.fit(wide, RANDOM).probabilities(POOL.toFloat().toDouble()));
    }

    private static int[] labels(TrainingSet set) {
        return IntStream.range(0, set.size()).map(set::label).toArray();
    }

    @ParameterizedTest
    @MethodSource("learners")
    void the_same_call_gives_the_same_model_for_1_2_and_7_threads(Learner learner) {
        Matrix one = predict(learner, EXAMPLES);
        assertThat(predict(learner, EXAMPLES)).isEqualTo(one);
        assertThat(Workers.using(2, () -> predict(learner, EXAMPLES))).isEqualTo(one);
        assertThat(Workers.using(7, () -> predict(learner, EXAMPLES))).isEqualTo(one);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void what_a_learner_does_not_draw_does_not_depend_on_the_seed(Learner learner) {
        boolean same =
                learner.fit(EXAMPLES, Randomness.seed(8)).probabilities(POOL).equals(predict(learner, EXAMPLES));
        assertThat(same).isEqualTo(!learner.stochastic());
    }

    @ParameterizedTest
    @MethodSource("learnersWithoutResampling")
    void the_order_of_the_rows_does_not_matter(Learner learner) {
        int[] backwards = IntStream.range(0, EXAMPLES.size())
                .map(i -> EXAMPLES.size() - 1 - i)
                .toArray();
        assertClose(predict(learner, EXAMPLES.select(backwards)), predict(learner, EXAMPLES), 1e-4);
    }

    @ParameterizedTest
    @MethodSource("learnersWithoutResampling")
    void a_row_of_weight_2_is_two_rows(Learner learner) {
        int[] twice = IntStream.concat(IntStream.range(0, EXAMPLES.size()), IntStream.of(0, 7, 9))
                .toArray();
        double[] weights = new double[EXAMPLES.size()];
        Arrays.setAll(weights, i -> i == 0 || i == 7 || i == 9 ? 2 : 1);
        Matrix weighted = predict(learner, EXAMPLES.weighted(weights));
        assertClose(weighted, predict(learner, EXAMPLES.select(twice)), 1e-4);
        assertThat(weighted).isNotEqualTo(predict(learner, EXAMPLES));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void a_row_of_weight_0_is_absent_even_if_it_is_broken(Learner learner) {
        double[] values = EXAMPLES.features().toDouble().values().clone();
        values[4 * 5 + 2] = Double.NaN;
        TrainingSet broken = TrainingSet.of(DoubleMatrix.wrap(values, EXAMPLES.size(), 5), labels(EXAMPLES), 4);
        double[] weights = new double[EXAMPLES.size()];
        Arrays.setAll(weights, i -> i == 4 || i == 11 ? 0 : 1);
        int[] left = IntStream.range(0, EXAMPLES.size())
                .filter(i -> i != 4 && i != 11)
                .toArray();
        assertThat(predict(learner, broken.weighted(weights))).isEqualTo(predict(learner, EXAMPLES.select(left)));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void constant_columns_few_rows_and_duplicates_are_fine(Learner learner) {
        double[][] constant = {{1, 5, 0}, {2, 5, 0}, {3, 5, 0}, {4, 5, 0}};
        double[][] wide = {new double[40], new double[40]};
        wide[0][3] = 1;
        double[][] duplicates = {{1, 2}, {1, 2}, {1, 2}, {1, 2}, {4, 4}, {4, 4}};
        double[][] equal = {{1, 2}, {1, 2}, {1, 2}};
        for (TrainingSet set : new TrainingSet[] {
            Samples.of(constant, 0, 0, 1, 1),
            Samples.of(wide, 0, 1),
            Samples.of(duplicates, 0, 0, 0, 1, 1, 1),
            Samples.of(equal, 0, 1, 1)
        }) {
            Matrix p = learner.fit(set, RANDOM).probabilities(set.features());
            for (int i = 0; i < p.rows(); i++) {
                assertThat(Arrays.stream(row(p, i))).allMatch(value -> value >= 0 && value <= 1);
                assertThat(Arrays.stream(row(p, i)).sum()).isCloseTo(1, within(1e-9));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void what_cannot_be_fitted_is_refused_with_a_sentence(Learner learner) {
        int rows = EXAMPLES.size();
        assertThatThrownBy(() -> predict(learner, TrainingSet.of(EXAMPLES.features(), new int[rows], 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("have (1) class");
        assertThatThrownBy(() -> predict(learner, EXAMPLES.select(new int[0])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("have (0) class");
        assertThatThrownBy(() -> predict(learner, EXAMPLES.weighted(new double[rows])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("weights of its (%d) rows are all (0)".formatted(rows));
        DoubleMatrix none = DoubleMatrix.wrap(new double[0], rows, 0);
        assertThatThrownBy(() -> predict(learner, TrainingSet.of(none, labels(EXAMPLES), 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(0) columns");
        for (double broken : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            double[] values = EXAMPLES.features().toDouble().values().clone();
            values[4 * 5 + 2] = broken;
            TrainingSet set = TrainingSet.of(DoubleMatrix.wrap(values, rows, 5), labels(EXAMPLES), 4);
            assertThatThrownBy(() -> predict(learner, set))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("row (4), column (2) is (%s)".formatted(broken));
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void features_of_another_width_are_refused(Learner learner) {
        Model model = learner.fit(EXAMPLES, RANDOM);
        assertThatThrownBy(() -> model.probabilities(DoubleMatrix.of(new double[4])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(4) columns but the model was fitted on (5)");
    }

    @ParameterizedTest
    @MethodSource("learners")
    void a_learner_reads_back_from_its_text(Learner learner) {
        assertThat(Parts.read(Learner.class, Parts.resolve(learner))).isEqualTo(learner);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void a_model_comes_back_from_its_state(Learner learner) {
        Model model = learner.fit(EXAMPLES, RANDOM);
        Model back = learner.restore(model.state());
        assertThat(back.classes()).isEqualTo(4);
        assertThat(back.probabilities(POOL)).isEqualTo(model.probabilities(POOL));
        assertThat(back.embeddings(POOL)).isEqualTo(model.embeddings(POOL));
        assertThat(back.state()).isEqualTo(model.state());
        assertThat(back.getClass()).isEqualTo(model.getClass());
        if (model instanceof SamplingModel sampling) {
            int passes = Math.min(3, sampling.maxPasses());
            assertThat(((SamplingModel) back).samples(POOL, passes, RANDOM))
                    .isEqualTo(sampling.samples(POOL, passes, RANDOM));
        }
        assertThatThrownBy(() -> learner.restore(State.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is missing");
    }

    @ParameterizedTest
    @MethodSource("learners")
    void a_learner_that_says_so_gives_the_last_layer(Learner learner) {
        Model model = learner.fit(EXAMPLES, RANDOM);
        assertThat(model instanceof HeadedModel).isEqualTo(learner.gives().contains(HeadedModel.class));
        if (model instanceof HeadedModel headed) {
            assertClose(headed.head().probabilities(model.embeddings(POOL)), model.probabilities(POOL), 1e-6);
            assertThat(headed.head().biases().get(0, 2)).isEqualTo(Double.NEGATIVE_INFINITY);
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void a_learner_that_says_so_gives_models_that_sample_models_that_sample(Learner learner) {
        Model model = learner.fit(EXAMPLES, RANDOM);
        assertThat(model.classes()).isEqualTo(4);
        assertThat(model.embeddings(POOL)).isEqualTo(POOL);
        if (learner.maxPasses() == 0) {
            assertThat(model).isNotInstanceOf(SamplingModel.class);
            return;
        }
        SamplingModel sampling = (SamplingModel) model;
        int all = learner.maxPasses();
        assertThat(sampling.maxPasses()).isEqualTo(all);
        assertSamplesAreTheMembers(sampling, all);
        assertThatThrownBy(() -> sampling.samples(POOL, all + 1, RANDOM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The passes (%d) must be from 1 to (%d)".formatted(all + 1, all));
        assertThatThrownBy(() -> sampling.samples(POOL, 0, RANDOM)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertSamplesAreTheMembers(SamplingModel model, int all) {
        Matrix p = model.probabilities(POOL);
        Matrix samples = model.samples(POOL, all, RANDOM);
        Matrix three = model.samples(POOL, 3, RANDOM);
        assertThat(model.samples(POOL, 3, RANDOM)).isEqualTo(three);
        assertThat(IntStream.range(0, 20).mapToObj(i -> model.samples(POOL, 3, RANDOM.round(i))))
                .anyMatch(other -> !other.equals(three));
        int[] members = IntStream.range(0, 3)
                .map(k -> IntStream.range(0, all)
                        .filter(member -> sameColumns(three, k, samples, member))
                        .findFirst()
                        .orElseThrow())
                .toArray();
        assertThat(members).doesNotHaveDuplicates();
        for (int i = 0; i < POOL.rows(); i++) {
            for (int c = 0; c < 4; c++) {
                int row = i;
                int place = c;
                double mean = IntStream.range(0, all)
                        .mapToDouble(k -> samples.get(row, k * 4 + place))
                        .average()
                        .orElseThrow();
                assertThat(p.get(i, c)).isCloseTo(mean, within(1e-6));
            }
        }
    }

    /** Whether pass k of one is member l of the other for every row: a pass is one model. */
    private static boolean sameColumns(Matrix one, int k, Matrix other, int l) {
        return IntStream.range(0, one.rows())
                .allMatch(i -> IntStream.range(0, 4).allMatch(c -> one.get(i, k * 4 + c) == other.get(i, l * 4 + c)));
    }
}
