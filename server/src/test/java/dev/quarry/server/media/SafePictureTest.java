package dev.quarry.server.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.dataset.BadDataException;
import dev.quarry.server.store.Folders;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafePictureTest {

    @TempDir
    Path folder;

    /** Red at the upper left, green at the upper right, blue at the lower left, black at the lower right. */
    private static BufferedImage corners(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height / 2);
        graphics.setColor(Color.GREEN);
        graphics.fillRect(width / 2, 0, width / 2, height / 2);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(0, height / 2, width / 2, height / 2);
        graphics.dispose();
        return picture;
    }

    private static byte[] encoded(BufferedImage picture, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, format, bytes);
        return bytes.toByteArray();
    }

    /** An EXIF part that says how the camera was held, little-endian. */
    private static byte[] exif(int orientation) {
        return new byte[] {
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'I',
            'I',
            42,
            0,
            8,
            0,
            0,
            0,
            1,
            0,
            0x12,
            1,
            3,
            0,
            1,
            0,
            0,
            0,
            (byte) orientation,
            0,
            0,
            0,
            0,
            0,
            0,
            0
        };
    }

    /** With an EXIF part that says how the camera was held, behind a comment. */
    private static byte[] held(byte[] jpeg, int orientation) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(jpeg, 0, 2);
        bytes.write(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 4, 'h', 'i'});
        byte[] exif = exif(orientation);
        bytes.write(new byte[] {(byte) 0xFF, (byte) 0xE1, 0, (byte) (exif.length + 2)});
        bytes.write(exif);
        bytes.write(jpeg, 2, jpeg.length - 2);
        return bytes.toByteArray();
    }

    private static String corner(BufferedImage picture, int x, int y) {
        Color colour = new Color(picture.getRGB(x, y));
        if (colour.getRed() > 150) {
            return "red";
        } else if (colour.getGreen() > 150) {
            return "green";
        }
        return colour.getBlue() > 150 ? "blue" : "black";
    }

    @ParameterizedTest
    @CsvSource({
        "1, 60, red, green",
        "2, 60, green, red",
        "3, 60, black, blue",
        "4, 60, blue, black",
        "5, 30, red, blue",
        "6, 30, blue, red",
        "7, 30, black, green",
        "8, 30, green, black"
    })
    void a_thumbnail_stands_upright_however_the_camera_was_held(
            int orientation, int width, String upperLeft, String upperRight) throws IOException {
        Path file = Files.write(folder.resolve("a.jpg"), held(encoded(corners(600, 300), "jpg"), orientation));
        byte[] jpeg = new SafePicture(file, "a.jpg").jpeg(60);
        BufferedImage small = ImageIO.read(new ByteArrayInputStream(jpeg));
        assertThat(small.getWidth()).isEqualTo(width);
        assertThat(corner(small, 5, 5)).isEqualTo(upperLeft);
        assertThat(corner(small, small.getWidth() - 6, 5)).isEqualTo(upperRight);
        assertThat(new String(jpeg, StandardCharsets.ISO_8859_1)).doesNotContain("Exif");
    }

    @Test
    void an_exif_part_that_is_broken_turns_nothing() throws IOException {
        byte[] whole = held(encoded(corners(60, 30), "jpg"), 6);
        for (int cut = 0; cut < 40; cut++) {
            Path file = Files.write(folder.resolve("a.jpg"), Arrays.copyOf(whole, cut));
            assertThat(Orientation.of(file)).as("cut after %d bytes", cut).isBetween(1, 8);
        }
        whole[18] = (byte) 0xFF; // where the directory of the part begins
        assertThat(Orientation.of(Files.write(folder.resolve("b.jpg"), whole))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lossy", "lossless", "clear", "clear-lossless"})
    void a_webp_is_read_like_any_picture(String kind) throws IOException {
        Path file = Files.write(folder.resolve("a.webp"), WebPs.of(kind));
        SafePicture picture = new SafePicture(file, "a.webp");
        assertThat(PictureCheck.of(file, "a.webp"))
                .returns(PictureKind.WEBP, PictureCheck::kind)
                .returns(new SafePicture.Size(60, 30), PictureCheck::size);
        boolean clear = kind.startsWith("clear");
        assertThat(new Color(picture.image().getRGB(45, 22), true).getAlpha()).isEqualTo(clear ? 0 : 255);
        BufferedImage small = ImageIO.read(new ByteArrayInputStream(picture.jpeg(20)));
        assertThat(small.getWidth()).isEqualTo(20);
        assertThat(List.of(corner(small, 3, 2), corner(small, 16, 2), corner(small, 3, 7)))
                .containsExactly("red", "green", "blue");
        assertThat(new Color(small.getRGB(16, 7)).getGreen())
                .as("what is transparent stands on white")
                .satisfies(green -> assertThat(green > 200).isEqualTo(clear));
    }

    @Test
    void a_webp_without_the_part_that_names_its_size_is_one_too() throws IOException {
        for (String kind : List.of("VP8 ", "VP8L")) {
            byte[] whole = WebPs.of(kind.equals("VP8L") ? "lossless" : "lossy");
            byte[] bytes = WebPs.file(WebPs.chunk(kind, WebPs.content(whole, kind)));
            Path file = Files.write(folder.resolve("a.webp"), bytes);
            assertThat(WebPChunks.of(file, "a.webp")).isEqualTo(new WebPChunks(60 * 30, true, 1));
            assertThat(corner(new SafePicture(file, "a.webp").image(), 50, 5)).isEqualTo("green");
        }
    }

    @Test
    void of_an_animation_the_first_frame_is_shown() throws IOException {
        Path file = Files.write(folder.resolve("a.webp"), WebPs.animated());
        assertThat(PictureCheck.of(file, "a.webp").size()).isEqualTo(new SafePicture.Size(60, 30));
        assertThat(corner(new SafePicture(file, "a.webp").image(), 50, 5)).isEqualTo("green");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_webp_stands_upright_too(boolean asInJpeg) throws IOException {
        byte[] exif = exif(6);
        Path file = Files.write(
                folder.resolve("a.webp"), WebPs.held(asInJpeg ? exif : Arrays.copyOfRange(exif, 6, exif.length)));
        BufferedImage small = ImageIO.read(new ByteArrayInputStream(new SafePicture(file, "a.webp").jpeg(60)));
        assertThat(small.getHeight()).isEqualTo(60);
        assertThat(corner(small, 5, 5)).isEqualTo("blue");
        assertThat(corner(small, 25, 5)).isEqualTo("red");
    }

    @Test
    void a_webp_that_hides_its_size_or_is_cut_short_is_refused() throws IOException {
        Path hiding = Files.write(folder.resolve("a.webp"), WebPs.hiding());
        assertThatThrownBy(() -> new SafePicture(hiding, "a.webp").image())
                .hasMessage(
                        "The picture (a.webp) holds a frame of more than (100) million pixels. Maybe save it anew.");
        Path huge = Files.write(folder.resolve("b.webp"), WebPs.huge());
        assertThatThrownBy(() -> new SafePicture(huge, "b.webp").size())
                .hasMessageContaining("more than (100) million");
        byte[] whole = WebPs.of("clear-lossless");
        for (int cut = 12; cut < whole.length; cut += 7) {
            Path file = Files.write(folder.resolve("c.webp"), Arrays.copyOf(whole, cut));
            assertThatThrownBy(() -> PictureCheck.of(file, "c.webp"))
                    .as("cut after %d bytes", cut)
                    .isInstanceOf(BadDataException.class);
        }
    }

    @Test
    void nobody_reads_on_when_nobody_waits() throws IOException {
        Path file = Files.write(folder.resolve("a.webp"), WebPs.of("lossless"));
        try (PictureStream stream = new PictureStream(file)) {
            assertThat(stream.read()).isEqualTo('R');
            Thread.currentThread().interrupt();
            assertThatThrownBy(stream::read).isInstanceOf(InterruptedIOException.class);
            assertThatThrownBy(() -> new SafePicture(file, "a.webp").image())
                    .hasMessage("The picture (a.webp) takes too long to decode.");
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void what_is_transparent_stands_on_white() throws IOException {
        BufferedImage clear = new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB);
        Path file = Files.write(folder.resolve("a.png"), encoded(clear, "png"));
        BufferedImage small = ImageIO.read(new ByteArrayInputStream(new SafePicture(file, "a.png").jpeg(20)));
        assertThat(new Color(small.getRGB(10, 10)).getRed()).isGreaterThan(250);
    }

    @Test
    void a_picture_has_as_much_time_as_it_has() throws IOException {
        Path file = Files.write(folder.resolve("a.png"), encoded(corners(2_000, 2_000), "png"));
        try (Thumbnails none = new Thumbnails(new Folders(folder), 1, 0)) {
            assertThatThrownBy(() -> none.of("p", 0, 160, new SafePicture(file, "a.png")))
                    .isInstanceOf(IOException.class)
                    .hasMessage("The picture (a.png) takes too long to decode.");
        }
        try (Thumbnails enough = new Thumbnails(new Folders(folder), 1, 60)) {
            Path small = enough.of("p", 1_234, 160, new SafePicture(file, "a.png"));
            assertThat(small).endsWith(Path.of("thumbnails", "160", "1", "1234.jpg"));
            Files.delete(file);
            assertThat(enough.of("p", 1_234, 160, new SafePicture(file, "a.png")))
                    .isEqualTo(small)
                    .exists();
        }
    }

    @Test
    void a_file_is_what_its_bytes_say() throws IOException {
        for (String format : new String[] {"png", "jpg", "gif", "bmp"}) {
            byte[] bytes = encoded(corners(20, 20), format);
            assertThat(PictureKind.of(bytes).mediaType()).isEqualTo("image/" + format.replace("jpg", "jpeg"));
            assertThat(PictureKind.of(bytes).isShown()).isTrue();
        }
        assertThat(PictureKind.of("RIFF....WEBPVP8 ".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(PictureKind.WEBP);
        assertThat(PictureKind.of("<?xml version=\"1.0\"?><SVG onload='x'>".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(PictureKind.SVG);
        assertThat(PictureKind.SVG.isShown()).isFalse();
        assertThat(PictureKind.of("<html>".getBytes(StandardCharsets.US_ASCII)).isShown())
                .isFalse();
        assertThat(PictureKind.of("%PDF-1.7".getBytes(StandardCharsets.US_ASCII))
                        .isShown())
                .isFalse();
        assertThat(PictureKind.of(new byte[0])).isEqualTo(PictureKind.OTHER);
    }
}
