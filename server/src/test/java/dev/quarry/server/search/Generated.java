package dev.quarry.server.search;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Npy;
import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.feature.FeatureStore;
import dev.quarry.server.item.Item;
import dev.quarry.server.item.ItemTable;
import dev.quarry.server.project.Projects;
import dev.quarry.server.store.Database;
import dev.quarry.server.store.EventLog;
import dev.quarry.server.store.Folders;
import dev.quarry.server.teach.PredictionStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Projects of generated texts in a folder, ready for a server to open: items, labels, features, predictions. */
public final class Generated {

    private static final List<Fact.Verdict> VERDICTS = List.of(Fact.Verdict.values());
    private static final List<Provenance> ORIGINS = List.of(Provenance.HUMAN, Provenance.IMPLICIT);

    private static final List<String> WORDS = List.of(
            "river", "stone", "Über", "cat", "catalogue", "lamp", "green", "quarry", "tram", "snow", "noon", "salt");
    public static final List<String> CLASSES = List.of("cat", "dog", "fox", "wild boar");
    private static final List<String> COLOURS = List.of("#c2410c", "#1d4ed8", "#15803d", "#a21caf");
    private static final int BATCH = 10_000;

    /** Items that are written but not part of the project until an event says so. */
    public static final int SPARE = 5;

    private Generated() {}

