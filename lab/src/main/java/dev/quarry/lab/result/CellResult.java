package dev.quarry.lab.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one strategy did with one seed.
 *
 * @param strategy what people call it
 * @param seed the seed
 * @param curve the learning curve, labels ascending, at least one point
 * @param picked how many items of each class it picked after the start, by class index
 * @param times how long each round of picking took, the start left out
 * @param surface what there was to see in the plane, where the data are points of a plane and somebody asked
 */
public record CellResult(
        String strategy,
        long seed,
        List<Point> curve,
        List<Integer> picked,
        List<RoundTime> times,
        @Nullable Surface surface) {

    /** States the rules. */
    public CellResult {
        curve = List.copyOf(curve);
        picked = List.copyOf(picked);
        times = List.copyOf(times);
        if (curve.isEmpty()) {
            throw new IllegalArgumentException(
                    "The run of (%s) with seed (%d) has no point in its curve.".formatted(strategy, seed));
        }
    }

    /** The accuracy at the end of the curve. */
    public double finalAccuracy() {
        return curve.getLast().accuracy();
    }
}
