package dev.quarry.server.data;

import dev.quarry.item.Items;
import dev.quarry.kernel.Npy;
import dev.quarry.server.data.Reading.Role;
import dev.quarry.server.data.SourceFile.Kind;
import dev.quarry.server.item.ItemTable;
import dev.quarry.server.job.Progress;
import dev.quarry.server.media.SafePicture;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads everything once, keeps nothing but counts, and says what it would become. */
final class Survey implements Candidate.Visitor {

    private static final float[] NONE = {};
    private static final int EXAMPLES = 12;
    private static final int SMALL = 96;
    private static final int MOST_TEXT = 600;
    private static final int MOST_FIELDS = 40;
    private static final int MOST_COLUMNS = 600;
    private static final int[] CHARACTERS = {0, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000};
    private static final int[] PIXELS = {0, 64, 128, 256, 512, 1_024, 2_048, 4_096};

    private final Gathering gathering;
    private final Candidates candidates;
    private final String kind;
    private final Reading reading;
    private final Progress progress;
    private final Skipped skipped;
    private final Ids ids;
    private final Ids contents;
    private final int before;
    private final Map<String, ColumnCount> columns = new LinkedHashMap<>();
    private final Map<String, int[]> vectors = new TreeMap<>();
    private final List<Candidate> examples = new ArrayList<>();
    private final Set<String> attached = new HashSet<>();
    private final int[] bins;
    private int seen;
    private int stride = 1;
    private int items;
    private int known;
    private int doubled;
    private int same;

    Survey(
            Gathering gathering,
            Candidates candidates,
            String kind,
            Reading reading,
            Known there,
            Progress progress,
            Skipped skipped) {
        this.gathering = gathering;
        this.candidates = candidates;
        this.kind = kind;
        this.reading = reading;
        this.progress = progress;
        this.skipped = skipped;
        this.ids = there.ids();
        this.contents = there.contents();
        this.before = ids.size();
        this.bins = new int[Math.max(CHARACTERS.length, PIXELS.length)];
    }

    /**
     * What a project has already.
     *
     * @param ids of its items, with their rows
     * @param contents the beginnings of the hashes of what they hold
     */
    record Known(Ids ids, Ids contents) {

        static Known of(ItemTable table, String project, int size) {
            Ids ids = new Ids();
            Ids contents = new Ids();
            table.eachId(project, size, (row, id, sha256) -> {
                ids.add(id, row);
                if (sha256 != null) {
                    contents.add(Known.content(sha256), row);
                }
            });
            return new Known(ids, contents);
        }

        /** The first 64 bits of a hash. */
        static long content(String sha256) {
            return HexFormat.fromHexDigitsToLong(sha256.substring(0, 16));
        }
    }

    void run() throws IOException {
        candidates.each(this);
    }

    @Override
    public void candidate(Candidate candidate) throws IOException {
        if (seen % 500 == 0) {
            progress.at(-1, "Reading: %,d so far".formatted(seen));
        }
        seen++;
        int row = ids.row(Items.id(candidate.name()));
        if (row >= 0) {
            if (row < before) {
                known++;
            } else {
                doubled++;
                skipped.add(
                        candidate.where(),
                        "Another one here has the name (%s) too.".formatted(SafeName.shown(candidate.name())));
            }
            return;
        }
        boolean first = contents.add(Known.content(candidate.sha256()), before + items);
        if (!first) {
            same++;
            if (reading.isOnce()) {
                return;
            }
        }
        ids.add(Items.id(candidate.name()), before + items);
        items++;
        count(candidate);
    }

