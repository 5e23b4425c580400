package dev.quarry.dataset.read;

import java.nio.file.Path;
import java.util.List;

/**
 * Something to read.
 *
 * @param path a file or a folder
 * @param test whether its rows are test rows
 */
public record Source(Path path, boolean test) {

    /** Sources of pool rows, or of test rows. */
    public static List<Source> all(List<Path> paths, boolean test) {
        return paths.stream().map(path -> new Source(path, test)).toList();
    }

    /** The last part of the path, for messages. */
    String name() {
        Path last = path.getFileName();
        return last == null ? path.toString() : last.toString();
    }
}
