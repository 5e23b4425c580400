package dev.quarry.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** One reading of a bundle from its first byte to its last. Nothing is believed: every size is held against the file. */
final class BundleReader {

    private final Path file;
    private final FileChannel channel;
    private final long size;
    private final List<StoredZip.Listed> listed = new ArrayList<>();
    private long at;

    BundleReader(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.size = channel.size();
    }

    State read() throws IOException {
        Entry first = next();
        if (first == null || !first.name().equals(Entry.MANIFEST)) {
            throw new BadBundleException(
                    file, "does not begin with an entry (%s)".formatted(Entry.MANIFEST), "it is another kind of file");
        }
        Manifest manifest = Manifest.read(first, file);
        Map<String, State.Value> values = new LinkedHashMap<>();
        for (Entry entry = next(); entry != null; entry = next()) {
            manifest.strike(entry, file);
            entry.addTo(values, file);
        }
        manifest.requireAllStruck(file);
        requireDirectory();
        return State.of(values);
    }

    /** The next entry; null where the directory begins. */
    private @Nullable Entry next() throws IOException {
        if (!listed.isEmpty()
                && size - at >= Integer.BYTES
                && StoredZip.little(bytes(at, Integer.BYTES)).getInt() == StoredZip.CENTRAL_SIGNATURE) {
            return null;
        }
        String after = listed.isEmpty()
                ? "at its beginning"
                : "after the entry (%s)".formatted(listed.get(listed.size() - 1).name());
        if (size - at < StoredZip.LOCAL) {
            throw cutShort(after);
        }
        ByteBuffer header = StoredZip.little(bytes(at, StoredZip.LOCAL));
        if (header.getInt(0) != StoredZip.LOCAL_SIGNATURE) {
            throw listed.isEmpty()
                    ? new BadBundleException(file, "does not begin like a zip file", "it is another kind of file")
                    : new BadBundleException(file, "has no entry %s".formatted(after), "it is damaged");
        }
        int crc = header.getInt(14);
        long length = header.getInt(22) & 0xFFFFFFFFL;
        int letters = header.getShort(26) & 0xFFFF;
        if (letters > Entry.LONGEST_NAME) {
            throw new BadBundleException(
                    file, "has an entry with a name of (%d) letters %s".formatted(letters, after), "it is damaged");
        } else if (size - at - StoredZip.LOCAL < letters) {
            throw cutShort(after);
        }
        String name = new String(bytes(at + StoredZip.LOCAL, letters), StandardCharsets.ISO_8859_1);
        return entry(name, crc, length);
    }

    private Entry entry(String name, int crc, long length) throws IOException {
        byte[] header = StoredZip.local(name, crc, (int) length);
        long start = at + header.length;
        if (!Arrays.equals(bytes(at, header.length), header) || length > Integer.MAX_VALUE - 16) {
            throw new BadBundleException(
                    file,
                    "has an entry (%s) that is compressed, or otherwise laid out as no Quarry writes it"
                            .formatted(name),
                    "another program packed it again, or it is damaged");
        } else if (length > size - start) {
            throw cutShort("inside the entry (%s)".formatted(name));
        }
        byte[] bytes = bytes(start, (int) length);
        CRC32 found = new CRC32();
        found.update(bytes);
        if ((int) found.getValue() != crc) {
            throw new BadBundleException(
                    file, "has an entry (%s) with another checksum than was written".formatted(name), "it is damaged");
        }
        listed.add(new StoredZip.Listed(name, crc, (int) length, at));
        at = start + length;
        return new Entry(name, bytes);
    }

    private void requireDirectory() throws IOException {
        byte[] directory = StoredZip.directory(listed, at);
        if (size - at < directory.length) {
            throw cutShort("inside its directory");
        } else if (size - at > directory.length || !Arrays.equals(bytes(at, directory.length), directory)) {
            throw new BadBundleException(
                    file, "has a directory at its end that does not fit its entries", "it is damaged");
        }
    }

    private BadBundleException cutShort(String where) {
        return new BadBundleException(
                file,
                "ends %s, after (%d) bytes".formatted(where, size),
                "it was cut short while it was written or copied");
    }

    private byte[] bytes(long from, int count) throws IOException {
        byte[] bytes = new byte[count];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new BadBundleException(file, "ended while it was read", "somebody else is writing it");
            }
        }
        return bytes;
    }
}
