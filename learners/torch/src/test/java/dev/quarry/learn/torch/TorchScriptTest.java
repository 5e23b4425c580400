package dev.quarry.learn.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.GradientModel;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.TrainingSet;
import dev.quarry.learn.contract.Samples;
import dev.quarry.part.Parts;
import dev.quarry.torch.Chain;
import dev.quarry.torch.Dense;
import dev.quarry.torch.Formula;
import dev.quarry.torch.Gradients;
import dev.quarry.torch.Net;
import dev.quarry.torch.Predictor;
import dev.quarry.torch.Relu;
import dev.quarry.torch.Scripts;
import dev.quarry.torch.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks of the user. */
final class TorchScriptTest {

    private static final Randomness RANDOM = Randomness.seed(3);
    private static final TrainingSet EXAMPLES = Samples.clouds(40, 5, 3, 3, 3, 1);

    @TempDir
    Path folder;

    private Learner learner(String end, String more) {
        Path file = Scripts.save(folder.resolve("net.pt"), 5, 7, 3, end);
        return Parts.read(Learner.class, "torch-script{file: \"%s\"%s}".formatted(file, more));
    }

    /** A step so small that nothing is learnt. */
    private static final String STILL =
            ", training: plan{epochs: 1, min-steps: 0, optimiser: sgd{learning-rate: 1e-30, weight-decay: 0}}";

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void before_anything_is_learnt_the_model_says_what_the_network_says(boolean train) {
        Matrix rows = Samples.clouds(9, 5, 3, 3, 3, 2).features().toFloat();
        Model model = learner("z", ", train: %s".formatted(train) + STILL).fit(EXAMPLES, RANDOM);
        Net same = new Net(5, Chain.of(new Dense("inner", 5, 7), new Relu()), new Dense("outer", 7, 3));
        Predictor plain = new Predictor(same, Formula.weights(same.layout()), Setting.ONE_THREAD, 16);
        float[] logits = plain.logits(rows);
        for (int i = 0; i < 9; i++) {
            double sum = 0;
            for (int c = 0; c < 3; c++) {
                sum += Math.exp(logits[i * 3 + c]);
            }
            for (int c = 0; c < 3; c++) {
                assertThat(model.probabilities(rows).get(i, c))
                        .isCloseTo(Math.exp(logits[i * 3 + c]) / sum, within(1e-6));
            }
        }
        float[] hidden = plain.embeddings(rows);
        assertThat(((FloatMatrix) model.embeddings(rows)).values()).containsExactly(hidden, within(1e-6f));
    }

    @Test
    void all_parameters_or_only_the_last_layer_are_learnt() {
        Matrix rows = EXAMPLES.features();
        Model still = learner("z", STILL).fit(EXAMPLES, RANDOM);
        Model last = learner("z", ", train: false").fit(EXAMPLES, RANDOM);
        Model all = learner("z", "").fit(EXAMPLES, RANDOM);
        assertThat(last.embeddings(rows)).isEqualTo(still.embeddings(rows));
        assertThat(all.embeddings(rows)).isNotEqualTo(still.embeddings(rows));
        assertThat(loss(last)).isLessThan(loss(still));
        assertThat(loss(all)).isLessThan(loss(still));
    }

    private static double loss(Model model) {
        Matrix p = model.probabilities(EXAMPLES.features());
        double sum = 0;
        for (int i = 0; i < EXAMPLES.size(); i++) {
            sum -= Math.log(p.get(i, EXAMPLES.label(i)));
        }
        return sum;
    }

    @Test
    void gradients_by_all_parameters_count_those_of_the_network_too() {
        GradientModel model = (GradientModel) learner("z", STILL).fit(EXAMPLES, RANDOM);
        GradientModel last =
                (GradientModel) learner("z", ", train: false" + STILL).fit(EXAMPLES, RANDOM);
        Net same = new Net(5, Chain.of(new Dense("inner", 5, 7), new Relu()), new Dense("outer", 7, 3));
        Predictor plain = new Predictor(same, Formula.weights(same.layout()), Setting.ONE_THREAD, 16);
        float[] expected = new Gradients(plain, List.of(0, 1, 2)).norms(EXAMPLES.features());
        float[] got = ((FloatMatrix) model.gradientNorms(EXAMPLES.features())).values();
        float[] less = ((FloatMatrix) last.gradientNorms(EXAMPLES.features())).values();
        for (int i = 0; i < got.length; i++) {
            assertThat((double) got[i]).isCloseTo(expected[i], within(1e-4 * expected[i]));
            assertThat(less[i]).isLessThan(got[i]);
        }
    }

