package dev.quarry.dataset.generate;

import com.google.auto.service.AutoService;
import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.Generator;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.List;

/**
 * Two half circles that hook into each other: (cos t, sin t) and (1 − cos t, ½ − sin t) for t from 0 to π, with noise.
 *
 * @param n how many points, half of them (rounded down) in the upper moon
 * @param noise standard deviation of both coordinates
 * @param testFraction share of each class that becomes test rows
 */
@AutoService(Part.class)
@Named(value = "moons", summary = "Two half circles that hook into each other.", cost = "O(n)")
public record Moons(
        @Help("number of points") int n,
        @Help("standard deviation of both coordinates") double noise,
        @Help("share of each class that becomes test rows") double testFraction)
        implements Generator {

    /** Checks the ranges. */
    public Moons {
        Points.requireCount("n", n, 2);
        Points.requireSpread("noise", noise);
        Points.requireFraction(testFraction);
    }

    /** 600 points, noise 0.25, a fifth for testing. */
    public Moons() {
        this(600, 0.25, 0.2);
    }

    @Override
    public Dataset generate(long seed) {
        Points points = new Points(new Draws(seed, "moons"), n);
        draw(points, n, noise);
        return points.dataset(this, List.of("upper", "lower"), testFraction, seed);
    }

    static void draw(Points points, int n, double noise) {
        int upper = n / 2;
        for (int i = 0; i < upper; i++) {
            double t = Points.spaced(0, Math.PI, i, upper);
            points.add(StrictMath.cos(t), StrictMath.sin(t), noise, 0);
        }
        for (int i = 0; i < n - upper; i++) {
            double t = Points.spaced(0, Math.PI, i, n - upper);
            points.add(1 - StrictMath.cos(t), 0.5 - StrictMath.sin(t), noise, 1);
        }
    }
}
