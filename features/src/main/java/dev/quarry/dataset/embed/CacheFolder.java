package dev.quarry.dataset.embed;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where rows are kept that were computed once: the system property {@code quarry.cache}, else the environment variable
 * {@code QUARRY_CACHE}, else {@code ~/.quarry/cache}. The value {@code none} keeps nothing. Below it, {@code embeddings}
 * has one file for each model and configuration; each may be deleted at any time.
 */
final class CacheFolder {

    private static final String PROPERTY = "quarry.cache";
    private static final String VARIABLE = "QUARRY_CACHE";

    private CacheFolder() {}

    /** The folder of this process; empty where nothing is kept. */
    static Optional<Path> current() {
        return folder(System.getProperty(PROPERTY), System.getenv(VARIABLE), System.getProperty("user.home", "."));
    }

    /** The file of a model with its configuration. */
    static Path file(Path folder, String description) {
        String name = ModelFile.hex(ModelFile.sha256().digest(description.getBytes(StandardCharsets.UTF_8)));
        return folder.resolve("embeddings").resolve(name + ".rows");
    }

    static Optional<Path> folder(@Nullable String property, @Nullable String variable, String home) {
        String stated = property != null && !property.isBlank() ? property : variable;
        if (stated == null || stated.isBlank()) {
            return Optional.of(Path.of(home, ".quarry", "cache"));
        }
        return stated.equals("none") ? Optional.empty() : Optional.of(Path.of(stated));
    }
}
