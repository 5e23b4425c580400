package dev.quarry.dataset.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.Generator;
import dev.quarry.kernel.Matrix;
import dev.quarry.part.Parts;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The generators against their definitions. Scaled coordinates are undone by what the definition says of the extremes. */
class GeneratorsTest {

    private static Dataset of(String text) {
        return Parts.read(Generator.class, text).generate(42);
    }

    private static double mean(Matrix features, int col, IntPredicate rows) {
        return IntStream.range(0, features.rows())
                .filter(rows)
                .mapToDouble(row -> features.get(row, col))
                .average()
                .orElseThrow();
    }

    /** Without noise and test rows the scaled column is known exactly. */
    @Test
    void moons_are_two_half_circles() {
        Dataset data = of("moons{n: 101, noise: 0, test-fraction: 0}");
        assertThat(data.classCounts()).containsExactly(50, 51);
        Matrix places = data.features();
        for (int i = 0; i < 50; i++) { // x from −1 to 2, y from −½ to 1 before scaling
            double x = 3 * places.get(i, 0) - 1;
            double y = 1.5 * places.get(i, 1) - 0.5;
            assertThat(x * x + y * y).isCloseTo(1, within(0.01));
            assertThat(y).isGreaterThan(-0.01);
        }
        for (int i = 50; i < 101; i++) {
            double x = 3 * places.get(i, 0) - 2;
            double y = 1.5 * places.get(i, 1) - 1;
            assertThat(x * x + y * y).isCloseTo(1, within(0.01));
            assertThat(y).isLessThan(0.01);
        }
    }

    @Test
    void adversarial_moons_lie_in_a_ring_of_alternating_labels() {
        Dataset data = of("adversarial-moons{ring-noise: 0, test-fraction: 0}");
        assertThat(data.size()).isEqualTo(600);
        assertThat(data.classCounts()).containsExactly(300, 300);
        for (int i = 500; i < 600; i++) { // the ring spans the whole square
            double x = 5 * (data.features().get(i, 0) - 0.5);
            double y = 5 * (data.features().get(i, 1) - 0.5);
            assertThat(Math.hypot(x, y)).isCloseTo(2.5, within(1e-4));
            assertThat(data.label(i)).isEqualTo(i % 2);
        }
        double centre = mean(data.features(), 0, row -> row < 500);
        assertThat(centre).isCloseTo(0.5, within(0.02));
    }

    @Test
    void blobs_have_their_places_sizes_and_labels() {
        Dataset data = of("blobs-honeypot{spread: 0, honeypot-spread: 0, test-fraction: 0}");
        assertThat(data.size()).isEqualTo(400);
        assertThat(data.features().get(0, 1)).isZero();
        assertThat(data.features().get(199, 1)).isEqualTo(1);
        assertThat(data.features().get(399, 0)).isEqualTo(1);
        assertThat(data.features().get(399, 1)).isEqualTo(0.5);
        assertThat(Arrays.copyOf(data.labels(), 200)).startsWith(0).endsWith(1);
        assertThat(IntStream.range(200, 400).map(data::label).sum()).isEqualTo(100);
    }

    @Test
    void sines_diverge_by_their_slope_in_both_settings_in_use() {
        Dataset alrm = of("diverging-sine{noise: 0, test-fraction: 0}");
        assertThat(alrm.size()).isEqualTo(500);
        assertSine(alrm, 6, 0.15);
        Dataset cdal = of("diverging-sine{n: 200, end: 10, slope: 0.5, noise: 0, test-fraction: 0}");
        assertThat(cdal.classCounts()).containsExactly(100, 100);
        assertSine(cdal, 10, 0.5);
    }

    private static void assertSine(Dataset data, double end, double slope) {
        int half = data.size() / 2;
        double[] expected = IntStream.range(0, data.size())
                .mapToDouble(i -> {
                    double x = end * (i % half) / (half - 1);
                    return Math.sin(2 * x) + (i < half ? slope : -slope) * x;
                })
                .toArray();
        double least = Arrays.stream(expected).min().orElseThrow();
        double greatest = Arrays.stream(expected).max().orElseThrow();
        for (int i = 0; i < expected.length; i++) {
            assertThat(data.features().get(i, 1)).isCloseTo((expected[i] - least) / (greatest - least), within(1e-6));
            assertThat(data.features().get(i, 0)).isCloseTo((double) (i % half) / (half - 1), within(1e-6));
            assertThat(data.label(i)).isEqualTo(i < half ? 0 : 1);
        }
    }

