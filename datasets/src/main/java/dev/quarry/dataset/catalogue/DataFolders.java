package dev.quarry.dataset.catalogue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where data is looked for. */
final class DataFolders {

    private DataFolders() {}

    /** The given folders, then the environment variable {@code QUARRY_DATA}, then {@code ~/.quarry/data}. */
    static List<Path> all(List<Path> given) {
        return all(given, System.getenv("QUARRY_DATA"), System.getProperty("user.home", "."));
    }

    static List<Path> all(List<Path> given, @Nullable String variable, String home) {
        List<Path> folders = new ArrayList<>(given);
        if (variable != null && !variable.isBlank()) {
            folders.add(Path.of(variable));
        }
        folders.add(Path.of(home, ".quarry", "data"));
        return folders;
    }
}
