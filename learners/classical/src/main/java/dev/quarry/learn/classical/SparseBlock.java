package dev.quarry.learn.classical;

/** Rows by their non-zeros, as text has them. */
final class SparseBlock extends RowBlock {

    private final int[] starts;
    private final int[] column;
    private final double[] value;

    SparseBlock(double[][] rows, int filled) {
        super(rows.length);
        this.starts = new int[rows.length + 1];
        this.column = new int[filled];
        this.value = new double[filled];
        int at = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                if (rows[i][j] != 0) {
                    column[at] = j;
                    value[at++] = rows[i][j];
                }
            }
            starts[i + 1] = at;
        }
    }

    @Override
    long bytes() {
        return (long) column.length * (Integer.BYTES + Double.BYTES);
    }

    @Override
    void multiply(double[][] w, double[][] out) {
        for (int c = 0; c < w.length; c++) {
            for (int i = 0; i < size(); i++) {
                double sum = out[c][i];
                for (int k = starts[i]; k < starts[i + 1]; k++) {
                    sum += w[c][column[k]] * value[k];
                }
                out[c][i] = sum;
            }
        }
    }

    @Override
    void addWeighted(double[][] factor, double[][] out) {
        for (int c = 0; c < factor.length; c++) {
            for (int i = 0; i < size(); i++) {
                double f = factor[c][i];
                for (int k = starts[i]; k < starts[i + 1]; k++) {
                    out[c][column[k]] += f * value[k];
                }
            }
        }
    }
}
