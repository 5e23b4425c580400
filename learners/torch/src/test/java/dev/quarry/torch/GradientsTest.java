package dev.quarry.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.kernel.FloatMatrix;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lengths of gradients from what goes through the layers, against going back through the network row by row. */
final class GradientsTest {

    static Stream<Net> nets() {
        return Stream.of(
                new Net(
                        75,
                        Chain.of(
                                Reshape.to(3, 5, 5),
                                new Standardise(3),
                                Conv.biased("a", 3, 4, 3, 1),
                                new Relu(),
                                new MaxPool(2),
                                Reshape.to(16),
                                new Dropout("b", 0.5),
                                new Dense("b", 16, 6),
                                new BatchNorm("b/norm", 6),
                                new Relu()),
                        new Dense("head", 6, 3)),
                new Net(
                        48,
                        Chain.of(
                                Reshape.to(3, 4, 4),
                                new Residual(
                                        Chain.of(Conv.plain("a", 3, 4, 3, 2), new BatchNorm("a/norm", 4)),
                                        Chain.of(Conv.plain("s", 3, 4, 1, 2), new BatchNorm("s/norm", 4))),
                                new PreactivationBlock(
                                        Chain.of(new BatchNorm("p/norm", 4), new Relu()),
                                        Chain.of(Conv.plain("p", 4, 4, 3, 1)),
                                        Chain.of()),
                                new MeanPool()),
                        new Dense("head", 4, 3)));
    }

    @ParameterizedTest
    @MethodSource("nets")
    void lengths_are_those_of_gradients_taken_row_by_row(Net net) {
        Weights weights = Formula.weights(net.layout());
        FloatMatrix rows = Formula.rows(5, net.inputs());
        Predictor predictor = new Predictor(net, weights, Setting.ONE_THREAD, 4);
        float[] norms = new Gradients(predictor, List.of(0, 1, 2)).norms(rows);
        float[] without = new Gradients(predictor, List.of(0, 2)).norms(rows);
        for (int i = 0; i < 5; i++) {
            for (int c = 0; c < 3; c++) {
                double expected = plain(net, weights, rows.select(new int[] {i}), c, List.of(0, 1, 2));
                assertThat((double) norms[i * 3 + c]).isCloseTo(expected, within(1e-5 * expected));
            }
            double expected = plain(net, weights, rows.select(new int[] {i}), 2, List.of(0, 2));
            assertThat((double) without[i * 3 + 2]).isCloseTo(expected, within(1e-5 * expected));
            assertThat(without[i * 3 + 1]).isZero();
        }
    }

    /** The length of the gradient of one row's loss, from what autograd adds to the parameters. */
    private static double plain(Net net, Weights weights, FloatMatrix row, int label, List<Integer> classes) {
        float[] squares = new float[1];
        Setting.ONE_THREAD.run(() -> {
            LoadedWeights loaded = new LoadedWeights(weights, Device.CPU);
            Tensor gradients = loaded.learning();
            Pass pass = Pass.plain(loaded);
            Tensor input = Tensors.of(row.values(), Device.CPU, 1, net.inputs());
            Tensor logits = net.head().forward(net.trunk().forward(input, pass), pass);
            long[] kept = classes.stream().mapToLong(Integer::longValue).toArray();
            Tensor logs = torch.log_softmax(logits.index_select(1, Tensors.of(kept, Device.CPU)), 1);
            logs.select(1, classes.indexOf(label)).sum().neg().backward();
            Tensors.read(torch.square(gradients).sum(), squares, 0, 1);
        });
        return Math.sqrt(squares[0]);
    }

    @ParameterizedTest
    @MethodSource("nets")
    void gradients_by_the_input_are_differences_of_log_probabilities(Net net) {
        Predictor predictor = new Predictor(net, Formula.weights(net.layout()), Setting.ONE_THREAD, 4);
        FloatMatrix row = Formula.rows(1, net.inputs());
        float[] gradients = new Gradients(predictor, List.of(0, 1, 2)).inputs(row, new int[] {1});
        int close = 0;
        for (int j = 0; j < net.inputs(); j++) {
            double slope = (log(predictor, row, j, 5e-3f) - log(predictor, row, j, -5e-3f)) / 1e-2;
            close += Math.abs(gradients[j] - slope) < 2e-4 + 0.01 * Math.abs(slope) ? 1 : 0;
        }
        assertThat(close).isGreaterThanOrEqualTo(net.inputs() * 9 / 10); // at a kink there is no slope
    }

    private static double log(Predictor predictor, FloatMatrix row, int column, float by) {
        float[] moved = row.values().clone();
        moved[column] += by;
        float[] logits = predictor.logits(FloatMatrix.wrap(moved, 1, moved.length));
        double sum = Math.exp(logits[0]) + Math.exp(logits[1]) + Math.exp(logits[2]);
        return logits[1] - Math.log(sum);
    }
}
