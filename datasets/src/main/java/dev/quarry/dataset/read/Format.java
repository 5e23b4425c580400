package dev.quarry.dataset.read;

import dev.quarry.dataset.DatasetBuilder;
import dev.quarry.part.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A way to read files. */
public interface Format extends Part {

    /**
     * Reads all sources into one dataset: rows in the order of the sources, classes and columns shared by all of them.
     *
     * @throws IOException if a file cannot be read or is broken; the message names file, place and value
     */
    DatasetBuilder read(List<Source> sources) throws IOException;

    /**
     * The files to read when somebody names just this path, judged by its name or, for a folder, by what lies in it;
     * empty if this format does not know it. For example the images and the labels for the path of the images.
     */
    List<Path> claims(Path path);
}
