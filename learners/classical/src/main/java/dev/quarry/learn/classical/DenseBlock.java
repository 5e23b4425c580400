package dev.quarry.learn.classical;

import dev.quarry.kernel.Products;

/** Rows with all their numbers, twice: by row and by column, so that both products run along contiguous arrays. */
final class DenseBlock extends RowBlock {

    private final double[][] rows;
    private final double[][] columns;

    DenseBlock(double[][] rows, int cols) {
        super(rows.length);
        this.rows = rows;
        this.columns = new double[cols][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < cols; j++) {
                columns[j][i] = rows[i][j];
            }
        }
    }

    @Override
    long bytes() {
        return 2L * rows.length * columns.length * Double.BYTES;
    }

    @Override
    void multiply(double[][] w, double[][] out) {
        Products.add(out, w.length, w, columns, columns.length, rows.length);
    }

    @Override
    void addWeighted(double[][] factor, double[][] out) {
        Products.add(out, factor.length, factor, rows, rows.length, columns.length);
    }
}
