package dev.quarry.server.search;

import dev.quarry.kernel.Distances;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The item that lies near another in what models see.
 *
 * @param row which item
 * @param distance how far, Euclidean
 */
public record Similar(int row, double distance) {

    private static final int BLOCK = 1_024;

    /**
     * The nearest items, nearest first, of equally near ones the first row. One pass over the features, which may lie in a
     * file.
     *
     * @param features shape [n, d]
     * @param k how many; fewer where there are fewer
     * @throws NoSuchElementException if the item has no features
     */
    public static List<Similar> to(Matrix features, int row, int k) {
        int d = features.cols();
        if (row < 0 || row >= features.rows()) {
            throw new NoSuchElementException("The item (%d) has no features yet: they were computed for (%d) items."
                    .formatted(row, features.rows()));
        }
        float[] wanted = new float[d];
        features.copyRows(row, row + 1, wanted);
        List<Near> parts = Collections.synchronizedList(new ArrayList<>());
        int threads = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()));
        Workers.using(threads, () -> {
            Workers.current().chunks(features.rows(), 16 * BLOCK, (from, to) -> {
                Near near = new Near(k);
                float[] block = new float[BLOCK * d];
                for (int start = from; start < to; start += BLOCK) {
                    int end = Math.min(to, start + BLOCK);
                    features.copyRows(start, end, block);
                    for (int other = start; other < end; other++) {
                        if (other != row) {
                            near.offer(other, Distances.squared(wanted, 0, block, (other - start) * d, d));
                        }
                    }
                }
                parts.add(near);
            });
            return parts;
        });
        Near all = new Near(k);
        parts.forEach(all::take);
        return all.list();
    }

    /** The nearest of those that were offered. */
    private static final class Near {

        private final int[] rows;
        private final double[] squares;
        private int size;

        Near(int k) {
            rows = new int[k];
            squares = new double[k];
        }

        void offer(int row, double square) {
            if (size == rows.length && (size == 0 || !before(square, row, size - 1))) {
                return;
            }
            int at = size < rows.length ? size++ : size - 1;
            while (at > 0 && before(square, row, at - 1)) {
                rows[at] = rows[at - 1];
                squares[at] = squares[at - 1];
                at--;
            }
            rows[at] = row;
            squares[at] = square;
        }

        private boolean before(double square, int row, int place) {
            return square < squares[place] || (square == squares[place] && row < rows[place]);
        }

        void take(Near other) {
            for (int i = 0; i < other.size; i++) {
                offer(other.rows[i], other.squares[i]);
            }
        }

        List<Similar> list() {
            return Arrays.stream(rows, 0, size)
                    .mapToObj(row -> new Similar(row, Math.sqrt(squares[place(row)])))
                    .toList();
        }

        private int place(int row) {
            int at = 0;
            while (rows[at] != row) {
                at++;
            }
            return at;
        }
    }
}
