package dev.quarry.dataset.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.Generator;
import dev.quarry.dataset.catalogue.Datasets;
import dev.quarry.part.Parts;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShapesTest {

    @TempDir
    Path folder;

    private static Shapes shapes(String options) {
        return (Shapes) Parts.read(Generator.class, "shapes{" + options + "}");
    }

    @Test
    void the_folder_that_is_written_is_the_same_dataset() throws IOException {
        Shapes twelve = shapes("n: 13, size: 32, test-fraction: 0");
        twelve.writeTo(folder, 4);
        Dataset drawn = twelve.generate(4);
        Dataset read = Datasets.open(folder.toString(), List.of(), 0);
        assertThat(read.items()).isEqualTo(drawn.items());
        assertThat(read.classes()).isEqualTo(drawn.classes());
        assertThat(read.labels()).containsExactly(drawn.labels());
        assertThat(read.features()).isEqualTo(drawn.features());
    }

    @Test
    void files_written_twice_are_the_same_bytes() throws IOException {
        Path again = folder.resolve("again");
        Path first = folder.resolve("first");
        shapes("n: 7, size: 40").writeTo(first, 9);
        shapes("n: 7, size: 40").writeTo(again, 9);
        try (Stream<Path> files = Files.walk(first)) {
            List<Path> written = files.filter(Files::isRegularFile).toList();
            assertThat(written).hasSize(7);
            for (Path file : written) {
                assertThat(Files.readAllBytes(file))
                        .isEqualTo(Files.readAllBytes(again.resolve(first.relativize(file))));
            }
        }
    }

    @Test
    void a_picture_has_the_bits_it_always_had() throws IOException {
        BufferedImage picture =
                shapes("n: 6, size: 32").generate(1).picture(4).orElseThrow().image();
        CRC32 sum = new CRC32();
        int[] pixels = picture.getRGB(0, 0, 32, 32, null, 0, 32);
        ByteBuffer bytes = ByteBuffer.allocate(4 * pixels.length);
        bytes.asIntBuffer().put(pixels);
        sum.update(bytes);
        assertThat(Long.toHexString(sum.getValue())).isEqualTo("2d7880b7");
    }

    @Test
    void classes_are_balanced_and_named_by_their_shape() {
        Dataset data = shapes("n: 20, size: 32, shapes: [star, ring, arrow]").generate(1);
        assertThat(data.classes()).containsExactly("arrow", "ring", "star");
        assertThat(data.classCounts()).containsExactly(6, 7, 7);
        assertThat(data.items().name(0)).isEqualTo("arrow/00002.png");
        assertThat(data.picture(0)).isPresent();
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void a_shape_fills_a_fair_part_of_its_circle_and_stays_inside(Shape shape) {
        int inside = 0;
        int all = 0;
        for (double y = -1.4; y <= 1.4; y += 0.02) {
            for (double x = -1.4; x <= 1.4; x += 0.02) {
                double distance = shape.distance(x, y);
                boolean filled = distance < 0;
                inside += filled ? 1 : 0;
                all += x * x + y * y <= 1 ? 1 : 0;
                assertThat(filled && x * x + y * y > 1.3).isFalse();
                // Moving by 0.02 changes a distance by at most as much.
                assertThat(Math.abs(shape.distance(x + 0.02, y) - distance)).isLessThanOrEqualTo(0.0200001);
            }
        }
        assertThat((double) inside / all).isBetween(0.15, 0.9);
    }

    @Test
    void distances_of_simple_shapes_are_exact() {
        assertThat(Shape.CIRCLE.distance(2, 0)).isCloseTo(1.1, within(1e-12));
        assertThat(Shape.SQUARE.distance(0, 0)).isCloseTo(-Math.sqrt(0.5), within(1e-12));
        assertThat(Shape.RING.distance(0, 0)).isCloseTo(0.48, within(1e-12));
        assertThat(Shape.TRIANGLE.distance(0, -1)).isCloseTo(0, within(1e-12)); // its tip points up
    }

    @Test
    void difficulty_makes_pictures_noisier() throws IOException {
        assertThat(roughness("0")).isLessThan(roughness("0.5"));
        assertThat(roughness("0.5")).isLessThan(roughness("1"));
    }

    private static double roughness(String difficulty) throws IOException {
        Dataset data = shapes("n: 6, size: 48, difficulty: " + difficulty).generate(1);
        double sum = 0;
        for (int row = 0; row < 6; row++) {
            BufferedImage picture = data.picture(row).orElseThrow().image();
            for (int i = 1; i < 48 * 48; i++) {
                int here = picture.getRGB(i % 48, i / 48) >> 8 & 255;
                int before = picture.getRGB((i - 1) % 48, (i - 1) / 48) >> 8 & 255;
                sum += Math.abs(here - before);
            }
        }
        return sum;
    }

    @Test
    void impossible_settings_are_refused() {
        assertThatThrownBy(() -> shapes("size: 16")).hasMessage("shapes: The size (16) must be 32 to 128.");
        assertThatThrownBy(() -> shapes("difficulty: 2"))
                .hasMessageContaining("The difficulty (2.0) must be in [0, 1].");
        assertThatThrownBy(() -> shapes("shapes: [star, star]")).hasMessageContaining("at least one, each once");
        assertThatThrownBy(() -> shapes("shapes: [stat]")).hasMessageContaining("Maybe (star)");
    }
}
