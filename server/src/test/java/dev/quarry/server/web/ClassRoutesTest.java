package dev.quarry.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.web.Client.Answer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ClassRoutesTest extends WithServer {

    private String id = "";
    private String path = "";

    @BeforeEach
    void begin() {
        id = newProject("texts");
        path = "/api/v1/projects/" + id;
    }

    private Answer patch(int number, String body) {
        return owner.send("PATCH", path + "/classes/" + number, body, "X-Quarry", "1");
    }

    private JsonNode one(int number) {
        return owner.get(path + "/classes").json().get(number);
    }

    @Test
    void names_pasted_line_by_line_become_classes_with_colours_and_keys_of_their_own() {
        Answer added = owner.post(path + "/classes/many", "{\"names\":[\"cat\",\" dog \",\"\",\"cat\",\"fox\"]}");
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.json().findValuesAsString("name")).containsExactly("cat", "dog", "fox");
        assertThat(added.json().findValuesAsString("key")).containsExactly("1", "2", "3");
        assertThat(added.json().findValuesAsString("colour")).doesNotHaveDuplicates();
        Answer again = owner.post(path + "/classes/many", "{\"names\":[\"dog\",\"owl\"]}");
        assertThat(again.json().findValuesAsString("name")).containsExactly("owl");
        assertThat(one(3).path("key").asString()).isEqualTo("4");
    }

    @Test
    void a_class_gets_another_name_colour_and_key() {
        owner.post(path + "/classes/many", "{\"names\":[\"cat\",\"dog\"]}");
        assertThat(patch(0, "{\"name\":\"tomcat\",\"colour\":\"#123456\",\"key\":\"t\"}")
                        .status())
                .isEqualTo(200);
        assertThat(one(0).path("name").asString()).isEqualTo("tomcat");
        assertThat(one(0).path("key").asString()).isEqualTo("t");
        patch(0, "{\"key\":\"\"}");
        assertThat(one(0).path("key").isNull()).isTrue();
        assertThat(one(0).path("colour").asString()).isEqualTo("#123456");
        assertThat(patch(0, "{\"key\":\"2\"}").detail()).isEqualTo("The key (2) chooses the class (dog) already.");
        assertThat(patch(0, "{\"key\":\"u\"}").detail()).contains("The page itself needs the key (u). Maybe");
        assertThat(patch(0, "{\"name\":\"dog\"}").detail()).isEqualTo("There is a class (dog) already.");
        assertThat(patch(0, "{\"colour\":\"red\"}").status()).isEqualTo(400);
        assertThat(patch(7, "{\"name\":\"x\"}").status()).isEqualTo(404);
    }

    @Test
    void labels_of_a_retired_class_go_where_they_were_sent_and_come_back_with_it() {
        owner.post(path + "/classes/many", "{\"names\":[\"cat\",\"kitten\"]}");
        server.log().act("test", pen -> {
            pen.write(id, new Fact.ItemsAdded(0, 3, "test"));
            pen.write(id, new Fact.LabelledMany(List.of(0, 1), List.of(1, 1), Provenance.IMPORTED, "import"));
            return id;
        });
        assertThat(owner.post(path + "/classes/1/retire", "{\"into\":0}").status())
                .isEqualTo(204);
        assertThat(server.app().projects().get(id).item(0).label()).isZero();
        assertThat(one(1).path("retired").asBoolean()).isTrue();
        assertThat(owner.post(path + "/classes/1/retire", "{}").detail()).contains("(kitten) is retired");
        assertThat(owner.post(path + "/classes/1/revive", "").status()).isEqualTo(204);
        assertThat(server.app().projects().get(id).item(0).label()).isEqualTo(1);
        assertThat(one(1).path("key").asString()).as("a key that is free").isEqualTo("2");
        assertThat(owner.post(path + "/classes/1/retire", "{\"into\":1}").detail())
                .contains("cannot go into itself");
        assertThat(owner.post(path + "/classes/1/retire", "").status()).isEqualTo(204);
        assertThat(server.app().projects().get(id).item(0).label()).isEqualTo(-1);
        assertThat(owner.post(path + "/classes", "{\"name\":\"kitten\"}").status())
                .isEqualTo(201);
        assertThat(owner.post(path + "/classes/1/revive", "").detail()).isEqualTo("There is a class (kitten) already.");
    }

    @Test
    void a_guideline_is_kept_as_it_was_written() {
        assertThat(owner.get(path + "/guideline").json().path("text").asString())
                .isEmpty();
        String body = "{\"text\":\"# Cats\\n* <script>alert(1)</script> \\\"x\\\"\"}";
        assertThat(owner.send("PUT", path + "/guideline", body, "X-Quarry", "1").status())
                .isEqualTo(204);
        assertThat(owner.get(path + "/guideline").json().path("text").asString())
                .isEqualTo("# Cats\n* <script>alert(1)</script> \"x\"");
    }
}
