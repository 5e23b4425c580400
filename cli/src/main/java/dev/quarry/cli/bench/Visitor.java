package dev.quarry.cli.bench;

import dev.quarry.server.account.Accounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who speaks with the app without a browser. */
public final class Visitor {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;
    private String cookie = "";

    /** What came back. */
    public record Answer(int status, JsonNode json) {
        /** What came back, which must be what was hoped for. */
        public JsonNode good() {
            if (status >= 300) {
                throw new IllegalStateException(
                        "The app refused: %s".formatted(json.path("detail").asString()));
            }
            return json;
        }
    }

    /** Somebody who is not logged in yet. */
    public Visitor(String address) {
        this.address = address;
    }

    /** Whoever has a link that logs in once. */
    public static Visitor entering(String link) {
        URI whole = URI.create(link);
        Visitor visitor = new Visitor(whole.getScheme() + "://" + whole.getAuthority());
        visitor.post("/api/entry/link", Map.of("secret", Accounts.secret(link))).good();
        return visitor;
    }

    /** Logs in by name and password. */
    public void login(String name, String password) {
        post("/api/entry/login", Map.of("name", name, "password", password)).good();
    }

    /** What a browser would keep of being logged in. */
    public String cookie() {
        return cookie;
    }

    /** Asks for something. */
    public Answer get(String path) {
        return send(request(path).GET());
    }

    /** Does something. */
    public Answer post(String path, Object body) {
        return send(writing(path).POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    /** The same with a key by which the app knows a request that comes again. */
    public Answer post(String path, Object body, String key) {
        return send(writing(path)
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    /** Changes something. */
    public Answer put(String path, Object body) {
        return send(writing(path).PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    /** Sends a file. */
    public Answer upload(String path, Path file) {
        try {
            return send(request(path).header("X-Quarry", "1").POST(BodyPublishers.ofFile(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder writing(String path) {
        return request(path).header("X-Quarry", "1").header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
        return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            response.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.replaceFirst(";.*", ""));
            String type = response.headers().firstValue("Content-Type").orElse("");
            JsonNode json = type.contains("json") ? JSON.readTree(response.body()) : JSON.missingNode();
            return new Answer(response.statusCode(), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
