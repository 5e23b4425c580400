package dev.quarry.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.server.account.Accounts;
import dev.quarry.server.web.Client.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RepeatsTest extends WithServer {

    private static final String PROJECTS = "/api/v1/projects";
    private static final String NEW = "{\"name\":\"%s\",\"kind\":\"texts\"}";
    private static final String TOKEN = "{\"name\":\"mine\",\"scope\":\"read\",\"days\":3}";

    private Answer send(String method, String path, String body, String key) {
        return owner.send(method, path, body, "X-Quarry", "1", "Idempotency-Key", key);
    }

    private String project() {
        return PROJECTS + "/"
                + owner.post(PROJECTS, NEW.formatted("birds")).json().path("id").asString();
    }

    private static void assertSame(Answer answer, Answer first) {
        assertThat(answer.status()).isEqualTo(first.status());
        assertThat(answer.response().body()).isEqualTo(first.response().body());
        assertThat(answer.response().headers().firstValue("Content-Type"))
                .isEqualTo(first.response().headers().firstValue("Content-Type"));
    }

    @Test
    void a_request_that_comes_again_is_answered_as_before_and_does_nothing_even_after_a_restart() throws IOException {
        Answer first = send("POST", PROJECTS, NEW.formatted("birds"), "k1");
        assertThat(first.status()).isEqualTo(201);
        assertSame(send("POST", PROJECTS, NEW.formatted("birds"), "k1"), first);
        restart();
        assertSame(send("POST", PROJECTS, NEW.formatted("birds"), "k1"), first);
        assertThat(owner.get(PROJECTS).json()).hasSize(1);
        assertThat(send("POST", PROJECTS, NEW.formatted("birds"), "k2").status())
                .isEqualTo(201);
        assertThat(owner.get(PROJECTS).json()).hasSize(2);
    }

    @Test
    void a_key_stands_for_one_request() {
        send("POST", PROJECTS, NEW.formatted("birds"), "k1");
        Answer other = send("POST", PROJECTS, NEW.formatted("cats"), "k1");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.detail()).contains("stood for another request already");
        assertThat(send("POST", PROJECTS, NEW.formatted("cats"), "k".repeat(101))
                        .status())
                .isEqualTo(400);
        assertThat(owner.get(PROJECTS).json()).hasSize(1);
    }

    @Test
    void each_account_has_keys_of_its_own() {
        send("POST", PROJECTS, NEW.formatted("birds"), "k1");
        String link = owner.post("/api/v1/accounts", "{\"name\":\"ana\",\"owner\":true}")
                .json()
                .path("link")
                .asString();
        Client ana = new Client(server.address());
        ana.enter(Accounts.secret(link));
        assertThat(ana.post(PROJECTS, NEW.formatted("cats"), "k1").status()).isEqualTo(201);
        assertThat(owner.get(PROJECTS).json()).hasSize(2);
    }

    @Test
    void what_failed_may_be_tried_again_under_its_key() {
        assertThat(send("POST", PROJECTS, NEW.formatted(""), "k1").status()).isEqualTo(400);
        assertThat(send("POST", PROJECTS, NEW.formatted("birds"), "k1").status())
                .isEqualTo(201);
    }

    @Test
    void what_is_deleted_or_set_may_come_again_too() {
        String path = project();
        String slice = "{\"name\":\"open\",\"query\":\"is:open\",\"rows\":null}";
        owner.post(path + "/slices", slice);
        assertThat(send("DELETE", path + "/slices/open", "", "k1").status()).isEqualTo(204);
        owner.post(path + "/slices", slice);
        assertThat(send("DELETE", path + "/slices/open", "", "k1").status()).isEqualTo(204);
        assertThat(owner.get(path + "/slices").json())
                .as("nothing was deleted again")
                .hasSize(1);
        Answer set = send("PUT", path + "/team/overlap", "{\"share\":0.5}", "k2");
        owner.put(path + "/team/overlap", "{\"share\":0.1}");
        assertSame(send("PUT", path + "/team/overlap", "{\"share\":0.5}", "k2"), set);
        assertThat(owner.get(path + "/team").json().path("overlap").asDouble()).isEqualTo(0.1);
    }

    @Test
    void a_file_that_is_sent_again_is_there_once() {
        String path = project() + "/labelfiles";
        Answer first = send("POST", path, "item,label", "k1");
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().path("bytes").asInt()).isEqualTo(10);
        assertSame(send("POST", path, "item,label", "k1"), first);
        assertThat(send("POST", path, "item,label,by", "k1").status()).isEqualTo(409);
    }

    @Test
    void a_secret_is_told_again_while_the_server_runs_and_never_written_down() throws IOException {
        Answer first = send("POST", "/api/v1/me/tokens", TOKEN, "k1");
        assertThat(first.response().headers().firstValue("Cache-Control")).hasValue("no-store");
        assertSame(send("POST", "/api/v1/me/tokens", TOKEN, "k1"), first);
        assertThat(owner.get("/api/v1/me/secrets").json().path("tokens")).hasSize(1);
        restart();
        Answer later = send("POST", "/api/v1/me/tokens", TOKEN, "k1");
        assertThat(later.status()).isEqualTo(409);
        assertThat(later.detail()).contains("what was answered is not known any more");
        assertThat(owner.get("/api/v1/me/secrets").json().path("tokens")).hasSize(1);
        String secret = first.json().path("secret").asString();
        assertThat(secret).hasSizeGreaterThan(20);
        try (Stream<Path> files = Files.list(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(secret);
            }
        }
    }

    @Test
    void many_at_once_under_one_key_are_one() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = IntStream.range(0, 20)
                    .mapToObj(i -> threads.submit(() -> send("POST", PROJECTS, NEW.formatted("birds"), "k1")))
                    .toList();
            for (Future<Answer> answer : answers) {
                assertSame(answer.get(), answers.getFirst().get());
            }
        }
        assertThat(owner.get(PROJECTS).json()).hasSize(1);
    }
}
