package dev.quarry.server.data;

/**
 * How much may arrive.
 *
 * @param file bytes of one file
 * @param upload bytes of all files of an upload, unpacked ones included
 * @param files how many files
 * @param ratio how many times as large as the archive its content may be, once it is larger than {@code free}
 * @param free bytes that may be unpacked whatever the ratio is
 * @param record characters of one record of a table, and bytes of one of its lines
 * @param columns of a table
 * @param depth of nested JSON
 * @param reserve bytes that stay free on the disk
 */
public record Bounds(
        long file, long upload, int files, int ratio, long free, int record, int columns, int depth, long reserve) {

    private static final long MIB = 1 << 20;

    /** What is enough for a million pictures, and too little to fill a disk unnoticed. */
    public static final Bounds USUAL =
            new Bounds(8192 * MIB, 65_536 * MIB, 1_000_000, 100, 10 * MIB, 1 << 20, 20_000, 32, 256 * MIB);
}
