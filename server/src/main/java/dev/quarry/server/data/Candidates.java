package dev.quarry.server.data;

import dev.quarry.dataset.BadDataException;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Npy;
import dev.quarry.server.data.Reading.Role;
import dev.quarry.server.data.SourceFile.Kind;
import dev.quarry.server.job.Progress;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything of a gathering that may become items, in the same order whenever it is run through. */
final class Candidates {

    private static final int SAMPLE = 1_000;

    /** A table with more columns of numbers than this is one of vectors: they do not stand beside every item as well. */
    private static final int MOST_NUMBERS_BESIDE = 64;

    private final Gathering gathering;
    private final String kind;
    private final Tables tables;
    private final Progress progress;
    private final Map<String, Role> roles;
    private final List<String> numbers;
    private final Set<String> beside;
    private final Map<String, String> broken = new LinkedHashMap<>();
    private @Nullable CheckedPictures pictures;

    /** Files are not read yet, but for a sample. */
    Candidates(Gathering gathering, String kind, Reading reading, Bounds bounds, Progress progress) throws IOException {
        this.gathering = gathering;
        this.kind = kind;
        this.tables = new Tables(reading, bounds);
        this.progress = progress;
        this.roles = sampled(reading);
        this.numbers = roles.entrySet().stream()
                .filter(one -> one.getValue() == Role.NUMBER)
                .map(Map.Entry::getKey)
                .toList();
        this.beside = numbers.size() > MOST_NUMBERS_BESIDE ? Set.of() : new HashSet<>(numbers);
    }

    private List<SourceFile> tableFiles() {
        Set<SourceFile> names = new HashSet<>(idsOf().values());
        return gathering.files().stream()
                .filter(file -> file.kind().isTable() && !names.contains(file))
                .toList();
    }

    private Map<String, Role> sampled(Reading reading) {
        Guess guess = new Guess();
        for (SourceFile file : tableFiles()) {
            try {
                tables.each(file, new TableRow.Visitor() {
                    @Override
                    public void row(TableRow row) throws IOException {
                        guess.add(row);
                        if (guess.rows() >= SAMPLE) {
                            throw new Enough();
                        }
                    }

                    @Override
                    public void bad(String where, String why) {}
                });
            } catch (Enough e) {
                break;
            } catch (IOException e) {
                // reading it as a whole will say so
            }
        }
        return guess.roles(kind, reading);
    }

    /** Ends the reading of a sample. */
    private static final class Enough extends IOException {
        private static final long serialVersionUID = 1;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    /** What each column is for. */
    Map<String, Role> roles() {
        return roles;
    }

    /** The columns of numbers, in their order. */
    List<String> numbers() {
        return numbers;
    }

    /** Whether a column stands beside the items. */
    boolean isBeside(String column) {
        return roles.get(column) != Role.NUMBER || beside.contains(column);
    }

    /** Runs through all of them. Files that were found broken are passed over the next time. */
    void each(Candidate.Visitor visitor) throws IOException {
        switch (kind) {
            case "pictures" -> pictures(visitor);
            default -> {
                refuse(Kind.PICTURE, "It is a picture, but this is a project of %s.".formatted(kind), visitor);
                tables(visitor);
                if (kind.equals("rows") && tableFiles().isEmpty()) {
                    arrays(visitor);
                }
            }
        }
        refuse(Kind.OTHER, "It is of a kind that is not read here.", visitor);
        refuse(Kind.ZIP, "It is an archive, which is not looked into here. Maybe unpack it first.", visitor);
    }

    private void refuse(Kind what, String why, Candidate.Visitor visitor) throws IOException {
        for (SourceFile file : gathering.all(what)) {
            visitor.bad(file.name(), Files.size(file.path()) == 0 ? "It is empty." : why);
        }
    }

    // ---- pictures

    private void pictures(Candidate.Visitor visitor) throws IOException {
        CheckedPictures checked = pictures;
        if (checked == null) {
            checked = CheckedPictures.of(gathering.all(Kind.PICTURE), progress);
            checked.join(tableFiles(), tables, roles);
            pictures = checked;
        }
        checked.each(visitor, numbers, this::isField);
    }

