package dev.quarry.kernel;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Agglomerative clustering by average linkage: every row begins as a cluster, and again and again the two clusters of the
 * smallest mean Euclidean distance between their rows become one.
 *
 * <p>Chains of nearest neighbours: O(n²·d) time for distances and O(n²) for merges, 2·n² bytes. Mean distances are kept in
 * float32. Of equal distances that to the lowest row counts, so the order of the rows is a matter of the caller. Murtagh.
 * <i>A survey of recent advances in hierarchical clustering algorithms.</i> 1983.
 */
public final class AverageLinkage {

    private static final int CHUNK = 64;

    private final int n;
    private final float[] distances; // of clusters i < j, row by row; a cluster stands where its last part stood
    private final int[] sizes; // 0 for a cluster that became part of another
    private final int[] left;
    private final int[] right;
    private final float[] heights;

    private AverageLinkage(Matrix points) {
        this.n = points.rows();
        this.distances = new float[Math.toIntExact((long) n * (n - 1) / 2)];
        this.sizes = new int[n];
        this.left = new int[n - 1];
        this.right = new int[n - 1];
        this.heights = new float[n - 1];
        Arrays.fill(sizes, 1);
        Workers.current().chunks(n, CHUNK, (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int j = i + 1; j < n; j++) {
                    distances[at(i, j)] = (float) Math.sqrt(Distances.squared(points, i, points, j));
                }
            }
        });
    }

    /**
     * The clusters when so many are left.
     *
     * @param points shape [n, d]; one that is mapped is copied into memory
     * @param k how many clusters, at least 1; as many as rows if there are fewer
     * @return the cluster of each row, numbered from 0 in the order of their first rows, shape [n]
     * @throws IllegalStateException if the distances do not fit the {@linkplain Memory#budget() memory budget}
     */
    public static int[] clusters(Matrix points, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("The clusters (%d) must be at least 1.".formatted(k));
        }
        int n = points.rows();
        Memory.require(2L * n * n, "The distances of average linkage");
        if (n <= k) {
            return IntStream.range(0, n).toArray();
        }
        AverageLinkage tree = new AverageLinkage(points.inMemory());
        tree.merge();
        return tree.cut(k);
    }

    private int at(int i, int j) {
        long row = Math.min(i, j);
        return (int) (row * (2L * n - row - 1) / 2 + Math.max(i, j) - row - 1);
    }

    /** Follows nearest neighbours until two are each other's, merges them, and goes on from where it was. */
    private void merge() {
        int[] chain = new int[n];
        int length = 0;
        int lowest = 0;
        for (int merge = 0; merge < n - 1; merge++) {
            if (length == 0) {
                while (sizes[lowest] == 0) {
                    lowest++;
                }
                chain[length++] = lowest;
            }
            int next = nearest(chain[length - 1], length > 1 ? chain[length - 2] : -1);
            while (length == 1 || next != chain[length - 2]) {
                chain[length++] = next;
                next = nearest(chain[length - 1], chain[length - 2]);
            }
            length -= 2;
            join(merge, Math.min(chain[length], chain[length + 1]), Math.max(chain[length], chain[length + 1]));
        }
    }

    /** The nearest cluster, the one before in the chain if it is one of them. */
    private int nearest(int cluster, int before) {
        int nearest = before;
        float least = before < 0 ? Float.POSITIVE_INFINITY : distances[at(cluster, before)];
        for (int other = 0; other < n; other++) {
            if (other != cluster && sizes[other] > 0) {
                float distance = distances[at(cluster, other)];
                if (distance < least || nearest < 0) {
                    least = distance;
                    nearest = other;
                }
            }
        }
        return nearest;
    }

    private void join(int merge, int gone, int stays) {
        left[merge] = gone;
        right[merge] = stays;
        heights[merge] = distances[at(gone, stays)];
        int a = sizes[gone];
        int b = sizes[stays];
        sizes[gone] = 0;
        sizes[stays] = a + b;
        for (int other = 0; other < n; other++) {
            if (other != stays && sizes[other] > 0) {
                double sum = (double) a * distances[at(gone, other)] + (double) b * distances[at(stays, other)];
                distances[at(stays, other)] = (float) (sum / (a + b));
            }
        }
    }

    /** The clusters after the lowest merges; one found later in the chain may lie lower. */
    private int[] cut(int k) {
        int[] parents = IntStream.range(0, n).toArray();
        IntStream.range(0, n - 1)
                .boxed()
                .sorted(Comparator.comparingDouble(merge -> heights[merge]))
                .limit(n - k)
                .forEach(merge -> parents[root(parents, left[merge])] = root(parents, right[merge]));
        int[] numbers = new int[n];
        Arrays.fill(numbers, -1);
        int[] clusters = new int[n];
        int count = 0;
        for (int row = 0; row < n; row++) {
            int root = root(parents, row);
            numbers[root] = numbers[root] < 0 ? count++ : numbers[root];
            clusters[row] = numbers[root];
        }
        return clusters;
    }

    private static int root(int[] parents, int row) {
        int root = row;
        while (parents[root] != root) {
            parents[root] = parents[parents[root]];
            root = parents[root];
        }
        return root;
    }
}
