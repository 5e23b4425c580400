package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores of float32 distributions: those of float64 as nearly as float32 can, and the same however they are asked for. */
class FloatScoresTest {

    private static final int N = 403;
    private static final int MEMBERS = 5;

    @FunctionalInterface
    private interface Kernel {
        void run(Matrix samples, int members, int from, int to, double[] out);
    }

    private static final List<Kernel> KERNELS = List.of(
            (p, members, from, to, out) -> Uncertainty.entropy(p, from, to, out),
            (p, members, from, to, out) -> Uncertainty.margin(p, from, to, out),
            (p, members, from, to, out) -> Uncertainty.ratio(p, from, to, out),
            (p, members, from, to, out) -> Uncertainty.leastConfidence(p, from, to, out),
            Information::bald,
            Information::klMean,
            Information::expectedEntropy,
            Information::consensusEntropy);

    private static double[] all(Kernel kernel, Matrix samples) {
        double[] out = new double[samples.rows()];
        kernel.run(samples, MEMBERS, 0, samples.rows(), out);
        return out;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 17, 100, 3000})
    void they_are_those_of_float64_within_float32(int classes) {
        int n = classes > 1000 ? 7 : N;
        FloatMatrix samples = Awkward.distributions(classes, n, MEMBERS, classes);
        for (Kernel kernel : KERNELS) {
            double[] narrow = all(kernel, samples);
            double[] wide = all(kernel, samples.toDouble());
            for (int i = 0; i < n; i++) {
                assertThat(narrow[i]).isEqualTo(wide[i], within(2e-6 * MEMBERS));
            }
        }
        DoubleMatrix mean = (DoubleMatrix) Information.meanOverMembers(samples.toDouble(), MEMBERS);
        Matrix narrowMean = Information.meanOverMembers(samples, MEMBERS);
        assertThat(narrowMean.isDouble()).isFalse();
        assertThat(narrowMean.toDouble().values()).containsExactly(mean.values(), within(3e-7));
    }

    @Test
    void runs_of_any_size_give_the_same_bits() {
        FloatMatrix samples = Awkward.distributions(1, N, MEMBERS, 10);
        for (Kernel kernel : KERNELS) {
            double[] whole = all(kernel, samples);
            for (int size : new int[] {1, 3, 64, 400}) {
                double[] pieces = new double[N];
                Workers.using(7, () -> {
                    Workers.current().chunks(N, size, (from, to) -> {
                        double[] some = new double[to - from];
                        kernel.run(samples, MEMBERS, from, to, some);
                        System.arraycopy(some, 0, pieces, from, some.length);
                    });
                    return pieces;
                });
                assertThat(pieces).containsExactly(whole);
            }
        }
    }

    @Test
    void a_mapped_file_gives_the_same_bits(@TempDir Path folder) throws IOException {
        FloatMatrix samples = Awkward.distributions(2, N, MEMBERS, 10);
        Npy.write(folder.resolve("samples.npy"), samples, MEMBERS);
        MappedMatrix mapped = Npy.open(folder.resolve("samples.npy")).mapped();
        for (Kernel kernel : KERNELS) {
            assertThat(all(kernel, mapped)).containsExactly(all(kernel, samples));
        }
        assertThat(Information.meanOverMembers(mapped, MEMBERS))
                .isEqualTo(Information.meanOverMembers(samples, MEMBERS));
        NearestCentres near = NearestCentres.of(mapped, samples.select(new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9}));
        assertThat(near.squared(4)).isZero();
    }

    @Test
    void a_broken_number_does_not_pass_for_a_score() {
        FloatMatrix broken = FloatMatrix.of(new float[] {0.5f, Float.NaN, 0.5f});
        for (Kernel kernel : KERNELS.subList(0, 4)) {
            assertThat(all(kernel, broken)[0]).isNaN();
        }
    }

    @Test
    void hard_votes_have_the_entropy_of_one_hot_members() {
        int[] votes = {0, 0, 0, 0, 1, 2, 2, 2, 1, 1, 1, 1};
        double[] out = new double[4];
        Information.voteEntropy(votes, 3, 3, 0, 4, out);
        assertThat(out[0]).isZero();
        assertThat(out[1]).isEqualTo(Math.log(3), within(1e-15));
        assertThat(out[2]).isEqualTo(Math.log(3) - 2 * Math.log(2) / 3, within(1e-15));
        float[] hot = new float[4 * 9];
        for (int at = 0; at < votes.length; at++) {
            hot[at * 3 + votes[at]] = 1;
        }
        double[] wanted = new double[2];
        Information.voteEntropy(FloatMatrix.wrap(hot, 4, 9), 3, 1, 3, wanted);
        assertThat(wanted).containsExactly(Arrays.copyOfRange(out, 1, 3), within(1e-15));
        assertThatThrownBy(() -> Information.voteEntropy(votes, 3, 2, 0, 4, out))
                .hasMessage("The vote (2) of member (2) on row (1) is not one of (2) classes.");
    }
}
