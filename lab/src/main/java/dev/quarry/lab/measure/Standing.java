package dev.quarry.lab.measure;

import dev.quarry.lab.statistics.Sample;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one strategy stands.
 *
 * @param strategy what people call it
 * @param area of the normalised area under the learning curve, over the seeds
 * @param balancedArea the same of balanced accuracy
 * @param finalAccuracy of the accuracy at the end
 * @param curve the mean learning curve
 * @param picked the items that it picked after the start, by class index, over all seeds
 * @param selectSeconds of the seconds to choose one batch, over all rounds and seeds; measured
 * @param fitSeconds of the seconds to fit before it; measured
 * @param againstRandom the comparison with random; null for random itself, and where no seed has both
 */
public record Standing(
        String strategy,
        Sample area,
        Sample balancedArea,
        Sample finalAccuracy,
        MeanCurve curve,
        List<Integer> picked,
        Sample selectSeconds,
        Sample fitSeconds,
        @Nullable Paired againstRandom) {

    /** Copies the list. */
    public Standing {
        picked = List.copyOf(picked);
    }

    /** How many seeds it has. */
    public int seeds() {
        return area.n();
    }

    Standing with(@Nullable Paired paired) {
        return new Standing(
                strategy, area, balancedArea, finalAccuracy, curve, picked, selectSeconds, fitSeconds, paired);
    }
}
