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

    /** Sources of pool rows. */
    public static List<Source> pool(List<Path> paths) {
        return paths.stream().map(path -> new Source(path, false)).toList();
    }

    /** The last part of the path, for messages. */
    String name() {
        Path last = path.getFileName();
        return last == null ? path.toString() : last.toString();
    }
}
