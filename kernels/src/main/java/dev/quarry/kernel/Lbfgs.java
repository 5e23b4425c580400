package dev.quarry.kernel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth function with limited-memory BFGS: the two-loop recursion over the last ten steps and
 * a line search for the strong Wolfe conditions.
 *
 * <p>Per step one or two evaluations of the function and O(10·p) for p unknowns. Nocedal, Wright.
 * <i>Numerical optimization.</i> 2006, algorithms 3.5, 3.6 and 7.4.
 */
public final class Lbfgs {

    private static final int MEMORY = 10;

    /** How many vectors as long as the unknowns it keeps, about. */
    public static final int VECTORS = 2 * MEMORY + 8;

    private final Objective objective;
    private final Deque<Step> steps = new ArrayDeque<>();

    private Lbfgs(Objective objective) {
        this.objective = objective;
    }

    /** A smooth function. */
    @FunctionalInterface
    public interface Objective {
        /** The value at {@code x}; its gradient goes to {@code gradient}, which is as long as x. */
        double at(double[] x, double[] gradient);

        /** How far a gradient is from 0, as the tolerance counts it: its largest component. */
        default double largest(double[] gradient) {
            double largest = 0;
            for (double g : gradient) {
                largest = Math.max(largest, Math.abs(g));
            }
            return largest;
        }
    }

    /** What one step has told about the curvature. */
    private static final class Step {
        private final double[] moved;
        private final double[] turned;
        private final double curvature;
        private double alpha;

        Step(double[] moved, double[] turned, double curvature) {
            this.moved = moved;
            this.turned = turned;
            this.curvature = curvature;
        }
    }

    /**
     * The point where no component of the gradient is larger than {@code tolerance}, or the best one after
     * {@code maxIterations} steps, or the one from which rounding lets no step improve.
     */
    public static double[] minimise(Objective objective, double[] start, double tolerance, int maxIterations) {
        return new Lbfgs(objective).run(start, tolerance, maxIterations);
    }

    private double[] run(double[] start, double tolerance, int maxIterations) {
        double[] x = start.clone();
        double[] gradient = new double[x.length];
        double value = objective.at(x, gradient);
        for (int i = 0; i < maxIterations && objective.largest(gradient) > tolerance; i++) {
            double[] direction = direction(gradient);
            double slope = Products.dot(direction, gradient);
            double first = steps.isEmpty() ? 1 / Math.sqrt(Products.dot(gradient, gradient)) : 1;
            LineSearch search = new LineSearch(objective, x, direction, value, slope);
            if (!search.run(first)) {
                if (steps.isEmpty()) {
                    return x;
                }
                steps.clear(); // start again from steepest descent before giving up
                continue;
            }
            remember(x, gradient, search);
            x = search.point();
            gradient = search.gradient();
            value = search.value();
        }
        return x;
    }

    private void remember(double[] x, double[] gradient, LineSearch search) {
        double[] moved = difference(search.point(), x);
        double[] turned = difference(search.gradient(), gradient);
        double curvature = Products.dot(moved, turned);
        if (curvature > 1e-300) {
            if (steps.size() == MEMORY) {
                steps.removeFirst();
            }
            steps.addLast(new Step(moved, turned, curvature));
        }
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = a.clone();
        Products.add(difference, -1, b);
        return difference;
    }

    /** The quasi-Newton direction, minus the inverse Hessian as the last steps tell it times the gradient. */
    private double[] direction(double[] gradient) {
        double[] q = new double[gradient.length];
        Products.add(q, -1, gradient);
        for (Iterator<Step> newestFirst = steps.descendingIterator(); newestFirst.hasNext(); ) {
            Step step = newestFirst.next();
            step.alpha = Products.dot(step.moved, q) / step.curvature;
            Products.add(q, -step.alpha, step.turned);
        }
        if (!steps.isEmpty()) {
            Step newest = steps.getLast();
            double scale = newest.curvature / Products.dot(newest.turned, newest.turned);
            Products.add(q, scale - 1, q.clone());
        }
        for (Step step : steps) {
            double beta = Products.dot(step.turned, q) / step.curvature;
            Products.add(q, step.alpha - beta, step.moved);
        }
        return q;
    }
}
