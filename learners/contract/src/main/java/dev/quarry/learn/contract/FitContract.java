package dev.quarry.learn.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.TrainingSet;
import dev.quarry.part.Parts;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a fit and its probabilities promise. */
abstract class FitContract extends Fixture {

    @Test
    void each_kind_of_learner_is_there() {
        assertThat(types()).isNotEmpty().allMatch(type -> learners().anyMatch(type.type()::isInstance));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void a_learner_reads_back_from_its_text(Learner learner) {
        assertThat(Parts.read(Learner.class, Parts.resolve(learner))).isEqualTo(learner);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void probabilities_are_distributions_and_0_for_a_class_without_rows(Learner learner) {
        Matrix p = predict(learner, examples());
        assertThat(p.rows()).isEqualTo(pool().rows());
        assertThat(p.cols()).isEqualTo(CLASSES);
        assertDistributions(p, CLASSES);
        assertThat(IntStream.range(0, p.rows()).mapToDouble(i -> p.get(i, UNSEEN)))
                .containsOnly(0.0);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void clouds_that_lie_apart_are_learnt(Learner learner) {
        TrainingSet unseen = sample(200, 4, 6, 4);
        Matrix p = learner.fit(sample(80, 4, 6, 3), RANDOM).probabilities(unseen.features());
        long right = IntStream.range(0, unseen.size())
                .filter(i -> Arrays.stream(row(p, i)).max().orElseThrow() == p.get(i, unseen.label(i)))
                .count();
        assertThat(right).isGreaterThan(180);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void a_row_is_judged_by_itself_alone(Learner learner) {
        Matrix pool = pool();
        Model model = learner.fit(examples(), RANDOM);
        Matrix together = model.probabilities(pool);
        int[] backwards = backwards(pool.rows());
        assertSame(model.probabilities(pool.select(backwards)), together.select(backwards));
        for (int i = 0; i < pool.rows(); i++) {
            assertSame(model.probabilities(pool.select(new int[] {i})), together.select(new int[] {i}));
        }
        assertThat(model.probabilities(pool.select(new int[0])).rows()).isZero();
    }

    @ParameterizedTest
    @MethodSource("learners")
    void float32_and_float64_features_of_the_same_values_give_the_same_bits(Learner learner) {
        Matrix narrow = examples().features().toFloat();
        int[] labels = labels(examples());
        Matrix one =
                learner.fit(TrainingSet.of(narrow, labels, CLASSES), RANDOM).probabilities(pool().toFloat());
        Matrix other = learner.fit(TrainingSet.of(narrow.toDouble(), labels, CLASSES), RANDOM)
                .probabilities(pool().toFloat().toDouble());
        assertThat(other).isEqualTo(one);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void the_same_call_gives_the_same_model_for_1_2_and_7_threads(Learner learner) {
        Matrix one = predict(learner, examples());
        assertThat(predict(learner, examples())).isEqualTo(one);
        assertThat(Workers.using(2, () -> predict(learner, examples()))).isEqualTo(one);
        assertThat(Workers.using(7, () -> predict(learner, examples()))).isEqualTo(one);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void a_learner_depends_on_the_seed_exactly_if_it_says_so(Learner learner) {
        Matrix other = learner.fit(examples(), Randomness.seed(8)).probabilities(pool());
        assertThat(!other.equals(predict(learner, examples()))).isEqualTo(learner.stochastic());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("settledLearners")
    void the_order_of_the_rows_does_not_matter(Learner learner) {
        TrainingSet examples = examples();
        Matrix other = predict(learner, examples.select(backwards(examples.size())));
        assertClose(other, predict(learner, examples), 1e-4);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("settledLearners")
    void a_row_of_weight_2_is_two_rows(Learner learner) {
        TrainingSet examples = examples();
        int[] twice = IntStream.concat(IntStream.range(0, examples.size()), IntStream.of(0, 7, 9))
                .toArray();
        double[] weights = new double[examples.size()];
        Arrays.setAll(weights, i -> i == 0 || i == 7 || i == 9 ? 2 : 1);
        Matrix weighted = predict(learner, examples.weighted(weights));
        assertClose(weighted, predict(learner, examples.select(twice)), 1e-4);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void of_labels_that_contradict_each_other_the_heavier_one_is_believed(Learner learner) {
        TrainingSet examples = examples();
        int rows = examples.size();
        int[] twice = IntStream.range(0, 2 * rows).map(i -> i % rows).toArray();
        int[] contradicting = IntStream.range(0, 2 * rows)
                .map(i -> examples.label(i < rows ? i : (i + 1) % rows))
                .toArray();
        double[] weights = new double[2 * rows];
        Arrays.setAll(weights, i -> i < rows ? 5 : 1);
        TrainingSet set = TrainingSet.of(examples.features().select(twice), contradicting, CLASSES);
        double heavier = belief(learner, set.weighted(weights), examples);
        assertThat(heavier).isGreaterThan(belief(learner, set, examples) + 0.1);
    }

    /** The mean probability of the labels of some rows. */
    private static double belief(Learner learner, TrainingSet fitted, TrainingSet rows) {
        Matrix p = learner.fit(fitted, RANDOM).probabilities(rows.features());
        return IntStream.range(0, rows.size())
                .mapToDouble(i -> p.get(i, rows.label(i)))
                .average()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("learners")
    void a_row_of_weight_0_is_absent_even_if_it_is_broken(Learner learner) {
        TrainingSet examples = examples();
        double[] weights = new double[examples.size()];
        Arrays.setAll(weights, i -> i == 4 || i == 11 ? 0 : 1);
        int[] left =
                IntStream.range(0, examples.size()).filter(i -> weights[i] > 0).toArray();
        TrainingSet broken = broken(Double.NaN).weighted(weights);
        assertThat(predict(learner, broken)).isEqualTo(predict(learner, examples.select(left)));
    }

    /** The examples with one number in row 4, column 2 replaced. */
    private TrainingSet broken(double number) {
        DoubleMatrix features = examples().features().toDouble();
        double[] values = features.values().clone();
        values[4 * features.cols() + 2] = number;
        return TrainingSet.of(DoubleMatrix.wrap(values, features.rows(), features.cols()), labels(examples()), CLASSES);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void constant_columns_few_rows_and_duplicates_are_fine(Learner learner) {
        double[][] constant = new double[4][columns(3)];
        double[][] wide = new double[2][columns(40)];
        wide[0][3] = 1;
        double[][] duplicates = new double[6][columns(2)];
        for (int i = 0; i < 4; i++) {
            Arrays.fill(constant[i], 5);
            constant[i][0] = i;
            duplicates[i][1] = 2;
        }
        double[][] equal = new double[3][columns(2)];
        for (TrainingSet set : new TrainingSet[] {
            Samples.of(constant, 0, 0, 1, 1),
            Samples.of(wide, 0, 1),
            Samples.of(duplicates, 0, 0, 0, 1, 1, 1),
            Samples.of(equal, 0, 1, 1)
        }) {
            assertDistributions(learner.fit(set, RANDOM).probabilities(set.features()), 2);
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void what_cannot_be_fitted_is_refused_with_a_sentence(Learner learner) {
        TrainingSet examples = examples();
        int rows = examples.size();
        assertRefused(learner, TrainingSet.of(examples.features(), new int[rows], CLASSES), "have (1) class");
        assertRefused(learner, examples.select(new int[0]), "have (0) class");
        assertRefused(
                learner, examples.weighted(new double[rows]), "weights of its (%d) rows are all (0)".formatted(rows));
        DoubleMatrix none = DoubleMatrix.wrap(new double[0], rows, 0);
        assertRefused(learner, TrainingSet.of(none, labels(examples), CLASSES), "(0) columns");
        assertRefused(learner, broken(Double.NaN), "row (4), column (2) is (NaN)");
        assertRefused(learner, broken(Double.POSITIVE_INFINITY), "row (4), column (2) is (Infinity)");
    }

    private void assertRefused(Learner learner, TrainingSet set, String reason) {
        assertThatThrownBy(() -> predict(learner, set))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void features_of_another_width_are_refused(Learner learner) {
        int width = examples().features().cols();
        Model model = learner.fit(examples(), RANDOM);
        assertThatThrownBy(() -> model.probabilities(DoubleMatrix.of(new double[width - 1])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(%d) columns but the model was fitted on (%d)".formatted(width - 1, width));
    }
}
