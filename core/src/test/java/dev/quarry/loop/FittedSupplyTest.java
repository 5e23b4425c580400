package dev.quarry.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.acquire.BoundaryDistance;
import dev.quarry.bundle.State;
import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.GradientNorms;
import dev.quarry.evidence.HeadedPredictions;
import dev.quarry.evidence.InputGradients;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.Layers;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.evidence.TrainingHistory;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.TrainingSet;
import dev.quarry.pool.Pool;
import dev.quarry.pool.Status;
import dev.quarry.pool.Verdict;
import dev.quarry.strategy.Demand;
import dev.quarry.strategy.Ensemble;
import dev.quarry.strategy.Supply;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FittedSupplyTest {

    private static final Randomness RANDOM = Randomness.seed(21);
    private static final Descent LEARNER = new Descent(8, 4, false);
    private static final Pool POOL = labelled();
    private static final TrainingSet EXAMPLES = examples();
    private static final Items TAUGHT = POOL.items().select(POOL.rows(Status.LABELLED));
    private static final Descent.Fitted MODEL = (Descent.Fitted) LEARNER.fit(EXAMPLES, RANDOM);

    /** Three clusters of 30, of which every sixth item is labelled. */
    private static Pool labelled() {
        Example example = Example.of(90);
        Pool pool = example.pool();
        for (int row = 0; row < 90; row += 5) {
            pool.apply(pool.items().id(row), example.oracle().ask(pool.items().id(row)));
        }
        return pool;
    }

    private static TrainingSet examples() {
        int[] rows = POOL.rows(Status.LABELLED);
        return TrainingSet.of(
                POOL.features().select(rows),
                IntStream.of(rows).map(POOL::label).toArray(),
                3);
    }

    private static Supply supply() {
        return new FittedSupply(POOL, LEARNER, MODEL, TAUGHT, EXAMPLES, RANDOM);
    }

    private static Matrix candidates() {
        return POOL.features().select(POOL.rows(Status.UNLABELLED));
    }

    @Test
    void predictions_come_with_the_last_layer_that_made_them() {
        HeadedPredictions evidence = supply().supply(new Demand.LastLayer());
        assertThat(evidence.probabilities()).isEqualTo(MODEL.probabilities(candidates()));
        assertThat(evidence.embeddings()).isEqualTo(candidates());
        assertThat(evidence.labelled()).isEqualTo(EXAMPLES.features());
        assertThat(evidence.head().logits(DoubleMatrix.of(new double[2])))
                .isEqualTo(MODEL.head().logits(DoubleMatrix.of(new double[2])));
    }

    @Test
    void the_history_ends_with_the_model_itself_and_knows_the_labels_of_labelled_items_only() {
        TrainingHistory evidence = supply().supply(new Demand.History());
        assertThat(evidence.moments()).isEqualTo(4);
        assertThat(evidence.history()).isEqualTo(MODEL.history(candidates()));
        assertThat(evidence.probabilities()).isEqualTo(MODEL.probabilities(candidates()));
        assertThat(evidence.labelledHistory()).isEqualTo(MODEL.history(EXAMPLES.features()));
        assertThat(evidence.labels())
                .containsExactly(
                        IntStream.range(0, EXAMPLES.size()).map(EXAMPLES::label).toArray());
        assertThat(evidence.size()).isEqualTo(72);
    }

    @Test
    void gradients_by_all_layers_of_a_linear_model_are_those_of_its_last() {
        GradientNorms last = supply().supply(new Demand.LossGradients(Layers.LAST));
        GradientNorms all = supply().supply(new Demand.LossGradients(Layers.ALL));
        assertThat(last.layers()).isEqualTo(Layers.LAST);
        assertThat(all.layers()).isEqualTo(Layers.ALL);
        assertThat(all.norms().toDouble().values())
                .containsExactly(last.norms().toDouble().values(), within(1e-8));
    }

    @Test
    void input_gradients_of_a_linear_model_are_the_difference_of_two_weight_vectors() {
        InputGradients evidence = supply().supply(new Demand.BoundaryGradients());
        Matrix p = MODEL.probabilities(candidates());
        Matrix z = MODEL.head().logits(candidates());
        Matrix w = MODEL.head().weights();
        double[] scores = new BoundaryDistance().score(evidence);
        for (int i = 0; i < p.rows(); i++) {
            int row = i;
            int[] order = IntStream.range(0, 3)
                    .boxed()
                    .sorted((a, b) -> Double.compare(p.get(row, b), p.get(row, a)))
                    .mapToInt(Integer::intValue)
                    .toArray();
            double x = w.get(order[0], 0) - w.get(order[1], 0);
            double y = w.get(order[0], 1) - w.get(order[1], 1);
            assertThat(evidence.gradients().get(i, 0)).isCloseTo(x, within(1e-12));
            assertThat(evidence.gradients().get(i, 1)).isCloseTo(y, within(1e-12));
            double distance = (z.get(i, order[0]) - z.get(i, order[1])) / Math.hypot(x, y);
            assertThat(scores[i]).isCloseTo(-distance, within(1e-9));
        }
    }

    @Test
    void snapshots_are_the_last_moments_of_the_one_model() {
        SampledProbabilities evidence = supply().supply(new Demand.Committee(3, Ensemble.By.SNAPSHOTS));
        Matrix history = MODEL.history(candidates());
        assertThat(evidence.members()).isEqualTo(3);
        assertThat(evidence.joint()).isTrue();
        for (int i = 0; i < history.rows(); i++) {
            for (int j = 0; j < 9; j++) {
                assertThat(evidence.samples().get(i, j)).isEqualTo(history.get(i, 3 + j));
            }
        }
    }

    @Test
    void members_by_seed_are_fitted_on_the_same_labels_and_differ() {
        SampledProbabilities evidence = supply().supply(new Demand.Committee(3, Ensemble.By.SEEDS));
        Randomness random = RANDOM.purpose("committee");
        for (int k = 0; k < 3; k++) {
            Matrix alone =
                    LEARNER.fit(EXAMPLES, random.purpose("member").round(k)).probabilities(candidates());
            for (int i = 0; i < alone.rows(); i++) {
                for (int c = 0; c < 3; c++) {
                    assertThat(evidence.samples().get(i, 3 * k + c)).isEqualTo(alone.get(i, c));
                }
            }
        }
        assertThat(evidence.samples().get(0, 0)).isNotEqualTo(evidence.samples().get(0, 3));
    }

    /** Counts the fits of another learner. */
    private record Counting(Learner learner, AtomicInteger fits) implements Learner {
        @Override
        public Model fit(TrainingSet examples, Randomness random) {
            fits.incrementAndGet();
            return learner.fit(examples, random);
        }

        @Override
        public Model restore(State state) {
            return learner.restore(state);
        }

        @Override
        public boolean stochastic() {
            return learner.stochastic();
        }
    }

    @Test
    void a_committee_is_not_fitted_again_for_fewer_candidates() {
        for (Ensemble.By by : new Ensemble.By[] {Ensemble.By.BOOTSTRAP, Ensemble.By.SEEDS}) {
            Counting learner = new Counting(LEARNER, new AtomicInteger());
            Supply all = new FittedSupply(POOL, learner, MODEL, TAUGHT, EXAMPLES, RANDOM);
            int[] some = {4, 60, 1};
            SampledProbabilities few = all.among(some).supply(new Demand.Committee(5, by));
            SampledProbabilities whole = all.supply(new Demand.Committee(5, by));
            assertThat(learner.fits).hasValue(5);
            assertThat(few.samples()).isEqualTo(whole.samples().select(some));
            assertThat(few.items()).isEqualTo(whole.items().select(some));
        }
    }

    @Test
    void fewer_candidates_have_the_evidence_that_they_had_among_all() {
        int[] some = {7, 3, 50};
        Supply fresh = supply().among(some);
        Supply asked = supply();
        asked.supply(new Demand.LastLayer());
        asked.supply(new Demand.History());
        asked.supply(new Demand.LossGradients(Layers.ALL));
        asked.supply(new Demand.BoundaryGradients());
        Supply sliced = asked.among(some);
        for (Supply part : new Supply[] {fresh, sliced}) {
            HeadedPredictions latent = part.supply(new Demand.LastLayer());
            assertThat(latent.probabilities())
                    .isEqualTo(MODEL.probabilities(candidates()).select(some));
            assertThat(latent.embeddings()).isEqualTo(candidates().select(some));
            assertThat(latent.labelled()).isEqualTo(EXAMPLES.features());
            TrainingHistory history = part.supply(new Demand.History());
            assertThat(history.history()).isEqualTo(MODEL.history(candidates()).select(some));
            assertThat(history.labels()).hasSize(EXAMPLES.size());
            assertThat(part.supply(new Demand.LossGradients(Layers.ALL)).norms())
                    .isEqualTo(MODEL.gradientNorms(candidates()).select(some));
            assertThat(part.supply(new Demand.BoundaryGradients()).gradients().rows())
                    .isEqualTo(3);
        }
    }

    @Test
    void predictions_and_places_share_one_embedding_which_is_not_computed_before_it_is_asked_for() {
        AtomicInteger embeddings = new AtomicInteger();
        Model counting = new Model() {
            @Override
            public int classes() {
                return 3;
            }

            @Override
            public Matrix probabilities(Matrix features) {
                return MODEL.probabilities(features);
            }

            @Override
            public State state() {
                return MODEL.state();
            }

            @Override
            public Matrix embeddings(Matrix features) {
                embeddings.incrementAndGet();
                return features;
            }
        };
        Supply supply = new FittedSupply(POOL, LEARNER, counting, TAUGHT, EXAMPLES, RANDOM);
        LatentPredictions prediction = supply.supply(new Demand.Prediction());
        assertThat(prediction.probabilities().rows()).isEqualTo(72);
        assertThat(supply.among(new int[] {1}).supply(new Demand.Prediction()).size())
                .isEqualTo(1);
        assertThat(embeddings).hasValue(0);
        Embeddings places = supply.supply(new Demand.Places());
        assertThat(prediction.embeddings()).isSameAs(places.embeddings());
        assertThat(prediction.labelled()).isSameAs(places.labelled());
        assertThat(embeddings).hasValue(2); // the candidates and the labelled items
    }

    @Test
    void a_model_of_another_kind_is_refused_with_what_was_asked() {
        Model plain = new NearestMean().fit(EXAMPLES, RANDOM);
        Supply supply = new FittedSupply(POOL, new NearestMean(), plain, TAUGHT, EXAMPLES, RANDOM);
        assertThatThrownBy(() -> supply.supply(new Demand.History()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("HistoryModel");
    }

    /** A pool of several blocks: 20,000 candidates of 3 features, in an order that is not that of their ids. */
    private static Pool large(boolean isDouble) {
        SplittableRandom random = new SplittableRandom(3);
        double[] values = random.doubles(3 * 20_001, -1, 1).toArray();
        DoubleMatrix exact = DoubleMatrix.wrap(values, 20_001, 3);
        long[] ids =
                IntStream.range(0, 20_001).mapToLong(i -> (i * 7919L) % 20_001).toArray();
        return new Pool(Items.of(ids), isDouble ? exact : exact.toFloat(), Example.CLASSES);
    }

    @Test
    void blocks_change_no_bit_for_any_number_of_threads() {
        TrainingSet examples = TrainingSet.of(
                DoubleMatrix.of(new double[] {0, 0, 1}, new double[] {0, 1, 0}, new double[] {1, 0, 0}),
                new int[] {0, 1, 2},
                3);
        Descent.Fitted model = (Descent.Fitted) LEARNER.fit(examples, RANDOM);
        for (boolean isDouble : new boolean[] {true, false}) {
            Pool pool = large(isDouble);
            pool.apply(pool.items().id(11), Verdict.label("ant"));
            int[] rows = pool.rows(Status.UNLABELLED);
            Matrix whole = pool.features().select(rows);
            for (int threads : new int[] {1, 2, 7}) {
                Workers.using(threads, () -> {
                    Supply supply = new FittedSupply(pool, LEARNER, model, Items.range(3), examples, RANDOM);
                    TrainingHistory history = supply.supply(new Demand.History());
                    assertThat(history.history()).isEqualTo(model.history(whole));
                    assertThat(supply.supply(new Demand.Places()).embeddings()).isEqualTo(whole);
                    return supply;
                });
            }
        }
    }

    @Test
    void a_wide_pool_is_copied_in_blocks_of_at_most_4_megabytes_or_256_rows() {
        FloatMatrix wide = FloatMatrix.wrap(new float[700 * 8192], 700, 8192);
        AtomicInteger most = new AtomicInteger();
        int[] rows = IntStream.range(0, 700).toArray();
        Matrix firsts = Blocks.outputs(wide, rows, (features, first) -> {
            most.accumulateAndGet(features.rows(), Math::max);
            double[] out = new double[features.rows()];
            Arrays.setAll(out, i -> first + i);
            return DoubleMatrix.wrap(out, out.length, 1);
        });
        assertThat(most).hasValue(256);
        assertThat(firsts.toDouble().values())
                .containsExactly(IntStream.range(0, 700).asDoubleStream().toArray());
    }
}
