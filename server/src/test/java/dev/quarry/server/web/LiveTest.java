package dev.quarry.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LiveTest {

    private static final String NEW = "{\"name\":\"birds\",\"kind\":\"texts\"}";

    @Test
    void what_happens_is_told_and_who_comes_back_hears_what_was_missed(@TempDir Path data) throws Exception {
        try (Server server = Server.start(Settings.local(data).withPort(0))) {
            Client owner = Client.owner(server);
            String project =
                    owner.post("/api/v1/projects", NEW).json().path("id").asString();
            String address = server.address() + "/api/v1/projects/" + project;
            String first;
            try (Stream live = new Stream(address, owner, null)) {
                owner.post("/api/v1/projects/%s/classes".formatted(project), crow("crow"));
                List<String> message = live.next();
                assertThat(message).contains("event: changed");
                assertThat(message.toString()).contains("class.added").contains("owner");
                first = message.stream()
                        .filter(line -> line.startsWith("id: "))
                        .findFirst()
                        .orElseThrow();
            }
            owner.post("/api/v1/projects/%s/classes".formatted(project), crow("jay"));
            try (Stream live = new Stream(address, owner, first.substring(4))) {
                assertThat(live.next().toString()).contains("class.added");
            }
        }
    }

    @Test
    void who_goes_away_without_a_word_keeps_nobody_else_waiting(@TempDir Path data) throws Exception {
        try (Server server = Server.start(Settings.local(data).withPort(0))) {
            Client owner = Client.owner(server);
            String project =
                    owner.post("/api/v1/projects", NEW).json().path("id").asString();
            String address = server.address() + "/api/v1/projects/" + project;
            for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
                new Stream(address, owner, null).close();
            }
            for (int i = 0; i < 20; i++) {
                owner.post("/api/v1/projects/%s/classes".formatted(project), crow("crow " + i));
                Thread.sleep(20);
            }
            assertThat(owner.get("/api/v1/projects/%s/classes".formatted(project))
                            .json())
                    .hasSize(20);
        }
    }

    @Test
    void when_the_app_stops_so_does_every_stream(@TempDir Path data) throws Exception {
        Server server = Server.start(Settings.local(data).withPort(0));
        Client owner = Client.owner(server);
        String project = owner.post("/api/v1/projects", NEW).json().path("id").asString();
        try (Stream live = new Stream(server.address() + "/api/v1/projects/" + project, owner, null)) {
            server.close();
            assertThatThrownBy(live::next).hasMessage("The stream ended.");
        }
    }

    /** A page that opens its stream while the app stops must not keep it from stopping. */
    @Test
    void who_comes_while_the_app_stops_hears_so_at_once(@TempDir Path data) throws Exception {
        try (Server server = Server.start(Settings.local(data).withPort(0))) {
            Client owner = Client.owner(server);
            String project =
                    owner.post("/api/v1/projects", NEW).json().path("id").asString();
            server.app().live().end();
            try (Stream live = new Stream(server.address() + "/api/v1/projects/" + project, owner, null)) {
                assertThatThrownBy(live::next).hasMessage("The stream ended.");
            }
        }
    }

    private static String crow(String name) {
        return "{\"name\":\"%s\",\"colour\":\"#112233\",\"key\":null}".formatted(name);
    }

    /** What a page hears. */
    private static final class Stream implements AutoCloseable {

        private final BufferedReader lines;

        Stream(String project, Client client, @org.jspecify.annotations.Nullable String last) throws Exception {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(project + "/live")).header("Cookie", client.cookie());
            if (last != null) {
                request.header("Last-Event-ID", last);
            }
            request.header("Accept", "text/event-stream");
            var answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        }

        /** The lines of the next message. */
        List<String> next() throws Exception {
            List<String> message = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() && !message.isEmpty()) {
                    return message;
                } else if (!line.isEmpty() && !line.startsWith(":")) {
                    message.add(line);
                }
            }
            throw new IllegalStateException("The stream ended.");
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
