package dev.quarry.learn.xgboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.bundle.State;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import dev.quarry.learn.TrainingSet;
import dev.quarry.learn.contract.Samples;
import dev.quarry.part.Parts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradientBoostingTest {

    private static final Randomness RANDOM = Randomness.seed(3);
    private static final TrainingSet NOISY = Samples.clouds(400, 16, 4, 4, 1.5, 1);
    private static final TrainingSet UNSEEN = Samples.clouds(1000, 16, 4, 4, 1.5, 2);

    private static GradientBoosting boosting(String text) {
        return Parts.read(GradientBoosting.class, text);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void probabilities_are_those_of_xgboost_itself(int classes) throws XGBoostError, IOException {
        TrainingSet set = Samples.clouds(300, 16, classes, classes, 1.5, 1);
        GradientBoostingModel model = new GradientBoosting().fit(set, RANDOM);
        FloatMatrix pool = UNSEEN.features().toFloat();
        Booster booster =
                XGBoost.loadModel(new ByteArrayInputStream(model.state().bytes("booster")));
        DMatrix data = new DMatrix(pool.values(), pool.rows(), pool.cols(), Float.NaN);
        float[][] theirs = booster.predict(data);
        Matrix ours = model.probabilities(pool);
        for (int i = 0; i < pool.rows(); i++) {
            float[] row = classes == 2 ? new float[] {1 - theirs[i][0], theirs[i][0]} : theirs[i];
            for (int c = 0; c < classes; c++) {
                assertThat(ours.get(i, c)).isCloseTo(row[c], within(1e-6));
            }
        }
        data.dispose();
        booster.dispose();
    }

    /** Two rounds on four rows, L2 penalty 0: each leaf adds η·Σgradient / Σcurvature, worked out by hand. */
    @Test
    void two_rounds_are_as_computed_by_hand() {
        TrainingSet set = Samples.of(new double[][] {{1}, {2}, {3}, {4}}, 0, 0, 1, 1);
        Matrix p = boosting("gradient-boosting{trees: 2, max-depth: 1, learning-rate: 0.5, l2: 0}")
                .fit(set, RANDOM)
                .probabilities(set.features());
        double first = 0.5 * (2 * 0.5) / (2 * 0.25); // from p = 1/2: gradient 1/2 and curvature 1/4 a row
        double q = 1 / (1 + StrictMath.exp(-first));
        double second = 0.5 * (2 * (1 - q)) / (2 * q * (1 - q));
        double known = 1 / (1 + StrictMath.exp(-first - second));
        assertThat(p.get(3, 1)).isCloseTo(known, within(1e-6));
        assertThat(p.get(2, 1)).isCloseTo(known, within(1e-6));
        assertThat(p.get(0, 1)).isCloseTo(1 - known, within(1e-6));
    }

    /** One round at the rate 0.1 moves hardly away from 1/4 each. */
    @Test
    void many_rounds_say_more_than_one() {
        double one = meanLoss(boosting("gradient-boosting{trees: 1}").fit(NOISY, RANDOM));
        double many = meanLoss(new GradientBoosting().fit(NOISY, RANDOM));
        assertThat(one).isBetween(Math.log(4) - 0.2, Math.log(4));
        assertThat(many).isLessThan(one - 0.3);
    }

    private static double meanLoss(GradientBoostingModel model) {
        Matrix p = model.probabilities(UNSEEN.features());
        return IntStream.range(0, p.rows())
                .mapToDouble(i -> -Math.log(p.get(i, UNSEEN.label(i))))
                .average()
                .orElseThrow();
    }

    static Stream<String> otherParameters() {
        return Stream.of(
                "gradient-boosting{trees: 99}",
                "gradient-boosting{max-depth: 2}",
                "gradient-boosting{max-depth: 0}",
                "gradient-boosting{learning-rate: 0.2}",
                "gradient-boosting{subsample: 0.8}",
                "gradient-boosting{min-samples-split: 60}",
                "gradient-boosting{min-samples-leaf: 20}",
                "gradient-boosting{max-leaf-nodes: 4}",
                "gradient-boosting{max-features: 0.5}",
                "gradient-boosting{bins: 256}",
                "gradient-boosting{l2: 0}");
    }

    @ParameterizedTest
    @MethodSource("otherParameters")
    void every_parameter_makes_another_model(String text) {
        Matrix standard = new GradientBoosting().fit(NOISY, RANDOM).probabilities(UNSEEN.features());
        assertThat(boosting(text).fit(NOISY, RANDOM).probabilities(UNSEEN.features()))
                .isNotEqualTo(standard);
    }

    @Test
    void a_first_tree_keeps_to_the_fewest_rows_of_a_leaf_and_of_a_split() {
        TrainingSet set = Samples.clouds(100, 3, 2, 2, 0.5, 8);
        String one = "gradient-boosting{trees: 1, max-depth: 0, l2: 0, ";
        assertThat(leastRows(set, one + "min-samples-leaf: 12}")).isGreaterThanOrEqualTo(12);
        assertThat(leastRows(set, one + "min-samples-split: 30}")).isGreaterThanOrEqualTo(15);
        assertThat(leastRows(set, one + "min-samples-leaf: 1}")).isEqualTo(1);
    }

    private static long leastRows(TrainingSet set, String text) {
        Map<Integer, Long> leaves = leaves(set, text);
        return leaves.values().stream().mapToLong(rows -> rows).min().orElseThrow();
    }

    /** How many rows each leaf of the first tree holds. */
    private static Map<Integer, Long> leaves(TrainingSet set, String text) {
        BoosterTrees trees =
                new BoosterTrees(boosting(text).fit(set, RANDOM).state().bytes("booster"));
        float[] rows = set.features().toFloat().values();
        return IntStream.range(0, set.size())
                .mapToObj(i -> trees.leaf(0, rows, i * trees.columns()))
                .collect(Collectors.groupingBy(leaf -> leaf, Collectors.counting()));
    }

    @Test
    void a_tree_has_as_many_leaves_as_its_limits_allow() {
        TrainingSet set = Samples.clouds(100, 3, 2, 2, 0.5, 8);
        assertThat(leaves(set, "gradient-boosting{trees: 1, max-depth: 0, max-leaf-nodes: 5}"))
                .hasSize(5);
        assertThat(leaves(set, "gradient-boosting{trees: 1, max-depth: 2}")).hasSizeBetween(3, 4);
    }

    static Stream<String> brokenParameters() {
        return Stream.of(
                "trees: 0",
                "max-depth: -1",
                "learning-rate: 0",
                "learning-rate: 1.5",
                "subsample: 0",
                "subsample: 1.1",
                "min-samples-split: 1",
                "min-samples-leaf: 0",
                "max-leaf-nodes: 1",
                "max-features: 0",
                "bins: 1",
                "bins: 70000",
                "l2: -1",
                "l2: NaN");
    }

    @ParameterizedTest
    @MethodSource("brokenParameters")
    void broken_parameters_are_refused_with_the_rule(String text) {
        assertThatThrownBy(() -> boosting("gradient-boosting{" + text + "}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The " + text.substring(0, text.indexOf(':')))
                .hasMessageContaining("must be");
    }

    @Test
    void a_broken_booster_is_refused_with_a_sentence() {
        State state = new GradientBoosting().fit(NOISY, RANDOM).state();
        byte[] booster = state.bytes("booster");
        State classes = State.empty().with("classes", state.whole("classes"));
        for (int at = 0; at < booster.length; at += booster.length / 50) {
            State cut = classes.with("booster", Arrays.copyOf(booster, at));
            assertThatThrownBy(() -> new GradientBoosting().restore(cut))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("saved trees");
        }
        State other = State.empty().with("classes", new int[] {1, 1, 0, 1}).with("booster", booster);
        assertThatThrownBy(() -> new GradientBoosting().restore(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(4) sums")
                .hasMessageContaining("(3) seen classes");
    }

    @Test
    void fits_side_by_side_are_the_fits_one_by_one() {
        Matrix[] alone = new Matrix[12];
        Matrix[] together = new Matrix[alone.length];
        Workers.using(1, () -> fits(alone));
        Workers.using(4, () -> fits(together));
        assertThat(together).isEqualTo(alone);
        assertThat(Arrays.stream(alone).distinct()).hasSize(alone.length);
    }

    private static Matrix[] fits(Matrix[] into) {
        GradientBoosting learner = boosting("gradient-boosting{trees: 20, subsample: 0.7, max-features: 0.5}");
        Workers.current().chunks(into.length, 1, (from, to) -> {
            into[from] = learner.fit(NOISY, RANDOM.round(from)).probabilities(UNSEEN.features());
        });
        return into;
    }

    @Test
    void a_single_column_and_a_single_row_a_class_are_learnt() {
        DoubleMatrix rows = DoubleMatrix.of(new double[] {0}, new double[] {5}, new double[] {9});
        Matrix p = new GradientBoosting()
                .fit(TrainingSet.of(rows, new int[] {0, 1, 2}, 3), RANDOM)
                .probabilities(rows);
        for (int i = 0; i < 3; i++) {
            assertThat(p.get(i, i)).isGreaterThan(0.8);
        }
    }
}
