package dev.quarry.bundle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The one way in which a bundle is laid out as a zip file: entries stored as they are, one after the other, without
 * times, comments or extra fields, then the directory. So equal states are equal bytes everywhere, and a reader that
 * compares every byte outside the entries with what should stand there leaves no room for tricks.
 */
final class StoredZip {

    /** Bytes of an entry's header before its name. */
    static final int LOCAL = 30;

    static final int LOCAL_SIGNATURE = 0x04034b50;
    static final int CENTRAL_SIGNATURE = 0x02014b50;

    /** What a zip file can count without extensions. */
    static final int MOST_ENTRIES = 65_534;

    static final long MOST_BYTES = 0xFFFF_FFFEL;

    private static final int CENTRAL = 46;
    private static final int END = 22;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final short VERSION = 10; // 1.0: nothing but stored entries
    private static final short FIRST_DAY = 0x21; // 1 January 1980, where zip begins to count

    private StoredZip() {}

    /** An entry as the directory lists it. */
    record Listed(String name, int crc, int size, long offset) {}

    /** What stands before the bytes of an entry. */
    static byte[] local(String name, int crc, int size) {
        byte[] bytes = new byte[LOCAL + name.length()];
        entry(little(bytes).putInt(LOCAL_SIGNATURE), name, crc, size).put(letters(name));
        return bytes;
    }

    /** Version, flags, method, time, checksum, sizes and lengths: the same in both headers. */
    private static ByteBuffer entry(ByteBuffer bytes, String name, int crc, int size) {
        return bytes.putShort(VERSION)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort(FIRST_DAY)
                .putInt(crc)
                .putInt(size)
                .putInt(size)
                .putShort((short) name.length())
                .putShort((short) 0);
    }

    /** What stands after the last entry. */
    static byte[] directory(List<Listed> entries, long offset) {
        int length = entries.stream()
                .mapToInt(entry -> CENTRAL + entry.name.length())
                .sum();
        byte[] all = new byte[length + END];
        ByteBuffer bytes = little(all);
        for (Listed entry : entries) {
            bytes.putInt(CENTRAL_SIGNATURE).putShort(VERSION);
            entry(bytes, entry.name, entry.crc, entry.size)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putInt(0)
                    .putInt((int) entry.offset)
                    .put(letters(entry.name));
        }
        bytes.putInt(END_SIGNATURE)
                .putInt(0)
                .putShort((short) entries.size())
                .putShort((short) entries.size())
                .putInt(length)
                .putInt((int) offset)
                .putShort((short) 0);
        return all;
    }

    static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] letters(String name) {
        return name.getBytes(StandardCharsets.ISO_8859_1);
    }
}