    private boolean isField(String column) {
        Role role = roles.getOrDefault(column, Role.FIELD);
        return switch (role) {
            case ID, TEXT, VECTOR, IGNORED -> false;
            case NUMBER -> beside.contains(column);
            case LABEL, SPLIT, FIELD -> true;
        };
    }

    // ---- tables

    private void tables(Candidate.Visitor visitor) throws IOException {
        for (SourceFile file : tableFiles()) {
            String known = broken.get(file.name());
            if (known != null) {
                visitor.bad(file.name(), known);
                continue;
            }
            try {
                tables.each(file, new OfTable(visitor));
            } catch (BadDataException e) {
                String why = String.valueOf(e.getMessage());
                broken.put(file.name(), why);
                visitor.bad(file.name(), why);
            }
        }
    }

    /** Which files turned out to be unreadable, perhaps after some of their rows. */
    Map<String, String> broken() {
        return broken;
    }

    private final class OfTable implements TableRow.Visitor {

        private final Candidate.Visitor visitor;

        OfTable(Candidate.Visitor visitor) {
            this.visitor = visitor;
        }

        @Override
        public void row(TableRow row) throws IOException {
            Map<String, String> fields = new LinkedHashMap<>();
            float[] values = new float[numbers.size()];
            java.util.Arrays.fill(values, Float.NaN);
            String id = "";
            StringBuilder text = new StringBuilder();
            StringBuilder all = new StringBuilder();
            for (Map.Entry<String, String> cell : row.cells().entrySet()) {
                Role role = roles.getOrDefault(cell.getKey(), Role.FIELD);
                String value = cell.getValue();
                switch (role) {
                    case ID -> id = value;
                    case TEXT ->
                        text.append(text.isEmpty() || value.isEmpty() ? "" : "\n")
                                .append(value);
                    case NUMBER, LABEL, SPLIT, FIELD, VECTOR, IGNORED ->
                        all.append(value).append('\n');
                }
                if (!value.isEmpty() && isField(cell.getKey())) {
                    fields.put(cell.getKey(), value);
                }
            }
            for (int i = 0; i < values.length; i++) {
                String cell = row.cells().get(numbers.get(i));
                values[i] = cell == null ? Float.NaN : (float) Numbers.of(cell);
            }
            give(row, id, text.toString(), all.toString(), fields, values);
        }

        private void give(TableRow row, String id, String text, String all, Map<String, String> fields, float[] values)
                throws IOException {
            boolean named = roles.containsValue(Role.ID);
            if (named && id.isBlank()) {
                visitor.bad(row.where(), "It has no value in the column that names the items.");
                return;
            }
            boolean texts = kind.equals("texts");
            if (texts && !roles.containsValue(Role.TEXT)) {
                visitor.bad(row.where(), "No column is a text. Maybe choose which one it is.");
                return;
            } else if (texts && text.isBlank()) {
                visitor.bad(row.where(), "Its text is empty.");
                return;
            }
            visitor.candidate(new Candidate(
                    row.where(),
                    SafeName.clean(named ? id : row.where()),
                    texts ? text : null,
                    null,
                    null,
                    sha256(texts ? text : all),
                    texts ? text.length() : -1,
                    fields,
                    vectors(row, values)));
        }

        private Map<String, float[]> vectors(TableRow row, float[] values) {
            Map<String, float[]> wanted = new HashMap<>();
            row.vectors().forEach((name, vector) -> {
                if (roles.getOrDefault(name, Role.VECTOR) == Role.VECTOR) {
                    wanted.put(name.equals(Candidate.NUMBERS) ? "list of numbers" : name, vector);
                }
            });
            if (values.length > 0) {
                wanted.put(Candidate.NUMBERS, values);
            }
            return wanted;
        }

        @Override
        public void bad(String where, String why) throws IOException {
            visitor.bad(where, why);
        }
    }

    private static String sha256(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }

    // ---- arrays

