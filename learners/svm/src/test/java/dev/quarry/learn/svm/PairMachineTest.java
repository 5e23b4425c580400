package dev.quarry.learn.svm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.TrainingSet;
import dev.quarry.learn.contract.Samples;
import dev.quarry.part.Parts;
import java.util.Arrays;
import java.util.stream.IntStream;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import libsvm.svm_parameter;
import libsvm.svm_problem;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The optimum, against libsvm and against the conditions that define it. */
class PairMachineTest {

    private static final TrainingSet NOISY = Samples.clouds(200, 6, 3, 3, 1.5, 1);
    private static final TrainingSet UNSEEN = Samples.clouds(300, 6, 3, 3, 1.5, 2);

    private static KernelModel fit(String text, TrainingSet set) {
        return Parts.read(SupportVectorMachine.class, text).fit(set, Randomness.seed(3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    svm{c: 1, gamma: 0.1, tolerance: 1e-6}                                                   | 2 | 0.1 | 3 | 0   | 1
                    svm{c: 20, gamma: auto, tolerance: 1e-6}                                                 | 2 | 0.16666666666666666 | 3 | 0 | 20
                    svm{kernel: linear, c: 0.5, tolerance: 1e-6}                                             | 0 | 1   | 3 | 0   | 0.5
                    svm{kernel: polynomial, gamma: 0.3, degree: 2, coef0: 1.5, tolerance: 1e-6}              | 1 | 0.3 | 2 | 1.5 | 1
                    svm{kernel: sigmoid, gamma: 0.01, coef0: 0.2, tolerance: 1e-6}                           | 3 | 0.01 | 3 | 0.2 | 1
                    """)
    void decision_values_are_those_of_libsvm(
            String text, int kernel, double gamma, int degree, double coef0, double c) {
        svm_parameter parameter = new svm_parameter();
        parameter.svm_type = svm_parameter.C_SVC;
        parameter.kernel_type = kernel;
        parameter.gamma = gamma;
        parameter.degree = degree;
        parameter.coef0 = coef0;
        parameter.C = c;
        parameter.eps = 1e-6;
        parameter.cache_size = 10;
        DoubleMatrix theirs = libsvmDecisions(parameter, NOISY, UNSEEN.features());
        DoubleMatrix ours = fit(text, NOISY).decisions(UNSEEN.features());
        assertThat(ours.values()).containsExactly(theirs.values(), within(1e-4));
    }

    private static DoubleMatrix libsvmDecisions(svm_parameter parameter, TrainingSet set, Matrix pool) {
        svm_problem problem = new svm_problem();
        problem.l = set.size();
        problem.x = nodes(set.features());
        problem.y = IntStream.range(0, set.size()).mapToDouble(set::label).toArray();
        svm_model model;
        synchronized (svm.rand) { // the library has one of everything
            svm.svm_set_print_string_function(text -> {});
            model = svm.svm_train(problem, parameter);
        }
        double[][] decisions = new double[pool.rows()][set.classes() * (set.classes() - 1) / 2];
        svm_node[][] rows = nodes(pool);
        for (int i = 0; i < rows.length; i++) {
            svm.svm_predict_values(model, rows[i], decisions[i]); // classes in the order of their first rows: 0, 1, 2
        }
        return DoubleMatrix.of(decisions);
    }

    private static svm_node[][] nodes(Matrix features) {
        svm_node[][] nodes = new svm_node[features.rows()][features.cols()];
        for (int i = 0; i < nodes.length; i++) {
            for (int j = 0; j < nodes[i].length; j++) {
                nodes[i][j] = new svm_node();
                nodes[i][j].index = j + 1;
                nodes[i][j].value = features.get(i, j);
            }
        }
        return nodes;
    }

    /** The conditions of Karush, Kuhn and Tucker, which no other solution meets. */
    @Property(tries = 20)
    void every_row_is_where_its_coefficient_says(@ForAll long seed) {
        TrainingSet set = Samples.clouds(60, 3, 2, 2, 1.5, seed);
        double[] weights = Randomness.seed(seed).generator().doubles(60, 0.1, 4).toArray();
        KernelModel model = fit("svm{c: 2, gamma: 0.3, tolerance: 1e-6}", set.weighted(weights));
        DoubleMatrix f = model.decisions(set.features());
        double[] coefficients = signed(model, set);
        assertThat(Arrays.stream(coefficients).sum()).isCloseTo(0, within(1e-9));
        for (int i = 0; i < 60; i++) {
            double y = set.label(i) == 0 ? 1 : -1;
            double alpha = Math.abs(coefficients[i]);
            assertThat(y * coefficients[i] == alpha).isTrue();
            assertThat(alpha).isBetween(0.0, 2 * weights[i]);
            if (alpha < 2 * weights[i]) {
                assertThat(y * f.get(i, 0)).isGreaterThan(1 - 1e-4);
            }
            if (alpha > 0) {
                assertThat(y * f.get(i, 0)).isLessThan(1 + 1e-4);
            }
        }
    }

    /** The coefficient of each training row, 0 for those that are no support vectors. */
    private static double[] signed(KernelModel model, TrainingSet set) {
        Matrix rows = set.features().toFloat();
        Matrix vectors = model.supportVectors();
        Matrix coefficients = model.state().matrix("coefficients");
        double[] signed = new double[set.size()];
        for (int i = 0; i < signed.length; i++) {
            int row = i;
            signed[i] = IntStream.range(0, vectors.rows())
                    .filter(s -> vectors.select(new int[] {s}).equals(rows.select(new int[] {row})))
                    .mapToDouble(s -> coefficients.get(s, 0) + coefficients.get(s, 1))
                    .sum();
        }
        return signed;
    }
}
