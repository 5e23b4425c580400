package dev.quarry.dataset.catalogue;

import java.util.List;

/** Which rows of a catalogued dataset are test rows. */
public sealed interface TestRows {

    /** None, or those that the format itself finds (a folder named test). */
    record AsRead() implements TestRows {}

    /** Those of these files. */
    record OfFiles(List<String> files) implements TestRows {
        /** Copies the list. */
        public OfFiles {
            files = List.copyOf(files);
        }
    }

    /** The last ones. */
    record Last(int count) implements TestRows {}

    /** A fraction of each class, drawn by the seed with which the dataset is opened. */
    record Fraction(double share) implements TestRows {}
}
