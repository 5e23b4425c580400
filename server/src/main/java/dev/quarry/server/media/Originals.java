package dev.quarry.server.media;

import dev.quarry.server.item.Item;
import dev.quarry.server.store.AllowedFolders;
import dev.quarry.server.store.Folders;
import java.nio.file.Path;
import java.util.NoSuchElementException;

/**
 * Where the pictures of items are.
 *
 * @param folders of the installation
 * @param allowed folders of the server that may be used
 */
public record Originals(Folders folders, AllowedFolders allowed) {

    /**
     * The file of the picture of an item.
     *
     * @throws NoSuchElementException if it has none, or it is gone, or it may not be used any more
     */
    public Path of(String project, Item item) {
        String content = item.content();
        String root = item.root();
        if (content == null || root == null) {
            throw new NoSuchElementException("The item (%s) has no picture.".formatted(item.name()));
        }
        Path folder = root.equals(Item.UPLOADS) ? folders.uploads(project) : allowed.real(root);
        return AllowedFolders.below(folder, content);
    }

    /** The picture of an item, to be decoded with care. */
    public SafePicture picture(String project, Item item) {
        return new SafePicture(of(project, item), item.name());
    }
}
