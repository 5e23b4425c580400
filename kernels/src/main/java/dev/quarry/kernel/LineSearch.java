package dev.quarry.kernel;

/**
 * Looks along a descent direction for a step that meets the strong Wolfe conditions: the value has fallen enough and
 * the slope has flattened enough.
 */
final class LineSearch {

    private static final double FALL = 1e-4;
    private static final double FLATTEN = 0.9;
    private static final int TRIALS = 40;

    private final Lbfgs.Objective objective;
    private final double[] start;
    private final double[] direction;
    private final Trial origin;
    private final double rounding;
    private double[] point;
    private double[] gradient;
    private double value;
    private double step;
    private int left = TRIALS;

    /** A step that was tried, the value there and the slope along the direction. */
    private record Trial(double step, double value, double slope) {}

    LineSearch(Lbfgs.Objective objective, double[] start, double[] direction, double value, double slope) {
        this.objective = objective;
        this.start = start;
        this.direction = direction;
        this.origin = new Trial(0, value, slope);
        this.rounding = 1e-15 * Math.abs(value);
        this.point = start;
        this.gradient = start;
    }

    /** The point that was found. */
    double[] point() {
        return point;
    }

    /** The gradient there. */
    double[] gradient() {
        return gradient;
    }

    /** The value there. */
    double value() {
        return value;
    }

    /**
     * Searches, beginning with the step {@code first}.
     *
     * @return whether a step was found that lowers the value beyond rounding
     */
    boolean run(double first) {
        if (!(origin.slope < 0)) {
            return false;
        }
        Trial before = origin;
        Trial now = at(first);
        while (left > 0) {
            if (!fellEnough(now) || (before.step > 0 && now.value >= before.value)) {
                return zoom(before, now);
            }
            if (flatEnough(now)) {
                return accept(now);
            }
            if (now.slope >= 0) {
                return zoom(now, before);
            }
            before = now;
            now = at(2 * now.step);
        }
        return accept(before);
    }

    /** Narrows an interval that holds a good step; {@code low} is the best end so far. */
    private boolean zoom(Trial low, Trial high) {
        Trial best = low;
        Trial other = high;
        while (left > 0 && best.step != other.step) {
            Trial now = at(between(best, other));
            if (!fellEnough(now) || now.value > best.value) {
                other = now;
            } else if (flatEnough(now)) {
                return accept(now);
            } else {
                if (now.slope * (other.step - best.step) >= 0) {
                    other = best;
                }
                best = now;
            }
        }
        return accept(best);
    }

    private boolean fellEnough(Trial trial) {
        return trial.value <= origin.value + FALL * trial.step * origin.slope + rounding; // false for NaN
    }

    private boolean flatEnough(Trial trial) {
        return Math.abs(trial.slope) <= -FLATTEN * origin.slope;
    }

    /** The minimum of the cubic through both ends, kept away from them; the middle where there is none. */
    private static double between(Trial a, Trial b) {
        double width = b.step - a.step;
        double d = a.slope + b.slope - 3 * (a.value - b.value) / (a.step - b.step);
        double root = Math.sqrt(d * d - a.slope * b.slope) * Math.signum(width);
        double cubic = b.step - width * (b.slope + root - d) / (b.slope - a.slope + 2 * root);
        double share = (cubic - a.step) / width;
        return share >= 0.1 && share <= 0.9 ? cubic : a.step + 0.5 * width;
    }

    private Trial at(double step) {
        left--;
        this.step = step;
        double[] trial = start.clone();
        Products.add(trial, step, direction);
        double[] there = new double[trial.length];
        value = objective.at(trial, there);
        point = trial;
        gradient = there;
        return new Trial(step, value, Products.dot(there, direction));
    }

    private boolean accept(Trial trial) {
        if (trial.step == 0 || !(trial.value < origin.value + rounding)) {
            return false;
        }
        if (trial.step != step) {
            at(trial.step); // the last one tried was another
        }
        return true;
    }
}