    private void count(Candidate candidate) {
        candidate.fields().forEach((name, value) -> column(name).add(value));
        float[] numbers = candidate.vectors().getOrDefault(Candidate.NUMBERS, NONE);
        for (int i = 0; i < numbers.length; i++) {
            String name = candidates.numbers().get(i);
            if (!candidates.isBeside(name)) {
                column(name).add(numbers[i]);
            }
        }
        candidate.vectors().forEach((name, vector) -> {
            if (name.equals(Candidate.NUMBERS)) {
                return; // told as columns
            }
            int[] found = vectors.computeIfAbsent(name, key -> new int[] {vector.length, 0});
            found[1] += found[0] == vector.length ? 1 : 0;
        });
        if (candidate.measure() >= 0) {
            bins[bin(candidate.measure())]++;
        }
        if ((items - 1) % stride == 0) {
            examples.add(candidate);
            if (examples.size() == 2 * EXAMPLES) {
                stride *= 2;
                List<Candidate> every = new ArrayList<>();
                for (int i = 0; i < examples.size(); i += 2) {
                    every.add(examples.get(i));
                }
                examples.clear();
                examples.addAll(every);
            }
        }
    }

    private ColumnCount column(String name) {
        return columns.computeIfAbsent(name, key -> new ColumnCount());
    }

    private int[] edges() {
        return kind.equals("pictures") ? PIXELS : CHARACTERS;
    }

    private int bin(int measure) {
        int[] edges = edges();
        int bin = edges.length - 1;
        while (measure < edges[bin]) {
            bin--;
        }
        return bin;
    }

    @Override
    public void bad(String where, String why) throws IOException {
        skipped.add(where, why);
    }

    // ---- what was found

    int items() {
        return items;
    }

    int known() {
        return known;
    }

    int doubled() {
        return doubled;
    }

    int same() {
        return same;
    }

    /** The names of the columns of labels, with their commonest values. */
    Map<String, List<String>> labels() {
        Map<String, List<String>> labels = new LinkedHashMap<>();
        columns.forEach((name, count) -> {
            if (role(name) == Role.LABEL) {
                labels.put(
                        name,
                        count.values(1_000).stream().map(Preview.Value::value).toList());
            }
        });
        return labels;
    }

    private Role role(String name) {
        if (kind.equals("pictures")) {
            return switch (name) {
                case "folder" -> Role.LABEL;
                case "split" -> Role.SPLIT;
                case "width", "height" -> Role.FIELD;
                default -> candidates.roles().getOrDefault(name, Role.FIELD);
            };
        }
        return candidates.roles().getOrDefault(name, Role.FIELD);
    }

    Preview preview() throws IOException {
        List<Preview.Vectors> features = features();
        return new Preview(
                kind,
                formats(),
                items,
                known,
                doubled,
                same,
                left(),
                columns(),
                features,
                measures(),
                shown(),
                new Reading(
                        reading.charset(), reading.header(), new LinkedHashMap<>(candidates.roles()), reading.isOnce()),
                problem(features));
    }

    Preview.Left left() {
        return new Preview.Left(
                skipped.count(),
                skipped.first().stream()
                        .map(line -> new Preview.Line(line.where(), line.why()))
                        .toList(),
                skipped.list());
    }

    private List<Preview.Format> formats() throws IOException {
        Map<Kind, long[]> sums = new TreeMap<>();
        for (SourceFile file : gathering.files()) {
            long[] sum = sums.computeIfAbsent(file.kind(), key -> new long[2]);
            sum[0]++;
            sum[1] += Files.size(file.path());
        }
        List<Preview.Format> formats = new ArrayList<>();
        sums.forEach((what, sum) -> formats.add(new Preview.Format(what.word(), (int) sum[0], sum[1])));
        return formats;
    }

    private List<Preview.Column> columns() {
        List<Preview.Column> found = new ArrayList<>();
        Map<String, Role> all = new LinkedHashMap<>();
        if (!kind.equals("pictures")) {
            all.putAll(candidates.roles());
        }
        columns.keySet().forEach(name -> all.putIfAbsent(name, role(name)));
        if (!columns.isEmpty() && columns.keySet().stream().anyMatch(candidates.roles()::containsKey)) {
            candidates.roles().forEach(all::putIfAbsent); // a table beside pictures that speaks of some of them
        }
        all.forEach((name, role) -> {
            if (found.size() < MOST_COLUMNS && role != Role.VECTOR) {
                ColumnCount count = columns.getOrDefault(name, new ColumnCount());
                boolean whole = role == Role.ID || role == Role.TEXT;
                found.add(count.column(name, role, whole ? items : count.filled()));
            }
        });
        return found;
    }

