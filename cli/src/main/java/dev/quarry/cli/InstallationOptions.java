package dev.quarry.cli;

import dev.quarry.server.upkeep.Installation;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which installation a command looks after. */
final class InstallationOptions {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the folder of the installation (.quarry in your home folder)")
    private Path data = Path.of(System.getProperty("user.home"), ".quarry");

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "the PostgreSQL database of the installation, if it has one")
    private @Nullable String database;

    Installation open() throws IOException {
        try {
            return Installation.open(data, database);
        } catch (IllegalArgumentException e) {
            throw new WrongCall(e);
        }
    }
}
