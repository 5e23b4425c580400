package dev.quarry.dataset;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** One picture, loaded anew each time it is asked for. */
public interface Picture {

    /** The picture. */
    BufferedImage image() throws IOException;

    /** The file that holds it, if it has one of its own. */
    default Optional<Path> file() {
        return Optional.empty();
    }
}
