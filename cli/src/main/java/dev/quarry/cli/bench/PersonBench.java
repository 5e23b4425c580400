package dev.quarry.cli.bench;

import dev.quarry.kernel.Randomness;
import dev.quarry.server.web.Server;
import dev.quarry.server.web.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * How many labels a careful person gives in the app before its model is nearly as good as with all of them: over HTTP,
 * with the true labels of a folder of pictures that has one folder for each class. Some pictures are kept out of the
 * queue, and what the model says of those is what counts.
 *
 * @param pictures the folder
 * @param strategies what chooses, by name
 * @param learner what learns
 * @param batch labels between two trainings
 * @param seeds how often everything is done, with other pictures kept out
 * @param share how near to all labels is near enough, in (0, 1]
 */
public record PersonBench(Path pictures, List<String> strategies, String learner, int batch, int seeds, double share) {

    private static final double KEPT_OUT = 0.3;
    private static final int MOST_ROWS = 200;

    /** How the kept-out pictures are judged after some labels. */
    public record Point(int labels, double accuracy) {}

    /**
     * One person with one strategy.
     *
     * @param full the accuracy with all labels
     * @param curve the accuracy after each training, from few labels to all
     */
    public record Course(String strategy, int seed, double full, List<Point> curve) {
        /** The fewest labels from which on the share was reached; all of them where never. */
        public int labelsTo(double share) {
            return curve.stream()
                    .filter(point -> point.accuracy >= share * full)
                    .mapToInt(Point::labels)
                    .findFirst()
                    .orElse(curve.getLast().labels);
        }
    }

    /** Does all of it. */
    public List<Course> run(PrintWriter out) throws IOException {
        Path root = pictures.toRealPath();
        List<Course> courses = new ArrayList<>();
        try (PassingFolder data = PassingFolder.begin("quarry-person");
                Server server = Server.start(
                        new Settings(data.path(), null, "127.0.0.1", 0, List.of(), List.of(root), false))) {
            Visitor owner = Visitor.entering(server.ownersAddress());
            for (int seed = 0; seed < seeds; seed++) {
                for (String strategy : strategies) {
                    Course course = new Run(owner, root, strategy, seed).course();
                    out.println("%s, seed %d: %d labels to %.0f %% of %.3f"
                            .formatted(strategy, seed, course.labelsTo(share), 100 * share, course.full));
                    out.flush();
                    courses.add(course);
                }
            }
        }
        return courses;
    }

    private final class Run {

        private final Visitor owner;
        private final String strategy;
        private final int seed;
        private final String project;
        private final Map<Integer, String> keptOut = new LinkedHashMap<>();
        private final List<JsonNode> items = new ArrayList<>();

        Run(Visitor owner, Path root, String strategy, int seed) {
            this.owner = owner;
            this.strategy = strategy;
            this.seed = seed;
            Map<String, String> begin = Map.of("name", "%s %d".formatted(strategy, seed), "kind", "pictures");
            project = "/api/v1/projects/"
                    + owner.post("/api/v1/projects", begin).good().path("id").asString();
            finish(owner.post(project + "/imports", Map.of("folder", root.toString()))
                    .good());
            setUp();
        }

        private void finish(JsonNode job) {
            CarefulPerson.result(owner, project, job);
        }

        private void setUp() {
            int n = owner.get(project).good().path("items").asInt();
            for (int from = 0; from < n; from += MOST_ROWS) {
                String rows = String.join(
                        ",",
                        IntStream.range(from, Math.min(n, from + MOST_ROWS))
                                .mapToObj(Integer::toString)
                                .toList());
                owner.get(project + "/items?rows=" + rows).good().forEach(items::add);
            }
            TreeSet<String> classes = new TreeSet<>();
            items.forEach(item -> classes.add(truth(item)));
            for (String one : classes) {
                owner.post(project + "/classes", Map.of("name", one)).good();
            }
            keepSomeOut();
            CarefulPerson.usualFeatures(owner, project);
            Map<String, Object> teaching = new LinkedHashMap<>();
            owner.get(project + "/teaching")
                    .good()
                    .properties()
                    .forEach(one -> teaching.put(one.getKey(), one.getValue()));
            teaching.put("learner", learner);
            teaching.put("strategy", strategy);
            teaching.put("seed", seed);
            teaching.put("checkShare", 0); // what is kept out tells how good the model is
            teaching.put("retrainAfter", 1_000_000);
            if (strategy.equals("random")) {
                teaching.put("coldStrategy", "random");
            }
            owner.put(project + "/teaching", teaching).good();
        }

        private void keepSomeOut() {
            Randomness random = Randomness.seed(seed).purpose("kept-out");
            List<JsonNode> order = items.stream()
                    .sorted(Comparator.comparingDouble(
                            item -> random.uniform(item.path("id").asString().hashCode())))
                    .toList();
            order.stream()
                    .limit((long) (KEPT_OUT * items.size()))
                    .forEach(item -> keptOut.put(item.path("row").asInt(), truth(item)));
            owner.post(project + "/exclusions", Map.of("rows", List.copyOf(keptOut.keySet()), "excluded", true))
                    .good();
        }

        private static String truth(JsonNode item) {
            return item.path("answers").path("folder").asString();
        }

        Course course() {
            CarefulPerson person = new CarefulPerson(owner, project, Run::truth);
            List<Point> curve = new ArrayList<>();
            int labels = 0;
            for (int more = person.label(batch); more > 0; more = person.label(batch)) {
                labels += more;
                person.settled();
                JsonNode queue = teach();
                if (queue.path("model").asInt() > 0) {
                    curve.add(new Point(labels, accuracy(queue.path("model").asInt())));
                }
            }
            return new Course(strategy, seed, curve.getLast().accuracy, curve);
        }

        private JsonNode teach() {
            var answer = owner.post(project + "/teach", Map.of());
            if (answer.status() < 300) {
                finish(answer.json());
            }
            return owner.get(project + "/queue").good();
        }

        private double accuracy(int model) {
            Map<Integer, String> names = new LinkedHashMap<>();
            for (JsonNode one : owner.get(project + "/classes").good()) {
                names.put(one.path("number").asInt(), one.path("name").asString());
            }
            List<String> rows = keptOut.keySet().stream().map(Object::toString).toList();
            int right = 0;
            for (int from = 0; from < rows.size(); from += MOST_ROWS) {
                String some = String.join(",", rows.subList(from, Math.min(rows.size(), from + MOST_ROWS)));
                right += (int) StreamSupport.stream(
                                owner.get(project + "/items?rows=" + some)
                                        .good()
                                        .spliterator(),
                                false)
                        .filter(item -> item.path("prediction").path("model").asInt() == model)
                        .filter(item -> truth(item)
                                .equals(names.get(
                                        item.path("prediction").path("label").asInt())))
                        .count();
            }
            return (double) right / rows.size();
        }
    }
}
