package dev.quarry.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.item.Item;
import dev.quarry.server.web.Client.Answer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StartRoutesTest extends WithServer {

    private String id = "";
    private String path = "";

    @BeforeEach
    void begin() {
        id = newProject("texts");
        path = "/api/v1/projects/" + id;
    }

    /** Items whose fields are kind and sure, as they are given. */
    private void items(String... kindAndSure) {
        int count = kindAndSure.length / 2;
        server.app()
                .items()
                .append(
                        id,
                        IntStream.range(0, count)
                                .mapToObj(row -> new Item(
                                        row,
                                        row,
                                        "item %d".formatted(row),
                                        "text",
                                        null,
                                        null,
                                        Map.of("kind", kindAndSure[2 * row], "sure", kindAndSure[2 * row + 1])))
                                .toList());
        write(new Fact.ItemsAdded(0, count, "test"));
    }

    private void write(Fact fact) {
        server.log().act("test", pen -> {
            pen.write(id, fact);
            return id;
        });
    }

    private JsonNode finished(Answer asked) throws InterruptedException {
        assertThat(asked.status()).as(asked.detail()).isEqualTo(202);
        server.app().jobs().await(asked.json().path("id").asString());
        return owner.get(path + "/jobs/" + asked.json().path("id").asString()).json();
    }

    private int label(int row) {
        return server.app().projects().get(id).item(row).label();
    }

    @Test
    void columns_are_listed_with_their_values_and_counts() {
        items("cat", "0.9", "dog", "0.8", "cat;dog", "0.7", "", "");
        JsonNode choices = owner.get(path + "/start").json();
        JsonNode kind = choices.path("columns")
                .valueStream()
                .filter(column -> column.path("name").asString().equals("kind"))
                .findFirst()
                .orElseThrow();
        assertThat(kind.path("filled").asInt()).isEqualTo(3);
        assertThat(kind.path("tagged").asInt()).isEqualTo(1);
        assertThat(kind.path("number").asBoolean()).isFalse();
        assertThat(kind.path("values").findValuesAsString("text")).containsExactly("cat", "dog");
        assertThat(kind.path("values").get(0).path("count").asInt()).isEqualTo(2);
        assertThat(choices.path("zeroShot").asString()).contains("this project has texts");
        write(new Fact.ItemsAdded(4, 1, "test"));
        server.app().items().append(id, List.of(new Item(4, 4, "item 4", "text", null, null, Map.of("kind", "owl"))));
        assertThat(owner.get(path + "/start").json().findValuesAsString("text")).contains("owl");
    }

    @Test
    void contradictions_and_what_people_said_are_listed_before_and_left_alone_after() throws Exception {
        items("cat", "", "dog", "", "cat|dog", "", "[\"dog\", \"big\"]", "", "owl", "");
        owner.post(path + "/classes", "{\"name\":\"cat\"}");
        write(new Fact.Labelled(1, 0, Provenance.HUMAN, 0, -1, "single", 5));
        String wanted = "{\"column\":\"kind\",\"mapping\":{\"cat\":\"cat\",\"dog\":\"hound\"},\"trust\":\"trusted\"}";
        JsonNode plan = owner.post(path + "/start/plan", wanted).json();
        assertThat(plan.path("labelled").asInt()).isEqualTo(2);
        assertThat(plan.path("classes").path("hound").asInt()).isEqualTo(1);
        assertThat(plan.path("kept").asInt()).isEqualTo(1);
        assertThat(plan.path("none").asInt()).isEqualTo(1);
        assertThat(plan.path("contradicting").asInt()).isEqualTo(1);
        assertThat(plan.path("examples").get(0).path("name").asString()).isEqualTo("item 2");
        JsonNode job = finished(owner.post(path + "/start", wanted));
        assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("done");
        assertThat(job.path("result").path("labelled").asInt()).isEqualTo(2);
        assertThat(job.path("result").path("kept").asInt()).isEqualTo(1);
        assertThat(job.path("result").path("added").get(0).asString()).isEqualTo("hound");
        assertThat(IntStream.range(0, 5).map(this::label)).containsExactly(0, 0, -1, 1, -1);
        assertThat(server.app().projects().get(id).item(3).provenance()).isEqualTo(Provenance.IMPORTED);
        long act = job.path("result").path("act").asLong();
        assertThat(owner.post(path + "/acts/%d/undo".formatted(act), "").status())
                .isEqualTo(200);
        assertThat(IntStream.range(0, 5).map(this::label)).containsExactly(-1, 0, -1, -1, -1);
    }

    @Test
    void weak_labels_take_only_what_is_sure_and_a_person_replaces_them() throws Exception {
        items("cat", "0.9", "dog", "0.4", "dog", "0.8", "dog", "?");
        String wanted =
                "{\"column\":\"kind\",\"mapping\":{\"cat\":\"cat\",\"dog\":\"dog\"},\"trust\":\"weak\",\"confidence\":\"sure\",\"least\":0.5}";
        assertThat(owner.post(path + "/start/plan", wanted)
                        .json()
                        .path("unsure")
                        .asInt())
                .isEqualTo(2);
        finished(owner.post(path + "/start", wanted));
        assertThat(IntStream.range(0, 4).map(this::label)).containsExactly(0, -1, 1, -1);
        write(new Fact.Labelled(0, 1, Provenance.HUMAN, 0, -1, "single", 5));
        finished(owner.post(path + "/start", wanted));
        assertThat(label(0)).isEqualTo(1);
        assertThat(server.app().projects().get(id).labelled()).containsExactly(0, 2);
    }

    @Test
    void many_items_are_one_act_and_rebuild_to_the_same_project() throws Exception {
        int count = 25_000;
        String[] fields = new String[2 * count];
        for (int i = 0; i < count; i++) {
            fields[2 * i] = i % 3 == 0 ? "a" : "b";
            fields[2 * i + 1] = "1";
        }
        items(fields);
        JsonNode job = finished(owner.post(
                path + "/start", "{\"column\":\"kind\",\"mapping\":{\"a\":\"A\",\"b\":\"B\"},\"trust\":\"weak\"}"));
        assertThat(job.path("result").path("labelled").asInt()).isEqualTo(count);
        assertThat(server.app().projects().get(id).labelled()).hasSize(count);
        assertThat(server.app().projects().derive(id))
                .isEqualTo(server.app().projects().get(id));
        owner.post(
                path + "/acts/%d/undo".formatted(job.path("result").path("act").asLong()), "");
        assertThat(server.app().projects().get(id).labelled()).isEmpty();
    }

    @Test
    void what_cannot_be_taken_is_one_sentence() throws Exception {
        items("cat", "0.9");
        assertThat(owner.post(path + "/start/plan", "{\"column\":\"kid\",\"mapping\":{\"a\":\"b\"}}")
                        .detail())
                .contains("There is no column (kid). Maybe one of [");
        assertThat(owner.post(path + "/start/plan", "{\"column\":\"kind\",\"mapping\":{}}")
                        .detail())
                .contains("No value of the column (kind) means a class");
        assertThat(owner.post(path + "/start", "{\"column\":\"kind\",\"mapping\":{\"a\":\"b\"},\"trust\":\"so\"}")
                        .detail())
                .isEqualTo("The trust (so) is not one of trusted, weak.");
        JsonNode job = finished(
                owner.post(path + "/start", "{\"column\":\"kind\",\"mapping\":{\"a\":\"b\"},\"trust\":\"weak\"}"));
        assertThat(job.path("failure").asString()).isEqualTo("No item gets a label from it.");
        Answer zeroShot =
                owner.post(path + "/start/zero-shot", "{\"pictures\":\"a\",\"texts\":\"b\",\"tokenizer\":\"c\"}");
        assertThat(zeroShot.status()).isEqualTo(409);
    }
}
