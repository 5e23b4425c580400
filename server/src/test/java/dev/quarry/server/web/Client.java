package dev.quarry.server.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A browser's part of the conversation, for tests. */
public final class Client {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;
    private String cookie = "";

    /** What came back. */
    public record Answer(int status, JsonNode json, HttpResponse<String> response) {
        /** The sentence of a problem. */
        public String detail() {
            return json.path("detail").asString();
        }
    }

    public Client(String address) {
        this.address = address;
    }

    /** Logs in by the address that the server prints. */
    public static Client owner(Server server) {
        Client client = new Client(server.address());
        String secret = server.ownersAddress().replaceFirst(".*#enter=", "");
        client.enter(secret);
        return client;
    }

    public Answer enter(String secret) {
        return remembering(post("/api/entry/link", "{\"secret\":\"%s\"}".formatted(secret)));
    }

    public Answer login(String name, String password) {
        String body = "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, password);
        return remembering(post("/api/entry/login", body));
    }

    private Answer remembering(Answer answer) {
        answer.response().headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.replaceFirst(";.*", ""));
        return answer;
    }

    public String cookie() {
        return cookie;
    }

    public Answer get(String path) {
        return send("GET", path, "");
    }

    public Answer post(String path, String json) {
        return send("POST", path, json, "X-Quarry", "1");
    }

    /** Sends exactly these headers, beside the cookie. */
    public Answer send(String method, String path, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (!cookie.isEmpty()) {
            all.addAll(List.of("Cookie", cookie));
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!all.isEmpty()) {
            request.headers(all.toArray(String[]::new));
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            String text = response.body();
            JsonNode json = text.startsWith("{") || text.startsWith("[") ? JSON.readTree(text) : JSON.nullNode();
            return new Answer(response.statusCode(), json, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
