package dev.quarry.learn.classical;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Finds the best split of a node, column by column: of all cuts of a column, or of one that is drawn. Rows are put into
 * lists by bin, and only bins that hold a row are visited, so that a small node costs little although there are {@value
 * BinnedFeatures#BINS} bins.
 */
final class SplitSearch {

    private final BinnedFeatures features;
    private final int[] labels;
    private final double[] weights;
    private final Impurity impurity;
    private final int minLeaf;

    /** The rows of the node, with class and weight side by side. */
    private final int[] nodeRows;

    private final int[] nodeLabels;
    private final double[] nodeWeights;
    private int size;
    private final long[] filled = new long[BinnedFeatures.BINS / Long.SIZE];
    private final int[] head = new int[BinnedFeatures.BINS];
    private final int[] next;

    private double best;
    private double perfect;
    private int bestColumn;
    private int bestBin;
    private double bestCut;

    SplitSearch(BinnedFeatures features, int[] labels, double[] weights, Impurity impurity, int minLeaf, int most) {
        this.features = features;
        this.labels = labels;
        this.weights = weights;
        this.impurity = impurity;
        this.minLeaf = minLeaf;
        this.nodeRows = new int[most];
        this.nodeLabels = new int[most];
        this.nodeWeights = new double[most];
        this.next = new int[most];
        Arrays.fill(head, -1);
    }

    /** Begins with a node: its rows are {@code rows[from..to)}, its class weights {@code totals}. */
    void start(int[] rows, int from, int to, double[] totals) {
        this.size = to - from;
        impurity.node(totals);
        this.perfect = impurity.perfect();
        this.best = Double.NEGATIVE_INFINITY;
        this.bestColumn = -1;
        this.bestCut = Double.NaN;
        for (int i = 0; i < size; i++) {
            int row = rows[from + i];
            nodeRows[i] = row;
            nodeLabels[i] = labels[row];
            nodeWeights[i] = weights[row];
        }
    }

    /**
     * Looks at all cuts of a column; of equal splits the one seen first stays.
     *
     * @return whether the rows differ in it
     */
    boolean look(int column) {
        byte[] codes = features.codes(column);
        for (int i = 0; i < size; i++) {
            int bin = codes[nodeRows[i]] & 0xFF;
            next[i] = head[bin];
            head[bin] = i;
            filled[bin >>> 6] |= 1L << bin;
        }
        impurity.start();
        int before = -1;
        int moved = 0;
        boolean varied = false;
        for (int word = 0; word < filled.length; word++) {
            for (long bits = filled[word]; bits != 0; bits &= bits - 1) {
                int bin = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
                if (before >= 0) {
                    varied = true;
                    weigh(column, before, bin, moved);
                }
                moved += move(bin);
                before = bin;
            }
            filled[word] = 0;
        }
        return varied;
    }

    /**
     * Looks at one cut of a column, drawn evenly between the least and the largest value of the node. A column of few
     * values is cut right there, another one where the bin ends.
     *
     * @return whether the rows differ in it
     */
    boolean lookOnce(int column, RandomGenerator random) {
        byte[] codes = features.codes(column);
        int least = BinnedFeatures.BINS;
        int largest = -1;
        for (int i = 0; i < size; i++) {
            int bin = codes[nodeRows[i]] & 0xFF;
            least = Math.min(least, bin);
            largest = Math.max(largest, bin);
        }
        if (least == largest) {
            return false;
        }
        double low = features.low(column, least);
        double high = features.low(column, largest);
        double share = random.nextDouble();
        double drawn = (1 - share) * low + share * high; // the difference might overflow
        double cut = drawn >= low && drawn < high ? drawn : low;
        int last = features.binOf(column, cut, least, largest);
        impurity.start();
        int moved = 0;
        for (int i = 0; i < size; i++) {
            if ((codes[nodeRows[i]] & 0xFF) <= last) {
                impurity.move(nodeLabels[i], nodeWeights[i]);
                moved++;
            }
        }
        double before = best;
        weigh(column, last, last + 1, moved);
        if (best != before) {
            bestCut = features.everyValue(column) ? cut : Double.NaN;
        }
        return true;
    }

    private int move(int bin) {
        int count = 0;
        for (int i = head[bin]; i >= 0; i = next[i]) {
            impurity.move(nodeLabels[i], nodeWeights[i]);
            count++;
        }
        head[bin] = -1;
        return count;
    }

    /** Weighs the split between two neighbouring bins; the cut lies in the middle of those between them. */
    private void weigh(int column, int low, int high, int left) {
        if (left >= minLeaf && size - left >= minLeaf) {
            double purity = impurity.purity();
            if (purity > best) {
                best = purity;
                bestColumn = column;
                bestBin = (low + high - 1) >>> 1;
            }
        }
    }

    /** Whether the best split leaves one class on each side: none can be better, and of equal ones the first stays. */
    boolean perfect() {
        return best >= perfect;
    }

    /** Whether there is a split that the rules allow. */
    boolean found() {
        return bestColumn >= 0;
    }

    /** The column of the best split. */
    int column() {
        return bestColumn;
    }

    /** The last bin that goes left. */
    int bin() {
        return bestBin;
    }

    /** The largest value that goes left. */
    double cut() {
        return Double.isNaN(bestCut) ? features.cut(bestColumn, bestBin) : bestCut;
    }

    /** How much purer the split leaves the node, by the weight of its rows. */
    double gain() {
        impurity.start();
        return best - impurity.unsplit();
    }
}
