package dev.quarry.server.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that may become an item.
 *
 * @param where file, or file and line, for messages
 * @param name of the item
 * @param text what a person reads; null for none
 * @param picture the file of its picture; null for none
 * @param path the path of the picture below what was uploaded or chosen
 * @param sha256 of picture or values
 * @param measure length of the text, or longest side of the picture; −1 for neither
 * @param fields what stands beside it
 * @param vectors its lists of numbers by name; under {@link #NUMBERS} those of its columns of numbers, NaN where one is
 *     missing
 */
record Candidate(
        String where,
        String name,
        @Nullable String text,
        @Nullable Path picture,
        @Nullable String path,
        String sha256,
        int measure,
        Map<String, String> fields,
        Map<String, float[]> vectors) {

    /** The name of what the columns of numbers become. */
    static final String NUMBERS = "numbers";

    /** Receives candidates, and what cannot be one. */
    interface Visitor {
        /** One that is whole. */
        void candidate(Candidate candidate) throws IOException;

        /** One that is not, and why. */
        void bad(String where, String why) throws IOException;
    }
}
