package dev.quarry.dataset.reduce;

import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Workers;
import java.util.Arrays;

/** The covariance of the columns over some rows, (X − mean)ᵀ(X − mean) / (n − 1), in full or by its products. */
final class Covariance implements SymmetricProduct {

    private static final int TILE = 32;
    /** Partial sums there are at most, whatever the number of workers. */
    private static final int PARTS = 64;

    private final Matrix features;
    private final int[] rows;
    private final int d;
    private final double[] mean;
    private final double scale;

    Covariance(Matrix features, int[] rows) {
        this.features = features;
        this.rows = rows;
        this.d = features.cols();
        this.scale = 1.0 / Math.max(1, rows.length - 1);
        this.mean = new double[d];
        double[] row = new double[d];
        for (int number : rows) {
            features.copyRow(number, row);
            for (int j = 0; j < d; j++) {
                mean[j] += row[j];
            }
        }
        for (int j = 0; j < d; j++) {
            mean[j] /= rows.length;
            if (!Double.isFinite(mean[j])) {
                throw new IllegalArgumentException(
                        "The feature in column (%d) is missing or infinite for some item. Maybe fill missing numbers before, or leave the column out."
                                .formatted(j));
            }
        }
    }

    double[] mean() {
        return mean.clone();
    }

    private void centred(int at, double[] out) {
        features.copyRow(rows[at], out);
        for (int j = 0; j < d; j++) {
            out[j] -= mean[j];
        }
    }

    /** Shape [d, d]. */
    double[] full() {
        double[] sums = new double[d * d];
        Workers.current().chunks(d, TILE, (first, last) -> {
            double[][] block = new double[Math.min(TILE, rows.length)][d];
            for (int from = 0; from < rows.length; from += TILE) {
                int count = Math.min(TILE, rows.length - from);
                for (int i = 0; i < count; i++) {
                    centred(from + i, block[i]);
                }
                for (int i = first; i < last; i++) {
                    for (int r = 0; r < count; r++) {
                        add(sums, i * d, block[r], i);
                    }
                }
            }
        });
        for (int i = 0; i < d; i++) {
            for (int j = i; j < d; j++) {
                sums[i * d + j] *= scale;
                sums[j * d + i] = sums[i * d + j];
            }
        }
        return sums;
    }

    /** The products of entry {@code i} with those from it on. */
    private static void add(double[] sums, int at, double[] row, int i) {
        double much = row[i];
        for (int j = i; j < row.length; j++) {
            sums[at + j] += much * row[j];
        }
    }

    @Override
    public int size() {
        return d;
    }

    @Override
    public double[][] times(double[][] vectors) {
        int b = vectors.length;
        double[] across = new double[d * b];
        for (int q = 0; q < b; q++) {
            for (int j = 0; j < d; j++) {
                across[j * b + q] = vectors[q][j];
            }
        }
        int part = Math.max(TILE, (rows.length + PARTS - 1) / PARTS);
        double[][] parts = new double[(rows.length + part - 1) / part][];
        Workers.current().chunks(rows.length, part, (from, to) -> parts[from / part] = times(across, b, from, to));
        double[][] products = new double[b][d];
        for (double[] sums : parts) {
            for (int j = 0; j < d; j++) {
                for (int q = 0; q < b; q++) {
                    products[q][j] += sums[j * b + q];
                }
            }
        }
        for (double[] product : products) {
            Arrays.setAll(product, j -> product[j] * scale);
        }
        return products;
    }

    private double[] times(double[] across, int b, int from, int to) {
        double[] sums = new double[d * b];
        double[] row = new double[d];
        double[] along = new double[b];
        for (int i = from; i < to; i++) {
            centred(i, row);
            Arrays.fill(along, 0);
            for (int j = 0; j < d; j++) {
                for (int q = 0; q < b; q++) {
                    along[q] += row[j] * across[j * b + q];
                }
            }
            for (int j = 0; j < d; j++) {
                for (int q = 0; q < b; q++) {
                    sums[j * b + q] += row[j] * along[q];
                }
            }
        }
        return sums;
    }
}
