package dev.quarry.dataset.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.feature.Pixels;
import dev.quarry.dataset.feature.Unscaled;
import dev.quarry.kernel.Workers;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PicturesTest {

    @TempDir
    Path folder;

    private Path picture(String name, int width, int height, int type, int level) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, type);
        for (int i = 0; i < width * height * picture.getRaster().getNumBands(); i++) {
            int pixel = i / picture.getRaster().getNumBands();
            picture.getRaster()
                    .setSample(
                            pixel % width,
                            pixel / width,
                            i % picture.getRaster().getNumBands(),
                            level);
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        assertThat(ImageIO.write(picture, name.substring(name.lastIndexOf('.') + 1), file.toFile()))
                .isTrue();
        return file;
    }

    private Dataset read(Pictures pictures) throws IOException {
        return Written.read(pictures, folder);
    }

    @Test
    void folders_are_classes_sizes_and_kinds_may_differ_and_other_files_are_passed_over() throws IOException {
        picture("cat/a.png", 4, 6, BufferedImage.TYPE_INT_RGB, 51);
        picture("cat/b.jpg", 9, 3, BufferedImage.TYPE_BYTE_GRAY, 128);
        picture("dog/c.bmp", 5, 5, BufferedImage.TYPE_3BYTE_BGR, 255);
        picture("lone.png", 2, 2, BufferedImage.TYPE_INT_RGB, 0);
        Written.text(folder, "README.md", "no picture");
        Written.text(folder, "cat/.hidden.png", "no picture");
        Dataset data = read(new Pictures("train", "test", List.of(), List.of(new Pixels(1, 1, true)), new Unscaled()));
        assertThat(List.of(
                        data.items().name(0),
                        data.items().name(1),
                        data.items().name(2),
                        data.items().name(3)))
                .containsExactly("cat/a.png", "cat/b.jpg", "dog/c.bmp", "lone.png");
        assertThat(data.labels()).containsExactly(0, 0, 1, Dataset.UNKNOWN);
        assertThat(data.classes()).containsExactly("cat", "dog");
        assertThat((float) data.features().get(0, 0)).isCloseTo(51 / 255f, Assertions.within(1e-6f));
        assertThat((float) data.features().get(1, 0)).isCloseTo(128 / 255f, Assertions.within(0.01f));
        assertThat(data.picture(2).orElseThrow().file()).contains(folder.resolve("dog/c.bmp"));
        assertThat(data.picture(1).orElseThrow().image().getWidth()).isEqualTo(9);
    }

    @Test
    void a_folder_may_be_declared_unlabelled() throws IOException {
        picture("Hemlock/h.png", 3, 3, BufferedImage.TYPE_INT_RGB, 1);
        picture("Test/t.png", 3, 3, BufferedImage.TYPE_INT_RGB, 1);
        Dataset data = read(new Pictures("train", "test", List.of("Test"), List.of(new Pixels()), new Unscaled()));
        assertThat(data.classes()).containsExactly("Hemlock");
        assertThat(data.labels()).containsExactly(0, Dataset.UNKNOWN);
        assertThat(data.testRows()).isEmpty();
    }

    @Test
    void train_and_test_folders_are_a_split_with_the_pool_first() throws IOException {
        picture("test/cat/1.png", 3, 3, BufferedImage.TYPE_INT_RGB, 1);
        picture("train/cat/1.png", 3, 3, BufferedImage.TYPE_INT_RGB, 1);
        picture("train/dog/2.png", 3, 3, BufferedImage.TYPE_INT_RGB, 1);
        Dataset data = read(new Pictures());
        assertThat(data.classes()).containsExactly("cat", "dog");
        assertThat(data.labels()).containsExactly(0, 1, 0);
        assertThat(data.testRows()).containsExactly(2);
        assertThat(data.items().name(2)).isEqualTo("test/cat/1.png");
    }

    @Test
    void a_zip_is_read_like_the_folder_in_it() throws IOException {
        List<String> names = List.of("train/cat/1.png", "train/dog/2.png", "test/dog/3.png");
        for (int i = 0; i < names.size(); i++) {
            picture(names.get(i), 3 + i, 3, BufferedImage.TYPE_INT_RGB, 40 * i);
        }
        Path zip = folder.resolveSibling(folder.getFileName() + ".zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : names) {
                out.putNextEntry(new ZipEntry(name));
                out.write(Files.readAllBytes(folder.resolve(name)));
            }
        }
        Dataset unpacked = read(new Pictures());
        Dataset zipped = Written.read(new Pictures(), zip);
        Files.delete(zip.resolveSibling(zip.getFileName()));
        assertThat(zipped.items()).isEqualTo(unpacked.items());
        assertThat(zipped.features()).isEqualTo(unpacked.features());
        assertThat(zipped.testRows()).containsExactly(unpacked.testRows());
        assertThat(zipped.labels()).containsExactly(unpacked.labels());
    }

    @Test
    void a_picture_in_a_zip_can_be_shown_later() throws IOException {
        Path png = picture("cat/1.png", 7, 3, BufferedImage.TYPE_INT_RGB, 99);
        Path zip = folder.resolve("z.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("cat/1.png"));
            out.write(Files.readAllBytes(png));
        }
        Dataset data = Written.read(new Pictures(), zip);
        assertThat(data.picture(0).orElseThrow().image().getWidth()).isEqualTo(7);
        assertThat(data.picture(0).orElseThrow().file()).isEmpty();
    }

    @Test
    void the_number_of_threads_does_not_change_the_features() throws IOException {
        for (int i = 0; i < 40; i++) {
            picture("c%d/%d.png".formatted(i % 3, i), 5 + i, 9, BufferedImage.TYPE_INT_RGB, 6 * i);
        }
        Dataset one = read(new Pictures());
        Dataset many = Workers.using(3, () -> {
            try {
                return read(new Pictures());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(many.features()).isEqualTo(one.features());
    }

    @Test
    void what_is_no_picture_gets_its_sentence() throws IOException {
        Written.text(folder, "cat/text.png", "this is a text");
        assertThatThrownBy(() -> read(new Pictures()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "text.png) is no JPEG, PNG, BMP, GIF, TIFF or WebP picture, whatever its name says.");
    }

    @Test
    void a_picture_that_is_cut_short_gets_its_sentence() throws IOException {
        Path whole = picture("cat/a.png", 64, 64, BufferedImage.TYPE_INT_RGB, 77);
        Files.write(whole, Arrays.copyOf(Files.readAllBytes(whole), 60));
        assertThatThrownBy(() -> read(new Pictures())).hasMessageContaining("a.png) cannot be decoded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lossy", "lossless", "clear"})
    void a_webp_is_a_picture_like_the_others(String kind) throws IOException {
        Path file = Files.createDirectories(folder.resolve("cat")).resolve("a.webp");
        try (InputStream in = PicturesTest.class.getResourceAsStream(kind + ".webp")) {
            Files.copy(Objects.requireNonNull(in), file);
        }
        BufferedImage picture = read(new Pictures()).picture(0).orElseThrow().image();
        assertThat(picture.getWidth()).isEqualTo(60);
        assertThat(new Color(picture.getRGB(12, 7)).getRed()).isGreaterThan(200);
        assertThat(new Color(picture.getRGB(45, 7)).getGreen()).isGreaterThan(200);
        assertThat(new Color(picture.getRGB(12, 22)).getBlue()).isGreaterThan(200);
        assertThat(new Color(picture.getRGB(45, 22), true).getAlpha()).isEqualTo(kind.equals("clear") ? 0 : 255);
    }

    @Test
    void a_kind_that_java_does_not_read_is_named_instead_of_skipped() throws IOException {
        Written.text(folder, "cat/a.heic", "ftyp");
        assertThatThrownBy(() -> read(new Pictures()))
                .hasMessageContaining("a.heic) is of a kind (heic) that Java does not read.");
    }

    @Test
    void folders_without_pictures_and_broken_zips_get_their_sentence() throws IOException {
        assertThatThrownBy(() -> read(new Pictures())).hasMessageContaining("There is no picture in (");
        Path zip = Written.text(folder, "bad.zip", "PK\003\004 and then nothing");
        assertThatThrownBy(() -> Written.read(new Pictures(), zip))
                .hasMessageContaining("bad.zip) is not a readable zip");
        Path text = Written.text(folder, "text.zip", "hello");
        assertThatThrownBy(() -> Written.read(new Pictures(), text))
                .hasMessageContaining("text.zip) is not a readable zip");
    }
}
