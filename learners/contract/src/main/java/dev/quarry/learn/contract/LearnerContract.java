package dev.quarry.learn.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.bundle.State;
import dev.quarry.evidence.Head;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.GradientModel;
import dev.quarry.learn.HeadedModel;
import dev.quarry.learn.HistoryModel;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.SamplingModel;
import dev.quarry.learn.TrainingSet;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every learner promises; a new one is found, not listed. A package of learners extends it in its tests, and overrides {@link #learners()}, {@link #columns}, {@link #sample} and {@link #rounding()} where the defaults
 * do not suit them.
 */
public abstract class LearnerContract extends FitContract {

    @ParameterizedTest
    @MethodSource("learners")
    void models_are_of_the_kinds_that_the_learner_says(Learner learner) {
        Model model = learner.fit(examples(), RANDOM);
        assertThat(model.classes()).isEqualTo(CLASSES);
        for (Class<? extends Model> kind : List.of(HeadedModel.class, HistoryModel.class, GradientModel.class)) {
            assertThat(kind.isInstance(model))
                    .as(kind.getSimpleName())
                    .isEqualTo(learner.gives().contains(kind));
        }
        assertThat(model instanceof SamplingModel).isEqualTo(learner.maxPasses() > 0);
        if (model instanceof SamplingModel sampling) {
            assertThat(sampling.maxPasses()).isEqualTo(learner.maxPasses());
        }
        int moments = model instanceof HistoryModel history ? history.moments() : 0;
        assertThat(moments).isEqualTo(learner.moments());
    }

    @ParameterizedTest
    @MethodSource("learners")
    void a_model_comes_back_from_its_state(Learner learner) {
        Model model = learner.fit(examples(), RANDOM);
        Model back = learner.restore(model.state());
        assertThat(back.getClass()).isEqualTo(model.getClass());
        assertThat(back.state()).isEqualTo(model.state());
        assertThat(back.classes()).isEqualTo(CLASSES);
        assertThat(back.probabilities(pool())).isEqualTo(model.probabilities(pool()));
        assertThat(back.embeddings(pool())).isEqualTo(model.embeddings(pool()));
        if (model instanceof SamplingModel sampling) {
            int passes = Math.min(3, sampling.maxPasses());
            assertThat(((SamplingModel) back).samples(pool(), passes, RANDOM))
                    .isEqualTo(sampling.samples(pool(), passes, RANDOM));
        }
        if (model instanceof HistoryModel history) {
            assertThat(((HistoryModel) back).history(pool())).isEqualTo(history.history(pool()));
        }
        assertThatThrownBy(() -> learner.restore(State.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is missing");
    }

    @ParameterizedTest
    @MethodSource("learners")
    void embeddings_are_one_row_per_item_and_the_features_where_there_is_no_head(Learner learner) {
        Model model = learner.fit(examples(), RANDOM);
        Matrix pool = pool();
        Matrix embeddings = model.embeddings(pool);
        if (!(model instanceof HeadedModel)) {
            assertThat(embeddings).isEqualTo(pool);
        }
        assertThat(embeddings.rows()).isEqualTo(pool.rows());
        assertThat(embeddings.toDouble().values()).doesNotContain(Double.NaN);
        int[] some = {77, 3};
        assertSame(model.embeddings(pool.select(some)), embeddings.select(some));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void passes_are_sampled_models(Learner learner) {
        if (!(learner.fit(examples(), RANDOM) instanceof SamplingModel model)) {
            return; // says so, as another test checks
        }
        Matrix pool = pool();
        int passes = Math.min(3, learner.maxPasses());
        Matrix samples = model.samples(pool, passes, RANDOM);
        assertThat(samples.cols()).isEqualTo(passes * CLASSES);
        assertDistributions(samples, CLASSES);
        assertThat(model.samples(pool, passes, RANDOM)).isEqualTo(samples);
        int[] some = {77, 3, 149};
        assertSame(model.samples(pool.select(some), passes, RANDOM), samples.select(some));
        for (int k = 1; k < passes; k++) {
            assertThat(sameColumns(samples, k, samples, 0)).isFalse();
        }
        assertThatThrownBy(() -> model.samples(pool, 0, RANDOM)).isInstanceOf(IllegalArgumentException.class);
        if (learner.maxPasses() < Integer.MAX_VALUE) {
            assertMembers(model, learner.maxPasses());
        }
        if (learner.maxPasses() > passes) {
            assertThat(IntStream.range(0, 20).mapToObj(i -> model.samples(pool, passes, RANDOM.round(i))))
                    .anyMatch(other -> !other.equals(samples));
        }
    }

    /** Asserts that passes are drawn without replacement from {@code all} members, whose mean the model is. */
    private void assertMembers(SamplingModel model, int all) {
        Matrix pool = pool();
        assertThatThrownBy(() -> model.samples(pool, all + 1, RANDOM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The passes (%d) must be from 1 to (%d)".formatted(all + 1, all));
        Matrix samples = model.samples(pool, all, RANDOM);
        int passes = Math.min(3, all);
        Matrix drawn = model.samples(pool, passes, RANDOM);
        assertThat(IntStream.range(0, passes).map(k -> member(drawn, k, samples, all)))
                .doesNotHaveDuplicates();
        double[] mean = new double[pool.rows() * CLASSES];
        for (int i = 0; i < mean.length; i++) {
            for (int k = 0; k < all; k++) {
                mean[i] += samples.get(i / CLASSES, k * CLASSES + i % CLASSES) / all;
            }
        }
        assertClose(model.probabilities(pool), DoubleMatrix.wrap(mean, pool.rows(), CLASSES), 1e-6);
    }

    private static int member(Matrix drawn, int k, Matrix samples, int all) {
        return IntStream.range(0, all)
                .filter(member -> sameColumns(drawn, k, samples, member))
                .findFirst()
                .orElseThrow();
    }

    /** Whether pass k of one is pass l of the other for every row: a pass is one model. */
    private static boolean sameColumns(Matrix one, int k, Matrix other, int l) {
        return IntStream.range(0, one.rows())
                .allMatch(i -> IntStream.range(0, CLASSES)
                        .allMatch(c -> one.get(i, k * CLASSES + c) == other.get(i, l * CLASSES + c)));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void probabilities_are_the_softmax_of_the_head_on_the_embeddings(Learner learner) {
        if (learner.fit(examples(), RANDOM) instanceof HeadedModel model) {
            Matrix pool = pool();
            Head head = model.head();
            assertThat(head.classes()).isEqualTo(CLASSES);
            assertThat(head.biases().get(0, UNSEEN)).isEqualTo(Double.NEGATIVE_INFINITY);
            assertClose(head.probabilities(model.embeddings(pool)), model.probabilities(pool), 1e-5);
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void the_last_moment_of_the_history_is_the_model_itself(Learner learner) {
        if (learner.fit(examples(), RANDOM) instanceof HistoryModel model) {
            Matrix history = model.history(pool());
            Matrix p = model.probabilities(pool());
            assertThat(model.moments()).isPositive();
            assertThat(history.cols()).isEqualTo(model.moments() * CLASSES);
            assertDistributions(history, CLASSES);
            double[] last = new double[p.rows() * CLASSES];
            Arrays.setAll(last, j -> history.get(j / CLASSES, history.cols() - CLASSES + j % CLASSES));
            assertClose(p, DoubleMatrix.wrap(last, p.rows(), CLASSES), 1e-6);
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void gradients_by_all_parameters_are_not_shorter_than_those_by_the_last_layer(Learner learner) {
        if (learner.fit(examples(), RANDOM) instanceof GradientModel model) {
            Matrix pool = pool();
            Matrix norms = model.gradientNorms(pool);
            assertThat(norms.rows()).isEqualTo(pool.rows());
            assertThat(norms.cols()).isEqualTo(CLASSES);
            Matrix h = model.embeddings(pool);
            Matrix p = model.probabilities(pool);
            for (int i = 0; i < pool.rows(); i++) {
                double length = Math.sqrt(squares(row(h, i)));
                for (int y : new int[] {0, 1, 3}) {
                    double[] error = row(p, i);
                    error[y] -= 1;
                    double last = model instanceof HeadedModel ? Math.sqrt(squares(error)) * length : 0;
                    assertThat(norms.get(i, y)).isFinite().isGreaterThanOrEqualTo(last * (1 - 1e-3) - 1e-5);
                }
            }
        }
    }

    private static double squares(double[] values) {
        return Arrays.stream(values).map(value -> value * value).sum();
    }

    @ParameterizedTest
    @MethodSource("learners")
    void gradients_by_the_input_are_slopes_of_the_log_probability(Learner learner) {
        if (learner.fit(examples(), RANDOM) instanceof GradientModel model) {
            Matrix pool = pool();
            int[] labels = new int[pool.rows()];
            Arrays.fill(labels, 1);
            Matrix gradients = model.inputGradients(pool, labels);
            double[] direction = direction(pool.cols());
            Matrix ahead = model.probabilities(moved(pool, direction, 2e-3));
            Matrix behind = model.probabilities(moved(pool, direction, -2e-3));
            int close = 0;
            for (int i = 0; i < pool.rows(); i++) {
                double[] gradient = row(gradients, i);
                double along = IntStream.range(0, gradient.length)
                        .mapToDouble(j -> gradient[j] * direction[j])
                        .sum();
                double slope = (Math.log(ahead.get(i, 1)) - Math.log(behind.get(i, 1))) / 4e-3;
                close += Math.abs(along - slope) < 0.02 * (1 + Math.abs(slope)) ? 1 : 0;
            }
            assertThat(close).isGreaterThanOrEqualTo(pool.rows() * 9 / 10); // at a kink there is no slope
        }
    }

    private static double[] direction(int columns) {
        RandomGenerator generator = Randomness.seed(5).generator();
        double[] direction = IntStream.range(0, columns)
                .mapToDouble(j -> generator.nextGaussian())
                .toArray();
        double length = Math.sqrt(squares(direction));
        return Arrays.stream(direction).map(value -> value / length).toArray();
    }

    private static Matrix moved(Matrix pool, double[] direction, double by) {
        double[] values = pool.toDouble().values().clone();
        for (int j = 0; j < values.length; j++) {
            values[j] += by * direction[j % direction.length];
        }
        return DoubleMatrix.wrap(values, pool.rows(), pool.cols());
    }

    @ParameterizedTest
    @MethodSource("learners")
    void a_refit_begins_at_the_earlier_model_exactly_if_the_learner_is_warm(Learner learner) {
        Model earlier = learner.fit(examples(), RANDOM);
        Matrix before = earlier.probabilities(pool());
        TrainingSet more = sample(80, 4, 3, 9);
        Matrix anew = predict(learner, more);
        Matrix again = learner.refit(earlier, more, RANDOM).probabilities(pool());
        assertThat(again.equals(anew)).isNotEqualTo(learner.warm());
        assertDistributions(again, CLASSES);
        assertThat(learner.refit(earlier, more, RANDOM).probabilities(pool())).isEqualTo(again);
        assertThat(earlier.probabilities(pool())).isEqualTo(before);
    }
}
