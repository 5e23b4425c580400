package dev.quarry.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.server.account.Accounts;
import dev.quarry.server.event.Fact;
import dev.quarry.server.item.Item;
import dev.quarry.server.item.ItemTable;
import dev.quarry.server.web.Client.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTest extends WithServer {

    private String project() {
        String id = owner.post("/api/v1/projects", "{\"name\":\"Pets\",\"kind\":\"texts\"}")
                .json()
                .path("id")
                .asString();
        for (String name : List.of("cat", "dog")) {
            owner.post(
                    "/api/v1/projects/%s/classes".formatted(id),
                    "{\"name\":\"%s\",\"colour\":\"#aa0000\",\"key\":null}".formatted(name));
        }
        new ItemTable(server.database().jdbi())
                .append(
                        id,
                        IntStream.range(0, 10)
                                .mapToObj(row -> new Item(row, row, "text " + row, "Miau", null, null, Map.of()))
                                .toList());
        server.log().act("test", pen -> {
            pen.write(id, new Fact.ItemsAdded(0, 10, "test"));
            return id;
        });
        return id;
    }

    private static String label(int row, int label, long version) {
        return "{\"row\":%d,\"label\":%d,\"version\":%d,\"batch\":0,\"shown\":-1,\"mode\":\"single\",\"millis\":5}"
                .formatted(row, label, version);
    }

    @Test
    void a_label_is_said_taken_back_and_said_again() {
        String path = "/api/v1/projects/" + project();
        Answer said = owner.post(path + "/labels", label(3, 1, 0));
        assertThat(said.status()).isEqualTo(201);
        assertThat(owner.get(path + "/items/3")
                        .json()
                        .path("state")
                        .path("label")
                        .asInt())
                .isEqualTo(1);
        long act = said.json().path("act").asLong();
        owner.post(path + "/acts/%d/undo".formatted(act), "");
        assertThat(owner.get(path + "/items/3")
                        .json()
                        .path("state")
                        .path("label")
                        .asInt())
                .isEqualTo(-1);
        owner.post(path + "/acts/%d/redo".formatted(act), "");
        assertThat(owner.get(path + "/items/3")
                        .json()
                        .path("state")
                        .path("label")
                        .asInt())
                .isEqualTo(1);
        assertThat(owner.get(path).json().path("labelled").asInt()).isEqualTo(1);
    }

    @Test
    void who_saw_an_older_version_does_not_overwrite_what_another_said() {
        String path = "/api/v1/projects/" + project();
        assertThat(owner.post(path + "/labels", label(3, 1, 0)).status()).isEqualTo(201);
        Answer late = owner.post(path + "/labels", label(3, 0, 0));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.detail()).contains("(owner) said something about this item meanwhile");
        assertThat(owner.get(path + "/items/3")
                        .json()
                        .path("state")
                        .path("label")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void everything_is_there_after_a_restart() throws IOException {
        String id = project();
        owner.post("/api/v1/projects/%s/labels".formatted(id), label(7, 0, 0));
        server.close();
        server = Server.start(Settings.local(data).withPort(0));
        Client again = Client.owner(server);
        assertThat(again.get("/api/v1/projects").json().get(0).path("name").asString())
                .isEqualTo("Pets");
        assertThat(again.get("/api/v1/projects/%s/items/7".formatted(id))
                        .json()
                        .path("state")
                        .path("label")
                        .asInt())
                .isZero();
        assertThat(server.log().verify()).isPositive();
    }

    @Test
    void without_a_session_there_is_nothing_and_a_link_works_once() {
        Client stranger = new Client(server.address());
        assertThat(stranger.get("/api/v1/projects").status()).isEqualTo(401);
        String secret = Accounts.secret(server.ownersAddress());
        assertThat(stranger.enter(secret).status()).isEqualTo(204);
        assertThat(stranger.get("/api/v1/me").json().path("name").asString()).isEqualTo("owner");
        Answer second = new Client(server.address()).enter(secret);
        assertThat(second.status()).isEqualTo(403);
        assertThat(second.detail()).contains("used already");
        stranger.post("/api/entry/logout", "");
        assertThat(stranger.get("/api/v1/projects").status()).isEqualTo(401);
    }

    @Test
    void the_cookie_is_out_of_reach_of_scripts_and_of_other_sites() {
        Client client = new Client(server.address());
        Answer entered = client.enter(Accounts.secret(server.ownersAddress()));
        assertThat(entered.response().headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/projects", "/", "/nothing", "/api/v1/nothing"})
    void every_answer_forbids_what_the_page_never_does(String path) {
        var headers = owner.get(path).response().headers();
        assertThat(headers.firstValue("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy -> assertThat(policy).contains("default-src 'none'", "frame-ancestors 'none'"));
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void another_site_cannot_act_in_the_name_of_who_is_logged_in() {
        String body = "{\"name\":\"Pets\",\"kind\":\"texts\"}";
        assertThat(owner.send("POST", "/api/v1/projects", body).status()).isEqualTo(403);
        assertThat(owner.send("POST", "/api/v1/projects", body, "X-Quarry", "1", "Origin", "http://evil.example")
                        .status())
                .isEqualTo(403);
        assertThat(owner.send("POST", "/api/v1/projects", body, "X-Quarry", "1", "Sec-Fetch-Site", "cross-site")
                        .status())
                .isEqualTo(403);
        assertThat(owner.send("POST", "/api/v1/projects", body, "X-Quarry", "1", "Origin", server.address())
                        .status())
                .isEqualTo(201);
    }

    @Test
    void what_is_wrong_with_a_request_is_one_sentence() {
        String path = "/api/v1/projects/" + project();
        assertThat(owner.post("/api/v1/projects", "{\"name\":\" \",\"kind\":\"texts\"}")
                        .detail())
                .isEqualTo("The name of a project has between 1 and (120) characters, not (0).");
        assertThat(owner.post("/api/v1/projects", "{\"name\":\"a\",\"kind\":\"sounds\"}")
                        .detail())
                .isEqualTo("The kind (sounds) is not one of pictures, texts, rows.");
        assertThat(owner.post("/api/v1/projects", "{\"name\":").status()).isEqualTo(400);
        assertThat(owner.post("/api/v1/projects", "{\"nome\":\"a\"}").detail()).contains("nome");
        assertThat(owner.post(path + "/labels", label(10, 0, 0)).detail()).contains("no item (10): it has (10)");
        assertThat(owner.post(path + "/labels", label(0, 2, 0)).detail()).contains("no class (2)");
        assertThat(owner.get("/api/v1/projects/none").status()).isEqualTo(404);
        assertThat(owner.get(path + "/items/x").detail()).isEqualTo("(row) in the address is (x), not a number.");
        assertThat(owner.get(path + "/items/3").response().headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).contains("application/json"));
        assertThat(owner.get("/api/v1/projects/none").response().headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    }

    @Test
    void what_others_could_reach_needs_an_account_first() {
        Settings open = new Settings(data.resolve("open"), null, "0.0.0.0", 0, List.of(), List.of(), false);
        assertThatThrownBy(() -> Server.start(open))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no account yet");
    }

    @Test
    void a_second_server_in_the_same_folder_is_refused() {
        assertThatThrownBy(() -> Server.start(Settings.local(data).withPort(0)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is used by another Quarry");
    }
}
