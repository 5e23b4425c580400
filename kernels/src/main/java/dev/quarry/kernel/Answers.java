package dev.quarry.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * What may be answered about the rows taken so far: configurations of one class per row, each with its probability and
 * what it says about the members, {@code w_k = P(member k | answers)}. All that can occur while they are at most as many
 * as asked for; from then on the same number of draws from each member, with equal shares.
 *
 * <p>A draw is a pure function of the id of the row, the number of the draw and the order of the probabilities, so that
 * neither the place of a row nor that of a class matters.
 */
final class Answers {

    private final int members;
    private final int classes;
    private final int most;
    private final Randomness random;
    private final List<double[]> taken = new ArrayList<>(); // the rows, [K · C] each
    private final List<Long> ids = new ArrayList<>();
    private double[] weights; // [m, K]
    private double[] shares = {1};
    private int exactRows;
    private boolean exact = true;

    Answers(int members, int classes, int most, Randomness random) {
        this.members = members;
        this.classes = classes;
        this.most = most;
        this.random = random;
        this.weights = new double[members];
        Arrays.fill(weights, 1.0 / members);
    }

    /** How many configurations there are, m. */
    int size() {
        return shares.length;
    }

    /** Whether these are all configurations, none of them drawn. */
    boolean exact() {
        return exact;
    }

    /** How many rows were taken while all configurations fitted. */
    int exactRows() {
        return exactRows;
    }

    /** Weights of the members, shape [m, K]; not to be written. */
    double[] weights() {
        return weights;
    }

    /** Probabilities of the configurations, shape [m]; not to be written. */
    double[] shares() {
        return shares;
    }

    /** Adds the answers to one more row, of shape [K · C]. */
    void add(double[] row, long id) {
        taken.add(row);
        ids.add(id);
        if (exact && possible(row) <= most) {
            enumerate(row);
            exactRows++;
            return;
        }
        if (exact) {
            exact = false;
            int each = Math.max(1, most / members);
            shares = new double[each * members];
            Arrays.fill(shares, 1.0 / shares.length);
            weights = new double[shares.length * members];
            Arrays.fill(weights, 1.0 / members);
            for (int i = 0; i < taken.size(); i++) {
                draw(taken.get(i), ids.get(i));
            }
        } else {
            draw(row, id);
        }
    }

    /** How many configurations can occur with one more row, counted no further than one beyond what fits. */
    private int possible(double[] row) {
        int count = 0;
        for (int m = 0; m < size() && count <= most; m++) {
            for (int c = 0; c < classes; c++) {
                count += evidence(row, m, c) > 0 ? 1 : 0;
            }
        }
        return count;
    }

    /** The probability of class c of a row given configuration m. */
    private double evidence(double[] row, int m, int c) {
        double sum = 0;
        for (int k = 0; k < members; k++) {
            sum += weights[m * members + k] * row[k * classes + c];
        }
        return sum;
    }

    private void enumerate(double[] row) {
        int count = possible(row);
        double[] newWeights = new double[count * members];
        double[] newShares = new double[count];
        int at = 0;
        double all = 0;
        for (int m = 0; m < size(); m++) {
            for (int c = 0; c < classes; c++) {
                double likelihood = evidence(row, m, c);
                if (likelihood > 0) {
                    newShares[at] = shares[m] * likelihood;
                    all += newShares[at];
                    for (int k = 0; k < members; k++) {
                        newWeights[at * members + k] = weights[m * members + k] * row[k * classes + c] / likelihood;
                    }
                    at++;
                }
            }
        }
        for (int m = 0; m < count; m++) {
            newShares[m] /= all; // distributions of float32 do not sum to exactly 1
        }
        weights = newWeights;
        shares = newShares;
    }

    /** Draw m is one of member m mod K. */
    private void draw(double[] row, long id) {
        int[][] orders = new int[members][];
        for (int k = 0; k < members; k++) {
            orders[k] = likeliestFirst(row, k);
        }
        for (int m = 0; m < size(); m++) {
            int k = m % members;
            int c = drawn(row, k, orders[k], random.round(m).uniform(id));
            double likelihood = evidence(row, m, c);
            for (int j = 0; likelihood > 0 && j < members; j++) { // 0 only where the weight of k has vanished
                weights[m * members + j] *= row[j * classes + c] / likelihood;
            }
        }
    }

    private int drawn(double[] row, int k, int[] order, double uniform) {
        double sum = 0;
        for (int c : order) {
            sum += row[k * classes + c];
        }
        double left = uniform * sum;
        for (int c : order) {
            left -= row[k * classes + c];
            if (left < 0) {
                return c;
            }
        }
        return order[0];
    }

    private int[] likeliestFirst(double[] row, int k) {
        Integer[] order = new Integer[classes];
        Arrays.setAll(order, c -> c);
        Arrays.sort(order, (a, b) -> Double.compare(row[k * classes + b], row[k * classes + a]));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    /**
     * An order of the configurations in which neighbours say much the same about the members: halved again and again
     * along the member whose weight varies most, first into runs of {@code run}, then each run into runs of {@code fine};
     * only the last of either may be shorter.
     */
    int[] similar(int run, int fine) {
        int[] order = new int[size()];
        Arrays.setAll(order, IntUnaryOperator.identity());
        split(order, 0, order.length, run);
        for (int from = 0; from < order.length; from += run) {
            split(order, from, Math.min(order.length, from + run), fine);
        }
        return order;
    }

    private void split(int[] order, int from, int to, int run) {
        if (to - from <= run) {
            return;
        }
        int k = mostVarying(order, from, to);
        long[] keys = new long[to - from];
        for (int i = from; i < to; i++) {
            int bits = Float.floatToRawIntBits((float) weights[order[i] * members + k]);
            keys[i - from] = (long) bits << 32 | order[i];
        }
        Arrays.sort(keys);
        for (int i = from; i < to; i++) {
            order[i] = (int) keys[i - from];
        }
        int runs = (to - from + run - 1) / run;
        int middle = from + runs / 2 * run;
        split(order, from, middle, run);
        split(order, middle, to, run);
    }

    private int mostVarying(int[] order, int from, int to) {
        double[] sums = new double[members];
        double[] squares = new double[members];
        double all = 0;
        for (int i = from; i < to; i++) {
            double share = shares[order[i]];
            all += share;
            for (int k = 0; k < members; k++) {
                double weight = weights[order[i] * members + k];
                sums[k] += share * weight;
                squares[k] += share * weight * weight;
            }
        }
        int most = 0;
        double largest = -1;
        for (int k = 0; k < members; k++) {
            double variance = squares[k] - sums[k] * sums[k] / all;
            if (variance > largest) {
                largest = variance;
                most = k;
            }
        }
        return most;
    }
}
