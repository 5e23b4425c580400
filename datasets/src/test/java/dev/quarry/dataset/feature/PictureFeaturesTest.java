package dev.quarry.dataset.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.dataset.PictureShape;
import dev.quarry.part.Parts;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFeaturesTest {

    private static BufferedImage filled(int width, int height, int type, int rgb) {
        BufferedImage picture = new BufferedImage(width, height, type);
        for (int i = 0; i < width * height; i++) {
            picture.setRGB(i % width, i / width, rgb);
        }
        return picture;
    }

    private static float[] of(PictureFeatures features, BufferedImage picture) {
        float[] out = new float[features.cols()];
        features.write(picture, out, 0);
        return out;
    }

    @Test
    void a_grey_picture_is_as_bright_as_its_samples_say() {
        BufferedImage grey = new BufferedImage(5, 7, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 35; i++) {
            grey.getRaster().setSample(i % 5, i / 5, 0, 128);
        }
        BufferedImage colour = filled(5, 7, BufferedImage.TYPE_INT_RGB, 0x808080);
        assertThat(of(new Thumbnail(), grey)).containsExactly(of(new Thumbnail(), colour));
        assertThat(of(new Pixels(2, 2, true), grey))
                .containsExactly(new float[] {128 / 255f, 128 / 255f, 128 / 255f, 128 / 255f}, within(1e-6f));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_INT_BGR,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_4BYTE_ABGR
            })
    void the_way_a_picture_is_stored_does_not_matter(int type) {
        float[] planes = of(new Pixels(1, 1, false), filled(3, 2, type, 0xFF336699));
        assertThat(planes).containsExactly(new float[] {0x33 / 255f, 0x66 / 255f, 0x99 / 255f}, within(1e-6f));
    }

    @Test
    void transparent_pixels_show_white() {
        assertThat(of(new Pixels(1, 1, false), filled(2, 2, BufferedImage.TYPE_INT_ARGB, 0x00000000)))
                .containsOnly(1);
    }

    @Test
    void a_new_pixel_is_the_mean_of_the_area_it_covers() {
        BufferedImage picture = filled(3, 1, BufferedImage.TYPE_INT_RGB, 0);
        picture.setRGB(0, 0, 0xFFFFFF);
        float[] two = of(new Pixels(2, 1, true), picture);
        assertThat(two[0]).isCloseTo(2 / 3f, within(1e-6f)); // one white pixel of one and a half
        assertThat(two[1]).isZero();
    }

    @Test
    void a_small_picture_is_enlarged_without_invention() {
        float[] enlarged = of(new Pixels(8, 8, true), filled(1, 1, BufferedImage.TYPE_INT_RGB, 0xFFFFFF));
        for (float value : enlarged) {
            assertThat(value).isCloseTo(1, within(1e-6f));
        }
    }

    @Test
    void colours_are_the_root_of_their_share() {
        BufferedImage picture = filled(4, 1, BufferedImage.TYPE_INT_RGB, 0xFF0000);
        picture.setRGB(0, 0, 0x0000FF);
        float[] features = of(new Thumbnail(1, 2), picture);
        assertThat(features[1 + 4]).isCloseTo((float) Math.sqrt(0.75), within(1e-6f)); // red high, green and blue low
        assertThat(features[1 + 1]).isEqualTo(0.5f);
        for (float value : features) {
            assertThat(value).isBetween(0f, 1f);
        }
    }

    @Test
    void a_histogram_alone_is_that_of_the_thumbnail() {
        BufferedImage picture = filled(4, 1, BufferedImage.TYPE_INT_RGB, 0xFF8000);
        picture.setRGB(0, 0, 0x0000FF);
        float[] both = of(new Thumbnail(1, 3), picture);
        assertThat(of(new ColourHistogram(3), picture)).containsExactly(Arrays.copyOfRange(both, 1, 28));
    }

    @Test
    void several_features_stand_side_by_side() {
        PictureFeatures all =
                Parts.read(PictureFeatures.class, "together{parts: [pixels{width: 1, height: 1}, quality]}");
        BufferedImage picture = filled(3, 3, BufferedImage.TYPE_INT_RGB, 0x336699);
        float[] numbers = of(all, picture);
        assertThat(all.cols()).isEqualTo(13);
        assertThat(Arrays.copyOf(numbers, 3)).containsExactly(of(new Pixels(1, 1, false), picture));
        assertThat(Arrays.copyOfRange(numbers, 3, 13)).containsExactly(of(new Quality(), picture));
        assertThat(all.names().subList(2, 5))
                .containsExactly("pixels{width: 1, height: 1} 2", "brightness", "contrast");
        assertThat(new Together().names()).isEmpty();
        assertThatThrownBy(() -> new Together(List.of())).hasMessage("The parts must be at least one.");
    }

    @Test
    void pixels_know_their_layout() {
        assertThat(new Pixels(4, 2, false).shape()).contains(new PictureShape(3, 2, 4));
        assertThat(new Pixels(4, 2, true).cols()).isEqualTo(8);
        assertThat(new Thumbnail().shape()).isEmpty();
        assertThat(new Thumbnail().cols()).isEqualTo(320);
    }

    @Test
    void impossible_settings_are_refused() {
        assertThatThrownBy(() -> new Pixels(0, 4, false)).hasMessageContaining("The width (0)");
        assertThatThrownBy(() -> new ColourHistogram(0)).hasMessage("The bins (0) must be 1 to 8.");
        assertThatThrownBy(() -> new Thumbnail(16, 9)).hasMessage("The colours (9) must be 0 to 8.");
        assertThatThrownBy(() -> new Thumbnail(0, 1)).hasMessage("The size (0) must be 1 to 128.");
    }
}
