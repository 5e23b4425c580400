package dev.quarry.server.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Npy;
import dev.quarry.server.data.Intake;
import dev.quarry.server.event.Fact;
import dev.quarry.server.feature.FeatureBuilder;
import dev.quarry.server.feature.FeatureStore;
import dev.quarry.server.item.Item;
import dev.quarry.server.job.Jobs;
import dev.quarry.server.store.Folders;
import dev.quarry.server.teach.Teacher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

    @TempDir
    Path data;

    private Folders folders;
    private Installation installation;
    private Jobs jobs;
    private Leftovers leftovers;
    private final List<Path> needed = new ArrayList<>();
    private final List<Path> left = new ArrayList<>();

    /** Three items; 32 models, of which the first two saw other features than the others; features chosen anew since. */
    @BeforeEach
    void open() throws IOException {
        folders = new Folders(data);
        installation = Installation.open(data, null);
        jobs = new Jobs(Clock.systemUTC());
        leftovers = new Leftovers(folders, installation.projects(), new FeatureStore(folders), jobs, Clock.systemUTC());
        installation.items().append("p", List.of(item(0), item(1), item(2)));
        installation.log().act("ana", pen -> {
            pen.write("p", new Fact.ProjectCreated("Pets", "pictures"));
            pen.write("p", new Fact.ItemsAdded(0, 3, "pets"));
            for (int number = 1; number <= 32; number++) {
                pen.write("p", new Fact.Trained(number, "random-forest", 3, 7, number < 3 ? "old" : "seen", 10));
            }
            return 0;
        });
        Path features = folders.features("p");
        for (String name : List.of("now", "seen", "old")) {
            List<Path> list = name.equals("old") ? left : needed;
            put(list, features.resolve(name + ".learnt"));
            list.add(Files.createDirectories(features).resolve(name + ".npy"));
            Npy.write(features.resolve(name + ".npy"), FloatMatrix.of(new float[][] {{1}, {2}, {3}}));
        }
        put(needed, features.resolve("current.json"));
        Files.writeString(features.resolve("current.json"), "{\"fingerprint\":\"now\",\"names\":[\"a\"]}");
    }

    @AfterEach
    void close() throws IOException {
        jobs.close();
        installation.close();
    }

    private static Item item(int row) {
        return new Item(row, 100 + row, "item %d".formatted(row), "text", null, null, Map.of());
    }

    private static void put(List<Path> list, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
        list.add(file);
    }

    private void sweep() {
        leftovers.sweep(List.of("p"), Instant.now().plus(Duration.ofHours(1)));
    }

    private void assertSwept() {
        assertThat(needed).allSatisfy(file -> assertThat(file).exists());
        assertThat(left).allSatisfy(file -> assertThat(file).doesNotExist());
    }

    @Test
    void what_nothing_refers_to_is_removed_when_the_app_starts_and_nothing_else() throws IOException {
        put(left, folders.models("p").resolve("2.quarry"));
        put(left, folders.predictions("p").resolve("2.npy"));
        put(needed, folders.models("p").resolve("3.quarry"));
        put(needed, folders.predictions("p").resolve("3.npy"));
        put(needed, folders.predictions("p").resolve("33.npy")); // about to be in the log
        put(left, folders.features("p").resolve("raw.npy.new"));
        put(needed, Intake.features(folders, "p").resolve("vectors.npy"));
        put(left, Intake.features(folders, "p").resolve("vectors123.new"));
        put(needed, folders.thumbnails("p").resolve("160/0/2.jpg"));
        put(left, folders.thumbnails("p").resolve("160/0/3.jpg"));
        put(left, folders.thumbnails("p").resolve("160/5/5000.jpg"));
        put(left, folders.thumbnails("p").resolve("320/0/1234.new"));
        put(needed, folders.uploads("p").resolve("1/000/0"));
        put(needed, folders.maps("p").resolve("pca.json"));
        put(left, Intake.lists(folders, "p").resolve("a.csv"));
        Files.setLastModifiedTime(left.getLast(), FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        put(needed, Intake.lists(folders, "p").resolve("b.csv"));
        sweep();
        assertSwept();
        sweep();
        assertSwept();
    }

    @Test
    void a_model_that_is_in_charge_again_stays_with_what_it_saw() throws IOException {
        installation.log().act("ana", pen -> {
            pen.write("p", new Fact.ModelRestored(1));
            return 0;
        });
        put(needed, folders.models("p").resolve("1.quarry"));
        put(left, folders.models("p").resolve("2.quarry"));
        needed.add(folders.features("p").resolve("old.npy"));
        needed.add(folders.features("p").resolve("old.learnt"));
        left.removeIf(file -> file.startsWith(folders.features("p")));
        sweep();
        assertSwept();
    }

    @Test
    void what_somebody_writes_while_the_app_starts_is_left_alone() throws IOException {
        leftovers.sweep(List.of("p"), Instant.now().minus(Duration.ofHours(1)));
        assertThat(left).allSatisfy(file -> assertThat(file).exists());
    }

    @Test
    void when_features_were_computed_those_of_before_go_unless_something_learns_from_them() throws Exception {
        CountDownLatch learnt = new CountDownLatch(1);
        String training = jobs.submit(Jobs.Lane.TEACHING, "p", Teacher.TRAIN, "Training", "ana", progress -> {
                    learnt.await();
                    return null;
                })
                .id();
        computeFeatures();
        assertThat(left).allSatisfy(file -> assertThat(file).exists());
        learnt.countDown();
        jobs.await(training);
        computeFeatures();
        assertSwept();
    }

    private void computeFeatures() throws Exception {
        String job = jobs.submit(Jobs.Lane.WORK, "p", FeatureBuilder.KIND, "Features", "ana", progress -> null)
                .id();
        String next = jobs.submit(Jobs.Lane.WORK, "p", "other", "After it", "ana", progress -> null)
                .id();
        jobs.await(job);
        jobs.await(next); // until then the first one was looked after
    }

    @Test
    void when_a_model_was_fitted_the_one_too_many_goes() throws Exception {
        left.clear();
        put(left, folders.models("p").resolve("2.quarry"));
        put(left, folders.predictions("p").resolve("2.npy"));
        put(needed, folders.predictions("p").resolve("3.npy"));
        jobs.submit(Jobs.Lane.TEACHING, "p", Teacher.TRAIN, "Training", "ana", progress -> null);
        jobs.await(jobs.submit(Jobs.Lane.TEACHING, "p", "other", "After it", "ana", progress -> null)
                .id());
        assertSwept();
    }
}
