package dev.quarry.learn.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import dev.quarry.learn.SeenClasses;
import dev.quarry.learn.TrainingSet;
import dev.quarry.learn.contract.Samples;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogisticRegressionTest {

    private static final Randomness RANDOM = Randomness.seed(0);

    private static TrainingSet weighted(TrainingSet set, long seed) {
        RandomGenerator random = Randomness.seed(seed).generator();
        return set.weighted(IntStream.range(0, set.size())
                .mapToDouble(i -> 0.2 + 2 * random.nextDouble())
                .toArray());
    }

    private static SoftmaxLoss loss(TrainingSet set, double c) {
        int[] columns = IntStream.range(0, set.features().cols()).toArray();
        return new SoftmaxLoss(set, columns, new SeenClasses(set), c);
    }

    /** Every weight and intercept by Newton's method on a loss written down plainly. */
    private static double[] newton(TrainingSet set, double strength, int steps) {
        int d = set.features().cols();
        int classes = set.classes();
        int unknowns = classes * (d + 1);
        double[] x = new double[unknowns]; // per class: d weights, then the intercept
        for (int step = 0; step < steps; step++) {
            double[] gradient = new double[unknowns];
            double[][] hessian = new double[unknowns][unknowns];
            for (int u = 0; u < unknowns; u++) {
                boolean intercept = u % (d + 1) == d;
                gradient[u] = intercept ? 0 : x[u];
                hessian[u][u] = intercept ? 1e-9 : 1;
            }
            for (int i = 0; i < set.size(); i++) {
                double[] h = new double[d + 1];
                for (int j = 0; j < d; j++) {
                    h[j] = set.features().get(i, j);
                }
                h[d] = 1;
                double[] p = plainSoftmax(x, h, classes);
                for (int a = 0; a < unknowns; a++) {
                    int ca = a / (d + 1);
                    double w = strength * set.weight(i) * h[a % (d + 1)];
                    gradient[a] += w * (p[ca] - (set.label(i) == ca ? 1 : 0));
                    for (int b = 0; b < unknowns; b++) {
                        int cb = b / (d + 1);
                        hessian[a][b] += w * h[b % (d + 1)] * p[ca] * ((ca == cb ? 1 : 0) - p[cb]);
                    }
                }
            }
            double[] move = solve(hessian, gradient);
            for (int u = 0; u < unknowns; u++) {
                x[u] -= move[u];
            }
        }
        return x;
    }

    private static double[] plainSoftmax(double[] x, double[] h, int classes) {
        double[] p = new double[classes];
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            double z = 0;
            for (int j = 0; j < h.length; j++) {
                z += x[c * h.length + j] * h[j];
            }
            p[c] = Math.exp(z);
            sum += p[c];
        }
        for (int c = 0; c < classes; c++) {
            p[c] /= sum;
        }
        return p;
    }

    /** Gaussian elimination with pivots. */
    private static double[] solve(double[][] a, double[] b) {
        int n = b.length;
        double[] x = b.clone();
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k + 1; i < n; i++) {
                pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
            }
            double[] row = a[k];
            a[k] = a[pivot];
            a[pivot] = row;
            double value = x[k];
            x[k] = x[pivot];
            x[pivot] = value;
            for (int i = k + 1; i < n; i++) {
                double factor = a[i][k] / a[k][k];
                for (int j = k; j < n; j++) {
                    a[i][j] -= factor * a[k][j];
                }
                x[i] -= factor * x[k];
            }
        }
        for (int k = n - 1; k >= 0; k--) {
            for (int j = k + 1; j < n; j++) {
                x[k] -= a[k][j] * x[j];
            }
            x[k] /= a[k][k];
        }
        return x;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 1, 30})
    void agrees_with_newtons_method(double c) {
        TrainingSet set = weighted(Samples.clouds(90, 3, 4, 4, 1.5, 5), 6);
        LogisticModel model = new LogisticRegression(c, 1e-11, 5000).fit(set, RANDOM);
        double[] exact = newton(set, c, 30);
        DoubleMatrix p = model.probabilities(set.features());
        for (int i = 0; i < set.size(); i++) {
            double[] h = {
                set.features().get(i, 0),
                set.features().get(i, 1),
                set.features().get(i, 2),
                1
            };
            double[] want = plainSoftmax(exact, h, 4);
            for (int k = 0; k < 4; k++) {
                assertThat(p.get(i, k)).isCloseTo(want[k], within(1e-8));
            }
        }
        for (int k = 0; k < 4; k++) {
            for (int j = 0; j < 3; j++) {
                assertThat(model.head().weights().get(k, j)).isCloseTo(exact[k * 4 + j], within(1e-7));
            }
        }
    }

    @Test
    void two_classes_are_the_binary_model_of_twice_the_strength() {
        TrainingSet set = Samples.clouds(60, 2, 2, 2, 1, 9);
        DoubleMatrix p =
                new LogisticRegression(0.7, 1e-11, 5000).fit(set, RANDOM).probabilities(set.features());
        double[] v = new double[3];
        for (int step = 0; step < 20_000; step++) { // plain gradient descent on 2C·loss + ½(v₀² + v₁²)
            double[] gradient = {v[0], v[1], 0};
            for (int i = 0; i < set.size(); i++) {
                double[] h = {set.features().get(i, 0), set.features().get(i, 1), 1};
                double q = 1 / (1 + Math.exp(-(v[0] * h[0] + v[1] * h[1] + v[2])));
                for (int j = 0; j < 3; j++) {
                    gradient[j] += 1.4 * (q - set.label(i)) * h[j];
                }
            }
            for (int j = 0; j < 3; j++) {
                v[j] -= 0.01 * gradient[j];
            }
        }
        for (int i = 0; i < set.size(); i++) {
            double z = v[0] * set.features().get(i, 0) + v[1] * set.features().get(i, 1) + v[2];
            assertThat(p.get(i, 1)).isCloseTo(1 / (1 + Math.exp(-z)), within(1e-8));
        }
    }

    @Test
    void the_gradient_agrees_with_finite_differences() {
        TrainingSet set = weighted(Samples.clouds(150, 7, 3, 3, 1, 1), 2);
        SoftmaxLoss loss = loss(set, 0.8);
        RandomGenerator random = Randomness.seed(3).generator();
        double[] x = IntStream.range(0, loss.unknowns())
                .mapToDouble(i -> 0.3 * random.nextGaussian())
                .toArray();
        double[] gradient = new double[x.length];
        loss.at(x, gradient);
        for (int u = 0; u < x.length; u++) {
            double[] above = x.clone();
            double[] below = x.clone();
            above[u] += 1e-5;
            below[u] -= 1e-5;
            double slope = (loss.at(above, new double[x.length]) - loss.at(below, new double[x.length])) / 2e-5;
            assertThat(gradient[u]).isCloseTo(slope, within(1e-5 * (1 + Math.abs(slope))));
        }
    }

    @Test
    void no_derivative_is_larger_than_the_tolerance() {
        TrainingSet set = Samples.clouds(120, 6, 3, 3, 1, 4);
        LogisticModel model = new LogisticRegression(1, 1e-7, 5000).fit(set, RANDOM);
        SoftmaxLoss loss = loss(set, 1);
        double[] x = Arrays.copyOf(model.head().weights().toDouble().values(), loss.unknowns());
        System.arraycopy(model.head().biases().toDouble().values(), 0, x, 18, 3);
        double[] gradient = new double[x.length];
        loss.at(x, gradient);
        assertThat(Arrays.stream(gradient)).allMatch(g -> Math.abs(g) <= 1e-7 * 120);
    }

    @Test
    void without_information_the_shares_of_the_classes_remain() {
        TrainingSet set = Samples.of(new double[5][3], 0, 1, 1, 3, 3);
        DoubleMatrix p = new LogisticRegression(1, 1e-10, 100)
                .fit(set, RANDOM)
                .probabilities(DoubleMatrix.of(new double[] {9, 9, 9}));
        assertThat(p.values()).containsExactly(new double[] {0.2, 0.4, 0, 0.4}, within(1e-8));
    }

    @Test
    void a_stronger_penalty_shrinks_the_weights() {
        TrainingSet set = Samples.clouds(60, 4, 3, 3, 2, 8);
        double[] sizes = Arrays.stream(new double[] {0.001, 0.1, 10})
                .map(c -> Arrays.stream(new LogisticRegression(c, 1e-6, 1000)
                                .fit(set, RANDOM)
                                .head()
                                .weights()
                                .toDouble()
                                .values())
                        .map(w -> w * w)
                        .sum())
                .toArray();
        assertThat(sizes[0]).isLessThan(sizes[1]);
        assertThat(sizes[1]).isLessThan(sizes[2]);
    }

    @Test
    void the_most_steps_are_kept() {
        TrainingSet set = Samples.clouds(60, 4, 3, 3, 2, 8);
        assertThat(new LogisticRegression(1, 1e-6, 1).fit(set, RANDOM).head().weights())
                .isNotEqualTo(new LogisticRegression(1, 1e-6, 2)
                        .fit(set, RANDOM)
                        .head()
                        .weights());
    }

    @Test
    void many_rows_give_the_same_bits_for_1_2_and_7_threads() {
        TrainingSet set = Samples.clouds(1500, 700, 4, 4, 2, 8); // enough for threads
        LogisticRegression learner = new LogisticRegression(1, 1e-6, 3);
        Matrix one = learner.fit(set, RANDOM).head().weights();
        assertThat(Workers.using(2, () -> learner.fit(set, RANDOM).head().weights()))
                .isEqualTo(one);
        assertThat(Workers.using(7, () -> learner.fit(set, RANDOM).head().weights()))
                .isEqualTo(one);
    }

    @Test
    void rows_that_do_not_fit_into_memory_are_laid_out_again_with_the_same_result() {
        TrainingSet set = Samples.clouds(300, 6, 3, 3, 1, 8);
        SoftmaxLoss kept = loss(set, 1);
        int[] columns = IntStream.range(0, 6).toArray();
        SoftmaxLoss fresh = new SoftmaxLoss(set, columns, new SeenClasses(set), 1, 0);
        double[] x = new double[kept.unknowns()];
        Arrays.setAll(x, u -> 0.1 * u);
        double[] a = new double[x.length];
        double[] b = new double[x.length];
        assertThat(kept.at(x, a)).isEqualTo(fresh.at(x, b));
        assertThat(a).containsExactly(b);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 63, 64})
    void rows_by_their_non_zeros_give_the_same_bits_as_all_numbers(int size) {
        RandomGenerator random = Randomness.seed(size).generator();
        int d = 37;
        double[][] rows = new double[size][d];
        int filled = 0;
        for (double[] row : rows) {
            for (int j = 0; j < d; j++) {
                row[j] = random.nextInt(4) == 0 ? random.nextGaussian() : 0;
                filled += row[j] == 0 ? 0 : 1;
            }
        }
        RowBlock dense = new DenseBlock(rows, d);
        RowBlock sparse = new SparseBlock(rows, filled);
        for (int classes = 1; classes <= 5; classes++) {
            double[][] w = gaussians(random, classes, d);
            double[][] z = gaussians(random, classes, size);
            double[][] same = Arrays.stream(z).map(double[]::clone).toArray(double[][]::new);
            dense.multiply(w, z);
            sparse.multiply(w, same);
            assertThat(same).isDeepEqualTo(z);
            double[][] sum = new double[classes][d];
            double[][] sameSum = new double[classes][d];
            dense.addWeighted(z, sum);
            sparse.addWeighted(z, sameSum);
            assertThat(sameSum).isDeepEqualTo(sum);
        }
    }

    private static double[][] gaussians(RandomGenerator random, int rows, int cols) {
        double[][] values = new double[rows][cols];
        for (double[] row : values) {
            Arrays.setAll(row, j -> random.nextGaussian());
        }
        return values;
    }

    @Test
    void text_like_rows_are_fitted_by_their_non_zeros_as_by_all_numbers() {
        RandomGenerator random = Randomness.seed(2).generator();
        double[][] rows = new double[100][400];
        int[] labels = new int[100];
        for (int i = 0; i < 100; i++) {
            labels[i] = i % 3;
            for (int word = 0; word < 8; word++) {
                rows[i][word < 3 ? labels[i] * 9 + random.nextInt(9) : random.nextInt(300)] = 1;
            }
        }
        TrainingSet set = Samples.of(rows, labels);
        LogisticModel model = new LogisticRegression(1, 1e-11, 5000).fit(set, RANDOM);
        for (int j = 300; j < 400; j++) {
            assertThat(model.head().weights().get(0, j)).isZero();
        }
        SoftmaxLoss loss = loss(set, 1);
        double[] x = Arrays.copyOf(model.head().weights().toDouble().values(), loss.unknowns());
        System.arraycopy(model.head().biases().toDouble().values(), 0, x, 1200, 3);
        double[] gradient = new double[x.length];
        loss.at(x, gradient);
        assertThat(Arrays.stream(gradient)).allMatch(g -> Math.abs(g) < 1e-8);
    }

    @Test
    void rules_are_sentences() {
        assertThat(new LogisticRegression()).isEqualTo(new LogisticRegression(1, 1e-6, 1000));
        assertThatThrownBy(() -> new LogisticRegression(0, 1e-6, 10))
                .hasMessage("The c (0.0) must be above 0 and finite.");
        assertThatThrownBy(() -> new LogisticRegression(1, Double.NaN, 10))
                .hasMessage("The tolerance (NaN) must be above 0 and finite.");
        assertThatThrownBy(() -> new LogisticRegression(1, 1e-6, 0))
                .hasMessage("The max-iterations (0) must be at least 1.");
    }
}
