package dev.quarry.cli.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Somebody who knows what every item is, and says so when asked. */
public final class CarefulPerson {

    private static final Set<String> AT_WORK = Set.of("waiting", "running");
    private static final int AT_ONCE = 20;

    private final Visitor visitor;
    private final String project;
    private final Function<JsonNode, String> truth;
    private final Map<String, Integer> classes = new HashMap<>();

    /**
     * @param project the address of the project
     * @param truth the class of an item, as a page sees the item
     */
    public CarefulPerson(Visitor visitor, String project, Function<JsonNode, String> truth) {
        this.visitor = visitor;
        this.project = project;
        this.truth = truth;
        for (JsonNode one : visitor.get(project + "/classes").good()) {
            classes.put(one.path("name").asString(), one.path("number").asInt());
        }
    }

    /** Takes items from the queue and labels them, as many as wanted; says how many there were. */
    public int label(int wanted) {
        int done = 0;
        while (done < wanted) {
            Map<String, Object> ask = Map.of("count", Math.min(AT_ONCE, wanted - done), "mode", "single");
            List<JsonNode> asked =
                    list(visitor.post(project + "/queue/next", ask).good().path("items"));
            if (asked.isEmpty()) {
                return done;
            }
            Map<Integer, JsonNode> items = items(asked);
            for (JsonNode one : asked) {
                label(one, Objects.requireNonNull(items.get(one.path("row").asInt())));
                done++;
            }
        }
        return done;
    }

    private Map<Integer, JsonNode> items(List<JsonNode> asked) {
        String rows = asked.stream().map(one -> one.path("row").asString()).collect(Collectors.joining(","));
        return list(visitor.get(project + "/items?rows=" + rows).good()).stream()
                .collect(Collectors.toMap(item -> item.path("row").asInt(), item -> item));
    }

    private void label(JsonNode asked, JsonNode item) {
        Integer label = classes.get(truth.apply(item));
        if (label == null) {
            throw new IllegalStateException("There is no class for %s among %s".formatted(item, classes));
        }
        visitor.post(
                        project + "/labels",
                        Map.of(
                                "row",
                                asked.path("row").asInt(),
                                "label",
                                label,
                                "version",
                                asked.path("version").asLong(),
                                "batch",
                                asked.path("batch").asInt(),
                                "shown",
                                asked.path("shown").asInt(),
                                "mode",
                                "single",
                                "millis",
                                1500))
                .good();
    }

    /** Waits until no training runs or waits. */
    public JsonNode settled() {
        while (true) {
            JsonNode queue = visitor.get(project + "/queue").good();
            if (!queue.path("state").asString().equals("training")) {
                return queue;
            }
            pause();
        }
    }

    /** Waits until every job of the project ended. */
    public void quiet() {
        quiet(visitor, project);
    }

    /** Waits until every job of a project ended. */
    static void quiet(Visitor visitor, String project) {
        while (list(visitor.get(project + "/jobs").good()).stream()
                .anyMatch(job -> AT_WORK.contains(job.path("state").asString()))) {
            pause();
        }
    }

    /**
     * Waits for a job and says what came of it.
     *
     * @throws IllegalStateException if it failed, with its reason
     */
    public static JsonNode result(Visitor visitor, String project, JsonNode begun) {
        JsonNode job = begun;
        while (AT_WORK.contains(job.path("state").asString())) {
            pause();
            job = visitor.get(project + "/jobs/" + begun.path("id").asString()).good();
        }
        if (!job.path("state").asString().equals("done")) {
            throw new IllegalStateException(job.path("failure").asString());
        }
        return job.path("result");
    }

    /** Computes the features of a project that are chosen unless somebody chooses others. */
    public static void usualFeatures(Visitor visitor, String project) {
        List<Map<String, Object>> blocks = new ArrayList<>();
        for (JsonNode block : visitor.get(project + "/features").good().path("blocks")) {
            if (block.path("chosen").asBoolean()) {
                blocks.add(Map.of("key", block.path("key").asString(), "scaled", true));
            }
        }
        result(
                visitor,
                project,
                visitor.put(project + "/features", Map.of("blocks", blocks)).good());
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
