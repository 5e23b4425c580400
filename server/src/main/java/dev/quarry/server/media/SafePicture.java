package dev.quarry.server.media;

import dev.quarry.dataset.BadDataException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A picture that a stranger sent: its size is read before anything is decoded, what is larger than needed is thinned out
 * while it is read, only its first frame is looked at, and decoding ends when its thread is interrupted.
 *
 * @param file where it is
 * @param name what messages call it
 */
public record SafePicture(Path file, String name) {

    /** More pixels than this are refused. */
    public static final long MOST_PIXELS = 100_000_000;

    /** Where a picture is computed with, more of it is not needed. */
    private static final int LARGE = 4_096;

    private static final float QUALITY = 0.82f;

    static {
        ImageIO.setUseCache(false);
    }

    /**
     * Its size in pixels.
     *
     * @param width as it stands in the file
     * @param height as it stands in the file
     */
    public record Size(int width, int height) {}

    /** What is done with a reader that was given the file. */
    @FunctionalInterface
    private interface Use<T> {
        T of(ImageReader reader, PictureKind kind) throws IOException;
    }

    /**
     * Its size, from its header.
     *
     * @throws IOException if it is no picture that can be decoded, or larger than {@link #MOST_PIXELS}
     */
    public Size size() throws IOException {
        return with((reader, kind) -> size(reader, kind));
    }

    private Size size(ImageReader reader, PictureKind kind) throws IOException {
        Size size = new Size(reader.getWidth(0), reader.getHeight(0));
        if ((long) size.width * size.height > MOST_PIXELS) {
            throw new BadDataException(
                    "The picture (%s) has (%d × %d) pixels, more than (%d) million. Maybe make it smaller."
                            .formatted(name, size.width, size.height, MOST_PIXELS / 1_000_000));
        }
        if (kind == PictureKind.WEBP && WebPChunks.of(file, name).pixels() > MOST_PIXELS) {
            throw new BadDataException(
                    "The picture (%s) holds a frame of more than (%d) million pixels. Maybe save it anew."
                            .formatted(name, MOST_PIXELS / 1_000_000));
        }
        return size;
    }

    private int orientation(PictureKind kind) throws IOException {
        return switch (kind) {
            case JPEG -> Orientation.of(file);
            case WEBP -> WebPChunks.of(file, name).orientation();
            default -> 1;
        };
    }

    /**
     * It, upright and at most {@code longest} pixels long and wide, as a JPEG without anything that the camera wrote.
     *
     * @throws IOException if it cannot be decoded
     */
    public byte[] jpeg(int longest) throws IOException {
        return with((reader, kind) -> {
            BufferedImage small = within(decoded(reader, kind, longest), longest);
            return encoded(Orientation.upright(small, orientation(kind)));
        });
    }

    /**
     * It, upright; a very large one is thinned out while it is read.
     *
     * @throws IOException if it cannot be decoded
     */
    public BufferedImage image() throws IOException {
        return with((reader, kind) -> {
            return Orientation.upright(decoded(reader, kind, LARGE), orientation(kind));
        });
    }

    private <T> T with(Use<T> use) throws IOException {
        PictureKind kind = PictureKind.of(file);
        if (!kind.isReadable()) {
            throw new BadDataException(
                    kind == PictureKind.OTHER
                            ? "The file (%s) is no picture, whatever its name says.".formatted(name)
                            : "The picture (%s) is of a kind (%s) that is not read. Maybe convert it to JPEG or PNG."
                                    .formatted(name, kind.mediaType()));
        }
        try (ImageInputStream bytes = new PictureStream(file)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(bytes);
            if (!readers.hasNext()) {
                throw new IOException("No decoder knows these bytes.");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(bytes, true, true);
                return use.of(reader, kind);
            } finally {
                reader.dispose();
            }
        } catch (BadDataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // decoders throw whatever comes to their mind where bytes are broken
            if (Thread.currentThread().isInterrupted()) {
                throw new BadDataException("The picture (%s) takes too long to decode.".formatted(name), e);
            }
            throw new BadDataException(
                    "The picture (%s) cannot be decoded. Maybe it is cut short, or a CMYK JPEG.".formatted(name), e);
        } catch (OutOfMemoryError e) {
            throw new BadDataException("There is not enough memory to decode the picture (%s).".formatted(name), e);
        }
    }

    private BufferedImage decoded(ImageReader reader, PictureKind kind, int longest) throws IOException {
        Size size = size(reader, kind);
        int step = Math.max(1, Math.max(size.width, size.height) / (2 * longest));
        ImageReadParam wanted = reader.getDefaultReadParam();
        wanted.setSourceSubsampling(step, step, 0, 0);
        reader.addIIOReadProgressListener(new Interruptible());
        BufferedImage picture = reader.read(0, wanted);
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException();
        }
        return picture;
    }

    /** The picture on white, scaled down in halves so that nothing is skipped. */
    private static BufferedImage within(BufferedImage picture, int longest) {
        BufferedImage now = picture;
        double scale = Math.min(1, (double) longest / Math.max(picture.getWidth(), picture.getHeight()));
        int width = Math.max(1, (int) Math.round(scale * picture.getWidth()));
        int height = Math.max(1, (int) Math.round(scale * picture.getHeight()));
        while (now.getWidth() > 2 * width) {
            now = scaled(now, now.getWidth() / 2, Math.max(1, now.getHeight() / 2));
        }
        return scaled(now, width, height);
    }

    private static BufferedImage scaled(BufferedImage picture, int width, int height) {
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = scaled.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(picture, 0, 0, width, height, Color.WHITE, null);
        graphics.dispose();
        return scaled;
    }

    private static byte[] encoded(BufferedImage picture) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Ends the decoding when its thread is interrupted. */
    private static final class Interruptible implements IIOReadProgressListener {
        @Override
        public void imageProgress(ImageReader source, float percentageDone) {
            if (Thread.currentThread().isInterrupted()) {
                source.abort();
            }
        }

        @Override
        public void sequenceStarted(ImageReader source, int minIndex) {}

        @Override
        public void sequenceComplete(ImageReader source) {}

        @Override
        public void imageStarted(ImageReader source, int imageIndex) {}

        @Override
        public void imageComplete(ImageReader source) {}

        @Override
        public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

        @Override
        public void thumbnailProgress(ImageReader source, float percentageDone) {}

        @Override
        public void thumbnailComplete(ImageReader source) {}

        @Override
        public void readAborted(ImageReader source) {}
    }
}
