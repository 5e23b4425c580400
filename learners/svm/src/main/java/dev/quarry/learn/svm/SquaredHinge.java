package dev.quarry.learn.svm;

import dev.quarry.kernel.Distances;
import java.util.stream.IntStream;

/**
 * Finds the plane w·x + b that minimises {@code ½‖w‖² + Σ cost_i · max(0, 1 − y_i f(x_i))²} by Newton's method: the
 * direction by preconditioned conjugate gradients, then a step that lowers the value enough. Only rows inside the margin
 * have curvature. Products of rows are float32, sums over rows float64. Vectors hold w and, last, b.
 *
 * <p>Hsia, Chiang, Lin. <i>Preconditioned conjugate gradient methods in truncated Newton frameworks for large-scale
 * linear classification.</i> ACML 2018.
 */
final class SquaredHinge {

    private static final double ENOUGH = 0.01; // share of the promised fall
    private static final double INNER = 0.1; // how far the residual of a direction shrinks
    private static final int MOST_INNER = 200;
    private static final int TRIALS = 30;

    private final float[] x;
    private final int d;
    private final double[] y;
    private final double[] cost;
    private final float[] narrow;

    /**
     * A problem over rows.
     *
     * @param x row i begins at i · d
     * @param y 1 or −1 for each row
     * @param cost of each row; those of 0 have no say
     */
    SquaredHinge(float[] x, int d, double[] y, double[] cost) {
        this.x = x;
        this.d = d;
        this.y = y;
        this.cost = cost;
        this.narrow = new float[d];
    }

    /** The minimum, from {@code start} on; ends where the gradient is {@code tolerance} of that at 0. */
    double[] minimise(double[] start, double tolerance, int steps) {
        double[] w = start.clone();
        double[] f = decisions(w);
        double goal = tolerance * length(gradient(new double[d + 1], new double[y.length]));
        for (int step = 0; step < steps; step++) {
            double[] gradient = gradient(w, f);
            if (length(gradient) <= goal) {
                break;
            }
            double[] direction = direction(gradient, f);
            double[] along = decisions(direction);
            double size = size(w, f, direction, along, dot(gradient, direction, d + 1));
            if (size == 0) {
                break; // products of float32 do not tell the difference any more
            }
            add(w, size, direction);
            add(f, size, along);
        }
        return w;
    }

    /** f(x_i) of all rows. */
    double[] decisions(double[] w) {
        double[] f = new double[y.length];
        for (int j = 0; j < d; j++) {
            narrow[j] = (float) w[j];
        }
        for (int i = 0; i < f.length; i++) {
            f[i] = Distances.dot(narrow, 0, x, i * d, d) + w[d];
        }
        return f;
    }

    private double[] gradient(double[] w, double[] f) {
        double[] gradient = w.clone();
        gradient[d] = 0;
        for (int i = 0; i < f.length; i++) {
            double inside = 1 - y[i] * f[i];
            if (inside > 0 && cost[i] > 0) {
                addRow(gradient, -2 * cost[i] * y[i] * inside, i);
            }
        }
        return gradient;
    }

    private void addRow(double[] out, double factor, int row) {
        int at = row * d;
        for (int j = 0; j < d; j++) {
            out[j] += factor * x[at + j];
        }
        out[d] += factor;
    }

    /** About minus the inverse curvature times the gradient. */
    private double[] direction(double[] gradient, double[] f) {
        int[] active = active(f);
        double[] scale = diagonal(active);
        double[] direction = new double[d + 1];
        double[] residual = new double[d + 1];
        add(residual, -1, gradient);
        double[] step = divided(residual, scale);
        double left = dot(residual, step, d + 1);
        double enough = INNER * INNER * left;
        for (int inner = 0; inner < MOST_INNER && left > enough; inner++) {
            double[] curved = curvature(step, active);
            double size = left / dot(step, curved, d + 1);
            add(direction, size, step);
            add(residual, -size, curved);
            double[] next = divided(residual, scale);
            double nextLeft = dot(residual, next, d + 1);
            add(next, nextLeft / left, step);
            step = next;
            left = nextLeft;
        }
        return direction;
    }

    /** The rows inside the margin. */
    private int[] active(double[] f) {
        return IntStream.range(0, f.length)
                .filter(i -> cost[i] > 0 && y[i] * f[i] < 1)
                .toArray();
    }

    /** The diagonal of the curvature; never 0. */
    private double[] diagonal(int[] active) {
        double[] diagonal = new double[d + 1];
        for (int i : active) {
            int at = i * d;
            double factor = 2 * cost[i];
            for (int j = 0; j < d; j++) {
                diagonal[j] += factor * x[at + j] * x[at + j];
            }
            diagonal[d] += factor;
        }
        for (int j = 0; j < d; j++) {
            diagonal[j] += 1;
        }
        diagonal[d] = diagonal[d] > 0 ? diagonal[d] : 1;
        return diagonal;
    }

    private double[] curvature(double[] v, int[] active) {
        double[] curved = v.clone();
        curved[d] = 0;
        for (int j = 0; j < d; j++) {
            narrow[j] = (float) v[j];
        }
        for (int i : active) {
            addRow(curved, 2 * cost[i] * (Distances.dot(narrow, 0, x, i * d, d) + v[d]), i);
        }
        return curved;
    }

    /** How far to go: 1, or so many halves of it that the value falls enough; 0 if it does not. */
    private double size(double[] w, double[] f, double[] direction, double[] along, double slope) {
        double[] squares = {dot(w, w, d), dot(w, direction, d), dot(direction, direction, d)};
        double now = value(squares, f, along, 0);
        double size = 1;
        for (int trial = 0; trial < TRIALS; trial++) {
            if (value(squares, f, along, size) <= now + ENOUGH * size * slope) {
                return size;
            }
            size /= 2;
        }
        return 0;
    }

    private double value(double[] squares, double[] f, double[] along, double size) {
        double value = 0.5 * (squares[0] + size * (2 * squares[1] + size * squares[2]));
        for (int i = 0; i < f.length; i++) {
            double inside = Math.max(0, 1 - y[i] * (f[i] + size * along[i]));
            value += cost[i] * inside * inside;
        }
        return value;
    }

    private static double[] divided(double[] a, double[] b) {
        double[] divided = new double[a.length];
        for (int j = 0; j < a.length; j++) {
            divided[j] = a[j] / b[j];
        }
        return divided;
    }

    private static void add(double[] out, double factor, double[] a) {
        for (int j = 0; j < out.length; j++) {
            out[j] += factor * a[j];
        }
    }

    private static double dot(double[] a, double[] b, int length) {
        return Distances.dot(a, 0, b, 0, length);
    }

    private double length(double[] a) {
        return Math.sqrt(dot(a, a, d + 1));
    }
}
