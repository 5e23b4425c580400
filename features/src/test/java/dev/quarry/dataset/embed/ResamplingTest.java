package dev.quarry.dataset.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Numbers of Pillow 12.3: {@code Image.fromarray(pattern).resize(size, Image.BILINEAR)} of the pattern of
 * {@link Patterns}, and {@code zlib.crc32} of one channel of it.
 */
class ResamplingTest {

    private static byte[] plane(int width, int height, int channel) {
        byte[] plane = new byte[width * height];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = (byte) Patterns.value(i % width, i / width, channel);
        }
        return plane;
    }

    private static byte[] resized(
            int width, int height, int channel, int newWidth, int newHeight, Interpolation filter) {
        return Resampling.resize(
                plane(width, height, channel),
                width,
                Resampling.of(width, newWidth, 0, newWidth, filter),
                Resampling.of(height, newHeight, 0, newHeight, filter));
    }

    private static int[] unsigned(byte[] bytes) {
        return IntStream.range(0, bytes.length).map(i -> bytes[i] & 0xFF).toArray();
    }

    @Test
    void shrinking_gives_the_numbers_of_pillow() {
        assertThat(unsigned(resized(7, 5, 0, 4, 3, Interpolation.BILINEAR)))
                .containsExactly(47, 112, 167, 149, 146, 155, 127, 134, 176, 135, 126, 122);
        assertThat(unsigned(resized(7, 5, 0, 4, 3, Interpolation.BICUBIC)))
                .containsExactly(37, 115, 171, 150, 152, 160, 125, 128, 180, 134, 124, 120);
    }

    @Test
    void growing_gives_the_numbers_of_pillow() {
        assertThat(unsigned(resized(7, 5, 0, 10, 9, Interpolation.BICUBIC)))
                .startsWith(0, 12, 40, 65, 91, 115, 142, 184, 217, 235, 13, 32, 63, 91, 125, 160, 181, 148, 158, 184)
                .endsWith(253, 131, 51, 144, 224, 170, 34, 107, 183, 225);
        assertThat(unsigned(resized(7, 5, 0, 10, 9, Interpolation.BILINEAR)))
                .startsWith(0, 20, 46, 72, 98, 124, 150, 176, 202, 222)
                .endsWith(236, 140, 81, 138, 195, 162, 52, 109, 165, 210);
    }

    @ParameterizedTest
    @CsvSource({
        "64, 48, 20, 15, BILINEAR, 1151243599, 3804170237, 4140492630",
        "64, 48, 20, 15, BICUBIC, 1747579304, 3648780808, 1099803961",
        "640, 427, 336, 224, BILINEAR, 1186063647, 3098408866, 3396609515",
        "640, 427, 336, 224, BICUBIC, 1480441984, 1765886216, 2323807992",
        "31, 97, 90, 61, BILINEAR, 1646939754, 2608103904, 1931791131",
        "31, 97, 90, 61, BICUBIC, 2315321580, 3466425328, 4137832260",
        "500, 3, 7, 224, BILINEAR, 234447190, 331795255, 2111436822",
        "500, 3, 7, 224, BICUBIC, 4074699450, 2362459026, 1201085515",
        "5, 5, 5, 9, BICUBIC, 2744679138, 1478480377, 1322982825",
        "300, 200, 300, 50, BILINEAR, 2537852869, 2037288058, 2693099498",
    })
    void every_pixel_is_that_of_pillow(
            int width, int height, int newWidth, int newHeight, Interpolation filter, long red, long green, long blue) {
        long[] expected = {red, green, blue};
        for (int channel = 0; channel < 3; channel++) {
            CRC32 sum = new CRC32();
            sum.update(resized(width, height, channel, newWidth, newHeight, filter));
            assertThat(sum.getValue()).as("channel %d", channel).isEqualTo(expected[channel]);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_part_is_cut_out_of_the_whole(Interpolation filter) {
        byte[] whole = resized(64, 48, 1, 20, 15, filter);
        byte[] part = Resampling.resize(
                plane(64, 48, 1), 64, Resampling.of(64, 20, 3, 8, filter), Resampling.of(48, 15, 5, 6, filter));
        for (int y = 0; y < 6; y++) {
            for (int x = 0; x < 8; x++) {
                assertThat(part[y * 8 + x]).isEqualTo(whole[(y + 5) * 20 + x + 3]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_same_size_changes_nothing(Interpolation filter) {
        assertThat(resized(9, 7, 2, 9, 7, filter)).isEqualTo(plane(9, 7, 2));
    }
}
