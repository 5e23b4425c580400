package dev.quarry.kernel;

import java.util.Arrays;

/** The rows of the largest scores, best first. */
public final class TopK {

    private TopK() {}

    /** The order of rows that tie: of two equal scores the row with the smaller number, compared as unsigned, comes first. */
    @FunctionalInterface
    public interface Ties {
        /** The number of a row. */
        long of(int row);
    }

    /**
     * The {@code k} rows of the largest scores, best first. O(n + k log k) whatever the order of the scores.
     *
     * @param scores shape [n], no NaN
     * @param k how many; all rows if there are fewer
     */
    public static int[] largest(double[] scores, int k, Ties ties) {
        int size = Math.min(Math.max(k, 0), scores.length);
        if (size == 0) {
            return new int[0];
        }
        // Collects what is not below the k-th best of what was seen, and forgets the rest whenever the room is full.
        int[] rows = new int[(int) Math.min(scores.length, 4L * size + 1024)];
        int held = 0;
        double atLeast = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < scores.length; row++) {
            if (scores[row] >= atLeast) {
                if (held == rows.length) {
                    partition(rows, held, size, scores, ties);
                    held = size;
                    atLeast = scores[rows[size - 1]];
                    if (scores[row] < atLeast) {
                        continue;
                    }
                }
                rows[held++] = row;
            }
        }
        partition(rows, held, size, scores, ties);
        int[] best = Arrays.copyOf(rows, size);
        sort(best, scores, ties);
        return best;
    }

    /** Puts the best {@code size} rows first, the last of them at place {@code size − 1}. Quickselect, median of three. */
    private static void partition(int[] rows, int held, int size, double[] scores, Ties ties) {
        int from = 0;
        int to = held - 1;
        int target = size - 1;
        while (from < to) {
            int middle = (from + to) >>> 1;
            order(rows, from, middle, scores, ties);
            order(rows, from, to, scores, ties);
            order(rows, middle, to, scores, ties);
            int pivot = rows[middle];
            int i = from;
            int j = to;
            while (i <= j) {
                while (before(rows[i], pivot, scores, ties)) {
                    i++;
                }
                while (before(pivot, rows[j], scores, ties)) {
                    j--;
                }
                if (i <= j) {
                    swap(rows, i++, j--);
                }
            }
            if (target <= j) {
                to = j;
            } else if (target >= i) {
                from = i;
            } else {
                return;
            }
        }
    }

    /** Heap sort, best first. */
    private static void sort(int[] rows, double[] scores, Ties ties) {
        for (int at = rows.length / 2 - 1; at >= 0; at--) {
            siftDown(rows, at, rows.length, scores, ties);
        }
        for (int end = rows.length - 1; end > 0; end--) {
            swap(rows, 0, end);
            siftDown(rows, 0, end, scores, ties);
        }
    }

    private static void siftDown(int[] heap, int start, int size, double[] scores, Ties ties) {
        int at = start;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && before(heap[child], heap[child + 1], scores, ties)) {
                child++;
            }
            if (!before(heap[at], heap[child], scores, ties)) {
                return;
            }
            swap(heap, at, child);
            at = child;
        }
    }

    private static void order(int[] rows, int i, int j, double[] scores, Ties ties) {
        if (before(rows[j], rows[i], scores, ties)) {
            swap(rows, i, j);
        }
    }

    private static void swap(int[] rows, int i, int j) {
        int row = rows[i];
        rows[i] = rows[j];
        rows[j] = row;
    }

    private static boolean before(int a, int b, double[] scores, Ties ties) {
        if (scores[a] != scores[b]) {
            return scores[a] > scores[b];
        }
        int order = Long.compareUnsigned(ties.of(a), ties.of(b));
        return order != 0 ? order < 0 : a < b;
    }
}
