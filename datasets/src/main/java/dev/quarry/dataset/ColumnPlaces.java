package dev.quarry.dataset;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Memory;
import java.util.List;

/** Where the columns that features were learnt with lie in a table: the way from that table to theirs. */
public final class ColumnPlaces {

    static final int NOWHERE = -1;
    private static final int CHUNK = 4096;

    private final int cols;
    private final int[] places;
    /** For a level that is nowhere: the column of the nominal one that has no value here. */
    private final int[] nominal;

    private final boolean[] missing;
    private final List<String> names;
    private final boolean same;

    /** From the columns of {@code table}; a place for each column that was learnt. */
    ColumnPlaces(Columns table, int[] places, int[] nominal, boolean[] missing) {
        this(table.count(), table.names(), places, nominal, missing, false);
    }

    private ColumnPlaces(int cols, List<String> names, int[] places, int[] nominal, boolean[] missing, boolean same) {
        this.cols = cols;
        this.names = names;
        this.places = places;
        this.nominal = nominal;
        this.missing = missing;
        this.same = same;
    }

    static ColumnPlaces same(int cols) {
        return new ColumnPlaces(cols, List.of(), new int[0], new int[0], new boolean[0], true);
    }

    /**
     * The table with the columns that were learnt: itself if it has just them.
     *
     * @param table shape [n, columns of the table]
     * @throws IllegalArgumentException if a column has numbers where levels are expected
     */
    public Matrix gather(Matrix table) {
        if (table.cols() != cols) {
            throw new IllegalArgumentException("The table has (%d) columns, not (%d).".formatted(table.cols(), cols));
        } else if (same) {
            return table;
        }
        int n = table.rows();
        Memory.require((long) n * places.length * Float.BYTES, "The features of (%d) items".formatted(n));
        float[] out = new float[Math.multiplyExact(n, places.length)];
        float[] block = new float[Math.multiplyExact(Math.min(CHUNK, n), cols)];
        for (int from = 0; from < n; from += CHUNK) {
            int to = Math.min(n, from + CHUNK);
            table.copyRows(from, to, block);
            for (int row = from; row < to; row++) {
                gather(block, (row - from) * cols, out, row * places.length);
            }
        }
        return FloatMatrix.wrap(out, n, places.length);
    }

    private void gather(float[] table, int row, float[] out, int at) {
        for (int col = 0; col < places.length; col++) {
            if (places[col] != NOWHERE) {
                out[at + col] = table[row + places[col]];
            } else if (nominal[col] != NOWHERE) {
                out[at + col] = level(table[row + nominal[col]], col);
            }
        }
    }

    private float level(float value, int col) {
        if (!Float.isNaN(value)) {
            String name = names.get(nominal[col]);
            throw new IllegalArgumentException(
                    "The column (%s) was nominal when the features were learnt but holds numbers here, such as (%s). Maybe declare it (nominal: [%s])."
                            .formatted(name, value, name));
        }
        return missing[col] ? 1 : 0;
    }
}
