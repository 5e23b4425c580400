package dev.quarry.dataset.read;

import dev.quarry.dataset.BadDataException;
import dev.quarry.dataset.Picture;
import dev.quarry.kernel.Memory;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A picture in a file, or in an entry of a zip.
 *
 * @param path the file or the zip
 * @param entry the entry of the zip; empty for a file of its own
 */
record PictureFile(Path path, String entry) implements Picture {

    /** What a decoded pixel takes here: the picture itself and three float planes. */
    private static final int BYTES_PER_PIXEL = 16;

    @Override
    public BufferedImage image() throws IOException {
        if (entry.isEmpty()) {
            return decode(path, path.toString());
        }
        try (ZipFile zip = new ZipFile(path.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(entry))) {
            return decode(in, "%s in %s".formatted(entry, path));
        }
    }

    @Override
    public byte[] content() throws IOException {
        if (entry.isEmpty()) {
            return Files.readAllBytes(path);
        }
        try (ZipFile zip = new ZipFile(path.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(entry))) {
            return in.readAllBytes();
        }
    }

    @Override
    public Optional<Path> file() {
        return entry.isEmpty() ? Optional.of(path) : Optional.empty();
    }

    static BufferedImage decode(Path file, String name) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return decode(in, name);
        }
    }

    private static BufferedImage decode(InputStream in, String name) throws IOException {
        try (ImageInputStream bytes = new MemoryCacheImageInputStream(in)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(bytes);
            if (!readers.hasNext()) {
                throw new BadDataException(
                        "The file (%s) is no JPEG, PNG, BMP, GIF, TIFF or WebP picture, whatever its name says. Maybe take it out of the folder."
                                .formatted(name));
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(bytes, true, true);
                Memory.require(
                        (long) reader.getWidth(0) * reader.getHeight(0) * BYTES_PER_PIXEL,
                        "The picture (%s)".formatted(name));
                return reader.read(0);
            } catch (BadDataException e) {
                throw e;
            } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new BadDataException(
                        "The picture (%s) cannot be decoded: %s. Maybe it is cut short, or a CMYK JPEG."
                                .formatted(name, e.getMessage()),
                        e);
            } finally {
                reader.dispose();
            }
        }
    }
}
