package dev.quarry.dataset.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.dataset.BadDataException;
import dev.quarry.dataset.embed.Network.Kind;
import dev.quarry.dataset.embed.Network.Slot;
import dev.quarry.dataset.feature.PictureFeatures;
import dev.quarry.part.Parts;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureInputTest {

    private static final Path MODEL = Path.of("m.onnx");
    private static final Slot OPEN = new Slot("x", Kind.FLOATS, new long[] {-1, 3, -1, -1});

    private static Embedding embedding(String options) {
        return Parts.read(PictureFeatures.class, "embedding{%s}".formatted(options)) instanceof Embedding embedding
                ? embedding
                : new Embedding();
    }

    private static PictureInput input(String options, Slot... slots) throws BadDataException {
        return PictureInput.of(embedding(options), List.of(slots), MODEL);
    }

    private static float[] written(PictureInput input, BufferedImage picture) {
        FloatBuffer out = FloatBuffer.allocate(input.size() + 2);
        input.write(picture, out, 1);
        float[] all = out.array();
        assertThat(all[0]).isZero();
        assertThat(all[all.length - 1]).isZero();
        return Arrays.copyOfRange(all, 1, all.length - 1);
    }

    /** Pillow 12.3: resize to the shortest side, then crop as torchvision's CenterCrop computes its corner. */
    @ParameterizedTest
    @CsvSource({
        "21, 13, 8, 8, BILINEAR, 1724386684, 831389225, 1944914310",
        "13, 21, 10, 8, BICUBIC, 4035660595, 1879035004, 3233827529",
        "640, 427, 224, 224, BICUBIC, 668320059, 3512245875, 315885994",
        "427, 640, 256, 224, BILINEAR, 605165103, 1306717136, 910177203",
        "33, 20, 9, 8, BICUBIC, 1422295514, 3879862737, 2278607997",
        "35, 20, 9, 8, BILINEAR, 3289472034, 934994779, 896419235",
    })
    void the_middle_is_that_of_torchvision(
            int width, int height, int shortest, int size, Interpolation filter, long red, long green, long blue)
            throws Exception {
        PictureInput input = input(
                "size: %d, shortest: %d, interpolation: %s, normalise: none"
                        .formatted(size, shortest, Parts.describeValue(filter)),
                OPEN);
        float[] values = written(input, Patterns.picture(width, height));
        long[] expected = {red, green, blue};
        for (int channel = 0; channel < 3; channel++) {
            CRC32 sum = new CRC32();
            for (int i = 0; i < size * size; i++) {
                sum.update(Math.round(values[channel * size * size + i] * 255));
            }
            assertThat(sum.getValue()).as("channel %d", channel).isEqualTo(expected[channel]);
        }
    }

    @Test
    void colours_are_divided_by_255_and_normalised() throws Exception {
        BufferedImage picture = Patterns.plain(4, 4, 0xFF8000);
        float[] plain = written(input("size: 2, normalise: none", OPEN), picture);
        assertThat(plain).containsExactly(1, 1, 1, 1, 128 / 255f, 128 / 255f, 128 / 255f, 128 / 255f, 0, 0, 0, 0);
        float[] imagenet = written(input("size: 1, normalise: imagenet", OPEN), picture);
        assertThat(imagenet)
                .containsExactly((1 - 0.485f) / 0.229f, (128 / 255f - 0.456f) / 0.224f, (0 - 0.406f) / 0.225f);
        float[] clip = written(input("size: 1, normalise: clip", OPEN), picture);
        assertThat(clip)
                .containsExactly(
                        (1 - (float) 0.48145466) / (float) 0.26862954,
                        (128 / 255f - (float) 0.4578275) / (float) 0.26130258,
                        (0 - (float) 0.40821073) / (float) 0.27577711);
        float[] own = written(input("size: 1, means: [0.1, 0.2, 0.3], deviations: [0.5, 0.25, 2]", OPEN), picture);
        assertThat(own).containsExactly((1 - 0.1f) / 0.5f, (128 / 255f - 0.2f) / 0.25f, (0 - 0.3f) / 2f);
    }

    @Test
    void blue_may_come_first_and_keeps_its_own_mean() throws Exception {
        BufferedImage picture = Patterns.plain(1, 1, 0xFF8000);
        assertThat(written(input("size: 1, channels: bgr, normalise: imagenet", OPEN), picture))
                .containsExactly((0 - 0.406f) / 0.225f, (128 / 255f - 0.456f) / 0.224f, (1 - 0.485f) / 0.229f);
    }

    @Test
    void colours_of_a_pixel_may_lie_side_by_side() throws Exception {
        Slot last = new Slot("x", Kind.FLOATS, new long[] {-1, 2, 2, 3});
        PictureInput input = input("normalise: none", last);
        assertThat(input.channelsLast()).isTrue();
        assertThat(input.dims()).containsExactly(16, 2, 2, 3);
        float[] values = written(input, Patterns.picture(2, 2));
        for (int i = 0; i < 12; i++) {
            assertThat(values[i]).isEqualTo(Patterns.value(i / 3 % 2, i / 6, i % 3) / 255f);
        }
        assertThat(input("layout: nhwc, size: 5", new Slot("x", Kind.ANY, new long[0]))
                        .dims())
                .containsExactly(16, 5, 5, 3);
    }

    @Test
    void squeezing_keeps_the_corners() throws Exception {
        PictureInput input = input("fit: stretch, size: 2, normalise: none", OPEN);
        BufferedImage wide = Patterns.plain(8, 2, 0);
        wide.setRGB(0, 0, 0xFF0000);
        float[] values = written(input, wide);
        // A triangle over 8 pixels round pixel 1.5: weights 1 3 5 7 7 5 3 1, of which the first two fall off the
        // picture.
        assertThat(values[0]).isCloseTo(5f / 28, Assertions.within(0.5f / 255));
        assertThat(values[1]).isZero();
    }

    @Test
    void grey_pictures_have_three_equal_colours_or_one() throws Exception {
        BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(0, 0, 0, 77);
        assertThat(written(input("size: 1, normalise: none", OPEN), grey))
                .containsExactly(77 / 255f, 77 / 255f, 77 / 255f);
        Slot one = new Slot("x", Kind.FLOATS, new long[] {1, 1, 1, 1});
        assertThat(written(input("channels: grey, normalise: none", one), grey)).containsExactly(77 / 255f);
        // round(0.299 · 255 + 0.587 · 128) = 151, as Pillow's convert("L")
        assertThat(written(input("channels: grey, normalise: none", one), Patterns.plain(1, 1, 0xFF8000)))
                .containsExactly(151 / 255f);
    }

    @Test
    void transparent_pixels_show_white() throws Exception {
        BufferedImage glass = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        assertThat(written(input("size: 1, normalise: none", OPEN), glass)).containsExactly(1, 1, 1);
    }

    @Test
    void what_the_model_says_goes_first() throws Exception {
        PictureInput input = input("shortest: 20", new Slot("x", Kind.FLOATS, new long[] {4, 3, 10, 12}));
        assertThat(input.dims()).containsExactly(4, 3, 10, 12);
        assertThat(input.shortest()).isEqualTo(20);
        assertThat(input("", OPEN).dims()).containsExactly(16, 3, 224, 224);
        assertThat(input("", new Slot("x", Kind.FLOATS, new long[] {-1, 3, 10, 12}))
                        .shortest())
                .isEqualTo(12);
    }

    @Test
    void what_does_not_fit_is_refused_with_what_does() {
        Slot small = new Slot("x", Kind.FLOATS, new long[] {-1, 3, 32, 32});
        assertThatThrownBy(() -> input("size: 224", small))
                .isInstanceOf(BadDataException.class)
                .hasMessage(
                        "The input (x) of (m.onnx) takes floats of shape [-1, 3, 32, 32], but the size is (224). Maybe (size: 32).");
        assertThatThrownBy(() -> input("channels: grey, normalise: none", small))
                .hasMessageContaining("pictures have (1) channels there. Maybe");
        assertThatThrownBy(() -> input("", new Slot("ids", Kind.WHOLE, new long[] {-1, -1})))
                .hasMessage(
                        "The input (ids) of (m.onnx) takes whole of shape [-1, -1], but a picture is float32 of four axes. Maybe it is no model for pictures.");
        assertThatThrownBy(() -> input("", small, new Slot("ids", Kind.WHOLE, new long[] {-1, -1})))
                .hasMessageContaining("has (2) inputs, x, ids, but a picture fills one. Maybe");
        assertThatThrownBy(() -> input("input: y", small))
                .hasMessageContaining("no input of (m.onnx) named (y)")
                .hasMessageContaining("Known: x.");
        assertThatThrownBy(() -> embedding("shortest: 100, size: 200")).hasMessageContaining("(100)");
        assertThatThrownBy(() -> embedding("means: [0.5], deviations: [0]")).hasMessageContaining("above 0");
        assertThatThrownBy(() -> embedding("means: [0.5, 1], deviations: [1, 1]"))
                .hasMessageContaining("one for each of (3) channels");
        assertThatThrownBy(() -> embedding("channels: grey")).hasMessageContaining("Maybe (normalise: none)");
    }
}
