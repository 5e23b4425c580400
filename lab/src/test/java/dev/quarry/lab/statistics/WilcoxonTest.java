package dev.quarry.lab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WilcoxonTest {

    @Test
    void darwins_maize_has_its_published_p() {
        Wilcoxon test = Wilcoxon.of(list(6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75));
        assertThat(test.negative()).isEqualTo(24);
        assertThat(test.positive()).isEqualTo(96);
        assertThat(test.p()).isEqualTo(0.041259765625);
        assertThat(test.exact()).isTrue();
    }

    @Test
    void ten_seeds_that_agree_have_two_of_1024_sign_patterns() {
        assertThat(Wilcoxon.of(list(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)).p()).isEqualTo(2.0 / 1024);
        assertThat(Wilcoxon.of(list(-1, -2, -3, -4, -5, -6, -7, -8, -9, -10)).p())
                .isEqualTo(2.0 / 1024);
    }

    @Test
    void equal_sizes_share_their_mean_rank() {
        Wilcoxon test = Wilcoxon.of(list(1, 1, -1, 2));
        assertThat(test.positive()).isEqualTo(2 + 2 + 4);
        assertThat(test.negative()).isEqualTo(2);
        assertThat(test.p()).isEqualTo(enumerated(list(1, 1, -1, 2)));
    }

    @Test
    void the_exact_p_is_the_share_of_all_sign_patterns() {
        SplittableRandom random = new SplittableRandom(1);
        for (int n = 1; n <= 12; n++) {
            for (int levels : new int[] {2, 4, 1000}) {
                List<Double> differences = new ArrayList<>();
                for (int i = 0; i < n; i++) {
                    differences.add((random.nextBoolean() ? 1 : -1) * (1.0 + random.nextInt(levels)));
                }
                assertThat(Wilcoxon.of(differences).p())
                        .as("%s", differences)
                        .isCloseTo(enumerated(differences), within(1e-14));
            }
        }
    }

    @Test
    void differences_of_zero_are_dropped_and_counted() {
        Wilcoxon test = Wilcoxon.of(list(0, 3, 0, -1, 2));
        assertThat(test.n()).isEqualTo(3);
        assertThat(test.zeros()).isEqualTo(2);
        assertThat(test.p()).isEqualTo(Wilcoxon.of(list(3, -1, 2)).p());
    }

    @Test
    void nothing_but_zeros_has_no_p() {
        assertThat(Wilcoxon.of(list(0, 0, 0)).p()).isNaN();
        assertThat(Wilcoxon.of(List.of()).p()).isNaN();
    }

    @Test
    void one_difference_shows_nothing() {
        assertThat(Wilcoxon.of(list(5)).p()).isEqualTo(1);
    }

    @Test
    void swapping_the_two_sides_changes_nothing() {
        List<Double> differences = list(3, -1, 4, 1, -5, 9, 2, 6);
        List<Double> swapped = differences.stream().map(d -> -d).toList();
        assertThat(Wilcoxon.of(swapped).p()).isEqualTo(Wilcoxon.of(differences).p());
    }

    @Test
    void fifty_differences_are_exact_and_fifty_one_are_near_to_exact() {
        List<Double> fifty = mixed(50);
        assertThat(Wilcoxon.of(fifty).exact()).isTrue();
        List<Double> more = mixed(51);
        Wilcoxon approximate = Wilcoxon.of(more);
        assertThat(approximate.exact()).isFalse();
        assertThat(approximate.p()).isCloseTo(0.05645580536770219, within(1e-13)); // SciPy 1.17, approx
        assertThat(approximate.p()).isCloseTo(counted(more), within(0.001));
    }

    @Test
    void the_approximation_corrects_for_ties_and_continuity() {
        List<Double> differences = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            differences.add(i < 40 ? 1.0 : -1.0);
        }
        // as SciPy 1.17 gives it: wilcoxon([1] * 40 + [-1] * 20, correction=True, method="approx")
        assertThat(Wilcoxon.of(differences).p()).isCloseTo(0.009944415291191435, within(1e-13));
    }

    @Test
    void a_difference_that_is_no_number_is_refused() {
        assertThatThrownBy(() -> Wilcoxon.of(list(1, Double.NaN))).hasMessage("The difference (NaN) must be finite.");
    }

    private static List<Double> mixed(int n) {
        List<Double> differences = new ArrayList<>();
        for (int i = 1; i <= n; i++) {
            differences.add((i % 3 == 0 ? -1 : 1) * (double) i);
        }
        return differences;
    }

    /** By looking at every sign pattern. */
    private static double enumerated(List<Double> differences) {
        double[] ranks = ranks(differences);
        double all = Arrays.stream(ranks).sum();
        double observed = 0;
        for (int i = 0; i < ranks.length; i++) {
            observed += differences.get(i) > 0 ? ranks[i] : 0;
        }
        double smaller = Math.min(observed, all - observed);
        long atMost = 0;
        for (int pattern = 0; pattern < 1 << ranks.length; pattern++) {
            double sum = 0;
            for (int i = 0; i < ranks.length; i++) {
                sum += (pattern >> i & 1) == 1 ? ranks[i] : 0;
            }
            atMost += sum <= smaller + 1e-9 ? 1 : 0;
        }
        return Math.min(1, 2.0 * atMost / (1 << ranks.length));
    }

    /** By counting patterns of distinct ranks as probabilities; plain and slow. */
    private static double counted(List<Double> differences) {
        int n = differences.size();
        double[] share = new double[n * (n + 1) / 2 + 1];
        share[0] = 1;
        for (int rank = 1; rank <= n; rank++) {
            double[] next = new double[share.length];
            for (int sum = 0; sum < share.length; sum++) {
                next[sum] += share[sum] / 2;
                if (sum + rank < share.length) {
                    next[sum + rank] += share[sum] / 2;
                }
            }
            share = next;
        }
        double positive = 0;
        for (double difference : differences) {
            positive += difference > 0 ? difference : 0; // the differences are their own ranks
        }
        double smaller = Math.min(positive, n * (n + 1) / 2.0 - positive);
        double below = 0;
        for (int sum = 0; sum <= smaller; sum++) {
            below += share[sum];
        }
        return Math.min(1, 2 * below);
    }

    private static double[] ranks(List<Double> differences) {
        double[] ranks = new double[differences.size()];
        for (int i = 0; i < ranks.length; i++) {
            double size = Math.abs(differences.get(i));
            double less = differences.stream().filter(d -> Math.abs(d) < size).count();
            double equal = differences.stream().filter(d -> Math.abs(d) == size).count();
            ranks[i] = less + (equal + 1) / 2;
        }
        return ranks;
    }

    private static List<Double> list(double... values) {
        return Arrays.stream(values).boxed().toList();
    }
}
