package dev.quarry.server.web;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** For each test a server on a folder of its own, and its owner, logged in. */
abstract class WithServer {

    @TempDir
    Path data;

    Server server;
    Client owner;

    @BeforeEach
    void startServer() throws IOException {
        server = Server.start(Settings.local(data).withPort(0));
        owner = Client.owner(server);
    }

    @AfterEach
    void stopServer() throws IOException {
        server.close();
    }

    /** The same folder, another process as it were. */
    void restart() throws IOException {
        stopServer();
        startServer();
    }

    /** A new project of things of a kind, by its id. */
    String newProject(String kind) {
        return owner.post("/api/v1/projects", "{\"name\":\"Pets\",\"kind\":\"%s\"}".formatted(kind))
                .json()
                .path("id")
                .asString();
    }
}
