package dev.quarry.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.search.Generated;
import dev.quarry.server.web.Client.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SearchRoutesTest {

    private static final int ITEMS = 500;

    @TempDir
    Path data;

    private Server server;
    private Client owner;
    private String id;
    private String path;

    @BeforeEach
    void start() throws IOException {
        id = Generated.project(data, ITEMS, 100, 8);
        server = Server.start(Settings.local(data).withPort(0));
        owner = Client.owner(server);
        path = "/api/v1/projects/" + id;
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private Answer ready(String address) throws InterruptedException {
        Answer answer = owner.get(path + address);
        while (answer.status() == 202) {
            assertThat(answer.json().path("indexing").asDouble()).isLessThanOrEqualTo(1);
            Thread.sleep(10);
            answer = owner.get(path + address);
        }
        return answer;
    }

    private static String query(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private int total(String text) throws InterruptedException {
        return ready("/items/search?query=" + query(text)).json().path("total").asInt();
    }

    @Test
    void the_first_question_is_answered_when_the_items_are_read() throws InterruptedException {
        assertThat(owner.get(path + "/items/search").status()).isEqualTo(202);
        assertThat(total("")).isEqualTo(ITEMS);
        assertThat(owner.get(path + "/jobs").json().findValuesAsString("kind")).contains("index");
    }

    @Test
    void what_is_said_meanwhile_is_found_at_once_and_what_is_taken_back_is_not() throws InterruptedException {
        int before = total("label:fox");
        long act = server.log().act("cleo", pen -> {
            pen.write(id, new Fact.Labelled(400, 2, Provenance.HUMAN, 0, -1, "review", 5));
            pen.write(id, new Fact.LabelledMany(List.of(401, 402), List.of(2, 2), Provenance.MODEL, "map"));
            return pen.act();
        });
        assertThat(total("label:fox")).isEqualTo(before + 3);
        assertThat(total("by:cleo prov:model")).isEqualTo(2);
        server.log().act("cleo", pen -> {
            pen.write(id, new Fact.Undone(act, true));
            return act;
        });
        assertThat(total("label:fox")).isEqualTo(before);
        server.log().act("cleo", pen -> {
            pen.write(id, new Fact.ClassRetired(2, 0));
            return act;
        });
        assertThat(total("label:fox")).isZero();
    }

    @Test
    void items_that_are_added_later_are_found_once_they_are_read() throws InterruptedException {
        assertThat(total("")).isEqualTo(ITEMS);
        server.log().act("cleo", pen -> {
            pen.write(id, new Fact.ItemsAdded(ITEMS, Generated.SPARE, "more"));
            return 0;
        });
        assertThat(total("")).isGreaterThanOrEqualTo(ITEMS); // the old index answers until the new one is there
        while (total("") == ITEMS) {
            Thread.sleep(10);
        }
        assertThat(total("")).isEqualTo(ITEMS + Generated.SPARE);
        assertThat(total("label:cat")).isPositive();
    }

    @Test
    void what_was_looked_at_again_is_told_from_the_rest() throws InterruptedException {
        assertThat(total("is:reviewed")).isZero();
        server.log().act("cleo", pen -> {
            pen.write(id, new Fact.Labelled(3, 1, Provenance.HUMAN, 0, -1, "review", 5));
            return 0;
        });
        assertThat(total("is:reviewed")).isEqualTo(1);
    }

    @Test
    void pages_follow_each_other_by_cursor_and_by_offset() throws InterruptedException {
        List<Integer> cursor = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = ready("/items/search?query=is:open&sort=-brightness&limit=77&after=" + after)
                    .json();
            page.path("rows").forEach(hit -> cursor.add(hit.path("row").asInt()));
            after = page.path("next").isNull() ? "" : page.path("next").asString();
        } while (!after.isEmpty());
        List<Integer> offset = new ArrayList<>();
        for (int from = 0; from < cursor.size(); from += 100) {
            ready("/items/search?query=is:open&sort=-brightness&limit=100&offset=" + from)
                    .json()
                    .path("rows")
                    .forEach(hit -> offset.add(hit.path("row").asInt()));
        }
        assertThat(cursor).hasSize(total("is:open")).doesNotHaveDuplicates().isEqualTo(offset);
    }

    @Test
    void counts_fields_and_matching_rows_speak_of_the_same_items() throws InterruptedException {
        int cats = total("label:cat");
        JsonNode facet = ready("/items/facets?of=label&query=label:cat").json().get(0);
        assertThat(facet.path("values").get(0).path("count").asInt()).isEqualTo(cats);
        assertThat(ready("/items/matching?query=label:cat").response().body()).isNotEmpty();
        assertThat(ready("/fields").json().findValuesAsString("key")).contains("label", "conf", "brightness", "source");
    }

    @Test
    void slices_are_kept_over_a_restart_and_can_be_asked_for() throws Exception {
        String slice = "{\"name\":\"Dark ones\",\"query\":\"brightness<0.2\"}";
        assertThat(owner.post(path + "/slices", slice).status()).isEqualTo(201);
        assertThat(owner.post(path + "/slices", "{\"name\":\"a\",\"query\":\"\\\"open\"}")
                        .detail())
                .contains("is not closed");
        server.close();
        server = Server.start(Settings.local(data).withPort(0));
        owner = Client.owner(server);
        assertThat(total("in:\"Dark ones\"")).isEqualTo(total("brightness<0.2")).isPositive();
        String chosen = "{\"name\":\"Three\",\"query\":\"\",\"rows\":[7,5,7,400]}";
        assertThat(owner.post(path + "/slices", chosen).json().path("rows").asInt())
                .isEqualTo(3);
        assertThat(total("in:Three")).isEqualTo(3);
        String many = IntStream.range(0, 50_001)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(",", "{\"name\":\"Many\",\"query\":\"\",\"rows\":[", "]}"));
        assertThat(owner.post(path + "/slices", many).detail()).contains("they may name (50000)");
        assertThat(owner.send("DELETE", path + "/slices/Dark%20ones", "", "X-Quarry", "1")
                        .status())
                .isEqualTo(204);
        assertThat(owner.get(path + "/slices").json().size()).isEqualTo(1);
        assertThat(owner.send("DELETE", path + "/slices/Dark%20ones", "", "X-Quarry", "1")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void similar_items_come_nearest_first_and_a_history_tells_who_said_what() throws InterruptedException {
        JsonNode similar = ready("/items/3/similar?k=5").json();
        assertThat(similar.size()).isEqualTo(5);
        assertThat(similar.get(0).path("distance").asDouble())
                .isLessThanOrEqualTo(similar.get(4).path("distance").asDouble());
        JsonNode history = owner.get(path + "/items/0/history").json();
        assertThat(history.findValuesAsString("kind")).containsExactly("labelled", "flagged", "noted");
        assertThat(history.get(0).path("by").asString()).isEqualTo("ana");
        assertThat(owner.get(path + "/items/9999/similar").status()).isEqualTo(404);
    }

    @Test
    void what_is_wrong_with_a_question_is_one_sentence() throws InterruptedException {
        assertThat(total("")).isEqualTo(ITEMS);
        assertThat(owner.get(path + "/items/search?query=lable:cat").detail()).contains("Maybe (label)");
        assertThat(owner.get(path + "/items/search?limit=900").detail()).contains("between 1 and (500) items");
        assertThat(owner.get(path + "/items/search?after=nonsense").detail()).contains("not the end of a page");
        assertThat(owner.get(path + "/items/facets?of=nothing").detail()).contains("count called (nothing)");
        assertThat(owner.get(path + "/map/colours?by=nothing").detail()).contains("colour by called (nothing)");
    }

    @Test
    void a_map_is_drawn_kept_and_not_sent_twice() throws InterruptedException {
        assertThat(owner.get(path + "/map/places").status()).isEqualTo(404);
        assertThat(owner.post(path + "/map", "{\"method\":\"spiral\"}").detail())
                .contains("no map (spiral)");
        for (String method : List.of("pca", "umap")) {
            assertThat(owner.post(path + "/map", "{\"method\":\"%s\"}".formatted(method))
                            .status())
                    .isEqualTo(202);
            Answer places = owner.get(path + "/map/places?method=" + method);
            while (places.status() == 404) {
                Thread.sleep(20);
                places = owner.get(path + "/map/places?method=" + method);
            }
            assertThat(places.response().headers().firstValue("Content-Length")).hasValue(Integer.toString(8 * ITEMS));
            String tag = places.response().headers().firstValue("ETag").orElseThrow();
            assertThat(owner.send("GET", path + "/map/places?method=" + method, "", "If-None-Match", tag)
                            .status())
                    .isEqualTo(304);
            JsonNode clusters =
                    owner.get(path + "/map/clusters?k=4&method=" + method).json();
            assertThat(clusters.path("clusters").size()).isEqualTo(4);
        }
        assertThat(owner.get(path + "/map").json().findValuesAsString("state")).containsExactly("ready", "ready");
        JsonNode colours = ready("/map/colours?by=pred").json();
        assertThat(colours.path("names").size()).isEqualTo(Generated.CLASSES.size());
        assertThat(Base64.getDecoder().decode(colours.path("values").asString()))
                .hasSize(4 * ITEMS);
    }
}
