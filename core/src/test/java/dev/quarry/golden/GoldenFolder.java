package dev.quarry.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A folder of golden cases.
 *
 * @param root where {@code cases/} and {@code published-cases.json} stand; either may be absent
 */
record GoldenFolder(Path root) {

    private static final JsonMapper JSON = new JsonMapper();

    /** The folder of this run; where there is none the calling test is skipped and says so. */
    static GoldenFolder present() {
        String stated = System.getProperty("quarry.golden", "");
        Assumptions.assumeTrue(
                !stated.isBlank() && Files.isDirectory(Path.of(stated)),
                () -> "No golden cases at (%s), so nothing is compared with other libraries. Maybe set -Dquarry.golden."
                        .formatted(stated));
        return new GoldenFolder(Path.of(stated));
    }

    /** The cases of all files, by the order of file names. */
    List<GoldenCase> cases() {
        Path folder = root.resolve("cases");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<GoldenCase> cases = new ArrayList<>();
        for (Path file : jsonFiles(folder)) {
            JsonNode read = read(file);
            if (!read.path("schema").asString("").equals("al-golden/1")) {
                throw new IllegalArgumentException("The file (%s) has the schema (%s), not (al-golden/1)."
                        .formatted(file, read.path("schema").asString("")));
            }
            String function = read.get("function").asString();
            read.get("cases").forEach(one -> cases.add(new GoldenCase(function, one)));
        }
        return cases;
    }

    /** The published cases, if there are any. */
    Optional<JsonNode> published() {
        Path file = root.resolve("published-cases.json");
        return Files.isRegularFile(file) ? Optional.of(read(file)) : Optional.empty();
    }

    private static List<Path> jsonFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
