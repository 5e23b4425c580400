package dev.quarry.dataset.feature;

import dev.quarry.dataset.Preparation;
import dev.quarry.part.Part;
import java.util.List;

/** Turns texts into numbers. */
public interface TextFeatures extends Part {

    /** The features of the given texts, one row each. */
    Preparation of(List<String> texts);
}
