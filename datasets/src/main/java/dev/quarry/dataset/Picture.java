package dev.quarry.dataset;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** One picture, loaded anew each time it is asked for. */
public interface Picture {

    /** The picture. */
    BufferedImage image() throws IOException;

    /**
     * Bytes that tell this picture from all others: those of its file, otherwise its size and pixels. What was computed
     * from a picture may be kept by their hash.
     */
    default byte[] content() throws IOException {
        BufferedImage image = image();
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(pixels.length + 2, Integer.BYTES));
        bytes.putInt(image.getWidth()).putInt(image.getHeight());
        bytes.asIntBuffer().put(pixels);
        return bytes.array();
    }

    /** The file that holds it, if it has one of its own. */
    default Optional<Path> file() {
        return Optional.empty();
    }
}