    /** An item that depends on its row alone; some are the same as an earlier one. */
    public static Item item(int row) {
        SplittableRandom random = new SplittableRandom(row);
        StringBuilder text = new StringBuilder();
        int words = 3 + random.nextInt(8);
        for (int i = 0; i < words; i++) {
            text.append(i == 0 ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
        }
        Map<String, String> fields = new LinkedHashMap<>();
        if (row % 7 != 3) {
            fields.put("brightness", String.format(Locale.ROOT, "%.4f", random.nextDouble()));
        }
        fields.put("source", List.of("web", "phone", "North site").get(random.nextInt(3)));
        if (row % 5 == 0) {
            fields.put("remark", row % 10 == 0 ? "12" : "about twelve");
        }
        String sha = "%064x".formatted(row % 50 == 49 ? row - 1 : row);
        sha = sha.substring(48) + sha.substring(0, 48); // what tells them apart comes first
        return new Item(row, row, "text %06d".formatted((row * 31L) % 1_000_003), text.toString(), null, sha, fields);
    }

    /** What the features of an item gather around. */
    public static int kind(int row) {
        return new SplittableRandom(row + 77L).nextInt(CLASSES.size());
    }

    /**
     * A project in the embedded database of a folder.
     *
     * @param labels how many of the first items are labelled
     * @return its id
     */
    public static String project(Path data, int items, int labels, int columns) throws IOException {
        try (Database database = Database.embedded(data)) {
            Projects projects = new Projects();
            EventLog log = new EventLog(database, Clock.systemUTC(), projects);
            projects.from((id, visitor) -> log.each(id, 0, visitor));
            ItemTable table = new ItemTable(database.jdbi());
            String id = "generated-%d".formatted(items);
            for (int from = 0; from < items + SPARE; from += BATCH) {
                table.append(
                        id,
                        IntStream.range(from, Math.min(items + SPARE, from + BATCH))
                                .mapToObj(Generated::item)
                                .toList());
            }
            log.act("owner", pen -> {
                pen.write(id, new Fact.ProjectCreated("Generated texts", "texts"));
                for (int c = 0; c < CLASSES.size(); c++) {
                    pen.write(id, new Fact.ClassAdded(c, CLASSES.get(c), COLOURS.get(c), Integer.toString(c + 1)));
                }
                pen.write(id, new Fact.ItemsAdded(0, items, "generated"));
                return id;
            });
            facts(labels)
                    .forEach((by, facts) -> log.act(by, pen -> {
                        facts.forEach(fact -> pen.write(id, fact));
                        return id;
                    }));
            Folders folders = new Folders(data);
            features(folders, id, items, columns);
            predictions(folders, id, items);
            log.act("quarry", pen -> {
                pen.write(id, new Fact.Trained(1, "random-forest", labels, 1, "generated", 10));
                return id;
            });
            log.close();
            return id;
        }
    }

    /** What people said about the first items. */
    static Map<String, List<Fact>> facts(int labels) {
        Map<String, List<Fact>> facts = new LinkedHashMap<>();
        for (int row = 0; row < labels; row++) {
            String by = row % 3 == 0 ? "ana" : "ben";
            List<Fact> some = facts.computeIfAbsent(by, key -> new ArrayList<>());
            some.add(
                    row % 11 == 5
                            ? new Fact.Judged(row, VERDICTS.get(row % 4), 1 + row / 48, "grid", 300)
                            : new Fact.Labelled(
                                    row,
                                    row % 13 == 0 ? (kind(row) + 1) % 4 : kind(row),
                                    ORIGINS.get(row % 2),
                                    1 + row / 48,
                                    kind(row),
                                    "grid",
                                    400));
            if (row % 17 == 0) {
                some.add(new Fact.Flagged(row, true));
            }
            if (row % 23 == 0) {
                some.add(new Fact.Noted(row, "Look at this again"));
            }
        }
        return facts;
    }

    private static void features(Folders folders, String id, int items, int columns) throws IOException {
        float[] values = new float[items * columns];
        for (int row = 0; row < items; row++) {
            SplittableRandom random = new SplittableRandom(row + 5L);
            int kind = kind(row);
            for (int j = 0; j < columns; j++) {
                double centre = j % CLASSES.size() == kind ? 3 : 0;
                values[row * columns + j] = (float) (centre + random.nextGaussian());
            }
        }
        FeatureStore store = new FeatureStore(folders);
        Npy.write(store.file(id, "generated"), FloatMatrix.wrap(values, items, columns));
        store.keep(
                id,
                "generated",
                IntStream.range(0, columns).mapToObj("column %d"::formatted).toList());
    }

    private static void predictions(Folders folders, String id, int items) throws IOException {
        new PredictionStore(folders).keep(id, 1, probabilities(items));
    }

    static FloatMatrix probabilities(int items) {
        int classes = CLASSES.size();
        float[] values = new float[items * classes];
        for (int row = 0; row < items; row++) {
            SplittableRandom random = new SplittableRandom(row + 9L);
            int likely = random.nextInt(10) == 0 ? random.nextInt(classes) : kind(row);
            float best = 0.3f + 0.7f * (float) random.nextDouble();
            for (int c = 0; c < classes; c++) {
                values[row * classes + c] = c == likely ? best : (1 - best) / (classes - 1);
            }
        }
        return FloatMatrix.wrap(values, items, classes);
    }

    /** The events of a project of this kind, without any database. */
    static List<Event> events(int items, int labels) {
        List<Event> events = new ArrayList<>();
        List<Map.Entry<String, Fact>> facts = new ArrayList<>();
        facts.add(Map.entry("owner", new Fact.ProjectCreated("Generated texts", "texts")));
        for (int c = 0; c < CLASSES.size(); c++) {
            facts.add(Map.entry("owner", new Fact.ClassAdded(c, CLASSES.get(c), COLOURS.get(c), null)));
        }
        facts.add(Map.entry("owner", new Fact.ItemsAdded(0, items, "generated")));
        facts(labels).forEach((by, some) -> some.forEach(fact -> facts.add(Map.entry(by, fact))));
        String hash = Event.ORIGIN;
        for (Map.Entry<String, Fact> one : facts) {
            int seq = events.size() + 1;
            Event event = Event.after(
                    hash,
                    seq,
                    "generated",
                    seq,
                    Instant.parse("2026-01-01T00:00:00Z").plusSeconds(seq),
                    one.getKey(),
                    one.getValue());
            hash = event.hash();
            events.add(event);
        }
        return events;
    }
}
