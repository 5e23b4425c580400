package dev.quarry.dataset;

import dev.quarry.bundle.State;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Memory;

/**
 * For each column: what stands for a missing number (NaN), what is subtracted, and by what the rest is multiplied.
 * Learnt once, applied to any rows of the same columns.
 */
public final class ColumnTransform {

    private static final int CHUNK = 4096;

    private final double[] fill;
    private final double[] shift;
    private final double[] factor;

    private ColumnTransform(double[] fill, double[] shift, double[] factor) {
        this.fill = fill;
        this.shift = shift;
        this.factor = factor;
    }

    /**
     * {@code (x − shift) · factor} in each column, with {@code fill} for a missing x. The caller gives the arrays away.
     */
    public static ColumnTransform of(double[] fill, double[] shift, double[] factor) {
        return new ColumnTransform(fill, shift, factor);
    }

    /** The transform that a state holds. */
    static ColumnTransform of(State state) {
        return new ColumnTransform(state.numbers("fill"), state.numbers("shift"), state.numbers("factor"));
    }

    /** The state and this transform. */
    State into(State state) {
        return state.with("fill", fill).with("shift", shift).with("factor", factor);
    }

    /** The transformed rows, as float32; each number is computed in float64 and rounded once. */
    public FloatMatrix apply(Matrix rows) {
        int cols = rows.cols();
        if (cols != fill.length) {
            throw new IllegalArgumentException(
                    "The rows have (%d) columns but the transform was learnt on (%d).".formatted(cols, fill.length));
        }
        Memory.require(
                (long) rows.rows() * cols * Float.BYTES,
                "The features of (%d) items in (%d) columns".formatted(rows.rows(), cols));
        float[] out = new float[Math.multiplyExact(rows.rows(), cols)];
        float[] block = new float[Math.min(CHUNK, rows.rows()) * cols];
        for (int from = 0; from < rows.rows(); from += CHUNK) {
            int to = Math.min(rows.rows(), from + CHUNK);
            rows.copyRows(from, to, block);
            int count = (to - from) * cols;
            for (int j = 0, col = 0; j < count; j++) {
                double x = Float.isNaN(block[j]) ? fill[col] : block[j];
                out[from * cols + j] = (float) ((x - shift[col]) * factor[col]);
                col = col + 1 == cols ? 0 : col + 1;
            }
        }
        return FloatMatrix.wrap(out, rows.rows(), cols);
    }
}