    private List<Preview.Vectors> features() throws IOException {
        List<Preview.Vectors> features = new ArrayList<>();
        vectors.forEach((name, found) -> features.add(new Preview.Vectors(name, found[0], found[1])));
        if (!candidates.arraysAreItems()) {
            for (Map.Entry<SourceFile, List<String>> one : candidates.named().entrySet()) {
                attached(one.getKey(), one.getValue(), features);
            }
        }
        return features;
    }

    private void attached(SourceFile file, List<String> names, List<Preview.Vectors> features) throws IOException {
        Npy array;
        try {
            array = Npy.open(file.path());
        } catch (IOException e) {
            skipped.add(file.name(), "It is no array that numpy saves, or of a type that is not read.");
            return;
        }
        int columns = array.matrix().cols();
        long rows = array.size(0);
        if (names.isEmpty()) {
            boolean inOrder = rows == items && known == 0 && doubled == 0 && !reading.isOnce();
            if (rows > 0 && (inOrder || rows == before + items)) {
                attached.add(Candidates.stem(file));
                features.add(new Preview.Vectors(Candidates.stem(file), columns, (int) rows));
            } else {
                skipped.add(
                        file.name(),
                        "It has (%d) rows, but there are (%d) items. Maybe name its rows in a file (%s.ids.txt)."
                                .formatted(rows, items, Candidates.stem(file)));
            }
            return;
        }
        int covered = 0;
        for (String name : names) {
            covered += ids.row(Items.id(name)) >= 0 ? 1 : 0;
        }
        if (names.size() != rows || covered == 0) {
            skipped.add(
                    file.name(),
                    "It has (%d) rows with (%d) names, of which (%d) are items."
                            .formatted(rows, names.size(), covered));
        } else {
            attached.add(Candidates.stem(file));
            features.add(new Preview.Vectors(Candidates.stem(file), columns, covered));
        }
    }

    private Preview.@Nullable Measures measures() {
        if (kind.equals("rows") || items == 0) {
            return null;
        }
        int[] edges = edges();
        List<Preview.Bin> found = new ArrayList<>();
        for (int i = 0; i < edges.length; i++) {
            found.add(new Preview.Bin(edges[i], i + 1 < edges.length ? edges[i + 1] : null, bins[i]));
        }
        return new Preview.Measures(kind.equals("pictures") ? "pixels" : "characters", found);
    }

    private List<Preview.Example> shown() {
        List<Preview.Example> shown = new ArrayList<>();
        for (Candidate one : examples.subList(0, Math.min(EXAMPLES, examples.size()))) {
            String text = one.text();
            Map<String, String> fields = new LinkedHashMap<>();
            one.fields().entrySet().stream()
                    .limit(MOST_FIELDS)
                    .forEach(field -> fields.put(field.getKey(), shortened(field.getValue(), 80)));
            shown.add(new Preview.Example(
                    one.name(), text == null ? null : shortened(text, MOST_TEXT), picture(one), fields));
        }
        return shown;
    }

    /** Whether rows of an array of this name become features. */
    boolean attaches(String stem) {
        return attached.contains(stem);
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }

    private static @Nullable String picture(Candidate one) {
        if (one.picture() == null) {
            return null;
        }
        try {
            byte[] jpeg = new SafePicture(one.picture(), one.name()).jpeg(SMALL);
            return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg);
        } catch (IOException e) {
            return null; // it is an example only; the picture itself says so where it is shown
        }
    }

    private @Nullable String problem(List<Preview.Vectors> features) {
        if (items > 0 || !features.isEmpty()) {
            return null;
        } else if (gathering.files().isEmpty() && skipped.count() == 0) {
            return "There are no files. Maybe choose others.";
        } else if (known > 0) {
            return "All of it (%d) is in the project already.".formatted(known);
        }
        return "Nothing here becomes an item of a project of %s. Maybe look at what was left out, and why."
                .formatted(kind);
    }
}
