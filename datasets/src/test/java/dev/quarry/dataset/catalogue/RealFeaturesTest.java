package dev.quarry.dataset.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.bundle.BundleFile;
import dev.quarry.bundle.State;
import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.RealData;
import dev.quarry.kernel.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Features of published data. The numbers were computed once with scikit-learn 1.2.1 and SciPy 1.10.1. */
class RealFeaturesTest {

    private static Dataset open(String spec) throws IOException {
        return Datasets.open(spec, List.of(RealData.folder()), 0);
    }

    private static int[] all(Dataset data) {
        return IntStream.range(0, data.size()).toArray();
    }

    @Test
    void short_messages_have_the_terms_and_weights_of_scikit_learn() throws IOException {
        Dataset data = open("sms-spam{features: tf-idf{ngrams: 2, max-features: 100000}}");
        State learnt = data.learn(all(data));
        Matrix features = data.features(learnt);
        assertThat(features.cols()).isEqualTo(16123);
        assertThat(sum(features, 0)).isCloseTo(4.205807747749087, within(1e-5));
        assertThat(sum(features, 5573)).isCloseTo(2.3310381607519264, within(1e-5));
    }

    private static double sum(Matrix features, int row) {
        double[] values = new double[features.cols()];
        features.copyRow(row, values);
        return Arrays.stream(values).sum();
    }

    @Test
    void the_latent_space_of_short_messages_has_the_singular_values_of_arpack() throws IOException {
        Dataset data = open("sms-spam{features: tf-idf{ngrams: 2, max-features: 100000, dimensions: 5}}");
        Matrix features = data.features(data.learn(all(data)));
        double[] expected = {8.81313299290617, 6.244388207799765, 5.572196482535286, 5.059671147925482, 4.73256500646346
        };
        for (int axis = 0; axis < 5; axis++) {
            double squares = 0;
            for (int row = 0; row < features.rows(); row++) {
                squares += features.get(row, axis) * features.get(row, axis);
            }
            assertThat(Math.sqrt(squares)).isCloseTo(expected[axis], within(1e-4));
        }
    }

    @Test
    void digits_vary_along_the_axes_of_scikit_learn() throws IOException {
        Dataset data = open("digits-8x8{reduce: pca{dimensions: 5}}");
        State learnt = data.learn(all(data));
        assertThat(learnt.inner("learnt").numbers("variances"))
                .containsExactly(
                        new double[] {
                            0.6992458206952037,
                            0.6395224487565532,
                            0.5538610902042348,
                            0.39492334063612594,
                            0.2715358030897947
                        },
                        within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iris{impute: mean{indicator: true}}",
                "amazon-sentences{features: tf-idf}",
                "amazon-sentences{features: tf-idf{dimensions: 10}, reduce: pca{dimensions: 3, whiten: true}}",
                "trees-tiny{features: [thumbnail, gradients, quality], scaling: robust}",
                "digits-8x8{reduce: pca{dimensions: 20}}"
            })
    void what_was_learnt_is_the_same_after_a_file(String spec, @TempDir Path folder) throws IOException {
        Dataset data = open(spec);
        Path file = folder.resolve("learnt.zip");
        BundleFile.write(file, data.learn());
        State read = BundleFile.read(file);
        assertThat(read).isEqualTo(data.learn());
        assertThat(open(spec).features(read)).isEqualTo(data.features());
        assertThat(data.cols()).isEqualTo(data.features().cols());
    }
}
