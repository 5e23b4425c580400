package dev.quarry.dataset.generate;

import com.google.auto.service.AutoService;
import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.Generator;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Round clusters of spread 1 in any number of dimensions, their centres drawn from a normal distribution.
 *
 * @param n how many points
 * @param dimensions how many coordinates
 * @param classes how many classes
 * @param clusters how many clusters make a class
 * @param separation standard deviation of the centres in each coordinate, in units of a cluster's
 * @param imbalance how many times larger the first class is than the last; those between fall off geometrically
 * @param labelNoise share of the points whose label is drawn at random
 * @param testFraction share of each class that becomes test rows
 */
@AutoService(Part.class)
@Named(
        value = "gaussian-clusters",
        summary = "Round clusters in any number of dimensions, with imbalance and label noise at will.",
        cost = "O(n·d)")
public record GaussianClusters(
        @Help("number of points") int n,
        @Help("number of coordinates") int dimensions,
        @Help("number of classes") int classes,
        @Help("clusters that make a class") int clusters,

        @Help("standard deviation of the centres, in units of a cluster's")
        double separation,

        @Help("how many times larger the first class is than the last, at least 1")
        double imbalance,

        @Help("share of points with a random label, 0 to 1") double labelNoise,
        @Help("share of each class that becomes test rows") double testFraction)
        implements Generator {

    /** Checks the ranges. */
    public GaussianClusters {
        Points.requireCount("classes", classes, 1);
        Points.requireCount("n", n, classes);
        Points.requireCount("dimensions", dimensions, 1);
        Points.requireCount("clusters", clusters, 1);
        Points.requireSpread("separation", separation);
        Points.requireFraction(testFraction);
        if (!(imbalance >= 1 && imbalance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The imbalance (%s) must be at least 1.".formatted(imbalance));
        }
        if (!(labelNoise >= 0 && labelNoise <= 1)) {
            throw new IllegalArgumentException("The label-noise (%s) must be in [0, 1].".formatted(labelNoise));
        }
    }

    /** 1,000 points of 3 classes in the plane, separation 3, balanced, without noise. */
    public GaussianClusters() {
        this(1000, 2, 3, 1, 3, 1, 0, 0.2);
    }

    @Override
    public Dataset generate(long seed) {
        Draws draws = new Draws(seed, "gaussian-clusters");
        Clouds clouds = new Clouds(draws, n, dimensions);
        double[] centre = new double[dimensions];
        int begun = 0;
        double weightBefore = 0;
        double weight = 0;
        for (int c = 0; c < classes; c++) {
            weight += weight(c);
        }
        for (int c = 0; c < classes; c++) {
            weightBefore += weight(c);
            int end = c == classes - 1 ? n : Math.max(begun + 1, (int) Math.round(n * weightBefore / weight));
            end = Math.min(end, n - (classes - 1 - c)); // every class has a point
            for (int i = begun; i < end; i++) {
                centre(draws, c, i % clusters, centre);
                boolean noisy = draws.uniform("noisy", i) < labelNoise;
                clouds.add(centre, 1, noisy ? draws.label(i, classes) : c);
            }
            begun = end;
        }
        return clouds.dataset(this, classes, testFraction, seed);
    }

    private double weight(int c) {
        return classes == 1 ? 1 : StrictMath.pow(imbalance, -(double) c / (classes - 1));
    }

    private void centre(Draws draws, int c, int cluster, double[] centre) {
        for (int j = 0; j < dimensions; j++) {
            centre[j] = separation * draws.normal("centre", ((long) c * clusters + cluster) * dimensions + j);
        }
    }
}
