package dev.quarry.learn.classical;

import java.util.Arrays;

/**
 * A decision tree in flat arrays. Node 0 is the root; a node of column −1 is a leaf. The two children of a node stand side
 * by side. A leaf of one class holds the class itself, only mixed leaves hold frequencies.
 */
final class Tree {

    private final int[] column;
    private final double[] cut;
    private final int[] next;
    private final double[] frequencies;
    private final int classes;

    /**
     * @param next of an inner node its left child; of a pure leaf −1 − class; of a mixed leaf its row of frequencies
     * @param frequencies shape [mixed leaves, C]
     */
    Tree(int[] column, double[] cut, int[] next, double[] frequencies, int classes) {
        this.column = column;
        this.cut = cut;
        this.next = next;
        this.frequencies = frequencies;
        this.classes = classes;
    }

    /** Adds the class frequencies of the leaves of {@code count} rows, those of row i from {@code at + i · C} on. */
    void addTo(double[][] rows, int count, double[] out, int at) {
        for (int i = 0; i < count; i++) {
            add(leafOf(rows[i]), out, at + i * classes);
        }
    }

    private void add(int node, double[] out, int at) {
        int leaf = next[node];
        if (leaf < 0) {
            out[at - 1 - leaf] += 1;
        } else {
            for (int c = 0; c < classes; c++) {
                out[at + c] += frequencies[leaf * classes + c];
            }
        }
    }

    /** The node that a row ends in. */
    int leafOf(double[] row) {
        int node = 0;
        while (column[node] >= 0) {
            node = row[column[node]] <= cut[node] ? next[node] : next[node] + 1;
        }
        return node;
    }

    /** The same tree casting {@code votes} votes for the class that is most frequent in a leaf, the first of equal ones. */
    Tree voting(double votes) {
        int[] places = next.clone();
        for (int node = 0; node < column.length; node++) {
            if (column[node] < 0) {
                places[node] =
                        next[node] < 0 ? -1 - next[node] : Softmax.largest(frequencies, next[node] * classes, classes);
            }
        }
        double[] cast = new double[classes * classes];
        for (int c = 0; c < classes; c++) {
            cast[c * classes + c] = votes;
        }
        return new Tree(column, cut, places, cast, classes);
    }

    /** How many nodes there are. */
    int nodes() {
        return column.length;
    }

    /** How many leaves hold frequencies. */
    int mixed() {
        return frequencies.length / classes;
    }

    /** The column of every node, −1 for leaves. Not to be written to, as the others. */
    int[] column() {
        return column;
    }

    double[] cut() {
        return cut;
    }

    int[] next() {
        return next;
    }

    double[] frequencies() {
        return frequencies;
    }

    /** How many leaves there are. */
    int leaves() {
        return (int) Arrays.stream(column).filter(c -> c < 0).count();
    }

    /** Most splits from the root to a leaf. */
    int depth() {
        int[] depth = new int[column.length];
        int deepest = 0;
        for (int node = 0; node < column.length; node++) { // children stand after their parent
            if (column[node] >= 0) {
                depth[next[node]] = depth[node] + 1;
                depth[next[node] + 1] = depth[node] + 1;
                deepest = Math.max(deepest, depth[node] + 1);
            }
        }
        return deepest;
    }

    /** The column that the root splits by, −1 if it is a leaf. */
    int rootColumn() {
        return column[0];
    }

    /** Rows up to this value go left at the root. */
    double rootCut() {
        return cut[0];
    }
}
