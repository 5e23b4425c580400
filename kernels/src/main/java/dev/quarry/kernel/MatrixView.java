package dev.quarry.kernel;

import java.util.Arrays;
import java.util.function.Consumer;

/** What is made of the rows of another matrix whenever they are read, so that it never lies in memory as a whole. */
abstract sealed class MatrixView extends Matrix {

    final Matrix base;

    private MatrixView(Matrix base, int rows) {
        super(rows, base.cols());
        this.base = base;
    }

    /** Some rows, ascending. */
    static Matrix rows(Matrix base, int[] rows) {
        return new OfRows(base, rows.clone());
    }

    /** All rows, each changed. */
    static Matrix changed(Matrix base, Consumer<double[]> change) {
        return new Changed(base, change);
    }

    /** All rows, and then those of another matrix of the same width, which is copied into memory. */
    static Matrix stacked(Matrix base, Matrix below) {
        return new Stacked(base, base.isDouble() ? below.toDouble() : below.toFloat());
    }

    @Override
    public boolean isDouble() {
        return base.isDouble();
    }

    private static final class OfRows extends MatrixView {
        private final int[] chosen;

        OfRows(Matrix base, int[] chosen) {
            super(base, chosen.length);
            this.chosen = chosen;
        }

        @Override
        public double get(int row, int col) {
            checkRow(row);
            return base.get(chosen[row], col);
        }

        @Override
        public void copyRow(int row, double[] out) {
            base.copyRow(chosen[row], out);
        }

        /** Runs of neighbouring rows are read at once. */
        @Override
        public void copyRows(int from, int to, float[] out) {
            int at = 0;
            for (int row = from; row < to; ) {
                int end = row + 1;
                while (end < to && chosen[end] == chosen[end - 1] + 1) {
                    end++;
                }
                if (at == 0 && end == to) {
                    base.copyRows(chosen[row], chosen[end - 1] + 1, out);
                } else {
                    float[] run = new float[(end - row) * cols()];
                    base.copyRows(chosen[row], chosen[end - 1] + 1, run);
                    System.arraycopy(run, 0, out, at, run.length);
                }
                at += (end - row) * cols();
                row = end;
            }
        }
    }

    private static final class Changed extends MatrixView {
        private final Consumer<double[]> change;

        Changed(Matrix base, Consumer<double[]> change) {
            super(base, base.rows());
            this.change = change;
        }

        @Override
        public double get(int row, int col) {
            checkRow(row);
            double[] whole = new double[cols()];
            copyRow(row, whole);
            return whole[col];
        }

        @Override
        public void copyRow(int row, double[] out) {
            double[] whole = out.length == cols() ? out : Arrays.copyOf(out, cols());
            base.copyRow(row, whole);
            change.accept(whole);
            for (int j = 0; j < cols(); j++) {
                out[j] = isDouble() ? whole[j] : (float) whole[j];
            }
        }

        @Override
        public void copyRows(int from, int to, float[] out) {
            double[] row = new double[cols()];
            if (!isDouble()) {
                base.copyRows(from, to, out);
            }
            for (int i = from; i < to; i++) {
                int at = (i - from) * cols();
                if (isDouble()) {
                    base.copyRow(i, row);
                } else {
                    Arrays.setAll(row, j -> out[at + j]);
                }
                change.accept(row);
                for (int j = 0; j < row.length; j++) {
                    out[at + j] = (float) row[j];
                }
            }
        }
    }

    private static final class Stacked extends MatrixView {
        private final Matrix below;

        Stacked(Matrix base, Matrix below) {
            super(base, Math.addExact(base.rows(), below.rows()));
            this.below = below;
        }

        @Override
        public double get(int row, int col) {
            checkRow(row);
            return row < base.rows() ? base.get(row, col) : below.get(row - base.rows(), col);
        }

        @Override
        public void copyRow(int row, double[] out) {
            if (row < base.rows()) {
                base.copyRow(row, out);
            } else {
                below.copyRow(row - base.rows(), out);
            }
        }

        @Override
        public void copyRows(int from, int to, float[] out) {
            int middle = Math.max(from, Math.min(to, base.rows()));
            if (from < middle) {
                base.copyRows(from, middle, out);
            }
            if (from == middle && from < to) {
                below.copyRows(from - base.rows(), to - base.rows(), out);
            } else if (middle < to) {
                float[] rest = new float[(to - middle) * cols()];
                below.copyRows(middle - base.rows(), to - base.rows(), rest);
                System.arraycopy(rest, 0, out, (middle - from) * cols(), rest.length);
            }
        }
    }
}
