package dev.quarry.learn.classical;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.random.RandomGenerator;

/**
 * Grows one tree, depth first, or the most gaining node first where the leaves are limited. Per node and column O(rows
 * of the node), whatever the number of bins and classes.
 */
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

    private int[] nodeColumn = new int[16];
    private double[] nodeCut = new double[16];
    private int[] nodeNext = new int[16];
    private int nodes = 1;
    private double[] frequencies = new double[0];
    private int mixed;

    /** A node and its run of rows. */
    private record Span(int node, int from, int to, int depth) {}

    /** A split that waits: rows up to {@code bin} of the column go left, values up to {@code cut}. */
    private record Split(Span span, int column, int bin, double cut, double gain) {}

    /**
     * @param columns those that are not constant
     * @param tried how many of them a node looks at, unless there are fewer
     */
    TreeGrower(
            BinnedFeatures features,
            int[] labels,
            int classes,
            double[] weights,
            int[] columns,
            int tried,
            TreeRules rules,
            RandomGenerator random) {
        this.features = features;
        this.labels = labels;
        this.weights = weights;
        this.classes = classes;
        this.rules = rules;
        this.random = random;
        int[] counting = new int[labels.length];
        int count = 0;
        double weight = 0;
        for (int i = 0; i < labels.length; i++) {
            counting[count] = i;
            count += weights[i] > 0 ? 1 : 0;
            weight += weights[i];
        }
        this.rows = Arrays.copyOf(counting, count);
        this.spare = new int[count];
        this.columns = columns.clone();
        this.tried = tried;
        this.totals = new double[classes];
        Impurity impurity = Impurity.of(rules.criterion(), classes, weight);
        this.search = new SplitSearch(features, labels, weights, impurity, rules.minSamplesLeaf(), rows.length);
    }

    Tree grow() {
        Span root = new Span(0, 0, rows.length, 0);
        if (rules.maxLeafNodes() == 0) {
            depthFirst(root);
        } else {
            bestFirst(root);
        }
        return new Tree(
                Arrays.copyOf(nodeColumn, nodes),
                Arrays.copyOf(nodeCut, nodes),
                Arrays.copyOf(nodeNext, nodes),
                Arrays.copyOf(frequencies, mixed * classes),
                classes);
    }

    private void depthFirst(Span root) {
        Deque<Span> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            Span span = open.pop();
            if (!worthSplitting(span) || !findSplit(span)) {
                leaf(span);
                continue;
            }
            int middle = split(new Split(span, search.column(), search.bin(), search.cut(), 0));
            open.push(right(span, middle));
            open.push(left(span, middle));
        }
    }

    /** Splits until the leaves are as many as they may be; of equal gains the older node comes first. */
    private void bestFirst(Span root) {
        Queue<Split> open = new PriorityQueue<>(
                Comparator.comparingDouble(Split::gain).reversed().thenComparingInt(s -> s.span.node));
        consider(root, open);
        for (int leaves = 1; leaves < rules.maxLeafNodes() && !open.isEmpty(); leaves++) {
            Split best = open.remove();
            int middle = split(best);
            consider(left(best.span, middle), open);
            consider(right(best.span, middle), open);
        }
        for (Split split : open) {
            worthSplitting(split.span);
            leaf(split.span);
        }
    }

    private void consider(Span span, Queue<Split> open) {
        if (worthSplitting(span) && findSplit(span)) {
            open.add(new Split(span, search.column(), search.bin(), search.cut(), search.gain()));
        } else {
            leaf(span);
        }
    }

    private Span left(Span span, int middle) {
        return new Span(nodeNext[span.node], span.from, middle, span.depth + 1);
    }

    private Span right(Span span, int middle) {
        return new Span(nodeNext[span.node] + 1, middle, span.to, span.depth + 1);
    }

    /** Makes a node an inner one; returns where the rows of its right child begin. */
    private int split(Split split) {
        int node = split.span.node;
        if (nodes + 2 > nodeColumn.length) {
            nodeColumn = Arrays.copyOf(nodeColumn, 2 * nodeColumn.length);
            nodeCut = Arrays.copyOf(nodeCut, nodeColumn.length);
            nodeNext = Arrays.copyOf(nodeNext, nodeColumn.length);
        }
        nodeColumn[node] = split.column;
        nodeCut[node] = split.cut;
        nodeNext[node] = nodes;
        nodes += 2;
        return partition(split.span, split.column, split.bin);
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

    /**
     * Looks at all columns in order, or at some drawn at random: as many as the rules say, and on until one is not
     * constant in this node, but no further than to a split that leaves nothing mixed.
     */
    private boolean findSplit(Span span) {
        search.start(rows, span.from, span.to, totals);
        boolean all = tried >= columns.length;
        boolean varied = false;
        for (int v = 0; v < columns.length && (v < tried || !varied) && !search.perfect(); v++) {
            if (!all) {
                int other = v + random.nextInt(columns.length - v);
                int column = columns[other];
                columns[other] = columns[v];
                columns[v] = column;
            }
            varied |= rules.randomCuts() ? search.lookOnce(columns[v], random) : search.look(columns[v]);
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

    /** Makes a node a leaf by the class weights in {@link #totals}. */
    private void leaf(Span span) {
        nodeColumn[span.node] = -1;
        double sum = 0;
        for (double total : totals) {
            sum += total;
        }
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
