package dev.quarry.server.media;

import dev.quarry.server.item.Item;
import dev.quarry.server.store.AllowedFolders;
import dev.quarry.server.store.Folders;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * What items hold, for whoever computes with it.
 *
 * @param folders of the installation
 * @param roots folders of the server that may be used
 */
public record Contents(Folders folders, List<Path> roots) {

    /** Copies the list. */
    public Contents {
        roots = List.copyOf(roots);
    }

    /** The text of an item; empty where it has none. */
    public String text(Item item) {
        String content = item.content();
        return content == null || item.root() != null ? "" : content;
    }

    /**
     * The file of an item.
     *
     * @throws IOException if it has none, it is gone, or it may not be used; the message names the item
     */
    public Path file(String project, Item item) throws IOException {
        try {
            return new Originals(folders, new AllowedFolders(roots)).of(project, item);
        } catch (NoSuchElementException e) {
            throw new IOException("The file of the item (%s) is gone, or may not be used.".formatted(item.name()), e);
        }
    }

    /**
     * The picture of an item, upright; a very large one is thinned out while it is read.
     *
     * @throws IOException if it cannot be had or decoded; the message names the item
     */
    public BufferedImage picture(String project, Item item) throws IOException {
        return new SafePicture(file(project, item), item.name()).image();
    }
}
