package dev.quarry.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.server.account.Role;
import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.store.Databases;
import dev.quarry.server.web.Client.Answer;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LabelRoutesTest extends WithServer {

    private static final String ID = "pets";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PATH = "/api/v1/projects/" + ID;

    private Client ana;

    @BeforeEach
    void begin() {
        server.log().act("owner", pen -> {
            pen.write(ID, new Fact.ProjectCreated("Pets", "texts"));
            pen.write(ID, new Fact.ItemsAdded(0, 20, "test"));
            pen.write(ID, new Fact.ClassAdded(0, "cat", "#aa0000", null));
            pen.write(ID, new Fact.ClassAdded(1, "dog", "#00aa00", null));
            pen.write(
                    ID,
                    new Fact.Asked(
                            1,
                            Fact.Purpose.ACTIVE,
                            0,
                            "margin",
                            List.of(0, 1, 2, 3, 4, 5),
                            List.of(1., 1., 1., 1., 1., 1.),
                            List.of(0, 0, 0, 1, 1, 1)));
            return 0;
        });
        ana = labeller("ana");
    }

    private Client labeller(String name) {
        server.app().accounts().create(name, "a long password of " + name, false);
        server.app().accounts().member(ID, name, Role.LABELLER);
        Client client = new Client(server.address());
        client.login(name, "a long password of " + name);
        return client;
    }

    private static String label(int row, int label, long version) {
        return "{\"row\":%d,\"label\":%d,\"version\":%d,\"batch\":0,\"shown\":-1,\"mode\":\"single\",\"millis\":5}"
                .formatted(row, label, version);
    }

    private static String verdict(int row, String verdict) {
        return "{\"row\":%d,\"verdict\":\"%s\",\"version\":0,\"batch\":0,\"mode\":\"single\",\"millis\":5}"
                .formatted(row, verdict);
    }

    private JsonNode item(int row) {
        return JSON.valueToTree(server.app().projects().get(ID).item(row));
    }

    private int acts() {
        return server.app().projects().get(ID).acts(null, 100).size();
    }

    private List<Integer> labels() {
        return IntStream.range(0, 6)
                .map(row -> item(row).path("label").asInt())
                .boxed()
                .toList();
    }

    private static final String COMMIT = """
            {"batch":1,"mode":"grid","millis":4000,
             "accepted":[{"row":0,"version":0,"shown":0},{"row":3,"version":0,"shown":1,"batch":1}],
             "corrected":[{"row":1,"version":0,"label":1,"shown":0}],
             "wrong":[{"row":2,"version":0}],
             "skipped":[{"row":4,"version":0}]}""";

    @Test
    void a_grid_is_one_act_that_is_taken_back_at_once() {
        Answer done = ana.post(PATH + "/commits", COMMIT);
        assertThat(done.status()).isEqualTo(201);
        assertThat(done.json().path("conflicts").size()).isZero();
        assertThat(labels()).containsExactly(0, 1, -1, 1, -1, -1);
        assertThat(item(0).path("provenance").asString()).isEqualTo("IMPLICIT");
        assertThat(item(1).path("provenance").asString()).isEqualTo("HUMAN");
        assertThat(item(1).path("shown").asInt()).isZero();
        assertThat(item(2).path("verdict").asString()).isEqualTo("WRONG");
        assertThat(item(4).path("verdict").asString()).isEqualTo("SKIPPED");
        JsonNode act = ana.get(PATH + "/acts?mine=true").json().get(0);
        assertThat(act.path("kind").asString()).isEqualTo("commit");
        assertThat(act.path("count").asInt()).isEqualTo(5);
        assertThat(act.path("rows").size()).isEqualTo(5);
        Answer undone = ana.post(PATH + "/undo", "");
        assertThat(undone.json().path("act").asLong())
                .isEqualTo(done.json().path("act").asLong());
        assertThat(labels()).containsOnly(-1);
        assertThat(item(2).path("verdict").isNull()).isTrue();
        assertThat(ana.get(PATH + "/acts?mine=true")
                        .json()
                        .get(0)
                        .path("undone")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void the_version_of_an_act_lets_whoever_did_it_go_on() {
        long version =
                ana.post(PATH + "/commits", COMMIT).json().path("version").asLong();
        for (int row : List.of(0, 1, 2, 3, 4)) {
            assertThat(ana.post(PATH + "/labels", label(row, 1, version)).status())
                    .isEqualTo(201);
        }
        assertThat(ana.post(PATH + "/labels", label(0, 0, version)).status()).isEqualTo(409);
    }

    @Test
    void what_another_said_meanwhile_stays_and_the_rest_of_the_grid_is_done() {
        owner.post(PATH + "/labels", label(0, 1, 0));
        Answer done = ana.post(PATH + "/commits", COMMIT);
        assertThat(done.status()).isEqualTo(201);
        JsonNode conflict = done.json().path("conflicts").get(0);
        assertThat(conflict.path("row").asInt()).isZero();
        assertThat(conflict.path("state").path("by").asString()).isEqualTo("owner");
        assertThat(labels()).containsExactly(1, 1, -1, 1, -1, -1);
    }

    @Test
    void a_conflict_shows_where_the_item_stands() {
        owner.post(PATH + "/labels", label(3, 1, 0));
        Answer late = ana.post(PATH + "/labels", label(3, 0, 0));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.detail()).contains("(owner) said something about this item meanwhile");
        assertThat(late.json().path("item").path("row").asInt()).isEqualTo(3);
        assertThat(late.json().path("item").path("state").path("label").asInt()).isEqualTo(1);
        assertThat(late.response().headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        String again = late.json().path("item").path("state").path("version").asString();
        assertThat(ana.post(PATH + "/labels", label(3, 0, Long.parseLong(again)))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void only_what_was_asked_for_is_accepted_by_seeing_it() {
        String accepted =
                "{\"batch\":%d,\"mode\":\"grid\",\"millis\":1,\"accepted\":[{\"row\":%d,\"version\":0,\"shown\":%d}]}";
        assertThat(ana.post(PATH + "/commits", accepted.formatted(1, 9, 0)).detail())
                .isEqualTo("The item (9) was not asked for in the batch (1).");
        assertThat(ana.post(PATH + "/commits", accepted.formatted(2, 0, 0)).detail())
                .isEqualTo("The item (0) was not asked for in the batch (2).");
        assertThat(ana.post(PATH + "/commits", accepted.formatted(0, 0, 0)).detail())
                .isEqualTo("The item (0) was not asked for, so its prediction cannot have been seen.");
        assertThat(ana.post(PATH + "/commits", accepted.formatted(1, 0, -1)).status())
                .isEqualTo(400);
        assertThat(ana.post(PATH + "/commits", "{\"batch\":1,\"mode\":\"grid\",\"millis\":1}")
                        .detail())
                .isEqualTo("At once between 1 and (100000) items can be told of, not (0).");
        assertThat(labels()).containsOnly(-1);
    }

    @Test
    void everybody_takes_back_their_own_acts_in_turn_and_does_them_again() {
        ana.post(PATH + "/labels", label(0, 0, 0));
        owner.post(PATH + "/labels", label(5, 0, 0));
        ana.post(PATH + "/labels", label(1, 1, 0));
        assertThat(ana.post(PATH + "/undo", "").json().path("rows").get(0).asInt())
                .isEqualTo(1);
        assertThat(ana.post(PATH + "/undo", "").json().path("rows").get(0).asInt())
                .isZero();
        Answer nothing = ana.post(PATH + "/undo", "");
        assertThat(nothing.status()).isEqualTo(409);
        assertThat(nothing.detail()).isEqualTo("You have nothing to take back here.");
        assertThat(labels()).containsExactly(-1, -1, -1, -1, -1, 0);
        assertThat(ana.post(PATH + "/redo", "").json().path("rows").get(0).asInt())
                .isZero();
        ana.post(PATH + "/labels", label(2, 1, 0));
        assertThat(ana.post(PATH + "/redo", "").detail()).isEqualTo("You have nothing to do again here.");
        assertThat(labels()).containsExactly(0, -1, 1, -1, -1, 0);
    }

    @Test
    void undo_goes_on_where_it_was_after_a_restart() throws IOException {
        ana.post(PATH + "/labels", label(0, 0, 0));
        ana.post(PATH + "/labels", label(1, 1, 0));
        ana.post(PATH + "/undo", "");
        server.close();
        server = Server.start(Settings.local(data).withPort(0));
        Client again = new Client(server.address());
        again.login("ana", "a long password of ana");
        owner = Client.owner(server);
        assertThat(again.post(PATH + "/redo", "").json().path("rows").get(0).asInt())
                .isEqualTo(1);
        again.post(PATH + "/undo", "");
        again.post(PATH + "/undo", "");
        assertThat(labels()).containsOnly(-1);
        assertThat(again.post(PATH + "/undo", "").status()).isEqualTo(409);
    }

    @Test
    void what_others_said_is_taken_back_by_reviewers_only() {
        long act =
                owner.post(PATH + "/labels", label(0, 0, 0)).json().path("act").asLong();
        long own = ana.post(PATH + "/labels", label(1, 0, 0)).json().path("act").asLong();
        assertThat(ana.post(PATH + "/acts/%d/undo".formatted(act), "").status()).isEqualTo(403);
        assertThat(owner.post(PATH + "/acts/%d/undo".formatted(own), "").status())
                .isEqualTo(200);
        assertThat(labels()).containsExactly(0, -1, -1, -1, -1, -1);
        assertThat(ana.post(PATH + "/redo", "").status()).isEqualTo(409);
    }

    @Test
    void imports_are_not_taken_back_by_the_key_for_the_last_act() {
        server.log().act("ana", pen -> {
            pen.write(ID, new Fact.LabelledMany(List.of(0, 1), List.of(0, 1), Provenance.WEAK, "import"));
            return 0;
        });
        assertThat(ana.post(PATH + "/undo", "").status()).isEqualTo(409);
        assertThat(ana.get(PATH + "/acts?mine=true").json().size()).isZero();
    }

    @Test
    void a_request_that_comes_again_changes_nothing() throws IOException {
        Answer first = ana.post(PATH + "/labels", label(0, 0, 0), "key-1");
        Answer again = ana.post(PATH + "/labels", label(0, 0, 0), "key-1");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(ana.post(PATH + "/labels", label(1, 0, 0), "key-1").status()).isEqualTo(409);
        Answer undone = ana.post(PATH + "/undo", "", "key-2");
        assertThat(ana.post(PATH + "/undo", "", "key-2").json()).isEqualTo(undone.json());
        server.close();
        server = Server.start(Settings.local(data).withPort(0));
        Client later = new Client(server.address());
        later.login("ana", "a long password of ana");
        assertThat(later.post(PATH + "/labels", label(0, 0, 0), "key-1").json()).isEqualTo(first.json());
        assertThat(acts()).isEqualTo(1);
        assertThat(later.post(PATH + "/labels", label(0, 0, 0), "no key").detail())
                .startsWith("The key of a request has between 1 and (100) visible characters");
    }

    @Test
    void the_same_holds_with_postgresql() throws IOException {
        server.close();
        String url = Databases.postgresql();
        server = Server.start(Settings.local(data.resolve("pg")).withPort(0).withDatabase(url));
        server.log().act("owner", pen -> {
            pen.write(ID, new Fact.ProjectCreated("Pets", "texts"));
            pen.write(ID, new Fact.ItemsAdded(0, 20, "test"));
            pen.write(ID, new Fact.ClassAdded(0, "cat", "#aa0000", null));
            return 0;
        });
        owner = Client.owner(server);
        Answer first = owner.post(PATH + "/labels", label(0, 0, 0), "key-1");
        assertThat(owner.post(PATH + "/labels", label(0, 0, 0), "key-1").json()).isEqualTo(first.json());
        assertThat(acts()).isEqualTo(1);
        owner.post(PATH + "/undo", "", "key-2");
        assertThat(item(0).path("label").asInt()).isEqualTo(-1);
    }

    @Test
    void verdicts_flags_and_notes_stand_beside_the_class() {
        ana.post(PATH + "/verdicts", verdict(0, "UNSURE"));
        ana.post(PATH + "/flags", "{\"row\":0,\"flagged\":true}");
        ana.post(PATH + "/notes", "{\"row\":0,\"note\":\" too dark \"}");
        assertThat(item(0).path("verdict").asString()).isEqualTo("UNSURE");
        assertThat(item(0).path("flagged").asBoolean()).isTrue();
        assertThat(item(0).path("note").asString()).isEqualTo("too dark");
        assertThat(ana.post(PATH + "/notes", "{\"row\":0,\"note\":\"%s\"}".formatted("a".repeat(2001)))
                        .detail())
                .isEqualTo("A note has at most (2000) characters, not (2001).");
        long version = item(0).path("version").asLong();
        ana.post(PATH + "/clear", "{\"row\":0,\"version\":%d}".formatted(version));
        assertThat(item(0).path("verdict").isNull()).isTrue();
        assertThat(item(0).path("note").asString()).isEqualTo("too dark");
    }

    @Test
    void items_are_left_out_and_taken_in_again() {
        Answer done = ana.post(PATH + "/exclusions", "{\"rows\":[7,8,8],\"excluded\":true}");
        assertThat(item(8).path("verdict").asString()).isEqualTo("EXCLUDED");
        JsonNode act = ana.get(PATH + "/acts?limit=1").json().get(0);
        assertThat(act.path("kind").asString()).isEqualTo("exclusion");
        assertThat(act.path("count").asInt()).isEqualTo(2);
        assertThat(act.path("act").asLong()).isEqualTo(done.json().path("act").asLong());
        ana.post(PATH + "/exclusions", "{\"rows\":[7,9],\"excluded\":false}");
        assertThat(item(7).path("verdict").isNull()).isTrue();
        assertThat(item(8).path("verdict").asString()).isEqualTo("EXCLUDED");
        assertThat(ana.post(PATH + "/exclusions", "{\"rows\":[30],\"excluded\":true}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void many_items_get_a_class_at_once_and_the_models_word_takes_a_reviewer() {
        ana.post(PATH + "/many", "{\"rows\":[2,3],\"label\":1,\"mode\":\"map\"}");
        assertThat(labels()).containsExactly(-1, -1, 1, 1, -1, -1);
        String predictions = "{\"rows\":[2,3],\"label\":-1,\"mode\":\"map\"}";
        assertThat(ana.post(PATH + "/many", predictions).status()).isEqualTo(403);
        assertThat(owner.post(PATH + "/many", predictions).detail())
                .isEqualTo("No model says anything about these items. Maybe train one first.");
        assertThat(ana.post(PATH + "/many", "{\"rows\":[2],\"label\":1,\"mode\":\"map\",\"provenance\":\"WEAK\"}")
                        .detail())
                .contains("The provenance (WEAK) cannot be given here");
    }

    @Test
    void the_models_word_is_taken_over_for_many_items() throws IOException {
        server.app().predictions().keep(ID, 1, FloatMatrix.of(new float[][] {{.9f, .1f}, {.2f, .8f}, {.4f, .6f}}));
        server.log().act("quarry", pen -> {
            pen.write(ID, new Fact.Trained(1, "random-forest", 4, 5, "test", 10));
            return 0;
        });
        Answer done = owner.post(PATH + "/many", "{\"rows\":[0,1,2,9],\"label\":-1,\"mode\":\"map\"}");
        assertThat(done.status()).isEqualTo(201);
        assertThat(labels()).containsExactly(0, 1, 1, -1, -1, -1);
        assertThat(item(1).path("provenance").asString()).isEqualTo("MODEL");
        assertThat(item(9).path("label").asInt()).isEqualTo(-1);
        owner.post(PATH + "/undo", "");
        assertThat(labels()).containsOnly(-1);
    }

    @Test
    void pace_counts_what_stands() {
        ana.post(PATH + "/labels", label(0, 0, 0));
        ana.post(PATH + "/commits", COMMIT.replace("{\"row\":0,\"version\":0,\"shown\":0},", ""));
        ana.post(PATH + "/flags", "{\"row\":0,\"flagged\":true}");
        String since = PATH + "/pace?since=2020-01-01T00:00:00Z";
        assertThat(ana.get(since).json().path("items").asInt()).isEqualTo(5);
        ana.post(PATH + "/undo", "");
        ana.post(PATH + "/undo", "");
        assertThat(ana.get(since).json().path("items").asInt()).isEqualTo(1);
        assertThat(owner.get(since).json().path("items").asInt()).isZero();
        assertThat(ana.get(PATH + "/pace?since=2999-01-01T00:00:00Z")
                        .json()
                        .path("items")
                        .asInt())
                .isZero();
        assertThat(ana.get(PATH + "/pace?since=today").detail()).contains("(today), not a moment");
    }

    @Test
    void what_cannot_be_said_is_one_sentence() {
        assertThat(ana.post(PATH + "/labels", label(0, 7, 0)).detail())
                .isEqualTo("There is no class (7) in the project (Pets).");
        assertThat(ana.post(PATH + "/labels", label(20, 0, 0)).status()).isEqualTo(404);
        assertThat(ana.post(PATH + "/labels", label(0, 0, 0).replace("single", "<b>"))
                        .detail())
                .contains("The mode (<b>) is not one word");
        assertThat(ana.post(PATH + "/labels", label(0, 0, 0).replace("\"shown\":-1", "\"shown\":5"))
                        .detail())
                .contains("The class that was shown (5) is none of the project");
        assertThat(ana.post(PATH + "/verdicts", verdict(0, "MAYBE")).status()).isEqualTo(400);
        assertThat(ana.post(PATH + "/acts/1/undo", "").status()).isEqualTo(404);
    }
}
