package dev.quarry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.cli.bench.CarefulPerson;
import dev.quarry.cli.bench.Visitor;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Many people label at once, each with an account of their own. {@code -Dquarry.labels=10000} says how much each of them
 * says.
 */
class LabellersTest {

    private static final int PEOPLE = 32;
    private static final int LABELS = Integer.getInteger("quarry.labels", 50);
    private static final int AT_ONCE = 10;
    private static final int TWICE = 7;

    @TempDir
    Path data;

    @TempDir
    Path files;

    @Test
    void no_label_is_lost_doubled_or_foreign() throws Exception {
        write(files.resolve("items.csv"), PEOPLE * (LABELS + 2 * AT_ONCE));
        String id;
        List<Labeller> people = new ArrayList<>();
        try (Installation app = Installation.start(data, "--allow", files.toString())) {
            Visitor owner = app.owner();
            JsonNode made = owner.post("/api/v1/projects", Map.of("name", "Many people", "kind", "rows"))
                    .good();
            id = made.path("id").asString();
            String project = "/api/v1/projects/" + id;
            prepare(owner, project);
            for (int person = 0; person < PEOPLE; person++) {
                people.add(new Labeller(joined(app, owner, project, "person-" + person), project, "person-" + person));
            }
            try (ExecutorService all = Executors.newFixedThreadPool(PEOPLE)) {
                for (Future<Void> one : all.invokeAll(people)) {
                    one.get();
                }
            }
        }
        List<Said> said =
                people.stream().flatMap(person -> person.said.stream()).toList();
        assertThat(said).hasSize(PEOPLE * LABELS);
        assertThat(said.stream().map(Said::row).distinct()).as("items").hasSize(said.size());
        List<Said> kept = Said.inTheLog(data, id);
        assertThat(without(said, kept)).as("what was lost").isEmpty();
        assertThat(without(kept, said)).as("what nobody said").isEmpty();
        assertThat(kept).as("with what was doubled").hasSameSizeAs(said);
        tell(people);
    }

    private static Set<Said> without(List<Said> all, List<Said> others) {
        Set<Said> left = new HashSet<>(all);
        others.forEach(left::remove);
        return left;
    }

    private static void write(Path file, int items) throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("name,x,y\n");
            for (int i = 0; i < items; i++) {
                out.write("item-%d,%.4f,%.4f%n".formatted(i, random.nextGaussian(), random.nextGaussian()));
            }
        }
    }

    private void prepare(Visitor owner, String project) {
        JsonNode begun = owner.post(project + "/imports", Map.of("folder", files.toString()))
                .good();
        CarefulPerson.result(owner, project, begun);
        owner.post(project + "/classes/many", Map.of("names", List.of("left", "right")))
                .good();
        List<Map<String, Object>> blocks = new ArrayList<>();
        for (JsonNode block : owner.get(project + "/features").good().path("blocks")) {
            if (block.path("chosen").asBoolean()) {
                blocks.add(Map.of("key", block.path("key").asString(), "scaled", true));
            }
        }
        JsonNode features =
                owner.put(project + "/features", Map.of("blocks", blocks)).good();
        CarefulPerson.result(owner, project, features);
        ObjectNode teaching = (ObjectNode) owner.get(project + "/teaching").good();
        teaching.put("recheckShare", 0);
        teaching.put("retrainAfter", 200);
        owner.put(project + "/teaching", teaching).good();
    }

    private static Visitor joined(Installation app, Visitor owner, String project, String name) {
        JsonNode link = owner.post(project + "/team/invitations", Map.of("role", "labeller", "days", 1))
                .good();
        String secret = link.path("link").asString().replaceFirst(".*#join=", "");
        Visitor visitor = new Visitor(app.address());
        visitor.post("/api/entry/join", Map.of("secret", secret, "name", name, "password", "a sentence of " + name))
                .good();
        return visitor;
    }

    private static void tell(List<Labeller> people) {
        double[] millis = people.stream()
                .flatMap(person -> person.millis.stream())
                .mapToDouble(one -> one)
                .toArray();
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%d people, %d labels each: none lost, doubled or foreign; a label took p50 %.1f ms, p95 %.1f ms, p99 %.1f ms%n",
                PEOPLE,
                LABELS,
                quantile(millis, .5),
                quantile(millis, .95),
                quantile(millis, .99));
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[Math.clamp((int) Math.ceil(share * sorted.length) - 1, 0, sorted.length - 1)];
    }

    /** Takes items from the queue and labels them; sends some of it twice, as after an answer that went astray. */
    private static final class Labeller implements Callable<Void> {

        private final Visitor visitor;
        private final String project;
        private final String name;
        private final List<Said> said = new ArrayList<>();
        private final List<Double> millis = new ArrayList<>();

        Labeller(Visitor visitor, String project, String name) {
            this.visitor = visitor;
            this.project = project;
            this.name = name;
        }

        @Override
        public Void call() {
            while (said.size() < LABELS) {
                int count = Math.min(AT_ONCE, LABELS - said.size());
                JsonNode next = visitor.post(project + "/queue/next", Map.of("count", count, "mode", "single"))
                        .good();
                List<JsonNode> asked = StreamSupport.stream(next.path("items").spliterator(), false)
                        .toList();
                assertThat(asked).as("items for " + name).isNotEmpty();
                asked.stream().limit(count).forEach(this::label);
            }
            return null;
        }

        private void label(JsonNode one) {
            int row = one.path("row").asInt();
            int label = row % 2;
            Map<String, Object> body = Map.of(
                    "row",
                    row,
                    "label",
                    label,
                    "version",
                    one.path("version").asLong(),
                    "batch",
                    one.path("batch").asInt(),
                    "shown",
                    one.path("shown").asInt(),
                    "mode",
                    "single",
                    "millis",
                    5);
            String key = UUID.randomUUID().toString();
            long begun = System.nanoTime();
            JsonNode act = visitor.post(project + "/labels", body, key).good();
            millis.add((System.nanoTime() - begun) / 1e6);
            if (said.size() % TWICE == 0) {
                JsonNode again = visitor.post(project + "/labels", body, key).good();
                assertThat(again.path("act")).isEqualTo(act.path("act"));
            }
            said.add(new Said(row, label, name));
        }
    }
}
