package dev.quarry.server.data;

import dev.quarry.dataset.BadDataException;
import dev.quarry.dataset.read.ParquetTable;
import dev.quarry.dataset.read.TextTable;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/** Reads the rows of files, one after the other. */
final class Tables {

    private static final int BUFFER = 1 << 16;

    private final Charset charset;
    private final Reading reading;
    private final Bounds bounds;
    private final JsonMapper json;

    /**
     * @throws IllegalArgumentException if there is no character set of this name
     */
    Tables(Reading reading, Bounds bounds) {
        this.reading = reading;
        this.bounds = bounds;
        this.charset = charset(reading.charset());
        this.json = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(bounds.depth())
                                .maxStringLength(bounds.record())
                                .maxNumberLength(400)
                                .build())
                        .build())
                .build();
    }

    private static Charset charset(@org.jspecify.annotations.Nullable String name) {
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "There is no encoding (%s). Maybe (UTF-8), (ISO-8859-1) or (windows-1252).".formatted(name), e);
        }
    }

    /**
     * Runs through a file.
     *
     * @throws IOException if it cannot be read at all, or from some place on; the message is one sentence
     */
    void each(SourceFile file, TableRow.Visitor visitor) throws IOException {
        if (Files.size(file.path()) == 0) {
            throw new BadDataException("The file (%s) is empty.".formatted(shown(file)));
        }
        switch (file.kind()) {
            case CSV -> csv(file, visitor);
            case JSON -> json(file, visitor);
            case PARQUET -> parquet(file, visitor);
            case LINES -> lines(file, visitor);
            default -> throw new BadDataException("The file (%s) is no table.".formatted(shown(file)));
        }
    }

    private static String shown(SourceFile file) {
        return SafeName.shown(file.name());
    }

    // ---- separated values

    private void csv(SourceFile file, TableRow.Visitor visitor) throws IOException {
        try (TextTable table = TextTable.open(file.path(), shown(file), charset, reading.header(), bounds.record())) {
            List<String> columns = requireColumns(file, table.columns());
            while (table.next()) {
                String where = "%s:%d".formatted(file.name(), table.line());
                if (table.cells() != columns.size()) {
                    visitor.bad(
                            where,
                            "It has (%d) values but there are (%d) columns. Maybe a value with a delimiter inside is not quoted."
                                    .formatted(table.cells(), columns.size()));
                    continue;
                }
                Map<String, String> cells = LinkedHashMap.newLinkedHashMap(columns.size());
                boolean nul = false;
                for (int i = 0; i < columns.size(); i++) {
                    String cell = table.cell(i);
                    nul |= cell.indexOf('\0') >= 0;
                    cells.put(columns.get(i), cell);
                }
                give(visitor, new TableRow(where, cells, Map.of()), nul);
            }
        }
    }

    private static void give(TableRow.Visitor visitor, TableRow row, boolean nul) throws IOException {
        if (nul) {
            visitor.bad(row.where(), "It holds a NUL character. Maybe the file is of another kind or encoding.");
        } else {
            visitor.row(row);
        }
    }

    private List<String> requireColumns(SourceFile file, List<String> columns) throws IOException {
        if (columns.size() > bounds.columns()) {
            throw new BadDataException("The file (%s) has (%d) columns, more than (%d)."
                    .formatted(shown(file), columns.size(), bounds.columns()));
        }
        if (columns.stream().anyMatch(column -> column.indexOf('\0') >= 0)) {
            throw new BadDataException(
                    "The first line of (%s) holds a NUL character. Maybe the file is of another kind or encoding."
                            .formatted(shown(file)));
        }
        return columns;
    }

    // ---- one text a line

    private void lines(SourceFile file, TableRow.Visitor visitor) throws IOException {
        eachLine(file, visitor, (where, text) -> {
            if (!text.isBlank()) {
                give(visitor, new TableRow(where, Map.of("text", text.strip()), Map.of()), text.indexOf('\0') >= 0);
            }
        });
    }

    private interface Line {
        void of(String where, String text) throws IOException;
    }

    private void eachLine(SourceFile file, TableRow.Visitor visitor, Line line) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file.path()), BUFFER)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            long number = 1;
            boolean tooLong = false;
            boolean more = true;
            while (more) {
                int c = in.read();
                more = c >= 0;
                if (c == '\n' || !more) {
                    String where = "%s:%d".formatted(file.name(), number++);
                    if (tooLong) {
                        visitor.bad(where, "It has more than (%d) bytes.".formatted(bounds.record()));
                    } else if (bytes.size() > 0) {
                        decoded(where, bytes.toByteArray(), visitor, line);
                    }
                    bytes.reset();
                    tooLong = false;
                } else if (bytes.size() < bounds.record()) {
                    bytes.write(c);
                } else {
                    tooLong = true;
                }
            }
        }
    }

    private void decoded(String where, byte[] bytes, TableRow.Visitor visitor, Line line) throws IOException {
        String text;
        try {
            text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            visitor.bad(
                    where,
                    "It holds bytes that are not (%s). Maybe choose another encoding, such as (windows-1252)."
                            .formatted(charset.name()));
            return;
        }
        line.of(where, text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    // ---- JSON

    private void json(SourceFile file, TableRow.Visitor visitor) throws IOException {
        if (beginsWithBracket(file)) {
            array(file, visitor);
            return;
        }
        eachLine(file, visitor, (where, text) -> {
            if (!text.isBlank()) {
                object(where, text, visitor);
            }
        });
    }

    private static boolean beginsWithBracket(SourceFile file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file.path()))) {
            int c = in.read();
            while (c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == 0xEF || c == 0xBB || c == 0xBF) {
                c = in.read();
            }
            return c == '[';
        }
    }

    private void object(String where, String text, TableRow.Visitor visitor) throws IOException {
        JsonNode node;
        try {
            node = json.readTree(text);
        } catch (JacksonException e) {
            visitor.bad(where, "It is no JSON that can be read: %s.".formatted(firstLine(e)));
            return;
        }
        object(where, node, visitor);
    }

    private void array(SourceFile file, TableRow.Visitor visitor) throws IOException {
        int number = 0;
        try (InputStream in = Files.newInputStream(file.path());
                MappingIterator<JsonNode> nodes = json.readerFor(JsonNode.class).readValues(json.createParser(in))) {
            while (nodes.hasNextValue()) {
                object("%s:%d".formatted(file.name(), ++number), nodes.nextValue(), visitor);
            }
        } catch (JacksonException e) {
            throw new BadDataException(
                    "The file (%s) is no JSON that can be read, after item (%d): %s."
                            .formatted(shown(file), number, firstLine(e)),
                    e);
        }
    }

    private static String firstLine(JacksonException e) {
        String said = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
        said = said.replaceFirst(" *\\(start marker.*", ""); // where that was means nothing to people
        return SafeName.shown(said.length() > 160 ? said.substring(0, 160) + "…" : said);
    }

    private void object(String where, JsonNode node, TableRow.Visitor visitor) throws IOException {
        if (!node.isObject()) {
            visitor.bad(where, "It is no object with names and values.");
            return;
        }
        Map<String, String> cells = new LinkedHashMap<>();
        Map<String, float[]> vectors = new LinkedHashMap<>();
        flatten("", node, cells, vectors);
        if (cells.size() > bounds.columns()) {
            visitor.bad(where, "It has (%d) values, more than (%d).".formatted(cells.size(), bounds.columns()));
            return;
        }
        boolean nul = cells.entrySet().stream()
                .anyMatch(cell ->
                        cell.getKey().indexOf('\0') >= 0 || cell.getValue().indexOf('\0') >= 0);
        give(visitor, new TableRow(where, cells, vectors), nul);
    }

    private static void flatten(String before, JsonNode node, Map<String, String> cells, Map<String, float[]> vectors) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String name = before + entry.getKey();
            JsonNode value = entry.getValue();
            if (value.isObject()) {
                flatten(name + ".", value, cells, vectors);
            } else if (isVector(value)) {
                float[] vector = new float[value.size()];
                for (int i = 0; i < vector.length; i++) {
                    vector[i] = value.get(i).floatValue();
                }
                vectors.put(name, vector);
            } else {
                cells.put(name, value.isNull() ? "" : value.isArray() ? value.toString() : value.asString());
            }
        }
    }

    private static boolean isVector(JsonNode value) {
        if (!value.isArray() || value.isEmpty()) {
            return false;
        }
        for (JsonNode one : value) {
            if (!one.isNumber()) {
                return false;
            }
        }
        return true;
    }

    // ---- Parquet

    private void parquet(SourceFile file, TableRow.Visitor visitor) throws IOException {
        try (ParquetTable table = ParquetTable.open(file.path(), shown(file))) {
            List<ParquetTable.Column> columns = table.columns();
            List<String> names = new ArrayList<>();
            columns.forEach(column -> names.add(column.name()));
            requireColumns(file, names);
            for (long row = 1; table.next(); row++) {
                Map<String, String> cells = new LinkedHashMap<>();
                Map<String, float[]> vectors = new LinkedHashMap<>();
                boolean nul = false;
                for (int i = 0; i < columns.size(); i++) {
                    if (columns.get(i).vector()) {
                        float[] vector = table.vector(i);
                        if (vector.length > 0) {
                            vectors.put(columns.get(i).name(), vector);
                        }
                    } else {
                        String cell = table.cell(i);
                        nul |= cell.indexOf('\0') >= 0;
                        cells.put(columns.get(i).name(), cell);
                    }
                }
                give(visitor, new TableRow("%s:%d".formatted(file.name(), row), cells, vectors), nul);
            }
        }
    }
}
