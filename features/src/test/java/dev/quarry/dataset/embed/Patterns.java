package dev.quarry.dataset.embed;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Pictures whose every value follows from its place. */
final class Patterns {

    private Patterns() {}

    /** Of channel c (0 is red) at (x, y), in 8 bits. */
    static int value(int x, int y, int c) {
        return (x * 37 + y * 59 + c * 83 + x * y * 11) % 256;
    }

    static BufferedImage picture(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, value(x, y, 0) << 16 | value(x, y, 1) << 8 | value(x, y, 2));
            }
        }
        return picture;
    }

    /** A picture of one colour. */
    static BufferedImage plain(int width, int height, int rgb) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, rgb);
            }
        }
        return picture;
    }

    /** Files of pictures, all different: the colour of number i is (i, 2i, 3i). */
    static List<Path> files(Path folder, int n, int size) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            files.add(png(
                    folder.resolve("%03d.png".formatted(i)), plain(size, size, (i << 16) | ((2 * i) << 8) | (3 * i))));
        }
        return files;
    }

    static Path png(Path file, BufferedImage picture) throws IOException {
        ImageIO.write(picture, "png", file.toFile());
        return file;
    }
}
