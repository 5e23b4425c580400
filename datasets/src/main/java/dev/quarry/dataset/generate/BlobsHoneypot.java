package dev.quarry.dataset.generate;

import com.google.auto.service.AutoService;
import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.Generator;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.List;

/**
 * Two clean blobs at (0, 0) and (0, 2), and one at (1, 1) whose labels alternate.
 *
 * @param n how many points, the honeypot included
 * @param honeypot how many of them lie at (1, 1)
 * @param spread standard deviation of the clean blobs
 * @param honeypotSpread standard deviation of the honeypot
 * @param testFraction share of each class that becomes test rows
 */
@AutoService(Part.class)
@Named(value = "blobs-honeypot", summary = "Two clean blobs and one of label noise.", cost = "O(n)")
public record BlobsHoneypot(
        @Help("number of points, the honeypot included") int n,
        @Help("number of points of label noise") int honeypot,
        @Help("standard deviation of the clean blobs") double spread,
        @Help("standard deviation of the honeypot") double honeypotSpread,
        @Help("share of each class that becomes test rows") double testFraction)
        implements Generator {

    /** Checks the ranges. */
    public BlobsHoneypot {
        Points.requireCount("honeypot", honeypot, 0);
        Points.requireCount("n", n, honeypot + 2);
        Points.requireSpread("spread", spread);
        Points.requireSpread("honeypot-spread", honeypotSpread);
        Points.requireFraction(testFraction);
    }

    /** 200 clean points with spread 0.25 and 200 of noise with spread 0.375. */
    public BlobsHoneypot() {
        this(400, 200, 0.25, 0.375, 0.2);
    }

    @Override
    public Dataset generate(long seed) {
        Points points = new Points(new Draws(seed, "blobs-honeypot"), n);
        int clean = n - honeypot;
        points.cluster(clean / 2, 0, 0, spread, 0);
        points.cluster(clean - clean / 2, 0, 2, spread, 1);
        for (int i = 0; i < honeypot; i++) {
            points.add(1, 1, honeypotSpread, i % 2);
        }
        return points.dataset(this, List.of("below", "above"), testFraction, seed);
    }
}
