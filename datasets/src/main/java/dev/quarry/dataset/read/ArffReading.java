package dev.quarry.dataset.read;

import dev.quarry.dataset.BadDataException;
import dev.quarry.dataset.DatasetBuilder;
import dev.quarry.dataset.read.RecordReader.Dialect;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One reading of ARFF files into one table. */
final class ArffReading {

    private static final Dialect DIALECT = new Dialect(',', "'\"", true, '%');

    private final Arff options;
    private final List<Source> sources;

    /** What the first file declares; later ones must declare the same. */
    private List<Attribute> attributes = List.of();

    private Optional<Table> table = Optional.empty();

    ArffReading(Arff options, List<Source> sources) {
        this.options = options;
        this.sources = List.copyOf(sources);
    }

    /** One declared column: its type is {@code numeric}, {@code nominal} or a word that only an ignored column may have. */
    private record Attribute(String name, String type, List<String> values) {}

    DatasetBuilder read() throws IOException {
        for (Source source : sources) {
            String name = source.name();
            Bytes.read(source.path(), in -> {
                RecordReader records = new RecordReader(name, in, Charsets.named(options.charset()), DIALECT);
                Table rows = declare(header(records, name), name);
                while (records.next()) {
                    requireDense(records, name);
                    rows.add(records, name, source.test());
                }
                return rows;
            });
        }
        String file = sources.getFirst().name();
        return new TableBuilder(table.orElseThrow())
                .build(file, options.impute(), options.scaling(), options.features());
    }

    private Table declare(List<Attribute> declared, String file) throws BadDataException {
        if (table.isPresent()) {
            if (!declared.equals(attributes)) {
                throw new BadDataException(
                        "The file (%s) declares other attributes than (%s). Maybe it belongs to another dataset."
                                .formatted(file, sources.getFirst().name()));
            }
            return table.get();
        }
        attributes = declared;
        Table fresh = new Table(columns(file), List.of("?"), "");
        table = Optional.of(fresh);
        return fresh;
    }

    private static List<Attribute> header(RecordReader records, String file) throws IOException {
        List<Attribute> attributes = new ArrayList<>();
        while (true) {
            @Nullable String raw = records.nextLine();
            if (raw == null) {
                throw new BadDataException("The file (%s) has no line (@data). Maybe it is not ARFF.".formatted(file));
            }
            String line = raw.strip();
            String word = line.toLowerCase(Locale.ROOT);
            if (word.startsWith("@data")) {
                return attributes;
            } else if (word.startsWith("@attribute")) {
                attributes.add(attribute(line.substring("@attribute".length()).strip(), file, records.line()));
            } else if (!line.isEmpty() && !line.startsWith("%") && !word.startsWith("@relation")) {
                throw new BadDataException(
                        "Line (%d) of (%s) reads (%s) where (@attribute) or (@data) is expected. Maybe it is not ARFF."
                                .formatted(
                                        records.line(), file, line.length() > 40 ? line.substring(0, 40) + "…" : line));
            }
        }
    }

    private static Attribute attribute(String declared, String file, long line) throws IOException {
        int end;
        String name;
        if (!declared.isEmpty() && "'\"".indexOf(declared.charAt(0)) >= 0) {
            end = declared.indexOf(declared.charAt(0), 1);
            name = end < 0 ? "" : declared.substring(1, end);
            end++;
        } else {
            end = IntStream.range(0, declared.length())
                    .filter(i -> Character.isWhitespace(declared.charAt(i)) || declared.charAt(i) == '{')
                    .findFirst()
                    .orElse(declared.length());
            name = declared.substring(0, end);
        }
        String type = declared.substring(Math.max(0, end)).strip();
        if (name.isEmpty() || type.isEmpty()) {
            throw new BadDataException(
                    "The attribute (%s) in line (%d) of (%s) lacks its name or type. Maybe a quote is not closed."
                            .formatted(declared, line, file));
        } else if (type.startsWith("{") && type.endsWith("}")) {
            return new Attribute(name, "nominal", values(type.substring(1, type.length() - 1), file));
        }
        return switch (type.split("\\s", 2)[0].toLowerCase(Locale.ROOT)) {
            case "numeric", "real", "integer" -> new Attribute(name, "numeric", List.of());
            default -> new Attribute(name, type.toLowerCase(Locale.ROOT), List.of());
        };
    }

    private static List<String> values(String inside, String file) throws IOException {
        RecordReader values = new RecordReader(
                file,
                new ByteArrayInputStream(inside.getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.UTF_8,
                new Dialect(',', "'\"", true, Signs.NONE));
        return values.next()
                ? IntStream.range(0, values.cells()).mapToObj(values::cell).toList()
                : List.of();
    }

    private List<Column> columns(String file) throws BadDataException {
        List<String> names = attributes.stream().map(Attribute::name).toList();
        List<Integer> ignored = positions(options.ignore(), names, file);
        List<Integer> texts = positions(options.text(), names, file);
        int label = options.label().equals("none") ? -1 : TableBuilder.position(options.label(), names, file);
        List<Column> columns = new ArrayList<>();
        for (int j = 0; j < names.size(); j++) {
            Attribute attribute = attributes.get(j);
            if (j == label) {
                columns.add(label(attribute));
            } else if (texts.contains(j)) {
                columns.add(Column.open(attribute.name(), Column.Role.TEXT));
            } else if (ignored.contains(j) || !texts.isEmpty()) {
                columns.add(Column.open(attribute.name(), Column.Role.IGNORED));
            } else {
                columns.add(feature(attribute, file));
            }
        }
        return columns;
    }

    private static List<Integer> positions(List<String> wanted, List<String> names, String file)
            throws BadDataException {
        List<Integer> positions = new ArrayList<>();
        for (String name : wanted) {
            positions.add(TableBuilder.position(name, names, file));
        }
        return positions;
    }

    private static Column label(Attribute attribute) {
        return attribute.type().equals("nominal")
                ? Column.closed(attribute.name(), Column.Role.LABEL, attribute.values())
                : Column.open(attribute.name(), Column.Role.LABEL);
    }

    private static Column feature(Attribute attribute, String file) throws BadDataException {
        return switch (attribute.type()) {
            case "numeric" -> Column.open(attribute.name(), Column.Role.NUMERIC);
            case "nominal" -> Column.closed(attribute.name(), Column.Role.NOMINAL, attribute.values());
            default ->
                throw new BadDataException(
                        "The attribute (%s) of (%s) has the type (%s), which is no feature. Maybe leave it out (ignore: [%s]) or, if it is a string, name it as text."
                                .formatted(attribute.name(), file, attribute.type(), attribute.name()));
        };
    }

    private static void requireDense(RecordReader records, String file) throws BadDataException {
        if (records.cell(0).startsWith("{")) {
            throw new BadDataException(
                    "Line (%d) of (%s) is a sparse row, which is not read. Maybe write the file in dense form."
                            .formatted(records.line(), file));
        }
    }
}
