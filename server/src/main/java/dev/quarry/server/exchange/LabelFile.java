package dev.quarry.server.exchange;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Labels in a file: CSV with a header, JSON objects line by line, or an export of ours with one of these in it.
 *
 * @param columns the names of the columns, in their order
 * @param rows a value for each column; empty where a line has none
 */
record LabelFile(List<String> columns, List<List<String>> rows) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_ROWS = 5_000_000;
    private static final List<String> OURS = List.of("labels.csv", "labels.jsonl", "predictions.csv");

    /**
     * Reads a file; what it is shows in its first characters.
     *
     * @throws IllegalArgumentException if it is none of these; the message names the line
     */
    static LabelFile read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] begin = in.readNBytes(2);
            if (begin.length == 2 && begin[0] == 'P' && begin[1] == 'K') {
                return unpacked(file);
            }
        }
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            in.mark(1);
            int first = in.read();
            in.reset();
            return first == '{' ? objects(in) : table(in);
        } catch (MalformedInputException e) {
            throw new IllegalArgumentException("The file is not UTF-8. Maybe save it as UTF-8 first.", e);
        }
    }

    private static LabelFile unpacked(Path file) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".unpacked");
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (OURS.contains(entry.getName())) {
                    long most = Math.max(1L << 28, 100 * Files.size(file));
                    try (var out = Files.newOutputStream(beside)) {
                        copy(zip, out, most);
                    }
                    return read(beside);
                }
            }
        } finally {
            Files.deleteIfExists(beside);
        }
        throw new IllegalArgumentException(
                "The zip file has none of (%s), so there are no labels in it.".formatted(String.join(", ", OURS)));
    }

    private static void copy(ZipInputStream in, OutputStream out, long most) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long all = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            all += n;
            if (all > most) {
                throw new IllegalArgumentException("The zip file becomes far larger than it is packed.");
            }
            out.write(buffer, 0, n);
        }
    }

    private static LabelFile table(BufferedReader in) throws IOException {
        CsvReader csv = new CsvReader(in);
        List<String> header = csv.read().orElseThrow(() -> new IllegalArgumentException("The file is empty.")).stream()
                .map(String::strip)
                .toList();
        int mark = header.indexOf(ExportRow.MARK);
        List<List<String>> rows = new ArrayList<>();
        int line = csv.line();
        for (Optional<List<String>> cells = csv.read(); cells.isPresent(); cells = csv.read()) {
            if (cells.get().size() > header.size()) {
                throw new IllegalArgumentException("The line (%d) has (%d) cells, but the header has (%d)."
                        .formatted(line, cells.get().size(), header.size()));
            }
            add(rows, unescaped(header, mark, cells.get()));
            line = csv.line();
        }
        return new LabelFile(header, rows);
    }

    /** Takes away the apostrophes that we put there ourselves, and no other. */
    private static List<String> unescaped(List<String> header, int mark, List<String> cells) {
        List<String> all = new ArrayList<>(cells);
        while (all.size() < header.size()) {
            all.add("");
        }
        if (mark >= 0) {
            List<String> escaped = List.of(all.get(mark).split(" ", -1));
            for (int i = 0; i < all.size(); i++) {
                if (escaped.contains(header.get(i)) && all.get(i).startsWith("'")) {
                    all.set(i, all.get(i).substring(1));
                }
            }
        }
        return all;
    }

    private static void add(List<List<String>> rows, List<String> row) {
        if (rows.size() >= MOST_ROWS) {
            throw new IllegalArgumentException("The file has more than (%d) lines.".formatted(MOST_ROWS));
        }
        rows.add(row);
    }

    private static LabelFile objects(BufferedReader in) throws IOException {
        Map<String, Integer> columns = new LinkedHashMap<>();
        List<List<String>> rows = new ArrayList<>();
        int number = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            number++;
            if (!line.isBlank()) {
                try {
                    add(rows, object(JSON.readTree(line), columns));
                } catch (JacksonException e) {
                    throw new IllegalArgumentException(
                            "The line (%d) is not a JSON object: %s.".formatted(number, e.getOriginalMessage()), e);
                }
            }
        }
        int width = columns.size();
        rows.replaceAll(row -> {
            List<String> whole = new ArrayList<>(row);
            while (whole.size() < width) {
                whole.add("");
            }
            return whole;
        });
        return new LabelFile(List.copyOf(columns.keySet()), rows);
    }

    private static List<String> object(JsonNode node, Map<String, Integer> columns) {
        List<String> row = new ArrayList<>();
        node.properties().forEach(entry -> {
            int at = columns.computeIfAbsent(entry.getKey(), key -> columns.size());
            while (row.size() <= at) {
                row.add("");
            }
            JsonNode value = entry.getValue();
            row.set(at, value.isValueNode() ? value.asString("") : value.toString());
        });
        return row;
    }

    /** The place of the first of these names among the columns; −1 where it has none of them. */
    int column(String... names) {
        for (String name : names) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).toLowerCase(Locale.ROOT).equals(name)) {
                    return i;
                }
            }
        }
        return -1;
    }
}
