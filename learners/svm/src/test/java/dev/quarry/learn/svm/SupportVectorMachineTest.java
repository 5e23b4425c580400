package dev.quarry.learn.svm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.bundle.State;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.SeenClasses;
import dev.quarry.learn.TrainingSet;
import dev.quarry.learn.contract.Samples;
import dev.quarry.part.Parts;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import libsvm.svm_parameter;
import libsvm.svm_problem;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SupportVectorMachineTest {

    private static final Randomness RANDOM = Randomness.seed(3);
    private static final TrainingSet NOISY = Samples.clouds(200, 6, 3, 3, 1.5, 1);
    private static final TrainingSet UNSEEN = Samples.clouds(300, 6, 3, 3, 1.5, 2);

    private static SupportVectorMachine machine(String text) {
        return Parts.read(SupportVectorMachine.class, text);
    }

    private static KernelModel fit(String text, TrainingSet set) {
        return machine(text).fit(set, RANDOM);
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

    /** The largest-margin line between two points is halfway, at a slope that makes their values ±1. */
    @Test
    void two_points_are_separated_halfway() {
        TrainingSet two = Samples.of(new double[][] {{0, 0}, {4, 0}}, 0, 1);
        KernelModel model = fit("svm{kernel: linear, c: 100, tolerance: 1e-9}", two);
        Matrix pool = DoubleMatrix.of(new double[][] {{0, 0}, {4, 0}, {2, 9}, {3, -5}});
        assertThat(model.decisions(pool).values()).containsExactly(new double[] {1, -1, 0, -0.5}, within(1e-6));
    }

    /** α of a row is at most C times its weight: the dual of two points has α = min(C₁, C₂, 2/‖x − y‖²). */
    @Test
    void the_cost_of_a_row_is_c_times_its_weight() {
        TrainingSet two = Samples.of(new double[][] {{0, 0}, {1, 0}}, 0, 1).weighted(new double[] {0.25, 3});
        KernelModel model = fit("svm{kernel: linear, c: 2, tolerance: 1e-9}", two);
        assertThat(model.state().matrix("coefficients").toDouble().values()).contains(0.5, -0.5);
        DoubleMatrix at = model.decisions(DoubleMatrix.of(new double[][] {{0, 0}, {2, 0}}));
        assertThat(at.get(0, 0) - at.get(1, 0)).isCloseTo(2 * 0.5, within(1e-9)); // w = −α
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

    @Test
    void a_radial_kernel_learns_what_no_line_can() {
        TrainingSet corners = Samples.of(
                new double[][] {{0, 0}, {1, 1}, {0, 1}, {1, 0}, {0, 0.1}, {1, 0.9}, {0.1, 1}, {1, 0.1}},
                0,
                0,
                1,
                1,
                0,
                0,
                1,
                1);
        KernelModel model = fit("svm{c: 100, gamma: 2}", corners);
        DoubleMatrix decisions = model.decisions(corners.features());
        for (int i = 0; i < corners.size(); i++) {
            assertThat(decisions.get(i, 0) > 0).isEqualTo(corners.label(i) == 0);
        }
    }

    @Test
    void probabilities_are_calibrated() {
        TrainingSet train = Samples.clouds(600, 6, 3, 3, 1.5, 5);
        TrainingSet test = Samples.clouds(3000, 6, 3, 3, 1.5, 6);
        Matrix p = new SupportVectorMachine().fit(train, RANDOM).probabilities(test.features());
        for (double low = 0; low < 1; low += 0.25) {
            double from = low;
            double[] said = new double[2];
            IntStream.range(0, test.size() * 3)
                    .filter(k -> p.get(k / 3, k % 3) >= from && p.get(k / 3, k % 3) < from + 0.25)
                    .forEach(k -> {
                        said[0] += p.get(k / 3, k % 3) - (test.label(k / 3) == k % 3 ? 1 : 0);
                        said[1]++;
                    });
            assertThat(said[0] / said[1]).isBetween(-0.06, 0.06);
        }
    }

    static Stream<String> otherParameters() {
        return Stream.of(
                "svm{c: 3}",
                "svm{kernel: linear}",
                "svm{kernel: sigmoid}",
                "svm{kernel: polynomial}",
                "svm{gamma: auto}",
                "svm{gamma: 0.5}",
                "svm{tolerance: 0.5}",
                "svm{max-iterations: 3}");
    }

    @ParameterizedTest
    @MethodSource("otherParameters")
    void every_parameter_makes_another_model(String text) {
        Matrix standard = fit("svm", NOISY).probabilities(UNSEEN.features());
        assertThat(fit(text, NOISY).probabilities(UNSEEN.features())).isNotEqualTo(standard);
    }

    @Test
    void degree_and_coef0_make_another_polynomial() {
        Matrix cubic = fit("svm{kernel: polynomial}", NOISY).probabilities(UNSEEN.features());
        for (String other : new String[] {"degree: 2", "coef0: 1"}) {
            assertThat(fit("svm{kernel: polynomial, " + other + "}", NOISY).probabilities(UNSEEN.features()))
                    .isNotEqualTo(cubic);
        }
    }

    static Stream<String> brokenParameters() {
        return Stream.of(
                "c: 0",
                "c: Infinity",
                "gamma: 0",
                "gamma: often",
                "degree: 0",
                "coef0: NaN",
                "tolerance: 0",
                "max-iterations: 0");
    }

    @ParameterizedTest
    @MethodSource("brokenParameters")
    void broken_parameters_are_refused_with_the_rule(String text) {
        assertThatThrownBy(() -> machine("svm{" + text + "}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The " + text.substring(0, text.indexOf(':')))
                .hasMessageContaining("must be");
    }

    @Test
    void order_repetition_and_weight_do_not_change_a_bit() {
        int[] shuffled = IntStream.concat(IntStream.range(0, 200), IntStream.of(5, 5, 77))
                .boxed()
                .sorted((a, b) -> Long.compareUnsigned(RANDOM.bits(a), RANDOM.bits(b)))
                .mapToInt(row -> row)
                .toArray();
        double[] weights = new double[200];
        Arrays.setAll(weights, i -> i == 5 ? 3 : i == 77 ? 2 : 1);
        assertThat(fit("svm", NOISY.select(shuffled)).state())
                .isEqualTo(fit("svm", NOISY.weighted(weights)).state());
    }

    @Test
    void a_tight_memory_budget_gives_the_same_machine() {
        DistinctRows rows = new DistinctRows(NOISY, new SeenClasses(NOISY), "svm");
        Similarity similarity = new Similarity(Kernel.RBF, 0.1, 3, 0);
        KernelRows all = new KernelRows(rows, similarity, 1 << 20);
        KernelRows none = new KernelRows(rows, similarity, 0);
        for (int row = 0; row < rows.size(); row++) {
            assertThat(none.row(row)).isEqualTo(all.row(row)).isNotSameAs(none.row(row));
            assertThat(all.row(row)).isSameAs(all.row(row));
        }
    }

    @Test
    void a_number_that_float32_cannot_hold_is_refused() {
        TrainingSet large = Samples.of(new double[][] {{1, 2}, {3, 1e300}}, 0, 1);
        assertThatThrownBy(() -> fit("svm", large))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(svm)")
                .hasMessageContaining("row (1), column (1) is (1.0E300), too large for float32");
    }

    @Test
    void rows_whose_product_overflows_are_refused() {
        TrainingSet large = Samples.of(new double[][] {{1, 2}, {3, 1e30}}, 0, 1);
        assertThatThrownBy(() -> fit("svm{kernel: linear}", large))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the similarity of two rows is (Infinity)");
    }

    @Test
    void a_state_of_the_wrong_shape_is_refused_with_a_sentence() {
        State state = fit("svm", NOISY).state();
        for (String name : new String[] {"support-vectors", "coefficients", "subtrahends", "sigmoids"}) {
            State broken = replaced(state, name, DoubleMatrix.of(new double[7]));
            assertThatThrownBy(() -> machine("svm").restore(broken))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("The value (");
        }
        State backwards = State.empty();
        for (String name : state.names()) {
            backwards = switch (name) {
                case "classes" -> backwards.with(name, state.whole(name));
                case "begins" -> backwards.with(name, new int[] {0, 60, 50, 200});
                default -> backwards.with(name, state.matrix(name));
            };
        }
        State wrong = backwards;
        assertThatThrownBy(() -> machine("svm").restore(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(begins) is [0, 60, 50, 200]");
    }

    private static State replaced(State state, String which, Matrix by) {
        State other = State.empty();
        for (String name : state.names()) {
            boolean whole = name.equals("classes") || name.equals("begins");
            other = whole
                    ? other.with(name, state.whole(name))
                    : other.with(name, name.equals(which) ? by : state.matrix(name));
        }
        return other;
    }
}
