package dev.quarry.cli.bench;

import dev.quarry.server.web.Server;
import dev.quarry.server.web.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What people wait for in the app, over HTTP: on a generated project whose items have embeddings and whose labels lie in
 * clusters, then on generated pictures, and until a process that is started shows its page.
 *
 * @param items how many items
 * @param columns features of an item
 * @param classes how many classes
 * @param labels how many labels models learn from
 * @param repeats how often each is done
 */
public record AppBench(int items, int columns, int classes, int labels, int repeats) {

    private static final int MOST_AT_ONCE = 5_000;
    private static final int TRAININGS = 5;

    /** What is asked, and in which order it is shown. */
    private static final List<Map.Entry<String, String>> FILTERS = List.of(
            Map.entry("is:open", ""),
            Map.entry("label:class-1", "-at"),
            Map.entry("pred:class-2 conf<0.6", "conf"),
            Map.entry("margin<0.1", "margin"),
            Map.entry("prov:human", "name"),
            Map.entry("-label:class-3 is:open", "-conf"),
            Map.entry("99", ""),
            Map.entry("name:123 is:open|flagged", "margin"));

    /**
     * How long something took.
     *
     * @param what it was
     * @param budget how long it may take for 19 of 20 people, in milliseconds
     * @param millis how long it took each time
     */
    public record Waited(String what, int budget, List<Double> millis) {
        /** Sorted, shortest first. */
        public Waited {
            millis = millis.stream().sorted().toList();
        }

        /** The time that this share of all times does not exceed. */
        public double quantile(double share) {
            return millis.get(Math.clamp((int) Math.ceil(share * millis.size()) - 1, 0, millis.size() - 1));
        }
    }

    /**
     * Does everything and says how long it took.
     *
     * @param kept the folder of the installation; null for one that is thrown away
     * @param out hears what is under way
     */
    public List<Waited> run(@Nullable Path kept, PrintWriter out) throws IOException {
        try (PassingFolder passing = PassingFolder.begin("quarry-app-bench")) {
            Path pool = passing.path().resolve("pool");
            say(out, "Writing %,d embeddings of %d numbers".formatted(items, columns));
            new PoolFiles(items, columns, classes, 0).write(pool, done -> {});
            Files.delete(pool.resolve(PoolFiles.PROBABILITIES));
            Path data = kept == null ? passing.path().resolve("data") : kept;
            Settings settings = new Settings(data, null, "127.0.0.1", 0, List.of(), List.of(pool), false);
            List<Waited> waited = new ArrayList<>();
            try (Server server = Server.start(settings)) {
                waited.addAll(new Run(Visitor.entering(server.ownersAddress()), pool, out).all());
            }
            say(out, "Pictures");
            waited.addAll(ThumbnailBench.run(passing.path().resolve("pictures")));
            say(out, "Starting");
            waited.addAll(StartBench.run(passing.path().resolve("start")));
            return waited;
        }
    }

    private static double millis(Supplier<?> work) {
        long begun = System.nanoTime();
        Objects.requireNonNull(work.get());
        return (System.nanoTime() - begun) / 1e6;
    }

    private static void say(PrintWriter out, String what) {
        out.println(what);
        out.flush();
    }

    private final class Run {

        private final Visitor owner;
        private final Path pool;
        private final PrintWriter out;
        private final String project;
        private final List<Waited> waited = new ArrayList<>();

        Run(Visitor owner, Path pool, PrintWriter out) {
            this.owner = owner;
            this.pool = pool;
            this.out = out;
            JsonNode made = owner.post("/api/v1/projects", Map.of("name", "bench", "kind", "rows"))
                    .good();
            this.project = "/api/v1/projects/" + made.path("id").asString();
        }

