package dev.quarry.loop;

import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Workers;
import java.util.Arrays;

/**
 * What a model says about some of the rows of a matrix. The rows are copied out in blocks of about {@value #BYTES} bytes,
 * so that a wide pool is never there twice. A model judges each row by itself, so the blocks change no bit.
 */
final class Blocks {

    private static final int BYTES = 1 << 22;
    private static final int FEWEST = 256;
    private static final int MOST = 8192;

    private Blocks() {}

    /** One output row for each row of a block. */
    @FunctionalInterface
    interface Output {
        /**
         * The output.
         *
         * @param features the rows of the block
         * @param first which of the wanted rows the first of them is
         */
        Matrix of(Matrix features, int first);
    }

    /** The outputs for the wanted rows, in their order; blocks are worked on by the current {@link Workers}. */
    static Matrix outputs(Matrix features, int[] rows, Output output) {
        int size = size(features);
        if (rows.length <= size) {
            return output.of(selected(features, rows, 0, rows.length), 0);
        }
        Matrix first = output.of(selected(features, rows, 0, size), 0);
        Assembly all = new Assembly(rows.length, first);
        all.put(0, first);
        Workers.current().chunks(rows.length - size, size, (from, to) -> {
            Matrix block = selected(features, rows, size + from, size + to);
            all.put(size + from, output.of(block, size + from));
        });
        return all.matrix();
    }

    /** How many rows a block has: a power of two, since models like those. */
    private static int size(Matrix features) {
        long rowBytes = Math.max(1, (long) features.cols() * (features.isDouble() ? Double.BYTES : Float.BYTES));
        return (int) Math.max(FEWEST, Math.min(MOST, Long.highestOneBit(Math.max(1, BYTES / rowBytes))));
    }

    private static Matrix selected(Matrix features, int[] rows, int from, int to) {
        return features.select(Arrays.copyOfRange(rows, from, to));
    }

    /** Where the blocks go; they may come in any order and from several threads. */
    private static final class Assembly {
        private final int rows;
        private final int cols;
        private final float[] floats;
        private final double[] doubles;
        private final boolean isDouble;

        /** Room for rows like those of the first block. */
        Assembly(int rows, Matrix first) {
            this.rows = rows;
            this.cols = first.cols();
            this.isDouble = first.isDouble();
            int length = Math.multiplyExact(rows, cols);
            this.floats = new float[isDouble ? 0 : length];
            this.doubles = new double[isDouble ? length : 0];
        }

        void put(int row, Matrix block) {
            int length = block.rows() * cols;
            if (isDouble) {
                System.arraycopy(block.toDouble().values(), 0, doubles, row * cols, length);
            } else {
                System.arraycopy(block.toFloat().values(), 0, floats, row * cols, length);
            }
        }

        Matrix matrix() {
            return isDouble ? DoubleMatrix.wrap(doubles, rows, cols) : FloatMatrix.wrap(floats, rows, cols);
        }
    }
}
