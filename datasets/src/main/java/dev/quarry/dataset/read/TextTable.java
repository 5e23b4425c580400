package dev.quarry.dataset.read;

import dev.quarry.dataset.BadDataException;
import dev.quarry.dataset.read.RecordReader.Dialect;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table of text that is read record by record, for those who do not want a dataset of it but its cells as they stand.
 * The delimiter is counted in the first line; nothing is unpacked.
 */
public final class TextTable implements Closeable {

    private static final int BUFFER = 1 << 16;

    /** What people call columns of texts and of keys, beside those of labels. */
    private static final Set<String> USUAL =
            Set.of("id", "key", "name", "text", "title", "message", "sentence", "content", "file", "filename", "path");

    private final InputStream in;
    private final RecordReader records;
    private final List<String> columns;
    private boolean pending;

    private TextTable(InputStream in, RecordReader records, List<String> columns, boolean pending) {
        this.in = in;
        this.records = records;
        this.columns = List.copyOf(columns);
        this.pending = pending;
    }

    /**
     * Opens a file.
     *
     * @param name what messages call it
     * @param header whether the first record names the columns; null to judge by the first two
     * @param longest characters that a record may have
     * @throws IOException if it cannot be read, is empty, or holds bytes that are not of its character set
     */
    public static TextTable open(Path file, String name, Charset charset, @Nullable Boolean header, int longest)
            throws IOException {
        Dialect dialect = new Dialect(delimiter(file, name, charset, longest), "\"", false, Signs.NONE);
        boolean named = header == null ? looksLikeHeader(file, name, charset, dialect, longest) : header;
        InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            RecordReader records = new RecordReader(name, in, charset, dialect, longest);
            if (!records.next()) {
                throw new BadDataException("The file (%s) has no rows. Maybe it is empty.".formatted(name));
            }
            List<String> columns = named
                    ? distinct(CsvReading.cells(records))
                    : IntStream.rangeClosed(1, records.cells())
                            .mapToObj("column %d"::formatted)
                            .toList();
            return new TextTable(in, records, columns, !named);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static char delimiter(Path file, String name, Charset charset, int longest) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            Dialect whole = new Dialect(Signs.NONE, "", false, Signs.NONE);
            RecordReader first = new RecordReader(name, in, charset, whole, longest);
            String lower = name.toLowerCase(Locale.ROOT);
            boolean tabs = lower.endsWith(".tsv") || lower.endsWith(".tab");
            return tabs ? '\t' : CsvReading.delimiter(first.next() ? first.cell(0) : "");
        }
    }

    private static boolean looksLikeHeader(Path file, String name, Charset charset, Dialect dialect, int longest)
            throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            RecordReader records = new RecordReader(name, in, charset, dialect, longest);
            List<List<String>> sample = new ArrayList<>();
            while (sample.size() < 2 && records.next()) {
                sample.add(CsvReading.cells(records));
            }
            return !sample.isEmpty() && (CsvReading.looksLikeHeader(sample) || namesUsual(sample.getFirst()));
        }
    }

    private static boolean namesUsual(List<String> first) {
        return first.stream().anyMatch(cell -> USUAL.contains(cell.toLowerCase(Locale.ROOT)))
                && first.stream().allMatch(cell -> !cell.isEmpty() && cell.length() <= 64);
    }

    /** Names that are empty or come twice get a number. */
    private static List<String> distinct(List<String> names) {
        Set<String> taken = new HashSet<>();
        List<String> distinct = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).isEmpty() ? "column %d".formatted(i + 1) : names.get(i);
            String other = name;
            for (int k = 2; !taken.add(other); k++) {
                other = "%s (%d)".formatted(name, k);
            }
            distinct.add(other);
        }
        return distinct;
    }

    /** The names of the columns. */
    public List<String> columns() {
        return columns;
    }

    /** Goes to the next record; false at the end. */
    public boolean next() throws IOException {
        if (pending) {
            pending = false;
            return true;
        }
        return records.next();
    }

    /** The line where the record begins, from 1. */
    public long line() {
        return records.line();
    }

    /** How many cells the record has, which may be another number than that of the columns. */
    public int cells() {
        return records.cells();
    }

    /** A cell as it stands, without its quotes. */
    public String cell(int cell) {
        return records.cell(cell);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
