package dev.quarry.solve;

import dev.quarry.solve.Cover.Answer;
import java.util.Arrays;

/**
 * The search for the smallest radius at which a cover exists, over the distances that there are. A radius whose question
 * stays open in its time is stepped over: larger ones are tried for better covers and smaller ones for a better bound in
 * turn, and then the open ones again with more time.
 */
final class RadiusSearch {

    /** The first share of the time that one question gets. */
    private static final double SHARE = 0.05;

    private final Balls balls;
    private final int centres;
    private final int outliers;
    private final Solver solver;
    private final double[] radii; // squared, ascending; the smallest possible is at least the first
    private int[] best;
    private int low; // smaller radii than that at this place are impossible
    private int high; // the place of the best radius
    private int openFrom; // radii from this place …
    private int openTo; // … to before this one were asked about in vain

    /**
     * @param start centres to begin with
     * @param least a squared radius below which there is no cover
     */
    RadiusSearch(Balls balls, int[] start, int outliers, Solver solver, double least) {
        this.balls = balls;
        this.centres = start.length;
        this.outliers = outliers;
        this.solver = solver;
        this.best = start;
        double most = radius(start);
        this.radii = balls.radii(Math.min(least, most), most);
        this.high = Arrays.binarySearch(radii, most);
    }

    int[] best() {
        return best;
    }

    boolean optimal() {
        return low == high;
    }

    /** A squared radius below which there is proved to be no cover. */
    double lowerBound() {
        return radii[low];
    }

    void run(double seconds) {
        long deadline = System.nanoTime() + (long) (seconds * 1e9);
        double most = seconds * SHARE;
        for (boolean larger = true; low < high; larger = !larger) {
            openFrom = Math.max(openFrom, low);
            openTo = Math.min(openTo, high);
            if (openFrom == low && openTo == high) {
                openTo = openFrom;
                most *= 2;
            }
            int middle = middle(larger);
            int[] start = balls.greedy(radii[middle], centres);
            improve(start);
            double left = (deadline - System.nanoTime()) / 1e9;
            if (left <= 0) {
                return;
            }
            if (middle < high) {
                Cover cover = balls.cover(radii[middle], centres, outliers);
                learn(middle, solver.decide(cover, start, Math.min(left, most)));
            }
        }
    }

    /** The middle of the radii on one side of those that are open. */
    private int middle(boolean larger) {
        if (openFrom >= openTo) {
            return (low + high) >>> 1;
        }
        boolean above = openTo < high && (larger || openFrom == low);
        return above ? (openTo + high) >>> 1 : (low + openFrom) >>> 1;
    }

    private void learn(int middle, Answer answer) {
        switch (answer.status()) {
            case FOUND -> improve(answer.chosen());
            case IMPOSSIBLE -> low = middle + 1;
            case OPEN -> {
                boolean first = openFrom >= openTo;
                openFrom = first ? middle : Math.min(openFrom, middle);
                openTo = first ? middle + 1 : Math.max(openTo, middle + 1);
            }
        }
    }

    /** Takes centres that cover within a smaller radius than the best in their place. */
    private void improve(int[] chosen) {
        double radius = radius(chosen);
        if (radius < radii[high]) {
            best = chosen;
            high = Arrays.binarySearch(radii, 0, high, radius);
        }
    }

    private double radius(int[] chosen) {
        return Balls.radius(balls.nearest(chosen), outliers);
    }
}
