package dev.quarry.dataset.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.bundle.State;
import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.catalogue.Datasets;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PcaTest {

    private static final int[] SIX = {0, 1, 2, 3, 4, 5};

    private static FloatMatrix numbers() {
        float[] values = new float[32];
        for (int i = 0; i < 32; i++) {
            int row = i / 4;
            int col = i % 4;
            values[i] = (3 * row + 7 * col * col + row * col) % 11 + 0.25f * row;
        }
        return FloatMatrix.wrap(values, 8, 4);
    }

    private static double[] row(Matrix matrix, int row) {
        double[] values = new double[matrix.cols()];
        matrix.copyRow(row, values);
        return values;
    }

    /** Rows around 0 whose columns spread less and less. */
    private static FloatMatrix cloud(int n, int d) {
        Randomness random = Randomness.seed(7).purpose("cloud");
        float[] values = new float[n * d];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((random.uniform(i) - 0.5) * 10 / (1 + i % d) + 3);
        }
        return FloatMatrix.wrap(values, n, d);
    }

    @Test
    void components_are_those_of_scikit_learn() {
        // PCA(2, svd_solver="full") of scikit-learn 1.2.1, fitted on the first six of eight rows, signs as agreed here.
        Pca pca = new Pca(2, false);
        State learnt = pca.learn(numbers(), SIX);
        assertThat(learnt.numbers("variances")).containsExactly(new double[] {28.46409869, 10.95028914}, within(1e-7));
        assertThat(row(learnt.matrix("axes"), 0))
                .containsExactly(
                        new double[] {0.4826240245334378, 0.5369633159188455, 0.687007477842547, -0.08225067591824442},
                        within(1e-12));
        // the greatest entry of the second axis is negative there
        assertThat(row(learnt.matrix("axes"), 1))
                .containsExactly(
                        new double[] {-0.5292226724594644, 0.2250150548198147, 0.2876025724089087, 0.7658827249671305},
                        within(1e-12));
        Matrix components = pca.apply(numbers(), learnt);
        assertThat(row(components, 1)).containsExactly(new double[] {-6.8538279, -5.0878604}, within(1e-6));
        assertThat(row(components, 7)).containsExactly(new double[] {5.2842909, -2.6200037}, within(1e-6));
        assertThat(pca.names(learnt)).containsExactly("pc1", "pc2");
    }

    @Test
    void whitened_components_have_variance_1_on_the_rows_they_were_learnt_from() {
        Pca pca = new Pca(2, true);
        Matrix components = pca.apply(numbers(), pca.learn(numbers(), SIX));
        assertThat(row(components, 7)).containsExactly(new double[] {0.9904624, -0.7917519}, within(1e-6));
        for (int col = 0; col < 2; col++) {
            double squares = 0;
            for (int row : SIX) {
                squares += components.get(row, col) * components.get(row, col);
            }
            assertThat(squares / 5).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void an_axis_without_variance_is_0_when_whitened() {
        FloatMatrix line = FloatMatrix.of(new float[] {1, 1}, new float[] {2, 2}, new float[] {3, 3});
        Matrix components = new Pca(2, true).apply(line, new Pca(2, true).learn(line, new int[] {0, 1, 2}));
        assertThat(row(components, 0)).containsExactly(new double[] {-1, 0}, within(1e-6));
    }

    @Test
    void the_search_for_few_axes_finds_those_of_the_full_decomposition() {
        FloatMatrix cloud = cloud(400, 300);
        Covariance covariance = new Covariance(cloud, IntStream.range(0, 400).toArray());
        Eigenpairs exact = Eigenpairs.of(covariance.full(), 300, 20);
        Eigenpairs found = KrylovEigenpairs.of(covariance, 20);
        assertThat(row(found.values(), 0)).containsExactly(row(exact.values(), 0), within(1e-10));
        for (int i = 0; i < 20; i++) {
            double along = 0;
            for (int j = 0; j < 300; j++) {
                along += found.vectors().get(i, j) * exact.vectors().get(i, j);
            }
            assertThat(along).as("axis %d", i).isCloseTo(1, within(1e-7));
        }
    }

    @Test
    void equal_eigenvalues_are_all_found() {
        SymmetricProduct threeFives = new SymmetricProduct() { // diagonal 5, 5, 5, 1, 1, 1, …
                    @Override
                    public int size() {
                        return 60;
                    }

                    @Override
                    public double[][] times(double[][] vectors) {
                        double[][] products = new double[vectors.length][60];
                        for (int b = 0; b < vectors.length; b++) {
                            for (int j = 0; j < 60; j++) {
                                products[b][j] = (j < 3 ? 5 : 1) * vectors[b][j];
                            }
                        }
                        return products;
                    }
                };
        assertThat(row(KrylovEigenpairs.of(threeFives, 4).values(), 0))
                .containsExactly(new double[] {5, 5, 5, 1}, within(1e-12));
    }

    @Test
    void nothing_but_zeros_has_axes_too() {
        FloatMatrix zeros = FloatMatrix.wrap(new float[40], 10, 4);
        Covariance covariance = new Covariance(zeros, IntStream.range(0, 10).toArray());
        Eigenpairs found = KrylovEigenpairs.of(covariance, 3);
        assertThat(row(found.values(), 0)).containsOnly(0);
        for (int i = 0; i < 3; i++) {
            double[] axis = row(found.vectors(), i);
            assertThat(IntStream.range(0, 4).mapToDouble(j -> axis[j] * axis[j]).sum())
                    .isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void neither_threads_nor_the_order_of_the_rows_change_a_bit() {
        FloatMatrix cloud = cloud(300, 40);
        int[] rows = IntStream.range(0, 300).toArray();
        int[] backwards = IntStream.range(0, 300).map(i -> 299 - i).toArray();
        State one = new Pca(5, false).learn(cloud, rows);
        assertThat(new Pca(5, false).learn(cloud, backwards)).isEqualTo(one);
        assertThat(Workers.using(7, () -> new Pca(5, false).learn(cloud, rows))).isEqualTo(one);
        Covariance covariance = new Covariance(cloud, rows);
        Eigenpairs searched = KrylovEigenpairs.of(covariance, 5);
        assertThat(Workers.using(2, () -> KrylovEigenpairs.of(covariance, 5))).isEqualTo(searched);
        assertThat(Workers.using(7, () -> KrylovEigenpairs.of(covariance, 5))).isEqualTo(searched);
    }

    @Test
    void any_dataset_can_be_reduced_and_the_reduction_goes_with_what_was_learnt() throws IOException {
        Dataset whole = Datasets.open("moons{n: 60}", List.of(), 3);
        Dataset reduced = Datasets.open("moons{n: 60, reduce: pca{dimensions: 1}}", List.of(), 3);
        assertThat(reduced.cols()).isEqualTo(1);
        assertThat(reduced.featureNames()).containsExactly("pc1");
        assertThat(reduced.testRows()).isEqualTo(whole.testRows()).isNotEmpty();
        assertThat(reduced.features(whole.poolRows())).isEqualTo(reduced.features());
        assertThat(whole.features(reduced.learn())).isEqualTo(reduced.features());
        assertThat(reduced.features(whole.learn())).isEqualTo(whole.features());
    }

    @Test
    void pictures_that_are_reduced_are_no_pictures_to_a_network() throws IOException {
        Dataset reduced = Datasets.open("shapes{n: 12, features: pixels, reduce: pca{dimensions: 4}}", List.of(), 3);
        assertThat(reduced.shape()).isEmpty();
        assertThat(reduced.picture(0)).isPresent();
        assertThat(reduced.features().cols()).isEqualTo(4);
    }

    @Test
    void too_many_dimensions_and_missing_numbers_are_refused() {
        assertThatThrownBy(() -> new Pca(5, false).learn(numbers(), SIX))
                .hasMessage(
                        "The dimensions (5) of pca are more than the (4) columns or the (6) rows to learn from. Maybe (reduce: pca{dimensions: 2}).");
        FloatMatrix missing = FloatMatrix.of(new float[] {1, Float.NaN}, new float[] {2, 2});
        assertThatThrownBy(() -> new Pca(1, false).learn(missing, new int[] {0, 1}))
                .hasMessage(
                        "The feature in column (1) is missing or infinite for some item. Maybe fill missing numbers before, or leave the column out.");
        assertThatThrownBy(() -> new Pca(0, false)).hasMessage("The dimensions (0) must be at least 1.");
        State learnt = new Pca(1, false).learn(numbers(), SIX);
        assertThatThrownBy(() -> new Pca(1, false).apply(FloatMatrix.of(new float[] {1}), learnt))
                .hasMessage(
                        "The axes were learnt with (4) columns but there are (1) here. Maybe it is another kind of data.");
    }
}
