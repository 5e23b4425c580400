package dev.quarry.server.data;

import java.io.IOException;
import java.util.Map;

/**
 * One row of a table.
 *
 * @param where file and line, which is its name where no column names it
 * @param cells its values by column, in their order
 * @param vectors its lists of numbers by column
 */
record TableRow(String where, Map<String, String> cells, Map<String, float[]> vectors) {

    /** Receives rows, and what is no row. */
    interface Visitor {
        /** A row. */
        void row(TableRow row) throws IOException;

        /** Something that cannot be read, and why; what follows may be readable again. */
        void bad(String where, String why) throws IOException;
    }
}
