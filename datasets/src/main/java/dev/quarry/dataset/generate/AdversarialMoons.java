package dev.quarry.dataset.generate;

import com.google.auto.service.AutoService;
import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.Generator;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.List;

/**
 * Two moons inside a ring whose labels alternate: label noise far from the boundary, a trap for diversity.
 *
 * @param n how many points, the ring included
 * @param honeypot how many of them lie on the ring around (0.5, 0.25)
 * @param noise standard deviation of the moons
 * @param radius of the ring
 * @param ringNoise standard deviation of the ring
 * @param testFraction share of each class that becomes test rows
 */
@AutoService(Part.class)
@Named(value = "adversarial-moons", summary = "Two moons inside a ring of label noise.", cost = "O(n)")
public record AdversarialMoons(
        @Help("number of points, the ring included") int n,
        @Help("number of points on the ring") int honeypot,
        @Help("standard deviation of the moons") double noise,
        @Help("radius of the ring") double radius,
        @Help("standard deviation of the ring") double ringNoise,
        @Help("share of each class that becomes test rows") double testFraction)
        implements Generator {

    /** Checks the ranges. */
    public AdversarialMoons {
        Points.requireCount("honeypot", honeypot, 0);
        Points.requireCount("n", n, honeypot + 2);
        Points.requireSpread("noise", noise);
        Points.requireSpread("radius", radius);
        Points.requireSpread("ring-noise", ringNoise);
        Points.requireFraction(testFraction);
    }

    /** 500 points of moons with noise 0.25 and 100 on a ring of radius 2.5 with noise 0.1. */
    public AdversarialMoons() {
        this(600, 100, 0.25, 2.5, 0.1, 0.2);
    }

    @Override
    public Dataset generate(long seed) {
        Points points = new Points(new Draws(seed, "adversarial-moons"), n);
        Moons.draw(points, n - honeypot, noise);
        for (int i = 0; i < honeypot; i++) {
            double angle = 2 * Math.PI * i / honeypot;
            points.add(0.5 + radius * StrictMath.cos(angle), 0.25 + radius * StrictMath.sin(angle), ringNoise, i % 2);
        }
        return points.dataset(this, List.of("upper", "lower"), testFraction, seed);
    }
}
