package dev.quarry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that gets all files of one piece of work or none of them: they are written into a folder inside and moved out
 * at the end.
 */
final class OutFolder implements AutoCloseable {

    private final Path folder;
    private final Path inside;

    private OutFolder(Path folder, Path inside) {
        this.folder = folder;
        this.inside = inside;
    }

    /**
     * Asserts that a folder may be written to, before any work is done.
     *
     * @param force whether what it holds may be replaced
     */
    static void requireFree(Path folder, boolean force) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new WrongCall("(%s) is a file where a folder is wanted.".formatted(folder));
        } else if (!force && Files.isDirectory(folder) && !isEmpty(folder)) {
            throw new WrongCall("The folder (%s) is not empty. Maybe choose another one, or replace it with (--force)."
                    .formatted(folder));
        }
    }

    /** Asserts that a file may be written, before any work is done. */
    static void requireFreeFile(Path file, boolean force) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new WrongCall("(%s) is a folder where a file is wanted.".formatted(file));
        } else if (!force && Files.exists(file)) {
            throw new WrongCall(
                    "The file (%s) exists. Maybe choose another name, or replace it with (--force).".formatted(file));
        } else if (folder != null && !Files.isDirectory(folder)) {
            throw new WrongCall("There is no folder (%s) for the file (%s).".formatted(folder, file.getFileName()));
        } else if (folder != null && !Files.isWritable(folder)) {
            throw new WrongCall("The folder (%s) cannot be written to.".formatted(folder));
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /** Makes the folder where there is none. */
    static OutFolder open(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new OutFolder(folder, Files.createTempDirectory(folder, ".unfinished-"));
    }

    /** Where to write a file of this name. */
    Path file(String name) {
        return inside.resolve(name);
    }

    /**
     * Moves all files to where they belong.
     *
     * @param stale names of files of an earlier piece of work, which are removed where they were not written again
     */
    List<String> finish(Collection<String> stale) throws IOException {
        List<Path> files;
        try (Stream<Path> written = Files.list(inside)) {
            files = written.sorted().toList();
        }
        for (String name : stale) {
            Files.deleteIfExists(folder.resolve(name));
        }
        for (Path file : files) {
            Files.move(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        return files.stream().map(file -> file.getFileName().toString()).toList();
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> left = Files.list(inside)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(inside);
    }
}
