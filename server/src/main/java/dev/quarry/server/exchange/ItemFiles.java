package dev.quarry.server.exchange;

import dev.quarry.server.item.Item;
import dev.quarry.server.media.Originals;
import dev.quarry.server.store.AllowedFolders;
import dev.quarry.server.store.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The files of items: what was uploaded, and what stands below folders that may be read.
 *
 * @param roots the folders that may be read
 */
record ItemFiles(Folders folders, List<Path> roots) {

    /** The file of an item, where it has one, it is there, and it stands where it may be read from. */
    Optional<Path> of(String project, Item item) {
        try {
            return Optional.of(new Originals(folders, new AllowedFolders(roots)).of(project, item))
                    .filter(Files::isRegularFile);
        } catch (NoSuchElementException e) {
            return Optional.empty();
        }
    }

    /** Whether a folder on the server may be read. */
    boolean isAllowed(Path folder) {
        try {
            new AllowedFolders(roots).real(folder.toString());
            return true;
        } catch (NoSuchElementException e) {
            return false;
        }
    }
}
