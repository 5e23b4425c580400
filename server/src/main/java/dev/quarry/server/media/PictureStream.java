package dev.quarry.server.media;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * The bytes of a picture for its decoder, read in blocks, and no more of them once the thread is interrupted: not every
 * decoder asks whether it is to stop. Its length is not told, which one decoder would take for a bound on the pixels that
 * flat pictures break; {@link SafePicture#MOST_PIXELS} bounds them.
 */
final class PictureStream extends ImageInputStreamImpl {

    private final RandomAccessFile file;
    private final byte[] block = new byte[1 << 15];
    private long from;
    private int length;

    PictureStream(Path path) throws IOException {
        this.file = new RandomAccessFile(path.toFile(), "r");
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        return fill() ? block[(int) (streamPos++ - from)] & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int wanted) throws IOException {
        bitOffset = 0;
        if (wanted == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int at = (int) (streamPos - from);
        int count = Math.min(wanted, length - at);
        System.arraycopy(block, at, bytes, offset, count);
        streamPos += count;
        return count;
    }

    /** Whether there is a byte at the position, which is in the block then. */
    private boolean fill() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("Nobody waits for the picture any more.");
        }
        if (streamPos < from || streamPos >= from + length) {
            file.seek(streamPos);
            from = streamPos;
            length = Math.max(0, file.read(block));
        }
        return length > 0;
    }

    @Override
    public void close() throws IOException {
        super.close();
        file.close();
    }
}
