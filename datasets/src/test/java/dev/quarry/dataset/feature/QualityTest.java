package dev.quarry.dataset.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

/**
 * The numbers of the tables were computed once with OpenCV 5.0.0, Pillow 12.3.0 and numpy 2.4.6 by the formulas of the
 * image-quality plugin of FiftyOne (version of commit 79f5b0f), on pictures that a formula draws here and there.
 */
class QualityTest {

    private static BufferedImage draw(int width, int height, IntBinaryOperator rgb) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            picture.setRGB(i % width, i / width, rgb.applyAsInt(i % width, i / width));
        }
        return picture;
    }

    private static BufferedImage grey(int width, int height, IntBinaryOperator level) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < width * height; i++) {
            picture.getRaster().setSample(i % width, i / width, 0, level.applyAsInt(i % width, i / width));
        }
        return picture;
    }

    private static int rgb(int red, int green, int blue) {
        return red << 16 | green << 8 | blue;
    }

    static int pattern(int x, int y) {
        return rgb(
                (x * x * 31 + y * y * 17 + x * y * 7) % 256, (x * 13 + y * 29) % 256, (x * x + 3 * y * y + 50) % 256);
    }

    private static int speckled(int x, int y) {
        return (x * 7 + y * 11) % 13 == 0 ? 255 : (x * 5 + y * 3) % 17 < 2 ? 5 : 60 + 2 * x + y;
    }

    private static int darkCorners(int x, int y) {
        int far = (2 * x - 32) * (2 * x - 32) + (2 * y - 24) * (2 * y - 24);
        return rgb(255 - far / 12, 200, Math.min(255, x * 8));
    }

    private static void assertQuality(BufferedImage picture, double... expected) {
        float[] out = new float[12];
        new Quality().write(picture, out, 1);
        assertThat(new Quality().names()).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) out[1 + i])
                    .as(new Quality().names().get(i))
                    .isCloseTo(expected[i], within(1e-6 * Math.max(1, Math.abs(expected[i]))));
        }
        assertThat(out[0]).isZero();
        assertThat(out[11]).isZero();
    }

    @Test
    void a_colourful_picture_has_the_values_of_the_plugin() {
        assertQuality(
                draw(23, 17, QualityTest::pattern),
                0.49609035223780673,
                241,
                167.14322250639387,
                22420.271047415965,
                8.892310541791716,
                0,
                0,
                0.7391304347826086,
                0.2557544757033248,
                7.73834184965244);
    }

    @Test
    void a_grey_picture_with_noise_has_the_values_of_the_plugin() {
        assertQuality(
                grey(40, 30, QualityTest::speckled),
                0.4419313725490196,
                250,
                0,
                64575.76811041667,
                6.234430054856193,
                0,
                0.7153846025466919,
                0.75,
                18.5,
                1.126579567359183);
    }

    @Test
    void a_picture_with_dark_corners_has_the_values_of_the_plugin() {
        assertQuality(
                draw(32, 24, QualityTest::darkCorners),
                0.7784435106477402,
                56,
                125.23697916666667,
                5.747068617078992,
                5.330461857498885,
                0,
                0,
                0.75,
                0,
                2.6719426685914573);
    }

    @Test
    void a_small_picture_of_odd_sides_has_the_values_of_the_plugin() {
        assertQuality(
                draw(7, 9, QualityTest::pattern),
                0.488728622679177,
                241,
                141.87301587301587,
                25575.950113378683,
                7.374360016790777,
                0,
                0,
                0.7777777777777778,
                1.5873015873015872,
                -16.01654846335698);
    }

    @Test
    void a_black_picture_has_no_vignetting_instead_of_no_number() {
        double log3 = log2(3); // three channels, each of one level
        assertQuality(draw(5, 5, (x, y) -> 0), 0, 0, 0, 0, log3, 1, 0, 1, 0, 0);
    }

    @Test
    void a_single_pixel_has_its_values_too() {
        // red 255: mean √0.241, grey 76, S 255; white or black it is not
        assertQuality(draw(1, 1, (x, y) -> 0xFF0000), Math.sqrt(0.241), 0, 255, 0, log2(3), 0, 0, 1, 0, 0);
    }

    private static double log2(double x) {
        return StrictMath.log(x) / StrictMath.log(2);
    }
}
