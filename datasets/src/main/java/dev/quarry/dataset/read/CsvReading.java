package dev.quarry.dataset.read;

import dev.quarry.dataset.BadDataException;
import dev.quarry.dataset.DatasetBuilder;
import dev.quarry.dataset.read.RecordReader.Dialect;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** One reading of CSV files into one table. */
final class CsvReading {

    /** What people call the column to be learnt. */
    private static final Set<String> LABEL_NAMES = Set.of("label", "labels", "class", "target", "category", "y");

    private static final String DELIMITERS = ",\t;|";

    private final Csv options;
    private final List<Source> sources;
    private final Charset charset;
    private final Dialect dialect;

    CsvReading(Csv options, List<Source> sources) throws IOException {
        this.options = options;
        this.sources = List.copyOf(sources);
        this.charset = Charsets.named(options.charset());
        char quote = Signs.of(options.quote(), "quote");
        this.dialect = new Dialect(
                options.delimiter().equals("auto")
                        ? delimiter(sources.getFirst(), charset, Signs.of(options.comment(), "comment"))
                        : Signs.of(options.delimiter(), "delimiter"),
                quote == Signs.NONE ? "" : String.valueOf(quote),
                false,
                Signs.of(options.comment(), "comment"));
    }

    DatasetBuilder read() throws IOException {
        Source first = sources.getFirst();
        List<List<String>> sample = sample(first, dialect);
        if (sample.isEmpty()) {
            throw new BadDataException("The file (%s) has no rows. Maybe it is empty.".formatted(first.path()));
        }
        boolean header = options.header() == Header.AUTO ? looksLikeHeader(sample) : options.header() == Header.TRUE;
        List<String> names = names(sample.getFirst(), header, first.name());
        String suffix = options.labelSuffix().equals("none") ? "" : options.labelSuffix();
        Table table = new Table(columns(names, first.name()), options.missing(), suffix);
        for (Source source : sources) {
            String file = source.name();
            Bytes.read(source.path(), in -> {
                RecordReader records = new RecordReader(file, in, charset, dialect);
                if (header) {
                    requireHeader(records, names, file);
                }
                while (records.next()) {
                    table.add(records, file, source.test());
                }
                return table;
            });
        }
        return new TableBuilder(table).build(first.name(), options.impute(), options.scaling(), options.features());
    }

    private static char delimiter(Source first, Charset charset, char comment) throws IOException {
        String name = Bytes.plainName(first.path());
        if (name.endsWith(".tsv") || name.endsWith(".tab")) {
            return '\t';
        }
        return delimiter(Bytes.read(first.path(), in -> {
            Dialect whole = new Dialect(Signs.NONE, "", false, comment);
            RecordReader records = new RecordReader(first.name(), in, charset, whole);
            return records.next() ? records.cell(0) : "";
        }));
    }

    /** The delimiter that a line has most often outside quotes. */
    static char delimiter(String line) {
        int[] counts = new int[DELIMITERS.length()];
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            quoted ^= line.charAt(i) == '"';
            int which = DELIMITERS.indexOf(line.charAt(i));
            if (which >= 0 && !quoted) {
                counts[which]++;
            }
        }
        int best = IntStream.range(0, counts.length).reduce(0, (a, b) -> counts[b] > counts[a] ? b : a);
        return DELIMITERS.charAt(best);
    }

    /** The first two records. */
    private List<List<String>> sample(Source source, Dialect written) throws IOException {
        return Bytes.read(source.path(), in -> {
            RecordReader records = new RecordReader(source.name(), in, charset, written);
            List<List<String>> sample = new ArrayList<>();
            while (sample.size() < 2 && records.next()) {
                sample.add(cells(records));
            }
            return sample;
        });
    }

    static List<String> cells(RecordReader record) {
        return IntStream.range(0, record.cells()).mapToObj(record::cell).toList();
    }

    static boolean looksLikeHeader(List<List<String>> sample) {
        List<String> first = sample.getFirst();
        boolean names = new HashSet<>(first).size() == first.size()
                && first.stream().noneMatch(cell -> cell.isEmpty() || isNumber(cell));
        boolean usual = first.stream().anyMatch(CsvReading::isLabelName);
        boolean numbersFollow = sample.size() > 1 && sample.get(1).stream().anyMatch(CsvReading::isNumber);
        return names && (usual || numbersFollow);
    }

    private static boolean isNumber(String cell) {
        return !Double.isNaN(Numbers.parse(cell.toCharArray(), 0, cell.length()));
    }

    private static boolean isLabelName(String name) {
        return LABEL_NAMES.contains(name.toLowerCase(Locale.ROOT));
    }

    private List<String> names(List<String> first, boolean header, String file) throws BadDataException {
        if (header) {
            return first;
        } else if (options.names().isEmpty()) {
            return IntStream.range(0, first.size()).mapToObj(Integer::toString).toList();
        } else if (options.names().size() != first.size()) {
            throw new BadDataException("The file (%s) has (%d) columns but (%d) names are given for them."
                    .formatted(file, first.size(), options.names().size()));
        }
        return options.names();
    }

    private List<Column> columns(List<String> names, String file) throws BadDataException {
        List<Column.Role> roles = new ArrayList<>(Collections.nCopies(names.size(), Column.Role.UNDECIDED));
        for (String name : options.ignore()) {
            roles.set(TableBuilder.position(name, names, file), Column.Role.IGNORED);
        }
        for (String name : options.nominal()) {
            roles.set(TableBuilder.position(name, names, file), Column.Role.NOMINAL);
        }
        if (!options.text().isEmpty()) {
            Collections.fill(roles, Column.Role.IGNORED);
            for (String name : options.text()) {
                roles.set(TableBuilder.position(name, names, file), Column.Role.TEXT);
            }
        }
        for (String name : options.attributes()) {
            roles.set(TableBuilder.position(name, names, file), Column.Role.ATTRIBUTE);
        }
        if (!options.key().equals("none")) {
            roles.set(TableBuilder.position(options.key(), names, file), Column.Role.KEY);
        }
        if (!options.label().equals("none")) {
            int label = labelPosition(names, file);
            if (roles.get(label) == Column.Role.ATTRIBUTE) {
                throw new BadDataException(
                        "The column (%s) of (%s) is the label, so it cannot be an attribute, which is known before. Maybe another column is the label (label: NAME)."
                                .formatted(names.get(label), file));
            }
            roles.set(label, Column.Role.LABEL);
        }
        List<Column> columns = new ArrayList<>();
        for (int j = 0; j < names.size(); j++) {
            boolean closed =
                    roles.get(j) == Column.Role.LABEL && !options.classes().isEmpty();
            columns.add(
                    closed
                            ? Column.closed(names.get(j), Column.Role.LABEL, options.classes())
                            : Column.open(names.get(j), roles.get(j)));
        }
        return columns;
    }

    private int labelPosition(List<String> names, String file) throws BadDataException {
        if (!options.label().equals("auto")) {
            return TableBuilder.position(options.label(), names, file);
        }
        return IntStream.range(0, names.size())
                .filter(j -> isLabelName(names.get(j)))
                .findFirst()
                .orElse(names.size() - 1);
    }

    private static void requireHeader(RecordReader records, List<String> names, String file) throws IOException {
        if (!records.next() || !cells(records).equals(names)) {
            throw new BadDataException(
                    "The file (%s) does not begin with the columns %s. Maybe it has no header, or belongs to another dataset."
                            .formatted(file, names));
        }
    }
}
