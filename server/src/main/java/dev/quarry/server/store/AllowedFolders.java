package dev.quarry.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Folders of the server whose files may be used without uploading them. Whatever is asked for is followed to where it
 * really is, which must lie below one of them.
 *
 * @param roots the folders
 */
public record AllowedFolders(List<Path> roots) {

    /** Copies the list. */
    public AllowedFolders {
        roots = List.copyOf(roots);
    }

    /**
     * Where a file or folder really is.
     *
     * @throws NoSuchElementException if it is not there, or not below an allowed folder: which of both is not told
     */
    public Path real(String path) {
        try {
            Path real = Path.of(path).toRealPath();
            for (Path root : roots) {
                if (Files.isDirectory(root) && real.startsWith(root.toRealPath())) {
                    return real;
                }
            }
        } catch (IOException | InvalidPathException e) {
            throw refused(path);
        }
        throw refused(path);
    }

    /**
     * Where something below a folder really is.
     *
     * @throws NoSuchElementException if it is not there, or really lies elsewhere
     */
    public static Path below(Path folder, String path) {
        try {
            Path real = folder.resolve(path).toRealPath();
            if (real.startsWith(folder.toRealPath())) {
                return real;
            }
        } catch (IOException | InvalidPathException e) {
            throw new NoSuchElementException("The file (%s) is gone.".formatted(path));
        }
        throw new NoSuchElementException("The file (%s) is gone.".formatted(path));
    }

    private static NoSuchElementException refused(String path) {
        return new NoSuchElementException(
                "There is no folder (%s) that may be used. Maybe start Quarry with (--allow DIR).".formatted(path));
    }
}
