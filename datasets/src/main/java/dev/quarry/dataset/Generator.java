package dev.quarry.dataset;

import dev.quarry.part.Part;

/** Makes a dataset from a seed: the same seed gives the same bytes, on every machine. */
public interface Generator extends Part {

    /** The dataset of a seed. */
    Dataset generate(long seed);
}
