package dev.quarry.learn.classical;

import dev.quarry.kernel.Matrix;
import dev.quarry.learn.Rules;
import dev.quarry.learn.SeenClasses;
import java.util.Arrays;

/**
 * Divides the logarithms of probabilities by T and brings the sum back to 1: above 1 softer, below 1 sharper.
 *
 * @param t above 0
 * @param floor what a 0 counts as, for a class that was seen; 0 if it stays 0
 */
record Temperature(double t, double floor) {

    /** Leaves probabilities as they are, to the bit. */
    static final Temperature NONE = new Temperature(1, 0);

    private static final double COLDEST = 1e-3;
    private static final double HOTTEST = 1e6;
    private static final int STEPS = 200;

    /** States the rules. */
    Temperature {
        Rules.positive("temperature", t);
        if (!(floor >= 0 && floor < 1)) {
            throw new IllegalArgumentException("The floor (%s) must be from 0 to below 1.".formatted(floor));
        }
    }

    /** Some rows of held-out predictions. */
    record HeldOut(Matrix probabilities, int[] labels, double[] weights) {}

    /**
     * The T of the least weighted log-loss. An exact 0 counts as half the smallest probability that was predicted. If
     * no row is more probable to have another class than its own, the loss falls without end as T does: then they say
     * nothing about T, and probabilities are left as they are.
     *
     * @param heldOut predictions of rows that were not fitted on
     * @param seen the classes that were
     */
    static Temperature fit(Iterable<HeldOut> heldOut, SeenClasses seen) {
        double least = Double.POSITIVE_INFINITY;
        int rows = 0;
        for (HeldOut some : heldOut) {
            rows += some.labels.length;
            double[] values = some.probabilities.toDouble().values();
            least = Math.min(
                    least, Arrays.stream(values).filter(p -> p > 0).min().orElse(1));
        }
        double floor = Math.max(0.5 * least, Double.MIN_VALUE);
        double[][] logs = new double[rows][seen.count()];
        int[] labels = new int[rows];
        double[] weights = new double[rows];
        int row = 0;
        for (HeldOut some : heldOut) {
            double[] p = new double[seen.ofTask()];
            for (int i = 0; i < some.labels.length; i++, row++) {
                some.probabilities.copyRow(i, p);
                seen.gather(p, logs[row]);
                for (int s = 0; s < logs[row].length; s++) {
                    logs[row][s] = StrictMath.log(logs[row][s] > 0 ? logs[row][s] : floor);
                }
                labels[row] = seen.place(some.labels[i]);
                weights[row] = some.weights[i];
            }
        }
        return mistaken(logs, labels) ? new Temperature(1 / sharpness(logs, labels, weights), floor) : NONE;
    }

    private static boolean mistaken(double[][] logs, int[] labels) {
        for (int i = 0; i < labels.length; i++) {
            if (Arrays.stream(logs[i]).max().orElseThrow() > logs[i][labels[i]]) {
                return true;
            }
        }
        return false;
    }

    /** 1 / T: the root of the slope of the loss, which is convex in it. Newton's steps, kept inside what is known. */
    private static double sharpness(double[][] logs, int[] labels, double[] weights) {
        double low = 1 / HOTTEST;
        double high = 1 / COLDEST;
        double at = 1;
        for (int step = 0; step < STEPS && high / low > 1 + 1e-12; step++) {
            double[] slope = slope(logs, labels, weights, at);
            if (slope[0] > 0) {
                high = at;
            } else {
                low = at;
            }
            double newton = at - slope[0] / slope[1];
            double next = newton > low && newton < high && step % 4 != 3 ? newton : Math.sqrt(low * high);
            if (Math.abs(next - at) <= 1e-13 * at) {
                break;
            }
            at = next;
        }
        return at;
    }

    /** The first and second derivative of the loss by 1 / T. */
    private static double[] slope(double[][] logs, int[] labels, double[] weights, double sharpness) {
        double first = 0;
        double second = 0;
        for (int i = 0; i < labels.length; i++) {
            double[] p = new double[logs[i].length];
            for (int s = 0; s < p.length; s++) {
                p[s] = sharpness * logs[i][s];
            }
            Softmax.inPlace(p);
            double mean = 0;
            double square = 0;
            for (int s = 0; s < p.length; s++) {
                mean += p[s] * logs[i][s];
                square += p[s] * logs[i][s] * logs[i][s];
            }
            first += weights[i] * (mean - logs[i][labels[i]]);
            second += weights[i] * (square - mean * mean);
        }
        return new double[] {first, second};
    }

    /**
     * Softens or sharpens {@code p[at..at + C)}.
     *
     * @param places the classes that were seen
     * @param least what a 0 counts as
     */
    void apply(double[] p, int at, int[] places, double least) {
        double[] logits = new double[places.length];
        for (int s = 0; s < places.length; s++) {
            logits[s] = StrictMath.log(Math.max(p[at + places[s]], least)) / t;
        }
        Softmax.inPlace(logits);
        for (int s = 0; s < places.length; s++) {
            p[at + places[s]] = logits[s];
        }
    }
}
