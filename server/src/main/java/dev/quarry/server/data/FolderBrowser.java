package dev.quarry.server.data;

import dev.quarry.server.store.AllowedFolders;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Shows which folders of the server may be used.
 *
 * @param allowed below which everything may be
 */
public record FolderBrowser(AllowedFolders allowed) {

    private static final int MOST = 2_000;

    /**
     * A folder as it is shown.
     *
     * @param path where it is; null for the list of all allowed ones
     * @param parent the folder around it; null where that may not be used
     * @param folders what lies in it
     * @param files how many files lie in it
     */
    public record Shown(@Nullable String path, @Nullable String parent, List<Below> folders, int files) {}

    /** A folder in a folder. */
    public record Below(String name, String path) {}

    /**
     * What lies in a folder.
     *
     * @param path null for all allowed folders
     * @throws NoSuchElementException if it is not there, or may not be used
     */
    public Shown look(@Nullable String path) throws IOException {
        if (path == null || path.isEmpty()) {
            List<Below> roots = allowed.roots().stream()
                    .filter(Files::isDirectory)
                    .map(root -> new Below(root.toString(), root.toString()))
                    .toList();
            return new Shown(null, null, roots, 0);
        }
        Path real = allowed.real(path);
        if (!Files.isDirectory(real)) {
            throw new NoSuchElementException("(%s) is no folder.".formatted(SafeName.shown(path)));
        }
        List<Below> folders = new ArrayList<>();
        int files = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(real)) {
            for (Path one : all) {
                String name = String.valueOf(one.getFileName());
                if (SafeName.isPassedOver(name)) {
                    continue;
                }
                if (Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS)) {
                    folders.add(new Below(name, one.toString()));
                } else if (Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS)) {
                    files++;
                }
            }
        }
        folders.sort(Comparator.comparing(Below::name));
        return new Shown(real.toString(), parent(real), folders.subList(0, Math.min(MOST, folders.size())), files);
    }

    private @Nullable String parent(Path real) {
        Path parent = real.getParent();
        if (parent == null) {
            return null;
        }
        try {
            return allowed.real(parent.toString()).toString();
        } catch (NoSuchElementException e) {
            return null;
        }
    }
}
