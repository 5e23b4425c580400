package dev.quarry.cli;

import dev.quarry.cli.bench.PassingFolder;
import dev.quarry.server.web.Server;
import dev.quarry.server.web.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Starts the app as a person would and opens its first page, so that a start-up cache knows what that takes. */
final class Rehearsal {

    private Rehearsal() {}

    static void run() throws IOException, InterruptedException {
        try (PassingFolder folder = PassingFolder.begin("quarry-rehearsal");
                Server server = Server.start(Settings.local(folder.path()).withPort(0));
                HttpClient browser = HttpClient.newHttpClient()) {
            String secret = server.ownersAddress().replaceFirst(".*#enter=", "");
            send(browser, HttpRequest.newBuilder(URI.create(server.address() + "/")));
            send(
                    browser,
                    HttpRequest.newBuilder(URI.create(server.address() + "/api/entry/link"))
                            .header("X-Quarry", "1")
                            .POST(BodyPublishers.ofString("{\"secret\":\"%s\"}".formatted(secret))));
            send(browser, HttpRequest.newBuilder(URI.create(server.address() + "/api/v1/me")));
        }
    }

    private static void send(HttpClient browser, HttpRequest.Builder request) throws IOException, InterruptedException {
        browser.send(request.build(), BodyHandlers.discarding());
    }
}
