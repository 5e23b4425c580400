package dev.quarry.learn.classical;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Grows one tree, depth first. Per node and column O(rows of the node), whatever the number of bins and classes. */
final class TreeGrower {

    private final BinnedFeatures features;
    private final int[] labels;
    private final double[] weights;
    private final int classes;
    private final TreeRules rules;
    private final RandomGenerator random;
    private final SplitSearch search;

    /** The rows of every node are a run of this array. */
    private final int[] rows;

    private final int[] spare;
    private final int[] columns;
    private final int tried;
    private final double[] totals;

    private final int[] nodeColumn;
    private final double[] nodeCut;
    private final int[] nodeNext;
    private int nodes = 1;
    private double[] frequencies = new double[0];
    private int mixed;

    /** A node and its run of rows. */
    private record Span(int node, int from, int to, int depth) {}

    TreeGrower(
            BinnedFeatures features,
            int[] labels,
            int classes,
            double[] weights,
            TreeRules rules,
            RandomGenerator random) {
        this.features = features;
        this.labels = labels;
        this.weights = weights;
        this.classes = classes;
        this.rules = rules;
        this.random = random;
        this.rows =
                IntStream.range(0, labels.length).filter(i -> weights[i] > 0).toArray();
        this.spare = new int[rows.length];
        this.columns = IntStream.range(0, features.columns())
                .filter(j -> !features.constant(j))
                .toArray();
        this.tried = rules.maxFeatures().of(features.columns());
        this.totals = new double[classes];
        Impurity impurity =
                Impurity.of(rules.criterion(), classes, Arrays.stream(weights).sum());
        this.search = new SplitSearch(features, labels, weights, impurity, rules.minSamplesLeaf(), rows.length);
        int most = Math.max(1, 2 * rows.length - 1);
        this.nodeColumn = new int[most];
        this.nodeCut = new double[most];
        this.nodeNext = new int[most];
    }

    Tree grow() {
        Deque<Span> open = new ArrayDeque<>();
        open.push(new Span(0, 0, rows.length, 0));
        while (!open.isEmpty()) {
            Span span = open.pop();
            if (!worthSplitting(span) || !findSplit(span)) {
                leaf(span);
                continue;
            }
            int middle = partition(span, search.column(), search.bin());
            int left = nodes;
            nodes += 2;
            nodeColumn[span.node] = search.column();
            nodeCut[span.node] = features.cut(search.column(), search.bin());
            nodeNext[span.node] = left;
            open.push(new Span(left + 1, middle, span.to, span.depth + 1));
            open.push(new Span(left, span.from, middle, span.depth + 1));
        }
        return new Tree(
                Arrays.copyOf(nodeColumn, nodes),
                Arrays.copyOf(nodeCut, nodes),
                Arrays.copyOf(nodeNext, nodes),
                Arrays.copyOf(frequencies, mixed * classes),
                classes);
    }

    /** Whether the rules allow a split; also leaves the class weights of the node in {@link #totals}. */
    private boolean worthSplitting(Span span) {
        Arrays.fill(totals, 0);
        boolean pure = true;
        int first = labels[rows[span.from]];
        for (int i = span.from; i < span.to; i++) {
            int label = labels[rows[i]];
            totals[label] += weights[rows[i]];
            pure &= label == first;
        }
        int size = span.to - span.from;
        return !pure
                && (rules.maxDepth() == 0 || span.depth < rules.maxDepth())
                && size >= rules.minSamplesSplit()
                && size >= 2 * rules.minSamplesLeaf();
    }

    /** Looks at columns drawn at random: as many as the rules say, and on until one is not constant in this node. */
    private boolean findSplit(Span span) {
        search.start(rows, span.from, span.to, totals);
        boolean varied = false;
        for (int v = 0; v < columns.length && (v < tried || !varied); v++) {
            int other = v + random.nextInt(columns.length - v);
            int column = columns[other];
            columns[other] = columns[v];
            columns[v] = column;
            varied |= search.look(column);
        }
        return search.found();
    }

    /** Moves the rows of the left child to the front, keeping their order. */
    private int partition(Span span, int column, int bin) {
        byte[] codes = features.codes(column);
        int left = span.from;
        int right = 0;
        for (int i = span.from; i < span.to; i++) {
            int row = rows[i];
            if ((codes[row] & 0xFF) <= bin) {
                rows[left++] = row;
            } else {
                spare[right++] = row;
            }
        }
        System.arraycopy(spare, 0, rows, left, right);
        return left;
    }

    private void leaf(Span span) {
        nodeColumn[span.node] = -1;
        double sum = Arrays.stream(totals).sum();
        int first = labels[rows[span.from]];
        if (totals[first] == sum) {
            nodeNext[span.node] = -1 - first;
            return;
        }
        if ((mixed + 1) * classes > frequencies.length) {
            frequencies = Arrays.copyOf(frequencies, 2 * frequencies.length + 16 * classes);
        }
        for (int c = 0; c < classes; c++) {
            frequencies[mixed * classes + c] = totals[c] / sum;
        }
        nodeNext[span.node] = mixed++;
    }
}
