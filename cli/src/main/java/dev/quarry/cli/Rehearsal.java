package dev.quarry.cli;

import dev.quarry.cli.bench.PassingFolder;
import dev.quarry.cli.bench.Visitor;
import dev.quarry.server.web.Server;
import dev.quarry.server.web.Settings;
import java.io.IOException;

/** Starts the app as a person would and opens its first page, so that a start-up cache knows what that takes. */
final class Rehearsal {

    private Rehearsal() {}

    static void run() throws IOException {
        try (PassingFolder folder = PassingFolder.begin("quarry-rehearsal");
                Server server = Server.start(Settings.local(folder.path()).withPort(0))) {
            Visitor owner = Visitor.entering(server.ownersAddress());
            owner.get("/");
            owner.get("/api/v1/me").good();
        }
    }
}
