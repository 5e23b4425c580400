package dev.quarry.dataset.feature;

import dev.quarry.dataset.Preparation;
import dev.quarry.part.Part;
import java.io.IOException;
import java.util.List;

/** Turns texts into numbers. */
public interface TextFeatures extends Part {

    /**
     * The features of the given texts, one row each.
     *
     * @throws IOException if a file that they need cannot be read; the message says which
     */
    Preparation of(List<String> texts) throws IOException;
}
