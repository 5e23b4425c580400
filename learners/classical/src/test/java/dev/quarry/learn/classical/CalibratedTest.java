package dev.quarry.learn.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quarry.bundle.State;
import dev.quarry.evidence.Head;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.HeadedModel;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.SamplingModel;
import dev.quarry.learn.TrainingSet;
import dev.quarry.learn.contract.Samples;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibratedTest {

    private static final Randomness RANDOM = Randomness.seed(3);

    /** Says the softmax of the features, {@code factor} times too sure; learns nothing. */
    private record Sure(double factor) implements Learner {
        @Override
        public Model fit(TrainingSet examples, Randomness random) {
            return new Said(factor);
        }

        @Override
        public Model restore(State state) {
            return new Said(state.numbers("factor")[0]);
        }
    }

    private record Said(double factor) implements Model {
        @Override
        public int classes() {
            return 3;
        }

        @Override
        public Matrix probabilities(Matrix features) {
            double[] out = features.toDouble().values().clone();
            double[] row = new double[3];
            for (int i = 0; i < features.rows(); i++) {
                for (int c = 0; c < 3; c++) {
                    row[c] = factor * out[3 * i + c];
                }
                Softmax.inPlace(row);
                System.arraycopy(row, 0, out, 3 * i, 3);
            }
            return DoubleMatrix.wrap(out, features.rows(), 3);
        }

        @Override
        public State state() {
            return State.empty().with("factor", new double[] {factor});
        }
    }

    /** Labels drawn from the softmax of the features, so that a factor of 1 is right. */
    private static TrainingSet drawn(int rows, long seed) {
        RandomGenerator random = Randomness.seed(seed).generator();
        double[] values = new double[3 * rows];
        Arrays.setAll(values, j -> 2 * random.nextGaussian());
        DoubleMatrix features = DoubleMatrix.wrap(values, rows, 3);
        Matrix p = new Said(1).probabilities(features);
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            double u = random.nextDouble();
            labels[i] = u < p.get(i, 0) ? 0 : u < p.get(i, 0) + p.get(i, 1) ? 1 : 2;
        }
        return TrainingSet.of(features, labels, 3);
    }

    private static double temperature(Model model) {
        return model.state().numbers("temperature")[0];
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5, 1, 3, 20, 60})
    void the_temperature_is_how_much_too_sure_it_was(double factor) {
        TrainingSet set = drawn(6000, 1);
        Model model = new Calibrated(new Sure(factor), 5).fit(set, RANDOM);
        assertThat(temperature(model) / factor).isCloseTo(1, within(0.06));
        Matrix p = model.probabilities(set.features());
        Matrix right = new Said(factor / temperature(model)).probabilities(set.features());
        for (int i = 0; i < 50; i++) {
            for (int c = 0; c < 3; c++) {
                assertThat(p.get(i, c)).isCloseTo(right.get(i, c), within(1e-9));
            }
        }
    }

    @Test
    void no_other_temperature_loses_less_on_the_rows_it_was_fitted_on() {
        TrainingSet set = drawn(300, 2)
                .weighted(IntStream.range(0, 300).mapToDouble(i -> 1 + i % 4).toArray());
        Model model = new Calibrated(new Sure(4), 3).fit(set, RANDOM); // as nothing is learnt, folds say the same
        double best = temperature(model);
        for (double other : new double[] {0.99 * best, 1.01 * best, 1, 4}) {
            Model scaled = new Said(4 / other);
            assertThat(loss(model, set)).isLessThan(loss(scaled, set));
        }
    }

    private static double loss(Model model, TrainingSet set) {
        Matrix p = model.probabilities(set.features());
        double sum = 0;
        for (int i = 0; i < set.size(); i++) {
            sum -= set.weight(i) * Math.log(Math.max(p.get(i, set.label(i)), 1e-12));
        }
        return sum / Arrays.stream(set.weights()).sum();
    }

    @ParameterizedTest
    @CsvSource({"gaussian-naive-bayes, spambase", "random-forest, spambase", "ada-boost, spambase"})
    void real_data_are_predicted_no_worse(String text, String name) throws IOException {
        Path file = Path.of(System.getProperty("quarry.data", "absent"), name, name + ".data");
        assumeTrue(Files.isReadable(file), "Skipped: there is no data set at " + file);
        List<String> lines = Files.readAllLines(file);
        int[] order = IntStream.range(0, lines.size())
                .map(i -> (int) (i * 1009L % lines.size()))
                .toArray();
        TrainingSet train = rows(lines, Arrays.copyOf(order, 300));
        TrainingSet test = rows(lines, Arrays.copyOfRange(order, 300, 2300));
        Learner plain = learner(text);
        double before = loss(plain.fit(train, RANDOM), test);
        double after = loss(new Calibrated(plain, 5).fit(train, RANDOM), test);
        assertThat(after).isLessThanOrEqualTo(before * 1.01);
    }

    private static TrainingSet rows(List<String> lines, int[] some) {
        double[][] values = new double[some.length][];
        int[] labels = new int[some.length];
        for (int i = 0; i < some.length; i++) {
            double[] row = Arrays.stream(lines.get(some[i]).split(",", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            values[i] = Arrays.copyOf(row, row.length - 1);
            labels[i] = (int) row[row.length - 1];
        }
        return Samples.of(values, labels);
    }

    @Test
    void rows_that_say_nothing_about_it_leave_probabilities_as_they_are() {
        TrainingSet single = Samples.of(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, 0, 1, 2);
        TrainingSet apart = Samples.clouds(60, 3, 3, 3, 60, 1);
        for (TrainingSet set : List.of(single, apart)) {
            Matrix plain = new Sure(3).fit(set, RANDOM).probabilities(set.features());
            Model model = new Calibrated(new Sure(3), 5).fit(set, RANDOM);
            assertThat(temperature(model)).isEqualTo(1);
            assertThat(model.probabilities(set.features())).isEqualTo(plain);
        }
    }

    @Test
    void a_probability_that_cannot_be_told_from_0_is_no_end_of_the_search() {
        TrainingSet set = drawn(500, 4);
        Model model = new Calibrated(new Sure(3000), 5).fit(set, RANDOM); // 1 and 0 but for a few rows
        assertThat(temperature(model)).isBetween(100.0, 5000.0);
        assertThat(loss(model, set)).isLessThan(Math.log(3));
    }

    @Test
    void folds_leave_every_class_in_what_is_fitted() {
        for (int rows : new int[] {3, 4, 7, 12, 40}) {
            TrainingSet set = Samples.clouds(rows, 4, 3, 3, 1, 2);
            Model model = new Calibrated(new LogisticRegression(), 5).fit(set, RANDOM);
            assertThat(model.probabilities(set.features()).get(0, 2)).isPositive();
        }
    }

    @Test
    void passes_and_the_last_layer_are_scaled_too() {
        TrainingSet set = Samples.clouds(80, 4, 3, 3, 1, 2);
        Calibrated linear = new Calibrated(new LogisticRegression(100, 1e-8, 5000), 5);
        HeadedModel headed = (HeadedModel) linear.fit(set, RANDOM);
        assertThat(linear.gives()).containsExactly(HeadedModel.class);
        Head plain = ((HeadedModel) new LogisticRegression(100, 1e-8, 5000).fit(set, RANDOM)).head();
        assertThat(headed.head().weights().get(1, 2) * temperature(headed))
                .isCloseTo(plain.weights().get(1, 2), within(1e-9));
        SamplingModel forest = (SamplingModel)
                new Calibrated(learner("random-forest{trees: 5, min-samples-leaf: 9}"), 5).fit(set, RANDOM);
        Matrix inner = ((SamplingModel)
                        learner("random-forest{trees: 5, min-samples-leaf: 9}").fit(set, RANDOM.purpose("all")))
                .samples(set.features(), 5, RANDOM);
        Matrix samples = forest.samples(set.features(), 5, RANDOM);
        double t = temperature(forest);
        double[] want = IntStream.range(0, 3)
                .mapToDouble(c -> Math.pow(inner.get(7, 3 + c), 1 / t))
                .toArray();
        for (int c = 0; c < 3; c++) {
            assertThat(samples.get(7, 3 + c))
                    .isCloseTo(want[c] / Arrays.stream(want).sum(), within(1e-6));
        }
    }

    private static Learner learner(String text) {
        return Parts.read(Learner.class, text);
    }

    @Test
    void rules_are_sentences() {
        assertThatThrownBy(() -> new Calibrated(new LogisticRegression(), 1))
                .hasMessage("The folds (1) must be at least 2.");
    }
}
