package dev.quarry.learn.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.HistoryModel;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.TrainingSet;
import dev.quarry.learn.contract.Samples;
import dev.quarry.part.Parts;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the plan of a training says is what happens. */
final class TrainingTest {

    private static final Randomness RANDOM = Randomness.seed(5);
    private static final TrainingSet EXAMPLES = Samples.clouds(60, 6, 3, 3, 2, 1);

    private static Learner learner(String text) {
        return Parts.read(Learner.class, text);
    }

    private static Matrix predict(String text) {
        return learner(text).fit(EXAMPLES, RANDOM).probabilities(EXAMPLES.features());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "schedule: cosine",
                "schedule: step",
                "schedule: one-cycle",
                "batch: 7",
                "epochs: 6",
                "min-steps: 40",
                "smoothing: 0.2",
                "patience: 1",
                "optimiser: sgd",
                "optimiser: adam{weight-decay: 0.1}",
                "optimiser: adam{weight-decay: 0.1, decoupled: true}",
                "optimiser: adam{learning-rate: 0.01}"
            })
    void each_hyper_parameter_makes_another_model(String more) {
        String plan = "mlp{hidden: [8], training: plan{epochs: 5, min-steps: 0%s}}";
        String base = plan.formatted("");
        String other = more.startsWith("epochs") || more.startsWith("min-steps")
                ? "mlp{hidden: [8], training: plan{%s%s}}"
                        .formatted(more, more.startsWith("epochs") ? ", min-steps: 0" : ", epochs: 5")
                : plan.formatted(", " + more);
        assertThat(predict(other)).isNotEqualTo(predict(base));
    }

    @Test
    void fits_beside_each_other_give_the_bits_of_fits_alone() throws InterruptedException, ExecutionException {
        List<String> texts = List.of(
                "mlp{hidden: [32], training: plan{epochs: 5, min-steps: 60}}",
                "mlp{hidden: [32], training: plan{epochs: 5, min-steps: 60, threads: 2}}",
                "mlp{hidden: [16, 16], batch-norm: true, training: plan{epochs: 5, min-steps: 60}}");
        List<Matrix> alone = texts.stream().map(TrainingTest::predict).toList();
        try (ExecutorService pool = Executors.newFixedThreadPool(6)) {
            List<Future<Matrix>> beside = IntStream.range(0, 12)
                    .mapToObj(i -> pool.submit(() -> predict(texts.get(i % 3))))
                    .toList();
            for (int i = 0; i < 12; i++) {
                assertThat(beside.get(i).get()).isEqualTo(alone.get(i % 3));
            }
        }
    }

    @Test
    void an_interrupt_ends_a_fit_between_two_steps() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> predict("mlp"))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("The fit of (mlp) was ended in epoch (1) of (");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_training_that_diverges_says_so() {
        assertThatThrownBy(() -> predict("mlp{scaling: none, training: plan{optimiser: sgd{learning-rate: 1e30}}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The training of (mlp) diverged in epoch (")
                .hasMessageContaining("Maybe set a smaller (learning-rate)");
    }

    @Test
    void patience_keeps_the_weights_that_did_best_on_rows_held_out() {
        // Labels that have nothing to do with the rows: the longer it learns, the worse it does on others.
        int[] noise = IntStream.range(0, 60)
                .map(i -> (int) (Randomness.seed(9).bits(i) & 1))
                .toArray();
        TrainingSet nothing = TrainingSet.of(EXAMPLES.features(), noise, 2);
        String text =
                "mlp{hidden: [64], dropout: 0, training: plan{optimiser: adam{learning-rate: 0.01}, epochs: 200, min-steps: 0%s}}";
        Model patient = learner(text.formatted(", patience: 3")).fit(nothing, RANDOM);
        Model stubborn = learner(text.formatted("")).fit(nothing, RANDOM);
        assertThat(confidence(stubborn)).isGreaterThan(0.95);
        assertThat(confidence(patient)).isLessThan(0.85);
    }

    private static double confidence(Model model) {
        Matrix p = model.probabilities(EXAMPLES.features());
        return IntStream.range(0, p.rows())
                .mapToDouble(i -> Math.max(p.get(i, 0), p.get(i, 1)))
                .average()
                .orElseThrow();
    }

    @Test
    void of_each_class_the_same_share_is_held_out_and_a_row_is_kept() {
        TrainingSet set = Samples.of(new double[11][1], 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2);
        Holdout half = Holdout.of(set, 0.5, RANDOM);
        assertThat(labels(half.held())).containsExactly(0, 0, 0, 0, 1);
        assertThat(labels(half.learnt())).containsExactly(0, 0, 0, 0, 1, 2);
    }

    private static int[] labels(TrainingSet set) {
        return IntStream.range(0, set.size()).map(set::label).toArray();
    }

    @Test
    void snapshots_are_the_models_of_shorter_trainings() {
        String text = "mlp{hidden: [8], training: plan{epochs: %d, min-steps: 0%s}}";
        Matrix history = ((HistoryModel)
                        learner(text.formatted(6, ", snapshots: 3")).fit(EXAMPLES, RANDOM))
                .history(EXAMPLES.features());
        for (int t = 0; t < 3; t++) {
            Matrix shorter = predict(text.formatted(2 * (t + 1), ""));
            for (int i = 0; i < EXAMPLES.size(); i++) {
                for (int c = 0; c < 3; c++) {
                    assertThat(history.get(i, t * 3 + c)).isEqualTo(shorter.get(i, c));
                }
            }
        }
    }

    @Test
    void a_warm_start_keeps_what_was_learnt() {
        String still =
                "mlp{hidden: [8], dropout: 0, training: plan{epochs: 1, min-steps: %d, warm: true, keep: %s, optimiser: adam{learning-rate: %s}}}";
        Model learnt = learner(still.formatted(200, 1, 0.01)).fit(EXAMPLES, RANDOM);
        Model same = learner(still.formatted(0, 1, 1e-12)).refit(learnt, EXAMPLES, RANDOM.round(1));
        Model fresh = learner(still.formatted(0, 0, 1e-12)).refit(learnt, EXAMPLES, RANDOM.round(1));
        double[] before = learnt.probabilities(EXAMPLES.features()).toDouble().values();
        assertThat(same.probabilities(EXAMPLES.features()).toDouble().values()).containsExactly(before, within(1e-5));
        assertThat(distance(fresh.probabilities(EXAMPLES.features()).toDouble().values(), before))
                .isGreaterThan(1);
    }

    private static double distance(double[] one, double[] other) {
        return IntStream.range(0, one.length)
                .mapToDouble(i -> Math.abs(one[i] - other[i]))
                .sum();
    }

    @Test
    void an_earlier_model_of_another_task_is_refused() {
        Learner warm = learner("mlp{hidden: [8], training: plan{epochs: 1, min-steps: 0, warm: true}}");
        Model other = warm.fit(Samples.clouds(30, 4, 3, 3, 2, 1), RANDOM);
        assertThatThrownBy(() -> warm.refit(other, EXAMPLES, RANDOM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Maybe it is of another task");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plan{snapshots: 3, patience: 2} | its (3) snapshots cannot be spread",
                "plan{snapshots: 31} | The snapshots (31) are more than the epochs (30)",
                "plan{schedule: cyclic-cosine} | has a cycle for each snapshot",
                "plan{validation: 0.6} | The validation (0.6) must be above 0 and at most 0.5",
                "plan{keep: 2} | The keep (2.0) must be in [0, 1]",
                "plan{threads: 0} | The threads (0) must be at least 1",
                "plan{optimiser: sgd{momentum: 0}} | leaves (nesterov: true) nothing to look ahead to"
            })
    void rules_are_sentences(String plan, String sentence) {
        assertThatThrownBy(() -> Parts.read(Training.class, plan)).hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONSTANT | 0.9 | 1",
                "COSINE | 0.5 | 0.5",
                "COSINE | 0.25 | 0.8535533905932737",
                "STEP | 0.49 | 1",
                "STEP | 0.5 | 0.1",
                "STEP | 0.75 | 0.01",
                "ONE_CYCLE | 0 | 0.04",
                "ONE_CYCLE | 0.3 | 1",
                "ONE_CYCLE | 0.65 | 0.5",
                "CYCLIC_COSINE | 0.25 | 1",
                "CYCLIC_COSINE | 0.375 | 0.5"
            })
    void a_schedule_is_its_formula(Schedule schedule, double progress, double factor) {
        assertThat(schedule.factor(progress, 4)).isCloseTo(factor, within(1e-12));
    }

    @Test
    void varied_pictures_are_shifted_and_mirrored_and_filled_with_the_background() {
        float[] picture = new float[64];
        Arrays.fill(picture, 1);
        picture[9] = 2; // row 1, column 1
        Variation variation = new Variation(new Pictures(1, 8, 8), new float[] {-1});
        boolean[] seen = new boolean[128];
        for (int i = 0; i < 2000; i++) {
            float[] out = new float[64];
            variation.vary(picture, Randomness.seed(1).bits(i), out, 0);
            int place =
                    IntStream.range(0, 64).filter(j -> out[j] == 2).findFirst().orElseThrow();
            seen[place] = true;
            int shifted = (int) IntStream.range(0, 64).filter(j -> out[j] == -1).count();
            assertThat(shifted).isIn(0, 8, 15); // straight, one row or column, both
        }
        int[] places = IntStream.range(0, 64).filter(j -> seen[j]).toArray();
        assertThat(places).containsExactly(0, 1, 2, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16, 17, 18, 21, 22, 23);
    }
}
