package dev.quarry.learn.svm;

import dev.quarry.kernel.Memory;
import dev.quarry.learn.Rules;
import dev.quarry.learn.SeenClasses;
import dev.quarry.learn.TrainingSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Training rows as float32, class after class; within a class in an order that looks random but follows from the numbers
 * of each row alone. Equal rows of a class are one row with the sum of their weights. So neither the order of the rows
 * nor whether a row comes twice or weighs 2 can change a bit of what is fitted on them.
 */
final class DistinctRows {

    /** How many folds the calibration holds out in turn. */
    static final int FOLDS = 5;

    private final int width;
    private final float[] values;
    private final double[] weights;
    private final int[] begins;

    DistinctRows(TrainingSet examples, SeenClasses seen, String learner) {
        this.width = examples.features().cols();
        Memory.require(3L * examples.size() * width * Float.BYTES, "The learner (%s)".formatted(learner));
        float[] all = Rules.narrowed(examples.features(), learner).values();
        int[] order = order(examples, seen, all);
        int distinct = (int) IntStream.range(0, order.length)
                .filter(i -> !repeats(order, i, examples, all))
                .count();
        this.values = new float[distinct * width];
        this.weights = new double[distinct];
        this.begins = new int[seen.count() + 1];
        int row = -1;
        for (int i = 0; i < order.length; i++) {
            if (!repeats(order, i, examples, all)) {
                row++;
                System.arraycopy(all, order[i] * width, values, row * width, width);
                begins[seen.place(examples.label(order[i])) + 1] = row + 1;
            }
            weights[row] += examples.weight(order[i]);
        }
    }

    private int[] order(TrainingSet examples, SeenClasses seen, float[] all) {
        long[] hashes = new long[examples.size()];
        Arrays.setAll(hashes, row -> hash(all, row * width));
        Comparator<Integer> byClass = Comparator.comparingInt(row -> seen.place(examples.label(row)));
        return IntStream.range(0, examples.size())
                .boxed()
                .sorted(byClass.thenComparingLong(row -> hashes[row])
                        .thenComparing((a, b) -> compare(all, a * width, b * width))
                        .thenComparingDouble(examples::weight)) // so that weights add up in one order
                .mapToInt(row -> row)
                .toArray();
    }

    private boolean repeats(int[] order, int i, TrainingSet examples, float[] all) {
        return i > 0
                && examples.label(order[i]) == examples.label(order[i - 1])
                && compare(all, order[i] * width, order[i - 1] * width) == 0;
    }

    private int compare(float[] all, int a, int b) {
        for (int j = 0; j < width; j++) {
            if (all[a + j] != all[b + j]) { // 0 is −0
                return all[a + j] < all[b + j] ? -1 : 1;
            }
        }
        return 0;
    }

    private long hash(float[] all, int at) {
        long hash = 0x9E3779B97F4A7C15L;
        for (int j = at; j < at + width; j++) {
            hash = (hash ^ Float.floatToIntBits(all[j] + 0f)) * 0xBF58476D1CE4E5B9L;
            hash ^= hash >>> 31;
        }
        return hash;
    }

    /** How many rows there are, m. */
    int size() {
        return weights.length;
    }

    /** How many columns, d. */
    int width() {
        return width;
    }

    /** The numbers: row i begins at i · d. Not to be written to. */
    float[] values() {
        return values;
    }

    /** How many classes there are, C. */
    int classes() {
        return begins.length - 1;
    }

    /** The first row of a class; of C, the number of rows. */
    int begin(int place) {
        return begins[place];
    }

    /** How much a row counts. */
    double weight(int row) {
        return weights[row];
    }

    /**
     * The fold in which a row is held out: those of a class are dealt in turn. −1, never, for the only row of its class,
     * without which there would be nothing to tell apart.
     */
    int fold(int row, int place) {
        return begins[place + 1] - begins[place] == 1 ? -1 : (row - begins[place]) % FOLDS;
    }

    /** The variance of all numbers, rows weighted. */
    double variance() {
        double total = Arrays.stream(weights).sum() * width;
        double mean = 0;
        for (int at = 0; at < values.length; at++) {
            mean += weights[at / width] * values[at] / total;
        }
        double variance = 0;
        for (int at = 0; at < values.length; at++) {
            variance += weights[at / width] * (values[at] - mean) * (values[at] - mean) / total;
        }
        return variance;
    }
}
