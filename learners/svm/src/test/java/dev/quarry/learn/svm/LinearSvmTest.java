package dev.quarry.learn.svm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.TrainingSet;
import dev.quarry.learn.contract.Samples;
import dev.quarry.part.Parts;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearSvmTest {

    private static final Randomness RANDOM = Randomness.seed(3);
    private static final TrainingSet NOISY = Samples.clouds(200, 6, 3, 3, 1.5, 1);
    private static final TrainingSet UNSEEN = Samples.clouds(300, 6, 3, 3, 1.5, 2);

    private static LinearSvmModel fit(String text, TrainingSet set) {
        return Parts.read(LinearSvm.class, text).fit(set, RANDOM);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 1, 50})
    void decision_values_are_those_of_liblinear(double c) {
        Problem problem = new Problem();
        problem.l = NOISY.size();
        problem.n = 7;
        problem.bias = 1;
        problem.x = rows(NOISY.features());
        problem.y = IntStream.range(0, NOISY.size()).mapToDouble(NOISY::label).toArray();
        Parameter parameter = new Parameter(SolverType.L2R_L2LOSS_SVC, c, 1e-9);
        parameter.setRegularizeBias(false);
        Linear.disableDebugOutput();
        de.bwaldvogel.liblinear.Model theirs = Linear.train(problem, parameter);
        DoubleMatrix ours =
                fit("linear-svm{tolerance: 1e-7, c: " + c + "}", NOISY).decisions(UNSEEN.features());
        Feature[][] pool = rows(UNSEEN.features());
        for (int i = 0; i < pool.length; i++) {
            double[] decisions = new double[3];
            Linear.predictValues(theirs, pool[i], decisions);
            for (int k = 0; k < 3; k++) { // in the order of theirs.getLabels()
                assertThat(ours.get(i, theirs.getLabels()[k])).isCloseTo(decisions[k], within(1e-4));
            }
        }
    }

    private static Feature[][] rows(Matrix features) {
        Feature[][] rows = new Feature[features.rows()][features.cols() + 1];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j <= features.cols(); j++) {
                rows[i][j] = new FeatureNode(j + 1, j < features.cols() ? features.get(i, j) : 1);
            }
        }
        return rows;
    }

    /** One column, rows at ±1: {@code ½w² + 2C(1 − w)²} is least at {@code w = 4C / (1 + 4C)}. */
    @Test
    void the_plane_of_two_points_is_as_computed_by_hand() {
        TrainingSet two = Samples.of(new double[][] {{1}, {-1}}, 0, 1);
        DoubleMatrix at = fit("linear-svm{c: 0.5, tolerance: 1e-8}", two).decisions(DoubleMatrix.of(new double[] {1}));
        assertThat(at.get(0, 0)).isCloseTo(2.0 / 3, within(1e-6));
    }

    @Test
    void the_intercept_is_not_penalised() {
        TrainingSet here = Samples.of(new double[][] {{1}, {-1}}, 0, 1);
        TrainingSet there = Samples.of(new double[][] {{101}, {99}}, 0, 1);
        Matrix p = fit("linear-svm{tolerance: 1e-8}", here).probabilities(here.features());
        Matrix q = fit("linear-svm{tolerance: 1e-8}", there).probabilities(there.features());
        assertThat(q.toDouble().values()).containsExactly(p.toDouble().values(), within(1e-4));
    }

    @Test
    void columns_of_very_different_scale_are_fitted_all_the_same() {
        double[] values = NOISY.features().toDouble().values().clone();
        for (int i = 0; i < values.length; i += 6) {
            values[i] *= 1000;
            values[i + 1] += 500;
        }
        int[] labels = IntStream.range(0, 200).map(NOISY::label).toArray();
        TrainingSet scaled = TrainingSet.of(DoubleMatrix.wrap(values, 200, 6), labels, 3);
        Matrix p = fit("linear-svm", scaled).probabilities(scaled.features());
        assertThat(right(p, scaled)).isGreaterThan(110); // 67 by chance
    }

    private static long right(Matrix p, TrainingSet set) {
        return IntStream.range(0, p.rows())
                .filter(i -> IntStream.range(0, 3).allMatch(c -> p.get(i, c) <= p.get(i, set.label(i))))
                .count();
    }

    static Stream<String> otherParameters() {
        return Stream.of("linear-svm{c: 3}", "linear-svm{tolerance: 0.5}", "linear-svm{max-iterations: 1}");
    }

    @ParameterizedTest
    @MethodSource("otherParameters")
    void every_parameter_makes_another_model(String text) {
        Matrix standard = fit("linear-svm", NOISY).probabilities(UNSEEN.features());
        assertThat(fit(text, NOISY).probabilities(UNSEEN.features())).isNotEqualTo(standard);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c: 0", "c: NaN", "tolerance: -1", "max-iterations: 0"})
    void broken_parameters_are_refused_with_the_rule(String text) {
        assertThatThrownBy(() -> fit("linear-svm{" + text + "}", NOISY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The " + text.substring(0, text.indexOf(':')))
                .hasMessageContaining("must be");
    }

    @Test
    void order_repetition_and_weight_do_not_change_a_bit() {
        int[] twice = IntStream.concat(IntStream.range(0, 200).map(i -> 199 - i), IntStream.of(5, 77))
                .toArray();
        double[] weights = new double[200];
        Arrays.setAll(weights, i -> i == 5 || i == 77 ? 2 : 1);
        assertThat(fit("linear-svm", NOISY.select(twice)).state())
                .isEqualTo(fit("linear-svm", NOISY.weighted(weights)).state());
    }
}
