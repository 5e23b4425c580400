package dev.quarry.dataset.generate;

import com.google.auto.service.AutoService;
import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.Generator;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * The honeypot for any number of classes and dimensions: one clean cluster for each class, all equally far from a cluster
 * whose labels are random. The classes lie on a circle around the origin in coordinates 1 and 2 (two classes: on a line in
 * coordinate 1), the honeypot on the axis of coordinate 0; every cluster is round with spread 1.
 *
 * @param n how many points
 * @param dimensions how many coordinates: at least 2, at least 3 for more than two classes
 * @param classes how many classes
 * @param share of the points that lie in the honeypot
 * @param separation radius of the circle of classes
 * @param distance of the honeypot from the centre of that circle
 * @param testFraction share of each class that becomes test rows
 */
@AutoService(Part.class)
@Named(
        value = "honeypot",
        summary = "One clean cluster for each class and one of label noise, equally far from all.",
        cost = "O(n·d)")
public record Honeypot(
        @Help("number of points") int n,

        @Help("number of coordinates, at least 2, or 3 for more than two classes")
        int dimensions,

        @Help("number of classes, at least 2") int classes,

        @Help("share of the points that lie in the honeypot, 0 to 1")
        double share,

        @Help("radius of the circle of classes") double separation,

        @Help("distance of the honeypot from the centre of that circle")
        double distance,

        @Help("share of each class that becomes test rows") double testFraction)
        implements Generator {

    /** Checks the ranges. */
    public Honeypot {
        Points.requireCount("classes", classes, 2);
        Points.requireCount("dimensions", dimensions, classes > 2 ? 3 : 2);
        Points.requireCount("n", n, classes);
        Points.requireSpread("separation", separation);
        Points.requireSpread("distance", distance);
        Points.requireFraction(testFraction);
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("The share (%s) must be in [0, 1].".formatted(share));
        }
    }

    /** 600 points in the plane, two classes, half of the points in the honeypot. */
    public Honeypot() {
        this(600, 2, 2, 0.5, 3, 4, 0.2);
    }

    @Override
    public Dataset generate(long seed) {
        Draws draws = new Draws(seed, "honeypot");
        Clouds clouds = new Clouds(draws, n, dimensions);
        int noisy = (int) Math.round(share * n);
        for (int i = 0; i < n; i++) {
            double[] centre = new double[dimensions];
            int label = i % classes;
            if (i < n - noisy) {
                double angle = 2 * Math.PI * label / classes;
                centre[1] = separation * StrictMath.cos(angle);
                if (classes > 2) {
                    centre[2] = separation * StrictMath.sin(angle);
                }
            } else {
                centre[0] = distance;
                label = draws.label(i, classes);
            }
            clouds.add(centre, 1, label);
        }
        return clouds.dataset(this, classes, testFraction, seed);
    }
}
