package dev.quarry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.cli.bench.Visitor;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The power goes at any moment, again and again, while people label and while the app starts. What was acknowledged is there afterwards, once, and
 * a request that was not answered can be sent again.
 *
 * <p>{@code -Dquarry.crashes=200} says how often, {@code -Dquarry.seed=7} draws other moments.
 */
class CrashTest {

    private static final int CRASHES = Integer.getInteger("quarry.crashes", 5);
    private static final long SEED = Long.getLong("quarry.seed", 1);
    private static final int PEOPLE = 4;

    /** One crash of so many comes while the app starts. */
    private static final int STARTING = 3;

    @TempDir
    Path data;

    @Test
    void no_crash_loses_or_doubles_a_label() throws Exception {
        String id;
        List<Labeller> people = new ArrayList<>();
        try (Installation app = Installation.start(data)) {
            JsonNode sample =
                    app.owner().post("/api/v1/samples", Map.of("name", "texts")).good();
            id = sample.path("id").asString();
            for (int person = 0; person < PEOPLE; person++) {
                people.add(new Labeller(id, person, sample.path("items").asInt()));
            }
        }
        SplittableRandom moments = new SplittableRandom(SEED);
        Duration starting = Duration.ZERO;
        int before = 0;
        for (int crash = 0; crash < CRASHES; crash++) {
            if (crash % STARTING == 1) {
                Duration moment = Duration.ofNanos(moments.nextLong(starting.toNanos()));
                before += Installation.startAndKill(data, moment) ? 1 : 0;
                continue;
            }
            Instant launched = Instant.now();
            Installation app = Installation.start(data);
            starting = Duration.between(launched, Instant.now());
            Visitor owner = app.owner();
            CountDownLatch begun = new CountDownLatch(1);
            List<Thread> working = people.stream()
                    .map(person -> Thread.startVirtualThread(() -> person.work(owner, begun)))
                    .toList();
            begun.await(); // on a slow machine the power would otherwise go before anybody said anything
            Thread.sleep(moments.nextInt(500));
            app.kill();
            for (Thread one : working) {
                one.join();
            }
        }
        try (Installation app = Installation.start(data)) {
            Visitor owner = app.owner();
            people.forEach(person -> person.sendAgain(owner));
        }
        int acknowledged =
                people.stream().mapToInt(person -> person.said.size()).sum();
        assertThat(before).as("crashes while it started").isPositive();
        assertThat(acknowledged).as("labels that were acknowledged").isGreaterThan(CRASHES - CRASHES / STARTING);
        assertThat(labelsInTheLog(id)).isEqualTo(saidByAll(people));
        System.out.printf(
                "%d crashes, %d of them while it started, moments drawn by seed %d: %d labels acknowledged, none lost, none doubled%n",
                CRASHES, before, SEED, acknowledged);
    }

    /** What was acknowledged of each item, in order. */
    private static Map<Integer, List<Integer>> saidByAll(List<Labeller> people) {
        Map<Integer, List<Integer>> all = new HashMap<>();
        for (Labeller person : people) {
            for (Said one : person.said) {
                all.computeIfAbsent(one.row(), key -> new ArrayList<>()).add(one.label());
            }
        }
        return all;
    }

    private Map<Integer, List<Integer>> labelsInTheLog(String project) throws Exception {
        Map<Integer, List<Integer>> all = new HashMap<>();
        for (Said one : Said.inTheLog(data, project)) {
            all.computeIfAbsent(one.row(), key -> new ArrayList<>()).add(one.label());
        }
        return all;
    }

    /** Labels items of its own over and over, as fast as it can. */
    private static final class Labeller {

        private final String project;
        private final int person;
        private final int items;
        private final List<Said> said = new ArrayList<>();
        private int turn;
        private @Nullable String key;
        private long version;

        Labeller(String project, int person, int items) {
            this.project = "/api/v1/projects/" + project;
            this.person = person;
            this.items = items;
        }

        /** Until the app is gone. */
        void work(Visitor visitor, CountDownLatch begun) {
            try {
                while (true) {
                    one(visitor);
                    begun.countDown();
                }
            } catch (UncheckedIOException e) {
                // the power is gone; what was under way is sent again next time
            }
        }

        /** What was under way when the power went. */
        void sendAgain(Visitor visitor) {
            if (key != null) {
                one(visitor);
            }
        }

        private void one(Visitor visitor) {
            int row = (turn * PEOPLE + person) % items;
            int label = turn / items % 2;
            if (key == null) {
                JsonNode state = visitor.get(project + "/items/" + row).good().path("state");
                version = state.path("version").asLong();
                key = UUID.randomUUID().toString();
            }
            Map<String, Object> body = Map.of(
                    "row", row, "label", label, "version", version, "batch", 0, "shown", -1, "mode", "single", "millis",
                    5);
            visitor.post(project + "/labels", body, key).good();
            said.add(new Said(row, label, ""));
            key = null;
            turn++;
        }
    }
}
