package dev.quarry.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.bundle.State;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {

    private static final Randomness RANDOM = Randomness.seed(5);

    /** Keeps what it was fitted on; its model answers with the shares of the classes, moved by the seed. */
    private record Recorder(List<TrainingSet> seen) implements Learner {

        Recorder() {
            this(Collections.synchronizedList(new ArrayList<>()));
        }

        @Override
        public Model fit(TrainingSet examples, Randomness random) {
            seen.add(examples);
            double[] shares = new double[examples.classes()];
            for (int i = 0; i < examples.size(); i++) {
                shares[examples.label(i)] += 0.9 / examples.size();
            }
            shares[0] += 0.1 * random.uniform(0);
            shares[1] += 0.1 * (1 - random.uniform(0));
            return new Shares(shares.length, DoubleMatrix.of(shares));
        }

        @Override
        public Model restore(State state) {
            double[] shares = state.numbers("shares");
            return new Shares(shares.length, DoubleMatrix.of(shares));
        }
    }

    private record Shares(int classes, DoubleMatrix shares) implements Model {
        @Override
        public Matrix probabilities(Matrix features) {
            return shares.select(new int[features.rows()]);
        }

        @Override
        public State state() {
            return State.empty().with("shares", shares);
        }
    }

    private static TrainingSet examples(int... labels) {
        double[] values = IntStream.range(0, labels.length).asDoubleStream().toArray();
        return TrainingSet.of(DoubleMatrix.wrap(values, labels.length, 1), labels, 3);
    }

    private static int[] rows(TrainingSet resample) {
        return IntStream.range(0, resample.size())
                .map(i -> (int) resample.features().get(i, 0))
                .toArray();
    }

    @Test
    void every_member_sees_a_resample_of_its_own() {
        TrainingSet set = examples(IntStream.range(0, 300).map(i -> i % 3).toArray());
        Recorder recorder = new Recorder();
        new Bootstrap(8, recorder).fit(set, RANDOM);
        assertThat(recorder.seen).hasSize(8);
        assertThat(recorder.seen.stream()
                        .map(resample -> Arrays.toString(rows(resample)))
                        .distinct())
                .hasSize(8);
        for (TrainingSet resample : recorder.seen) {
            assertThat(resample.size()).isEqualTo(300);
            int[] rows = rows(resample);
            IntStream.range(0, 300).forEach(i -> assertThat(resample.label(i)).isEqualTo(rows[i] % 3));
            assertThat(IntStream.of(rows).distinct().count() / 300.0).isCloseTo(1 - Math.exp(-1), within(0.1));
        }
    }

    @Test
    void every_resample_has_two_classes_although_one_of_them_is_rare() {
        Recorder recorder = new Recorder();
        new Bootstrap(200, recorder).fit(examples(0, 0, 0, 0, 0, 0, 2), RANDOM);
        new Bootstrap(200, recorder).fit(examples(1, 0), RANDOM);
        assertThat(recorder.seen).hasSize(400).allMatch(resample -> resample.distinctLabels() == 2);
    }

    @Test
    void rows_of_weight_0_are_never_drawn_and_weights_are_kept() {
        Recorder recorder = new Recorder();
        new Bootstrap(20, recorder).fit(examples(0, 1, 0, 1).weighted(new double[] {1, 2, 0, 4}), RANDOM);
        for (TrainingSet resample : recorder.seen) {
            assertThat(resample.size()).isEqualTo(3);
            int[] rows = rows(resample);
            assertThat(rows).doesNotContain(2);
            IntStream.range(0, 3).forEach(i -> assertThat(resample.weight(i)).isEqualTo(rows[i] + 1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void the_committee_is_the_same_for_every_number_of_threads(int threads) {
        TrainingSet set = examples(0, 1, 2, 0, 1, 2, 0, 1, 2);
        Matrix pool = DoubleMatrix.of(new double[] {1}, new double[] {2});
        Matrix want = new Bootstrap(10, new Recorder()).fit(set, RANDOM).samples(pool, 10, RANDOM);
        Matrix got = Workers.using(
                threads,
                () -> new Bootstrap(10, new Recorder()).fit(set, RANDOM).samples(pool, 10, RANDOM));
        assertThat(got).isEqualTo(want);
        assertThat(new Bootstrap(10, new Recorder()).fit(set, RANDOM.round(1)).samples(pool, 10, RANDOM))
                .isNotEqualTo(want);
    }

    @Test
    void a_member_does_not_depend_on_how_many_there_are() {
        TrainingSet set = examples(0, 1, 2, 0, 1, 2, 0, 1, 2);
        Matrix pool = DoubleMatrix.of(new double[] {1});
        Matrix two = new Bootstrap(2, new Recorder()).fit(set, RANDOM).samples(pool, 2, RANDOM);
        Matrix five = new Bootstrap(5, new Recorder()).fit(set, RANDOM).samples(pool, 5, RANDOM);
        assertThat(Arrays.copyOf(five.toDouble().values(), 6))
                .containsExactly(two.toDouble().values());
    }

    @Test
    void probabilities_are_the_mean_of_all_passes() {
        SamplingModel model = new Bootstrap(4, new Recorder()).fit(examples(0, 1, 2, 0, 1, 2), RANDOM);
        Matrix pool = DoubleMatrix.of(new double[] {1}, new double[] {2}, new double[] {3});
        Matrix p = model.probabilities(pool);
        Matrix samples = model.samples(pool, 4, RANDOM);
        assertThat(model.maxPasses()).isEqualTo(4);
        assertThat(model.classes()).isEqualTo(3);
        assertThat(samples.cols()).isEqualTo(12);
        for (int i = 0; i < 3; i++) {
            for (int c = 0; c < 3; c++) {
                int row = i;
                int place = c;
                double mean = IntStream.range(0, 4)
                                .mapToDouble(k -> samples.get(row, k * 3 + place))
                                .sum()
                        / 4;
                assertThat(p.get(i, c)).isCloseTo(mean, within(1e-15));
            }
        }
    }

    @Test
    void a_committee_comes_back_from_its_state() {
        Bootstrap bootstrap = new Bootstrap(11, new Recorder());
        SamplingModel model = bootstrap.fit(examples(0, 1, 2, 0, 1, 2), RANDOM);
        SamplingModel back = bootstrap.restore(model.state());
        Matrix pool = DoubleMatrix.of(new double[] {1}, new double[] {2}, new double[] {3});
        assertThat(model.state().names()).hasSize(11).contains("members/0/shares", "members/10/shares");
        assertThat(back.state()).isEqualTo(model.state());
        assertThat(back.samples(pool, 11, RANDOM)).isEqualTo(model.samples(pool, 11, RANDOM));
        assertThat(back.probabilities(pool)).isEqualTo(model.probabilities(pool));
        assertThatThrownBy(() -> bootstrap.restore(State.empty()))
                .hasMessageContaining("The value (shares) is missing");
        State unlike = State.empty()
                .with("members/0", State.empty().with("shares", new double[] {1, 0}))
                .with("members/1", State.empty().with("shares", new double[] {1}));
        assertThatThrownBy(() -> bootstrap.restore(unlike))
                .hasMessage("The members of the committee know (2) and (1) classes.");
    }

    @Test
    void fewer_passes_are_members_drawn_without_replacement() {
        int[] counts = new int[6];
        for (int round = 0; round < 600; round++) {
            int[] drawn = SamplingModel.draw(6, 2, RANDOM.round(round));
            assertThat(drawn).hasSize(2).isSorted().doesNotHaveDuplicates();
            counts[drawn[0]]++;
            counts[drawn[1]]++;
        }
        assertThat(Arrays.stream(counts).boxed()).allMatch(count -> count > 150 && count < 250);
        assertThat(SamplingModel.draw(6, 6, RANDOM)).containsExactly(0, 1, 2, 3, 4, 5);
        assertThatThrownBy(() -> SamplingModel.draw(6, 7, RANDOM))
                .hasMessage(
                        "The passes (7) must be from 1 to (6), the members that the model has. Maybe fit more members.");
    }

    @Test
    void what_cannot_be_fitted_is_refused_with_a_sentence() {
        assertThatThrownBy(() -> new Bootstrap(0, new Recorder())).hasMessage("The members (0) must be at least 1.");
        assertThatThrownBy(() -> new Bootstrap(3, new Recorder()).fit(examples(1, 1, 1), RANDOM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(3) labelled rows have (1) class");
    }
}
