package dev.quarry.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder that is gone with all it holds once it is closed.
 *
 * @param path where it really is
 */
public record PassingFolder(Path path) implements AutoCloseable {

    /** A new one among the temporary files of this machine. */
    public static PassingFolder begin(String name) throws IOException {
        return new PassingFolder(Files.createTempDirectory(name).toRealPath());
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
