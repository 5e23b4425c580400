package dev.quarry.learn.svm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.kernel.Randomness;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    /** At the greatest likelihood the residuals, and those times the decision value, add up to 0. */
    @Property(tries = 50)
    void the_sigmoid_is_of_greatest_likelihood(@ForAll long seed, @ForAll @IntRange(min = 4, max = 60) int n) {
        RandomGenerator random = Randomness.seed(seed).generator();
        double[] f = random.doubles(n, -2, 2).toArray();
        boolean[] first = new boolean[n];
        double[] weights = random.doubles(n, 0.1, 3).toArray();
        for (int i = 0; i < n; i++) {
            first[i] = i == 0 || (i > 1 && f[i] + random.nextGaussian() > 0);
        }
        double ones = IntStream.range(0, n)
                .filter(i -> first[i])
                .mapToDouble(i -> weights[i])
                .sum();
        double others = Arrays.stream(weights).sum() - ones;
        Sigmoid sigmoid = Sigmoid.fit(f, first, weights);
        double residuals = 0;
        double moments = 0;
        for (int i = 0; i < n; i++) {
            double target = first[i] ? (ones + 1) / (ones + 2) : 1 / (others + 2);
            double residual = weights[i] * (target - sigmoid.of(f[i]));
            residuals += residual;
            moments += residual * f[i];
        }
        assertThat(residuals).isCloseTo(0, within(1e-6));
        assertThat(moments).isCloseTo(0, within(1e-6));
    }

    @Test
    void held_out_values_that_run_against_the_labels_give_way_to_the_fitted_ones() {
        boolean[] first = {true, true, false, false};
        double[] ones = {1, 1, 1, 1};
        double[] fitted = {1, 0.9, -1, -0.9};
        Sigmoid sigmoid = Sigmoid.fit(new double[] {-1, -2, 1, 2}, fitted, first, ones);
        assertThat(sigmoid).isEqualTo(Sigmoid.fit(fitted, first, ones));
        assertThat(sigmoid.of(1)).isCloseTo(3.0 / 4, within(0.02)); // the target of two rows is (2 + 1) / (2 + 2)
    }

    @Test
    void far_decision_values_do_not_overflow() {
        Sigmoid sigmoid = new Sigmoid(-2, 0.5);
        assertThat(sigmoid.of(1e6)).isEqualTo(1);
        assertThat(sigmoid.of(-1e6)).isZero();
        assertThat(sigmoid.of(0.25)).isCloseTo(0.5, within(1e-15));
    }

    /** Pairs that agree with one distribution are coupled to it. */
    @Property(tries = 50)
    void consistent_pairs_give_the_distribution_they_come_from(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 30) int classes) {
        double[] p = distribution(seed, classes);
        double[][] r = new double[classes][classes];
        for (int i = 0; i < classes; i++) {
            for (int j = 0; j < classes; j++) {
                r[i][j] = p[i] / (p[i] + p[j]);
            }
        }
        double[] coupled = new double[classes];
        new Coupling(classes).couple(r, coupled);
        assertThat(coupled).containsExactly(p, within(1e-9));
    }

    /** The plain form of the objective is not lower anywhere near. */
    @Property(tries = 50)
    void pairs_that_disagree_are_coupled_at_the_least_objective(
            @ForAll long seed, @ForAll @IntRange(min = 3, max = 8) int classes) {
        double[][] r = pairs(seed, classes);
        double[] coupled = new double[classes];
        new Coupling(classes).couple(r, coupled);
        assertThat(Arrays.stream(coupled).sum()).isCloseTo(1, within(1e-12));
        assertThat(Arrays.stream(coupled)).allMatch(value -> value >= 0);
        for (int trial = 0; trial < 20; trial++) {
            double[] other = distribution(seed + trial, classes);
            double[] near = new double[classes];
            Arrays.setAll(near, i -> 0.99 * coupled[i] + 0.01 * other[i]);
            assertThat(objective(r, near)).isGreaterThanOrEqualTo(objective(r, coupled) - 1e-12);
        }
    }

    private static double objective(double[][] r, double[] p) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            for (int j = 0; j < p.length; j++) {
                sum += i == j ? 0 : Math.pow(r[j][i] * p[i] - r[i][j] * p[j], 2);
            }
        }
        return sum;
    }

    private static double[] distribution(long seed, int classes) {
        double[] p = Randomness.seed(seed).generator().doubles(classes, 0.01, 1).toArray();
        double sum = Arrays.stream(p).sum();
        return Arrays.stream(p).map(value -> value / sum).toArray();
    }

    private static double[][] pairs(long seed, int classes) {
        RandomGenerator random = Randomness.seed(seed).generator();
        double[][] r = new double[classes][classes];
        for (int i = 0; i < classes; i++) {
            for (int j = i + 1; j < classes; j++) {
                r[i][j] = random.nextDouble(1e-7, 1 - 1e-7);
                r[j][i] = 1 - r[i][j];
            }
        }
        return r;
    }
}
