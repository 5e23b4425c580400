package dev.quarry.dataset.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

class GradientsTest {

    private static float[] of(Gradients features, int size, IntBinaryOperator rgb) {
        BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < size * size; i++) {
            picture.setRGB(i % size, i / size, rgb.applyAsInt(i % size, i / size));
        }
        float[] out = new float[features.cols()];
        features.write(picture, out, 0);
        return out;
    }

    @Test
    void a_flat_picture_has_no_gradients() {
        assertThat(of(new Gradients(), 64, (x, y) -> 0x336699)).hasSize(324).containsOnly(0);
    }

    @Test
    void an_upright_edge_votes_for_the_two_orientations_beside_zero_degrees() {
        float[] out = of(new Gradients(8, 4, 4), 8, (x, y) -> x < 4 ? 0 : 0xFFFFFF);
        // Gradients of 0 degrees lie between the last part (135 to 180) and the first (0 to 45), half each, and all
        // cells
        // are alike by symmetry: eight equal numbers, of which the cut at 0.2 leaves 0.2 and the length 1/√8.
        for (int i = 0; i < out.length; i++) {
            double expected = i % 4 == 0 || i % 4 == 3 ? 1 / Math.sqrt(8) : 0;
            assertThat((double) out[i]).isCloseTo(expected, within(1e-5));
        }
    }

    @Test
    void a_lying_edge_votes_for_ninety_degrees_and_its_sign_does_not_matter() {
        float[] down = of(new Gradients(8, 4, 3), 8, (x, y) -> y < 4 ? 0 : 0xFFFFFF);
        float[] up = of(new Gradients(8, 4, 3), 8, (x, y) -> y < 4 ? 0xFFFFFF : 0);
        assertThat(down).containsExactly(up, within(1e-6f));
        // 90 degrees is the middle of the second of three parts; four cells alike
        for (int i = 0; i < down.length; i++) {
            assertThat((double) down[i]).isCloseTo(i % 3 == 1 ? 0.5 : 0, within(1e-5));
        }
    }

    @Test
    void the_channel_with_the_strongest_gradient_votes() {
        float[] red = of(new Gradients(8, 4, 9), 8, (x, y) -> x < 4 ? 0 : 0xFF0000);
        float[] mixed = of(new Gradients(8, 4, 9), 8, (x, y) -> (x < 4 ? 0 : 0xFF0000) | (y < 4 ? 0 : 0x000001));
        for (int i = 0; i < red.length; i++) {
            assertThat(mixed[i]).isCloseTo(red[i], within(0.02f));
        }
    }

    @Test
    void a_picture_of_many_edges_has_the_values_of_another_program() {
        // Computed once with a plain numpy program written from the paper: 16 × 16 pixels, cells of 4, 6 orientations.
        float[] out = of(new Gradients(16, 4, 6), 16, QualityTest::pattern);
        float[] first = {
            0.196312f, 0.228912f, 0.185483f, 0.141912f, 0.117253f, 0.07788f, 0.206076f, 0.177982f, 0.261055f, 0.249102f,
            0.133261f, 0.218486f, 0.210495f, 0.261055f, 0.171579f, 0.207521f, 0.222779f, 0.082272f, 0.238139f,
                    0.261055f,
            0.261055f, 0.261055f, 0.214651f, 0.127532f
        };
        float[] last = {
            0.167639f, 0.284384f, 0.284384f, 0.208193f, 0.108159f, 0.059466f, 0.231703f, 0.284384f, 0.115221f,
                    0.249923f,
            0.133066f, 0.125552f, 0.202949f, 0.284384f, 0.25381f, 0.284384f, 0.132099f, 0.0678f, 0.195285f, 0.284384f,
            0.186642f, 0.203897f, 0.146122f, 0.040326f
        };
        assertThat(out).hasSize(216);
        assertThat(Arrays.copyOf(out, 24)).containsExactly(first, within(2e-6f));
        assertThat(Arrays.copyOfRange(out, 192, 216)).containsExactly(last, within(2e-6f));
        double sum = 0;
        for (float value : out) {
            sum += value;
        }
        assertThat(sum).isCloseTo(41.01334, within(1e-4));
    }

    @Test
    void impossible_settings_are_refused() {
        assertThatThrownBy(() -> new Gradients(64, 10, 9))
                .hasMessage("The cell (10) must be at least 2 and divide the size (64) into two or more.");
        assertThatThrownBy(() -> new Gradients(4, 2, 9)).hasMessage("The size (4) must be 8 to 512.");
        assertThatThrownBy(() -> new Gradients(64, 16, 1)).hasMessage("The orientations (1) must be 2 to 36.");
    }
}
