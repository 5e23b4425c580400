package dev.quarry.dataset.generate;

import com.google.auto.service.AutoService;
import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.Generator;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.List;

/**
 * The honeypot of CDALBench: round clusters of spread 1 at (0, 0), all positive, at (0, 6), all negative, and at (4, 3), half
 * of each.
 *
 * <p>Werner et al. <i>A cross-domain benchmark for active learning.</i> NeurIPS 2024.
 *
 * @param clusterSize points of each clean cluster; the honeypot has as many of either class
 * @param spread standard deviation of every cluster
 * @param testFraction share of each class that becomes test rows
 */
@AutoService(Part.class)
@Named(
        value = "three-clusters",
        summary = "Two clean clusters and, at equal distance from both, one whose labels are a coin toss.",
        cost = "O(n)",
        paper = "Werner et al. A cross-domain benchmark for active learning. NeurIPS 2024")
public record ThreeClusters(
        @Help("points of each clean cluster; the honeypot has twice as many")
        int clusterSize,

        @Help("standard deviation of every cluster") double spread,
        @Help("share of each class that becomes test rows") double testFraction)
        implements Generator {

    /** Checks the ranges. */
    public ThreeClusters {
        Points.requireCount("cluster-size", clusterSize, 1);
        Points.requireSpread("spread", spread);
        Points.requireFraction(testFraction);
    }

    /** 600 points: 150, 150 and 300. */
    public ThreeClusters() {
        this(150, 1, 0.2);
    }

    @Override
    public Dataset generate(long seed) {
        Points points = new Points(new Draws(seed, "three-clusters"), Math.multiplyExact(4, clusterSize));
        points.cluster(clusterSize, 0, 0, spread, 0);
        points.cluster(clusterSize, 0, 6, spread, 1);
        points.cluster(clusterSize, 4, 3, spread, 0);
        points.cluster(clusterSize, 4, 3, spread, 1);
        return points.dataset(this, List.of("positive", "negative"), testFraction, seed);
    }
}
