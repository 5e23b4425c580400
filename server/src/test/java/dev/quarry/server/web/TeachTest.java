package dev.quarry.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.kernel.Matrix;
import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Fact.Purpose;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.job.Job;
import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.Project;
import dev.quarry.server.store.Folders;
import dev.quarry.server.teach.Predictions;
import dev.quarry.server.teach.Teaching;
import dev.quarry.server.web.Client.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class TeachTest extends WithServer {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Blobs restarted(Blobs blobs) throws IOException {
        restart();
        return blobs.by(server, owner);
    }

    private Project project(Blobs blobs) {
        return server.app().projects().get(blobs.id());
    }

    private static Answer put(Blobs blobs, String key, Object value) {
        ObjectNode settings =
                (ObjectNode) blobs.client().get(blobs.path("/teaching")).json().deepCopy();
        settings.set(key, JSON.valueToTree(value));
        return blobs.client().send("PUT", blobs.path("/teaching"), settings.toString(), "X-Quarry", "1");
    }

    private Predictions predictions(Blobs blobs, int model) {
        return server.app().predictions().of(blobs.id(), model).orElseThrow();
    }

    private static double accuracy(Blobs blobs, Predictions said) {
        return IntStream.range(0, blobs.size())
                        .filter(row -> said.predicted(row) == blobs.truth(row))
                        .count()
                / (double) blobs.size();
    }

    @Test
    void it_learns_by_itself_as_soon_as_each_class_has_enough_and_goes_on_behind_the_labels() {
        Blobs blobs = Blobs.begin(server, owner, 300, 3).withFeatures();
        blobs.many(0, 7);
        blobs.quiet();
        JsonNode cold = blobs.queue().json();
        assertThat(cold.path("state").asString()).isEqualTo("cold");
        assertThat(cold.path("cold").path("each").asInt()).isEqualTo(3);
        assertThat(cold.path("cold").path("classes").get(2).path("have").asInt())
                .isEqualTo(2);
        blobs.label(7);
        blobs.label(8);
        JsonNode ready = blobs.await("ready", 1).json();
        assertThat(ready.path("labels").asInt()).isEqualTo(9);
        assertThat(ready.path("behind").asInt()).isZero();
        assertThat(ready.path("cold").isNull()).isTrue();
        Answer batch = blobs.next(20);
        assertThat(batch.json().path("model").asInt()).isEqualTo(1);
        assertThat(batch.json().path("strategy").asString()).startsWith("prefilter");
        JsonNode active = Stream.iterate(0, i -> i + 1)
                .map(i -> batch.json().path("items").get(i))
                .filter(item -> item.path("purpose").asString().equals("ACTIVE"))
                .findFirst()
                .orElseThrow();
        assertThat(active.path("shown").asInt()).isBetween(0, 2);
        assertThat(active.path("confidence").asDouble()).isBetween(0.3, 1.0);
        assertThat(active.path("why").asString()).matches("c\\d \\d+ %, c\\d \\d+ %");
        Blobs.rows(batch).forEach(blobs::label);
        blobs.await(() -> project(blobs).models().size() >= 2);
        blobs.quiet();
        assertThat(blobs.queue().json().path("model").asInt())
                .isEqualTo(project(blobs).models().size());
        assertThat(accuracy(blobs, predictions(blobs, project(blobs).models().size())))
                .isGreaterThan(0.7);
    }

    @Test
    void a_new_ranking_does_not_touch_what_lies_before_a_person() {
        Blobs blobs = Blobs.begin(server, owner, 300, 2).withFeatures();
        blobs.many(0, 30);
        blobs.await("ready", 1);
        blobs.quiet();
        JsonNode before = blobs.next(12).json().path("items");
        List<Integer> held = IntStream.range(0, 12)
                .mapToObj(i -> before.get(i).path("row").asInt())
                .toList();
        IntStream.range(200, 240).filter(row -> !held.contains(row)).forEach(blobs::label);
        blobs.await(() -> project(blobs).models().size() > 1);
        blobs.quiet();
        JsonNode after = blobs.next(12).json().path("items");
        assertThat(after.size()).isEqualTo(12);
        for (int i = 0; i < 12; i++) {
            ObjectNode was = (ObjectNode) before.get(i);
            ObjectNode is = (ObjectNode) after.get(i);
            assertThat(is.without("lease").toString())
                    .isEqualTo(was.without("lease").toString());
        }
        Answer more = blobs.next(20);
        assertThat(Blobs.rows(more).subList(0, 12)).isEqualTo(held);
        assertThat(Blobs.rows(more)).doesNotHaveDuplicates().hasSize(20);
        assertThat(more.json().path("items").get(19).path("purpose").asString()).isNotEqualTo("START");
    }

    @Test
    void after_a_restart_the_model_is_there_and_asks_for_the_same() throws IOException {
        Blobs blobs = Blobs.begin(server, owner, 300, 2).withFeatures();
        blobs.many(0, 30);
        blobs.await("ready", 1);
        blobs.quiet();
        float[] said = numbers(predictions(blobs, 1).probabilities());
        Blobs again = restarted(blobs);
        assertThat(again.queue().json().path("model").asInt()).isEqualTo(1);
        again.quiet();
        assertThat(numbers(predictions(again, 1).probabilities())).isEqualTo(said);
        List<Integer> asked = Blobs.rows(again.next(15));
        again.client().post(again.path("/queue/release"), "{\"rows\":%s}".formatted(asked));
        assertThat(project(again).models()).hasSize(1);
        // the same labels elsewhere: the same model and the same choice, but for the items drawn at random
        Blobs twin = Blobs.begin(server, owner, 300, 2).withFeatures();
        twin.many(0, 30);
        twin.await("ready", 1);
        twin.quiet();
        assertThat(numbers(predictions(twin, 1).probabilities())).isEqualTo(said);
        assertThat(Blobs.rows(twin.next(15))).isEqualTo(asked);
    }

    private static float[] numbers(Matrix matrix) {
        return matrix.toFloat().values();
    }

    @Test
    void files_that_are_gone_are_made_again_and_come_out_the_same() throws IOException {
        Blobs blobs = Blobs.begin(server, owner, 200, 2).withFeatures();
        blobs.many(0, 30);
        blobs.await("ready", 1);
        blobs.label(50);
        float[] said = numbers(predictions(blobs, 1).probabilities());
        blobs.quiet();
        server.close();
        Folders folders = new Folders(data);
        Files.delete(folders.predictions(blobs.id()).resolve("1.npy"));
        byte[] bundle = Files.readAllBytes(folders.models(blobs.id()).resolve("1.quarry"));
        Files.delete(folders.models(blobs.id()).resolve("1.quarry"));
        Blobs again = restarted(blobs);
        again.await("ready", 1);
        again.quiet();
        assertThat(numbers(predictions(again, 1).probabilities())).isEqualTo(said);
        assertThat(Files.readAllBytes(folders.models(blobs.id()).resolve("1.quarry")))
                .isEqualTo(bundle);
        assertThat(again.queue().json().path("behind").asInt()).isEqualTo(1);
    }

    @Test
    void an_earlier_model_comes_back_with_what_it_said_and_stays_until_there_are_new_labels() throws IOException {
        Blobs blobs = Blobs.begin(server, owner, 300, 2).withFeatures();
        blobs.many(0, 20);
        blobs.await("ready", 1);
        blobs.quiet();
        blobs.many(100, 180);
        blobs.await("ready", 2);
        blobs.quiet();
        server.log().act("owner", pen -> {
            pen.write(blobs.id(), new Fact.ModelRestored(1));
            return 0;
        });
        JsonNode queue = blobs.await("ready", 1).json();
        blobs.quiet();
        assertThat(queue.path("labels").asInt()).isEqualTo(20);
        assertThat(queue.path("behind").asInt()).isEqualTo(80);
        assertThat(blobs.next(10).json().path("model").asInt()).isEqualTo(1);
        Blobs again = restarted(blobs);
        again.await("ready", 1);
        again.quiet();
        assertThat(project(again).models()).as("nothing was trained").hasSize(2);
        IntStream.range(200, 205).forEach(again::label);
        again.await("ready", 3);
    }

    @Test
    void a_failed_training_says_why_and_labelling_goes_on_with_what_was() {
        Blobs blobs = Blobs.begin(server, owner, 200, 2).withFeatures();
        blobs.many(0, 30);
        blobs.await("ready", 1);
        blobs.quiet();
        assertThat(put(blobs, "learner", "broken").detail()).contains("There is no learner named (broken)");
        server.log()
                .act(
                        "owner",
                        pen -> { // as a newer version might have written it, with a part that is not here
                            pen.write(
                                    blobs.id(),
                                    new Fact.SettingChanged(
                                            Teaching.KEY,
                                            Teaching.STANDARD.write().replace("random-forest", "forest-of-tomorrow")));
                            return 0;
                        });
        JsonNode queue = blobs.await("error", 1).json();
        assertThat(queue.path("error").asString()).contains("There is no learner named (forest-of-tomorrow)");
        assertThat(Blobs.rows(blobs.next(5))).hasSize(5);
        assertThat(blobs.label(60).status()).isEqualTo(201);
        put(blobs, "learner", "logistic-regression");
        blobs.await("ready", 2);
        assertThat(project(blobs).models().getLast().learner()).isEqualTo("logistic-regression");
    }

    @Test
    void a_weak_label_counts_less_and_the_item_is_still_asked() {
        Blobs blobs = Blobs.begin(server, owner, 100, 2).withFeatures();
        List<Integer> rows = IntStream.range(0, 100).boxed().toList();
        List<Integer> wrong = rows.stream()
                .map(row -> row < 80 ? blobs.truth(row) : 1 - blobs.truth(row))
                .toList();
        server.log().act("tags", pen -> {
            pen.write(blobs.id(), new Fact.LabelledMany(rows, wrong, Provenance.WEAK, "import"));
            return 0;
        });
        JsonNode queue = blobs.await("ready", 1).json();
        assertThat(queue.path("open").asInt()).isEqualTo(100);
        assertThat(queue.path("labels").asInt()).isEqualTo(100);
        assertThat(Blobs.rows(blobs.next(100))).hasSize(100);
        assertThat(blobs.label(90).status()).isEqualTo(201);
        assertThat(blobs.queue().json().path("open").asInt()).isEqualTo(99);
    }

    @Test
    void find_hands_out_the_likeliest_of_a_class() {
        Blobs blobs = Blobs.begin(server, owner, 400, 4).withFeatures();
        blobs.many(0, 60);
        blobs.await("ready", 1);
        Answer found = blobs.client().post(blobs.path("/queue/find"), "{\"label\":2,\"count\":20}");
        List<Integer> rows = Blobs.rows(found);
        assertThat(rows).hasSize(20).allMatch(row -> row >= 60);
        assertThat(rows.stream().filter(row -> blobs.truth(row) == 2).count()).isGreaterThan(15);
        Fact.Asked asked = project(blobs).batch(1).orElseThrow();
        assertThat(asked.purpose()).isEqualTo(Purpose.CHOSEN);
        assertThat(asked.strategy()).isEqualTo("find{label: 2}");
        assertThat(asked.scores()).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void a_class_that_is_newer_than_the_model_disturbs_nothing() {
        Blobs blobs = Blobs.begin(server, owner, 300, 2).withFeatures();
        blobs.many(0, 40);
        blobs.await("ready", 1);
        blobs.quiet();
        put(blobs, "retrainAfter", 100);
        put(blobs, "strategy", "badge");
        owner.post(blobs.path("/classes"), "{\"name\":\"new\",\"colour\":\"#00aa00\",\"key\":null}");
        blobs.label(100, 2);
        blobs.quiet();
        Answer batch = blobs.next(100);
        blobs.quiet();
        assertThat(blobs.queue().json().path("error").isNull()).isTrue();
        assertThat(batch.json().path("model").asInt()).isEqualTo(1);
        assertThat(project(blobs).batches())
                .anySatisfy(asked -> assertThat(asked.strategy()).isEqualTo("badge"));
        Answer find = blobs.client().post(blobs.path("/queue/find"), "{\"label\":2}");
        assertThat(find.detail()).contains("The class (new) is newer than the model");
        blobs.client().post(blobs.path("/teach"), "");
        blobs.await("ready", 2);
        assertThat(predictions(blobs, 2).probabilities().cols()).isEqualTo(3);
    }

    @Test
    void a_retired_class_is_neither_shown_nor_waited_for() {
        Blobs blobs = Blobs.begin(server, owner, 300, 3).withFeatures();
        blobs.many(0, 60);
        blobs.await("ready", 1);
        blobs.quiet();
        server.log().act("owner", pen -> {
            pen.write(blobs.id(), new Fact.ClassRetired(2, 1));
            return 0;
        });
        blobs.await(() -> project(blobs).models().size() == 2);
        blobs.quiet();
        blobs.next(60)
                .json()
                .path("items")
                .forEach(item -> assertThat(item.path("shown").asInt()).isBetween(-1, 1));
        Predictions said = predictions(blobs, 2);
        assertThat(IntStream.range(0, 300).map(said::predicted)).doesNotContain(2);
    }

    @Test
    void a_training_can_be_asked_for_and_stopped() throws InterruptedException {
        Blobs blobs = Blobs.begin(server, owner, 300, 2).withFeatures();
        assertThat(blobs.client().post(blobs.path("/teach"), "").detail())
                .isEqualTo(
                        "A model needs labels of at least two classes, and there are labels of (0). Maybe label a few more.");
        blobs.label(0);
        blobs.label(1);
        Answer asked = blobs.client().post(blobs.path("/teach"), "");
        assertThat(asked.status()).isEqualTo(202);
        Job job = server.app().jobs().await(asked.json().path("id").asString());
        assertThat(job.state()).isEqualTo(Job.State.DONE);
        JsonNode result = JSON.valueToTree(job.result());
        assertThat(result.path("model").asInt()).isEqualTo(1);
        assertThat(result.path("labels").asInt()).isEqualTo(2);
        String second =
                blobs.client().post(blobs.path("/teach"), "").json().path("id").asString();
        server.app().jobs().cancel(second);
        Job.State end = server.app().jobs().await(second).state();
        assertThat(project(blobs).models()).hasSize(end == Job.State.CANCELLED ? 1 : 2);
        assertThat(blobs.queue().json().path("error").isNull()).isTrue();
    }

    @Test
    void what_a_model_said_itself_is_not_learnt() {
        Blobs blobs = Blobs.begin(server, owner, 100, 2).withFeatures();
        blobs.many(0, 20);
        blobs.await("ready", 1);
        blobs.quiet();
        server.log().act("owner", pen -> {
            List<Integer> rows = IntStream.range(50, 90).boxed().toList();
            pen.write(
                    blobs.id(),
                    new Fact.LabelledMany(rows, rows.stream().map(row -> 0).toList(), Provenance.MODEL, "map"));
            return 0;
        });
        assertThat(blobs.queue().json().path("behind").asInt()).isZero();
        assertThat(blobs.queue().json().path("open").asInt()).isEqualTo(40);
        ItemState item = project(blobs).item(60);
        assertThat(item.provenance()).isEqualTo(Provenance.MODEL);
        blobs.client().post(blobs.path("/teach"), "");
        assertThat(blobs.await("ready", 2).json().path("labels").asInt()).isEqualTo(20);
    }
}