    /** Arrays of rows of numbers, with the file that names their rows, where there is one. */
    Map<SourceFile, List<String>> named() throws IOException {
        Map<SourceFile, List<String>> named = new LinkedHashMap<>();
        Map<SourceFile, SourceFile> ids = idsOf();
        for (SourceFile array : gathering.all(Kind.NPY)) {
            List<String> names = new ArrayList<>();
            SourceFile file = ids.get(array);
            if (file != null) {
                try {
                    for (String line : Files.readAllLines(file.path(), StandardCharsets.UTF_8)) {
                        names.add(SafeName.clean(line.strip()));
                    }
                } catch (CharacterCodingException e) {
                    names.clear();
                }
            }
            named.put(array, names);
        }
        return named;
    }

    /** {@code X.npy} has its names in {@code X.ids.txt}, {@code X_ids.txt} or {@code ids.txt} beside it. */
    private Map<SourceFile, SourceFile> idsOf() {
        Map<String, SourceFile> lines = new HashMap<>();
        gathering.all(Kind.LINES).forEach(file -> lines.put(file.name(), file));
        Map<SourceFile, SourceFile> ids = new HashMap<>();
        for (SourceFile array : gathering.all(Kind.NPY)) {
            String stem = array.name().substring(0, array.name().length() - ".npy".length());
            String folder = stem.substring(0, stem.lastIndexOf('/') + 1);
            for (String name : List.of(stem + ".ids.txt", stem + "_ids.txt", stem + ".txt", folder + "ids.txt")) {
                SourceFile file = lines.get(name);
                if (file != null) {
                    ids.putIfAbsent(array, file);
                }
            }
        }
        return ids;
    }

    /** The name of the features of an array. */
    static String stem(SourceFile array) {
        String name = array.name().substring(array.name().lastIndexOf('/') + 1);
        return name.substring(0, name.length() - ".npy".length());
    }

    private void arrays(Candidate.Visitor visitor) throws IOException {
        Map<SourceFile, List<String>> named = named();
        Map<String, int[]> columns = new LinkedHashMap<>();
        for (SourceFile file : named.keySet()) {
            if (!broken.containsKey(file.name())) {
                Npy array = opened(file);
                if (array != null && array.axes() == 1 && array.isWhole()) {
                    columns.put(stem(file), array.ints());
                }
            }
        }
        for (Map.Entry<SourceFile, List<String>> one : named.entrySet()) {
            SourceFile file = one.getKey();
            String known = broken.get(file.name());
            if (known != null) {
                visitor.bad(file.name(), known);
                continue;
            }
            Npy array = Npy.open(file.path());
            if (array.axes() > 1) {
                array(file, array.matrix(), one.getValue(), columns, visitor);
            }
        }
    }

    private @Nullable Npy opened(SourceFile file) {
        try {
            return Npy.open(file.path());
        } catch (IOException e) {
            broken.put(
                    file.name(),
                    "It is no array that numpy saves, or of a type that is not read. Maybe save it with np.save(file, x.astype('float32')).");
            return null;
        }
    }

    private static void array(
            SourceFile file, Matrix matrix, List<String> names, Map<String, int[]> columns, Candidate.Visitor visitor)
            throws IOException {
        if (!names.isEmpty() && names.size() != matrix.rows()) {
            visitor.bad(
                    file.name(),
                    "It has (%d) rows, but the file of its names (%d) lines.".formatted(matrix.rows(), names.size()));
            return;
        }
        double[] row = new double[matrix.cols()];
        for (int i = 0; i < matrix.rows(); i++) {
            matrix.copyRow(i, row);
            float[] vector = new float[row.length];
            for (int j = 0; j < row.length; j++) {
                vector[j] = (float) row[j];
            }
            Map<String, String> fields = new LinkedHashMap<>();
            for (Map.Entry<String, int[]> column : columns.entrySet()) {
                if (column.getValue().length == matrix.rows()) {
                    fields.put(column.getKey(), Integer.toString(column.getValue()[i]));
                }
            }
            String where = "%s:%d".formatted(file.name(), i + 1);
            visitor.candidate(new Candidate(
                    where,
                    names.isEmpty() ? SafeName.clean(where) : names.get(i),
                    null,
                    null,
                    null,
                    sha256(java.util.Arrays.toString(vector)),
                    -1,
                    fields,
                    Map.of(stem(file), vector)));
        }
    }

    /** Whether rows of arrays become items of their own, instead of features of others. */
    boolean arraysAreItems() {
        return kind.equals("rows") && tableFiles().isEmpty();
    }
}
