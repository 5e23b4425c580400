package dev.quarry.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.bundle.State;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import org.junit.jupiter.api.Test;

class DeepEnsembleTest {

    private static final Randomness RANDOM = Randomness.seed(5);
    private static final TrainingSet TWO =
            TrainingSet.of(DoubleMatrix.of(new double[] {1}, new double[] {2}), new int[] {0, 1}, 2);

    /** Its model answers with a number of its seed and the number of its rows. */
    private record Drawn(boolean stochastic) implements Learner {
        @Override
        public Model fit(TrainingSet examples, Randomness random) {
            double p = random.uniform(examples.size());
            return new Constant(DoubleMatrix.of(new double[] {p, 1 - p}));
        }

        @Override
        public Model restore(State state) {
            return new Constant(state.matrix("answer"));
        }
    }

    private record Constant(Matrix answer) implements Model {
        @Override
        public int classes() {
            return 2;
        }

        @Override
        public Matrix probabilities(Matrix features) {
            return answer.select(new int[features.rows()]);
        }

        @Override
        public State state() {
            return State.empty().with("answer", answer);
        }
    }

    @Test
    void each_member_is_fitted_on_all_rows_with_a_seed_of_its_own() {
        SamplingModel model = new DeepEnsemble(3, new Drawn(true)).fit(TWO, RANDOM);
        assertThat(model.maxPasses()).isEqualTo(3);
        Matrix samples = model.samples(TWO.features(), 3, RANDOM);
        for (int k = 0; k < 3; k++) {
            assertThat(samples.get(0, 2 * k))
                    .isEqualTo(RANDOM.purpose("member").round(k).uniform(2));
        }
        assertThat(samples.toDouble().values()).hasSize(12).contains(samples.get(1, 4));
        assertThat(samples.get(0, 0)).isNotEqualTo(samples.get(0, 2));
    }

    @Test
    void the_number_of_threads_changes_nothing() {
        Matrix one = new DeepEnsemble(7, new Drawn(true)).fit(TWO, RANDOM).samples(TWO.features(), 7, RANDOM);
        for (int threads : new int[] {2, 7}) {
            assertThat(Workers.using(
                            threads,
                            () -> new DeepEnsemble(7, new Drawn(true))
                                    .fit(TWO, RANDOM)
                                    .samples(TWO.features(), 7, RANDOM)))
                    .isEqualTo(one);
        }
    }

    @Test
    void a_committee_comes_back_from_its_state() {
        DeepEnsemble ensemble = new DeepEnsemble(3, new Drawn(true));
        SamplingModel model = ensemble.fit(TWO, RANDOM);
        assertThat(ensemble.restore(model.state()).samples(TWO.features(), 3, RANDOM))
                .isEqualTo(model.samples(TWO.features(), 3, RANDOM));
    }

    @Test
    void what_cannot_be_a_committee_is_refused() {
        assertThatThrownBy(() -> new DeepEnsemble(0, new Drawn(true))).hasMessageContaining("members (0)");
        assertThatThrownBy(() -> new DeepEnsemble(2, new Drawn(false)))
                .hasMessageContaining("the same model for every seed");
    }
}
