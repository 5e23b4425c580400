package dev.quarry.server.web;

import dev.quarry.server.account.Accounts;
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
        String secret = Accounts.secret(server.ownersAddress());
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

    public Answer join(String secret, String name, String password) {
        String body = "{\"secret\":\"%s\",\"name\":\"%s\",\"password\":\"%s\"}".formatted(secret, name, password);
        return remembering(post("/api/entry/join", body));
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

    /** Sends a file. */
    public Answer put(String path, byte[] bytes) {
        return sent(HttpRequest.newBuilder(URI.create(address + path))
                .method("PUT", BodyPublishers.ofByteArray(bytes))
                .headers("X-Quarry", "1", "Cookie", cookie)
                .build());
    }

    /** What comes back as it is. */
    public HttpResponse<byte[]> bytes(String path, String... headers) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(address + path)).header("Cookie", cookie);
            if (headers.length > 0) {
                request.headers(headers);
            }
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends something that may come again under a key. */
    public Answer post(String path, String json, String key) {
        return send("POST", path, json, "X-Quarry", "1", "Idempotency-Key", key);
    }

    public Answer put(String path, String json) {
        return send("PUT", path, json, "X-Quarry", "1");
    }

    public Answer delete(String path) {
        return send("DELETE", path, "", "X-Quarry", "1");
    }

    /** Sends a file as it is. */
    public Answer postBytes(String path, byte[] bytes) {
        return send("POST", path, BodyPublishers.ofByteArray(bytes), "X-Quarry", "1");
    }

    /** Sends exactly these headers, beside the cookie. */
    public Answer send(String method, String path, String body, String... headers) {
        return send(method, path, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body), headers);
    }

    private Answer send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (!cookie.isEmpty()) {
            all.addAll(List.of("Cookie", cookie));
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + path)).method(method, body);
        if (!all.isEmpty()) {
            request.headers(all.toArray(String[]::new));
        }
        return sent(request.build());
    }

    private Answer sent(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
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
