package dev.quarry.learn.svm;

/**
 * The machine of two classes: minimises {@code ½ αᵀQα − Σα} with {@code Q_ij = y_i y_j K_ij}, {@code Σ y_i α_i = 0} and
 * {@code 0 ≤ α_i ≤ C_i}, two α at a time, chosen by second-order information. A row whose C is 0 has no say, but its
 * decision value comes along: that is how rows are held out.
 *
 * <p>Fan, Chen, Lin. <i>Working set selection using second order information for training support vector machines.</i>
 * JMLR 2005. Inside, g_i = y_i · (derivative by α_i), which starts at −y_i.
 */
final class PairMachine {

    private static final double LEAST_CURVATURE = 1e-12;

    private final KernelRows kernel;
    private final int[] begins;
    private final int[] lengths;
    private final double[] y;
    private final double[] cost;
    private final double[] alpha;
    private final double[] g;
    private final double[] self;
    private final boolean[] mayRise; // y·α may grow
    private final boolean[] mayFall;
    private double offset;

    /**
     * Begins at α = 0.
     *
     * @param cost C of each row, of the first class and then of the second; at least one of either above 0
     */
    PairMachine(KernelRows kernel, DistinctRows rows, int first, int second, double[] cost) {
        this.kernel = kernel;
        this.begins = new int[] {rows.begin(first), rows.begin(second)};
        this.lengths = new int[] {rows.begin(first + 1) - begins[0], rows.begin(second + 1) - begins[1]};
        int n = lengths[0] + lengths[1];
        this.cost = cost;
        this.y = new double[n];
        this.alpha = new double[n];
        this.g = new double[n];
        this.self = new double[n];
        this.mayRise = new boolean[n];
        this.mayFall = new boolean[n];
        for (int i = 0; i < n; i++) {
            y[i] = i < lengths[0] ? 1 : -1;
            g[i] = -y[i];
            self[i] = kernel.self(row(i));
            bounds(i);
        }
    }

    private int row(int i) {
        return i < lengths[0] ? begins[0] + i : begins[1] + i - lengths[0];
    }

    private void bounds(int i) {
        mayRise[i] = y[i] > 0 ? alpha[i] < cost[i] : alpha[i] > 0;
        mayFall[i] = y[i] > 0 ? alpha[i] > 0 : alpha[i] < cost[i];
    }

    /** Steps until no pair of rows violates the conditions by more than {@code tolerance}, or {@code most} times. */
    PairMachine solve(double tolerance, long most) {
        for (long step = 0; step < most; step++) {
            int i = lowestThatMayRise();
            float[] ki = kernel.row(row(i));
            int j = bestPartner(i, ki, tolerance);
            if (j < 0) {
                break;
            }
            step(i, j, ki, kernel.row(row(j)));
        }
        offset = offset();
        return this;
    }

    private int lowestThatMayRise() {
        int lowest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < g.length; k++) {
            if (mayRise[k] && g[k] < least) {
                least = g[k];
                lowest = k;
            }
        }
        return lowest;
    }

    /** The row with which {@code i} lowers the objective most; −1 if none violates the conditions enough. */
    private int bestPartner(int i, float[] ki, double tolerance) {
        int best = -1;
        double bestFall = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int part = 0; part < 2; part++) {
            int shift = begins[part] - part * lengths[0];
            int end = part == 0 ? lengths[0] : g.length;
            for (int k = part * lengths[0]; k < end; k++) {
                if (!mayFall[k]) {
                    continue;
                }
                double apart = g[k] - g[i];
                highest = Math.max(highest, g[k]);
                double curvature = curvature(self[i] + self[k] - 2 * ki[k + shift]);
                if (apart > 0 && apart * apart > bestFall * curvature) {
                    bestFall = apart * apart / curvature;
                    best = k;
                }
            }
        }
        return highest - g[i] < tolerance ? -1 : best;
    }

    private static double curvature(double value) {
        return value > 0 ? value : LEAST_CURVATURE;
    }

    private void step(int i, int j, float[] ki, float[] kj) {
        double wished = (g[j] - g[i]) / curvature(self[i] + self[j] - 2 * ki[row(j)]);
        double roomI = y[i] > 0 ? cost[i] - alpha[i] : alpha[i];
        double roomJ = y[j] > 0 ? alpha[j] : cost[j] - alpha[j];
        double step = Math.min(wished, Math.min(roomI, roomJ));
        // at a bound exactly, not by a sum that may miss it
        alpha[i] = step == roomI ? (y[i] > 0 ? cost[i] : 0) : alpha[i] + y[i] * step;
        alpha[j] = step == roomJ ? (y[j] > 0 ? 0 : cost[j]) : alpha[j] - y[j] * step;
        bounds(i);
        bounds(j);
        move(0, lengths[0], begins[0], step, ki, kj);
        move(lengths[0], lengths[1], begins[1], step, ki, kj);
    }

    private void move(int from, int length, int begin, double step, float[] ki, float[] kj) {
        for (int k = 0; k < length; k++) {
            g[from + k] += step * ((double) ki[begin + k] - kj[begin + k]);
        }
    }

    /** What is subtracted from the sum of a decision value: the mean g of the α between their bounds. */
    private double offset() {
        double sum = 0;
        int free = 0;
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < g.length; k++) {
            if (mayRise[k] && mayFall[k]) {
                sum += g[k];
                free++;
            }
            lowest = mayRise[k] ? Math.min(lowest, g[k]) : lowest;
            highest = mayFall[k] ? Math.max(highest, g[k]) : highest;
        }
        return free > 0 ? sum / free : (lowest + highest) / 2;
    }

    /** The coefficient of a row in the sum, y · α. */
    double coefficient(int i) {
        return y[i] * alpha[i];
    }

    /** What is subtracted from the sum. */
    double subtrahend() {
        return offset;
    }

    /** The decision value of a row, held out or not: above 0 for the first class. */
    double decision(int i) {
        return g[i] + y[i] - offset;
    }
}
