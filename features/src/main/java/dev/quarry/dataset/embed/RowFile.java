package dev.quarry.dataset.embed;

import dev.quarry.dataset.BadDataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.CRC32C;

/**
 * A file of float32 rows by the hash of their content, which only grows. All little-endian:
 *
 * <pre>
 * head   "QRYROWS1", int32 d, int32 length of the description, the description in UTF-8, CRC-32C of all that
 * row    SHA-256 of the content (32 bytes), d float32, CRC-32C of both
 * row    …
 * </pre>
 *
 * <p>Who appends holds the lock of the file, first reads what others have appended, and cuts off a row that a killed
 * process left half written. A row whose sum is wrong is passed over, and so computed again. Several processes and
 * threads may use one file at once.
 */
final class RowFile implements AutoCloseable {

    private static final byte[] MAGIC = "QRYROWS1".getBytes(StandardCharsets.US_ASCII);
    private static final int CHUNK = 1 << 20;

    /** A lock on a file is held by a whole process, so its threads must take turns before. */
    private static final Object PROCESS = new Object();

    private final Path file;
    private final FileChannel channel;
    private final byte[] description;
    private int cols;
    private long position;

    /** Takes a row that is in the file. */
    @FunctionalInterface
    interface Sink {
        /** A row of {@code cols} numbers, which may be used only now. */
        void accept(ContentKey key, float[] row);
    }

    private RowFile(Path file, FileChannel channel, String description) {
        this.file = file;
        this.channel = channel;
        this.description = description.getBytes(StandardCharsets.UTF_8);
    }

    /** Opens a file, or makes one. */
    static RowFile open(Path file, String description) throws IOException {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            return new RowFile(file, channel, description);
        } catch (IOException e) {
            throw refused(file, e);
        }
    }

    private static BadDataException refused(Path file, IOException e) {
        return new BadDataException(
                "The cache (%s) cannot be used: %s: %s. Maybe set QUARRY_CACHE to a folder that can be written, or to (none)."
                        .formatted(file, e.getClass().getSimpleName(), e.getMessage()),
                e);
    }

    /** How many numbers a row has, once it is known. */
    OptionalInt cols() {
        return cols == 0 ? OptionalInt.empty() : OptionalInt.of(cols);
    }

    /** Reads the rows that were appended since it was last read. */
    void read(Sink sink) throws IOException {
        locked(() -> scan(sink));
    }

    /**
     * Appends rows.
     *
     * @param sink takes the rows that others have appended meanwhile
     */
    void append(List<ContentKey> keys, float[] rows, int width, Sink sink) throws IOException {
        locked(() -> {
            scan(sink);
            if (position == 0) {
                start(width);
            } else if (cols != width) {
                throw new BadDataException(
                        "The cache (%s) has rows of (%d) numbers but the model gives (%d). Maybe its file was changed while it ran; then delete the cache."
                                .formatted(file, cols, width));
            }
            ByteBuffer out = buffer(keys.size() * slot());
            for (int i = 0; i < keys.size(); i++) {
                int from = out.position();
                keys.get(i).write(out);
                for (int j = 0; j < width; j++) {
                    out.putFloat(rows[i * width + j]);
                }
                out.putInt(sum(out, from, out.position()));
            }
            write(out.flip());
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    private void locked(Work work) throws IOException {
        synchronized (PROCESS) {
            try (FileLock _ = channel.lock()) {
                work.run();
            } catch (BadDataException e) {
                throw e;
            } catch (IOException e) {
                throw refused(file, e);
            }
        }
    }

    private int slot() {
        return ContentKey.BYTES + cols * Float.BYTES + Integer.BYTES;
    }

    /** Reads on from where it stopped; stops before a half row, which the next to write replaces. */
    private void scan(Sink sink) throws IOException {
        if (position > channel.size() || (position == 0 && !readHead())) {
            cols = 0; // empty, broken, or deleted by somebody: begin anew
            position = 0;
            return;
        }
        int slot = slot();
        ByteBuffer in = buffer(Math.max(1, CHUNK / slot) * slot);
        float[] row = new float[cols];
        for (long left = (channel.size() - position) / slot; left > 0; ) {
            int rows = (int) Math.min(left, in.capacity() / slot);
            fill(in.clear().limit(rows * slot), position);
            for (int i = 0; i < rows; i++) {
                int end = (i + 1) * slot - Integer.BYTES;
                if (sum(in, i * slot, end) == in.getInt(end)) {
                    ContentKey key = ContentKey.read(in.position(i * slot));
                    in.slice(in.position(), cols * Float.BYTES)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .asFloatBuffer()
                            .get(row);
                    sink.accept(key, row);
                }
            }
            position += (long) rows * slot;
            left -= rows;
        }
    }

    private boolean readHead() throws IOException {
        int length = MAGIC.length + 2 * Integer.BYTES + description.length + Integer.BYTES;
        if (channel.size() < length) {
            return false;
        }
        ByteBuffer head = buffer(length);
        fill(head, 0);
        int width = head.getInt(MAGIC.length);
        if (width < 1 || !head.equals(head(width))) {
            return false;
        }
        cols = width;
        position = length;
        return true;
    }

    private ByteBuffer head(int width) {
        ByteBuffer head = buffer(MAGIC.length + 2 * Integer.BYTES + description.length + Integer.BYTES);
        head.put(MAGIC).putInt(width).putInt(description.length).put(description);
        head.putInt(sum(head, 0, head.position()));
        return head.flip();
    }

    private void start(int width) throws IOException {
        channel.truncate(0);
        cols = width;
        write(head(width));
    }

    private void write(ByteBuffer bytes) throws IOException {
        channel.truncate(position);
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        channel.force(false);
        position = at;
    }

    private void fill(ByteBuffer bytes, long from) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw new IOException("it ended while it was read");
            }
        }
        bytes.flip();
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int sum(ByteBuffer bytes, int from, int to) {
        CRC32C sum = new CRC32C();
        sum.update(bytes.duplicate().limit(to).position(from));
        return (int) sum.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