        List<Waited> all() {
            say(out, "Importing them");
            JsonNode imported = result(owner.post(project + "/imports", Map.of("folder", pool.toString()))
                    .good());
            say(out, imported.path("sentence").asString());
            for (int i = 0; i < classes; i++) {
                owner.post(project + "/classes", Map.of("name", "class-" + i)).good();
            }
            say(out, "Features");
            List<Map<String, Object>> blocks = new ArrayList<>();
            for (JsonNode block : owner.get(project + "/features").good().path("blocks")) {
                if (block.path("columns").asInt() == columns) {
                    blocks.add(Map.of("key", block.path("key").asString(), "scaled", true));
                }
            }
            result(owner.put(project + "/features", Map.of("blocks", blocks)).good());
            say(out, "%,d labels".formatted(labels));
            Map<String, Object> teaching = teaching();
            owner.put(project + "/teaching", teaching).good();
            labelSome();
            say(out, "Measuring");
            List<Double> fits = new ArrayList<>();
            timed("train on %,d x %d and predict %,d".formatted(labels, columns, items), 0, TRAININGS, i -> {
                JsonNode outcome =
                        result(owner.post(project + "/teach", Map.of()).good());
                fits.add(outcome.path("fitMillis").asDouble());
                return outcome;
            });
            waited.add(new Waited("fit alone, of that", 1_000, fits));
            timed("ask for 50 of %,d x %d".formatted(items, columns), 1_000, Math.min(repeats, 20), i -> {
                JsonNode batch = owner.post(project + "/queue/next", Map.of("count", 50, "mode", "grid"))
                        .good();
                List<Integer> rows = StreamSupport.stream(batch.path("items").spliterator(), false)
                        .map(one -> one.path("row").asInt())
                        .toList();
                return owner.post(project + "/queue/release", Map.of("rows", rows));
            });
            timed("label one item", 20, repeats, i -> label(i));
            find(0);
            CarefulPerson.quiet(owner, project);
            List<Double> pages = new ArrayList<>();
            List<Double> acts = new ArrayList<>();
            for (int i = 0; i < Math.max(repeats, FILTERS.size()); i++) {
                int one = i;
                acts.add(millis(() -> label(repeats + one))); // so that no answer is one that was given before
                pages.add(millis(() -> find(one)));
            }
            waited.add(new Waited("label one item while others search", 20, acts));
            waited.add(new Waited("first page of a filter over %,d".formatted(items), 200, pages));
            return waited;
        }

        private JsonNode find(int i) {
            Map.Entry<String, String> filter = FILTERS.get(i % FILTERS.size());
            return owner.get(project
                            + "/items/search?limit=50&sort=%s&query=%s"
                                    .formatted(
                                            filter.getValue(),
                                            URLEncoder.encode(filter.getKey(), StandardCharsets.UTF_8)))
                    .good();
        }

        private Map<String, Object> teaching() {
            Map<String, Object> teaching = new LinkedHashMap<>();
            JsonNode now = owner.get(project + "/teaching").good();
            now.properties().forEach(one -> teaching.put(one.getKey(), one.getValue()));
            teaching.put("learner", "random-forest");
            teaching.put("retrainAfter", 1_000_000);
            return teaching;
        }

        /** Rows of one cluster have one class, as the generator deals them out. */
        private void labelSome() {
            for (int label = 0; label < classes; label++) {
                int one = label;
                int[] rows = IntStream.range(0, labels)
                        .filter(row -> row % classes == one)
                        .toArray();
                for (int from = 0; from < rows.length; from += MOST_AT_ONCE) {
                    List<Integer> some = Arrays.stream(rows, from, Math.min(rows.length, from + MOST_AT_ONCE))
                            .boxed()
                            .toList();
                    owner.post(project + "/many", Map.of("rows", some, "label", label, "mode", "bench"))
                            .good();
                }
            }
        }

        private JsonNode label(int i) {
            int row = items - 1 - i;
            return owner.post(
                            project + "/labels",
                            Map.of(
                                    "row",
                                    row,
                                    "label",
                                    i % classes,
                                    "version",
                                    0,
                                    "batch",
                                    0,
                                    "shown",
                                    -1,
                                    "mode",
                                    "single",
                                    "millis",
                                    1000))
                    .good();
        }

        private JsonNode result(JsonNode job) {
            return CarefulPerson.result(owner, project, job);
        }

        private void timed(String what, int budget, int times, IntFunction<?> work) {
            List<Double> millis = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                int one = i;
                millis.add(millis(() -> work.apply(one)));
            }
            waited.add(new Waited(what, budget, millis));
        }
    }
}