    @Test
    void a_softmax_where_logits_are_expected_is_refused() {
        assertThatThrownBy(() -> learner("torch.softmax(z, 1)", "").fit(EXAMPLES, RANDOM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ends in a softmax, and logits are expected");
    }

    @Test
    void a_softmax_in_disguise_is_refused_by_its_numbers() {
        assertThatThrownBy(() ->
                        learner("torch.exp(z) / torch.exp(z).sum(1, True)", "").fit(EXAMPLES, RANDOM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ends in a softmax, and logits are expected");
    }

    @Test
    void features_may_be_anything_and_get_a_last_layer() {
        Model model = learner("torch.softmax(z, 1)", ", output: features").fit(EXAMPLES, RANDOM);
        Matrix embeddings = model.embeddings(EXAMPLES.features());
        assertThat(embeddings.cols()).isEqualTo(3);
        assertThat(embeddings.get(0, 0) + embeddings.get(0, 1) + embeddings.get(0, 2))
                .isCloseTo(1, within(1e-6));
    }

    @Test
    void a_network_that_does_not_end_in_a_linear_layer_is_refused_as_logits() {
        assertThatThrownBy(() -> learner("torch.relu(z)", "").fit(EXAMPLES, RANDOM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not end in a linear module but in (aten::relu)")
                .hasMessageContaining("Maybe set (output: features)");
    }

    @Test
    void another_number_of_classes_is_refused() {
        TrainingSet four = Samples.clouds(40, 5, 4, 4, 3, 1);
        assertThatThrownBy(() -> learner("z", "").fit(four, RANDOM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gives (3) logits, and the task has (4) classes");
    }

    @Test
    void rows_of_a_wrong_shape_are_refused_with_one_sentence() {
        TrainingSet wide = Samples.clouds(40, 6, 3, 3, 3, 1);
        assertThatThrownBy(() -> learner("z", "").fit(wide, RANDOM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not take rows of the shape [6]: mat1 and mat2 shapes cannot be multiplied")
                .hasMessageMatching("[^\n]*");
        assertThatThrownBy(() -> learner("z", ", shape: [2, 3]").fit(EXAMPLES, RANDOM))
                .hasMessageContaining("The shape [2, 3] of (torch-script) has another size than a row");
    }

    @Test
    void broken_and_missing_files_are_refused_with_one_sentence() throws IOException {
        Path broken = folder.resolve("broken.pt");
        byte[] whole = Files.readAllBytes(Scripts.save(folder.resolve("net.pt"), 5, 7, 3, "z"));
        for (byte[] content : new byte[][] {{}, {1, 2, 3}, Arrays.copyOf(whole, whole.length / 2)}) {
            Files.write(broken, content);
            assertThatThrownBy(() -> read(broken).fit(EXAMPLES, RANDOM))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("broken.pt) is no TorchScript network: ")
                    .hasMessageMatching("[^\n]*");
        }
        assertThatThrownBy(() -> read(folder.resolve("absent.pt")).fit(EXAMPLES, RANDOM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("absent.pt) of (torch-script) is not there");
        assertThatThrownBy(() -> new TorchScript().fit(EXAMPLES, RANDOM)).hasMessageContaining("has no (file)");
    }

    private static Learner read(Path file) {
        return Parts.read(Learner.class, "torch-script{file: \"%s\"}".formatted(file));
    }

    @Test
    void a_model_comes_back_without_its_file() throws IOException {
        Learner learner = learner("z", "");
        Model model = learner.fit(EXAMPLES, RANDOM);
        Files.delete(folder.resolve("net.pt"));
        Model back = learner.restore(model.state());
        assertThat(back.probabilities(EXAMPLES.features())).isEqualTo(model.probabilities(EXAMPLES.features()));
    }
}
