package dev.quarry.learn.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.learn.Learner;
import dev.quarry.part.Parts;
import dev.quarry.torch.Formula;
import dev.quarry.torch.Net;
import dev.quarry.torch.Predictor;
import dev.quarry.torch.Setting;
import java.util.Scanner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The networks against PyTorch 1.13, and that a row is judged by itself alone. */
final class NetworksTest {

    private static Net net(String text, int columns) {
        return ((DeepLearner) Parts.read(Learner.class, text)).net(columns, 3);
    }

    /**
     * The logits of two rows. The same networks were written from their papers with {@code torch.nn.functional} of PyTorch
     * 1.13; weights, buffers and rows by {@link Formula}.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mlp{hidden: [7, 5], batch-norm: true} | 6 | 0.153069153 -0.126197636 0.210700572 0.355735302 -0.0146243349 -0.182983965",
                "lenet{filters: [4, 5], kernel: 3, padding: 1, dense: 8} | 144 | 0.120341167 -0.0340376683 0.0780516863 -0.135939956 -0.321033865 0.155041799",
                "lenet{filters: [4, 5], kernel: 4, pooling: last, dense: 8} | 144 | -0.149902344 -0.352360368 0.248192132 -0.171070993 -0.360350251 0.134941325",
                "resnet18{width: 4} | 768 | -0.128623888 0.147528797 0.149509951 -0.12230242 0.24773553 0.102130659",
                "wide-resnet{depth: 10, width: 2} | 768 | -0.0945896506 -0.0827769041 -0.312536687 -0.0880478323 -0.0724179447 -0.323740423",
                "vgg16-bn{width: 4} | 3072 | -0.137274653 0.0402410775 0.0519933403 -0.137283325 0.0402189903 0.0520129353"
            })
    void logits_are_those_of_pytorch(String learner, int columns, String expected) {
        Net net = net(learner, columns);
        float[] logits = new Predictor(net, Formula.weights(net.layout()), Setting.ONE_THREAD, 4)
                .logits(Formula.rows(2, columns));
        float[] wanted = new float[6];
        Scanner words = new Scanner(expected);
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = Float.parseFloat(words.next());
        }
        assertThat(logits).containsExactly(wanted, within(2e-6f));
    }

    /** Networks of full size, since libraries choose how to sum by the size. */
    @ParameterizedTest
    @CsvSource({"mlp, 784", "lenet, 784", "resnet18{width: 32}, 3072", "wide-resnet, 3072"})
    void a_row_alone_has_the_bits_it_has_among_others(String learner, int columns) {
        Net net = net(learner, columns);
        int batch = ((DeepLearner) Parts.read(Learner.class, learner)).predictionBatch();
        Predictor predictor = new Predictor(net, Formula.weights(net.layout()), Setting.ONE_THREAD, batch);
        FloatMatrix rows = Formula.rows(batch + 1, columns);
        float[] together = predictor.logits(rows);
        for (int i : new int[] {1, 6, 9, batch / 2, batch - 1, batch}) {
            float[] alone = predictor.logits(rows.select(new int[] {i}));
            assertThat(alone).containsExactly(together[i * 3], together[i * 3 + 1], together[i * 3 + 2]);
        }
    }
}
