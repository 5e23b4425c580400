package dev.quarry.bundle;

import dev.quarry.kernel.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * A {@link State} as one file: a zip that other languages can read, without compression. Matrices and whole numbers are
 * {@code .npy} files (float32, float64, int32), texts {@code .txt} in UTF-8, bytes {@code .bin}. The first entry, {@code
 * MANIFEST.txt}, names format and version and has the SHA-256 of all others.
 *
 * <p>Equal states give equal bytes. A value may have 2 GiB, all of them together 4 GiB.
 */
public final class BundleFile {

    private BundleFile() {}

    /**
     * Writes a state, whole or not at all: it is written beside, forced to the disk and moved over what was there.
     * O(bytes) time; the memory of the longest value.
     *
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if it is larger than a bundle can be
     */
    public static void write(Path file, State state) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (FileChannel channel = FileChannel.open(
                    beside,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                writeAll(channel, file, state);
                channel.force(true);
            }
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static void writeAll(FileChannel channel, Path file, State state) throws IOException {
        if (state.names().size() >= StoredZip.MOST_ENTRIES) {
            throw new IllegalArgumentException(
                    "There are (%d) values for the bundle (%s), which holds (%d) at most. Maybe use fewer members."
                            .formatted(state.names().size(), file, StoredZip.MOST_ENTRIES - 1));
        }
        Manifest manifest = new Manifest();
        for (Map.Entry<String, State.Value> value : state.values().entrySet()) {
            manifest.add(Entry.of(value.getKey(), value.getValue()));
        }
        List<StoredZip.Listed> listed = new ArrayList<>();
        write(channel, manifest.entry(), listed);
        for (Map.Entry<String, State.Value> value : state.values().entrySet()) {
            write(channel, Entry.of(value.getKey(), value.getValue()), listed);
            if (channel.position() > StoredZip.MOST_BYTES) {
                throw new IllegalArgumentException(
                        "The values for the bundle (%s) are more than 4 GiB together. Maybe fit on fewer rows or columns."
                                .formatted(file));
            }
        }
        long offset = channel.position();
        write(channel, StoredZip.directory(listed, offset));
    }

    private static void write(FileChannel channel, Entry entry, List<StoredZip.Listed> listed) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(entry.bytes());
        int checksum = (int) crc.getValue();
        listed.add(new StoredZip.Listed(entry.name(), checksum, entry.bytes().length, channel.position()));
        write(channel, StoredZip.local(entry.name(), checksum, entry.bytes().length));
        write(channel, entry.bytes());
    }

    private static void write(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /**
     * Reads a state. Every byte is checked: O(bytes) time, the memory of the state and of its longest value once more.
     *
     * @throws BadBundleException if it is no bundle, one of another version, or damaged
     * @throws IOException if it cannot be read
     * @throws IllegalStateException if it does not fit the {@linkplain Memory#budget() memory budget}
     */
    public static State read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new BadBundleException(file, "is a folder", "name a file inside it");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Memory.require(channel.size(), "The bundle (%s)".formatted(file));
            return new BundleReader(file, channel).read();
        }
    }
}
