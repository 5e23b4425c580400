package dev.quarry.dataset.generate;

import com.google.auto.service.AutoService;
import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.Generator;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.List;

/**
 * Two sine waves that drift apart: y = sin 2x ± slope · x with noise in y, x equally spaced from 0 to end; the upper one is
 * class 0. The boundary is hard on the left and easy on the right.
 *
 * <p>Two settings are in use. The defaults are those of the ALRM comparison. CDALBench (Werner et al., NeurIPS 2024) has
 * {@code diverging-sine{n: 200, end: 10, slope: 0.5, noise: 0.3}}.
 *
 * @param n how many points, half of them (rounded down) on the upper wave
 * @param end the greatest x
 * @param slope how fast the waves drift apart
 * @param noise standard deviation of y
 * @param testFraction share of each class that becomes test rows
 */
@AutoService(Part.class)
@Named(
        value = "diverging-sine",
        summary = "Two sine waves that drift apart: hard on the left, easy on the right.",
        formula = "y = sin 2x ± slope · x + noise",
        cost = "O(n)",
        paper =
                "Werner et al. A cross-domain benchmark for active learning. NeurIPS 2024 (with n 200, end 10, slope 0.5, noise 0.3)")
public record DivergingSine(
        @Help("number of points") int n,
        @Help("the greatest x") double end,
        @Help("how fast the waves drift apart") double slope,
        @Help("standard deviation of y") double noise,
        @Help("share of each class that becomes test rows") double testFraction)
        implements Generator {

    /** Checks the ranges. */
    public DivergingSine {
        Points.requireCount("n", n, 2);
        Points.requireSpread("end", end);
        Points.requireSpread("slope", slope);
        Points.requireSpread("noise", noise);
        Points.requireFraction(testFraction);
    }

    /** 500 points from 0 to 6, slope 0.15, noise 0.2. */
    public DivergingSine() {
        this(500, 6, 0.15, 0.2, 0.2);
    }

    @Override
    public Dataset generate(long seed) {
        Draws draws = new Draws(seed, "diverging-sine");
        Points points = new Points(draws, n);
        int upper = n / 2;
        for (int i = 0; i < n; i++) {
            int label = i < upper ? 0 : 1;
            double x = Points.spaced(0, end, label == 0 ? i : i - upper, label == 0 ? upper : n - upper);
            double drift = label == 0 ? slope * x : -slope * x;
            points.add(x, StrictMath.sin(2 * x) + drift + noise * draws.normal("height", i), 0, label);
        }
        return points.dataset(this, List.of("upper", "lower"), testFraction, seed);
    }
}