    @Test
    void noise_has_the_deviation_that_was_asked_for() {
        Dataset noisy = of("blobs-honeypot{n: 40002, honeypot: 0, spread: 0.1, test-fraction: 0}");
        Matrix places = noisy.features();
        double range = 2 / (mean(places, 1, row -> row > 20000) - mean(places, 1, row -> row < 20000));
        double mean = mean(places, 1, row -> row < 20000);
        double variance = IntStream.range(0, 20000)
                .mapToDouble(row -> places.get(row, 1) - mean)
                .map(d -> d * d)
                .average()
                .orElseThrow();
        assertThat(range * Math.sqrt(variance)).isCloseTo(0.1, within(0.002));
    }

    @Test
    void three_clusters_are_150_150_and_300() {
        Dataset data = of("three-clusters{spread: 0, test-fraction: 0}");
        assertThat(data.size()).isEqualTo(600);
        assertThat(data.classCounts()).containsExactly(300, 300);
        assertThat(data.features().get(150, 1)).isEqualTo(1);
        assertThat(data.features().get(300, 0)).isEqualTo(1);
        assertThat(data.features().get(450, 1)).isEqualTo(0.5);
        assertThat(data.label(299)).isEqualTo(1);
        assertThat(data.label(300)).isZero();
        assertThat(data.label(450)).isEqualTo(1);
    }

    @Test
    void the_honeypot_is_equally_far_from_all_classes_and_pure_noise() {
        Dataset data = of("honeypot{n: 4000, dimensions: 5, classes: 4, test-fraction: 0}");
        Matrix places = data.features();
        double[] honeypot = IntStream.range(0, 5)
                .mapToDouble(col -> mean(places, col, row -> row >= 2000))
                .toArray();
        for (int c = 0; c < 4; c++) {
            int wanted = c;
            double squares = 0;
            for (int col = 0; col < 5; col++) {
                double gap = mean(places, col, row -> row < 2000 && data.label(row) == wanted) - honeypot[col];
                squares += gap * gap;
            }
            assertThat(Math.sqrt(squares)).isCloseTo(5, within(0.3));
            assertThat(IntStream.range(2000, 4000)
                            .filter(row -> data.label(row) == wanted)
                            .count())
                    .isBetween(420L, 580L);
        }
        assertThatThrownBy(() -> of("honeypot{classes: 3}"))
                .hasMessageContaining("The dimensions (2) must be at least (3).");
    }

    @Test
    void gaussian_clusters_obey_their_imbalance_and_noise() {
        Dataset data = of("gaussian-clusters{n: 1110, classes: 3, imbalance: 100, dimensions: 7}");
        assertThat(data.classCounts()).containsExactly(1000, 100, 10);
        assertThat(data.cols()).isEqualTo(7);
        Dataset noisy = of("gaussian-clusters{n: 3000, label-noise: 1}");
        Dataset clean = of("gaussian-clusters{n: 3000}");
        assertThat(noisy.features()).isEqualTo(clean.features());
        assertThat(IntStream.range(0, 3000)
                        .filter(row -> noisy.label(row) == clean.label(row))
                        .count())
                .isBetween(900L, 1100L);
        assertThat(of("gaussian-clusters{n: 3, classes: 3, imbalance: 1000}").classCounts())
                .containsExactly(1, 1, 1);
    }

    @Test
    void more_items_do_not_change_the_ones_before() {
        Dataset few = of("gaussian-clusters{n: 100, classes: 1}");
        Dataset many = of("gaussian-clusters{n: 200, classes: 1}");
        assertThat(many.features().select(IntStream.range(0, 100).toArray())).isEqualTo(few.features());
    }

    @Test
    void impossible_settings_are_refused() {
        assertThatThrownBy(() -> of("moons{n: 1}")).hasMessage("moons: The n (1) must be at least (2).");
        assertThatThrownBy(() -> of("moons{noise: -1}"))
                .hasMessage("moons: The noise (-1.0) must be finite and not negative.");
        assertThatThrownBy(() -> of("adversarial-moons{n: 50}"))
                .hasMessageContaining("The n (50) must be at least (102).");
        assertThatThrownBy(() -> of("gaussian-clusters{imbalance: 0.5}"))
                .hasMessageContaining("The imbalance (0.5) must be at least 1.");
    }
}
