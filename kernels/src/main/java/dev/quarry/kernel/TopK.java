package dev.quarry.kernel;

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
     * The {@code k} rows of the largest scores, best first. O(n + k log k) expected.
     *
     * @param scores shape [n], no NaN
     * @param k how many; all rows if there are fewer
     */
    public static int[] largest(double[] scores, int k, Ties ties) {
        int size = Math.min(Math.max(k, 0), scores.length);
        int[] heap = new int[size]; // the worst kept row at the root
        int held = 0;
        for (int row = 0; row < scores.length; row++) {
            if (held < size) {
                heap[held] = row;
                siftUp(heap, held++, scores, ties);
            } else if (size > 0 && scores[row] >= scores[heap[0]] && before(row, heap[0], scores, ties)) {
                heap[0] = row;
                siftDown(heap, 0, size, scores, ties);
            }
        }
        for (int end = size - 1; end > 0; end--) {
            int worst = heap[0];
            heap[0] = heap[end];
            heap[end] = worst;
            siftDown(heap, 0, end, scores, ties);
        }
        return heap;
    }

    private static boolean before(int a, int b, double[] scores, Ties ties) {
        if (scores[a] != scores[b]) {
            return scores[a] > scores[b];
        }
        int order = Long.compareUnsigned(ties.of(a), ties.of(b));
        return order != 0 ? order < 0 : a < b;
    }

    private static void siftUp(int[] heap, int at, double[] scores, Ties ties) {
        while (at > 0) {
            int parent = (at - 1) / 2;
            if (!before(heap[parent], heap[at], scores, ties)) {
                return;
            }
            int row = heap[at];
            heap[at] = heap[parent];
            heap[parent] = row;
            at = parent;
        }
    }

    private static void siftDown(int[] heap, int at, int size, double[] scores, Ties ties) {
        while (true) {
            int worst = at;
            for (int child = 2 * at + 1; child <= 2 * at + 2 && child < size; child++) {
                if (before(heap[worst], heap[child], scores, ties)) {
                    worst = child;
                }
            }
            if (worst == at) {
                return;
            }
            int row = heap[at];
            heap[at] = heap[worst];
            heap[worst] = row;
            at = worst;
        }
    }
}
