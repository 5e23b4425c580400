package dev.quarry.dataset.feature;

import dev.quarry.dataset.Preparation;
import dev.quarry.kernel.FloatMatrix;
import java.util.BitSet;
import java.util.List;

/**
 * Columns of numbers, some missing (NaN), with the way to fill and scale them.
 *
 * @param numbers shape [n, d]
 * @param names the names of the columns, or none
 * @param scaled the columns to scale; the others (one-hot levels) stay 0 or 1
 * @param scaling how
 */
public record ScaledColumns(FloatMatrix numbers, List<String> names, BitSet scaled, Scaling scaling)
        implements Preparation {

    /** Copies the names and the set. */
    public ScaledColumns {
        names = List.copyOf(names);
        scaled = (BitSet) scaled.clone();
    }

    /** Every column scaled. */
    public static ScaledColumns all(FloatMatrix numbers, List<String> names, Scaling scaling) {
        BitSet all = new BitSet(numbers.cols());
        all.set(0, numbers.cols());
        return new ScaledColumns(numbers, names, all, scaling);
    }

    @Override
    public int cols() {
        return numbers.cols();
    }

    @Override
    public FloatMatrix fit(int[] rows) {
        return scaling.fit(numbers, rows, scaled).apply(numbers);
    }
}
