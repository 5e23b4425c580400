package dev.quarry.dataset.feature;

import dev.quarry.part.Part;

/** Brings columns to a common scale, each by what was learnt from the rows that the caller names. */
public interface Scaling extends Part {

    /** What is subtracted from a column. */
    double shift(ColumnStatistics column);

    /** By what a column is multiplied after that, finite and not 0. */
    double factor(ColumnStatistics column);
}
