package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Embeddings;
import dev.quarry.kernel.Gains;
import dev.quarry.kernel.Similarity;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * MaxHerding: the generalised coverage of the candidates by a Gaussian around everything labelled or taken, maximised
 * greedily. {@link ProbCover} with a soft edge: a candidate counts the more, the nearer it is. The score of a pick is by
 * how much the mean coverage grows.
 *
 * <p>For the first labels. The paper measures at unit length with a bandwidth of 1; where lengths mean something, set
 * {@code unit: false} and a bandwidth of the order of the distance between neighbours. The code of the authors keeps a
 * table of n × n and draws 35,000 candidates where there are more; this has no table and takes all.
 *
 * <p>O(n²·d / 2) time and more where many candidates change what covers them best, O(n·d) memory. Bae, Noh, Sutherland.
 * <i>Generalized coverage for more robust low-budget active learning.</i> ECCV 2024.
 */
@AutoService(Part.class)
@Named(
        value = "max-herding",
        summary = "The candidate that adds most to a soft cover of all candidates.",
        formula = "max over candidates c of mean over x of (k(x, c) − max over labelled or taken t of k(x, t))⁺",
        cost = "O(n²·d / 2) and more, without a table of similarities",
        paper = "Bae, Noh, Sutherland. Generalized coverage for more robust low-budget active learning. ECCV 2024")
@Advice(
        use =
                "Few labels, as ProbCover without a hard radius: a soft cover that still tells candidates apart when all balls touch.",
        avoid =
                "It never asks the model, so with many labels it spends them where all is known. A bandwidth of 1 is meant for places of unit length; elsewhere set it to the scale of the data.",
        shown = "max-herding{unit: false}")
public record MaxHerding(
        @Help("the bandwidth h of the kernel exp(−(distance / h)²), above 0")
        double bandwidth,

        @Help("whether places are scaled to unit length first")
        boolean unit)
        implements SetGain<Embeddings>, Estimated {

    /** States the rules. */
    public MaxHerding {
        if (!(bandwidth > 0)) {
            throw new IllegalArgumentException("The bandwidth (%s) must be positive.".formatted(bandwidth));
        }
    }

    /** A bandwidth of 1 at unit length, as in the paper. */
    public MaxHerding() {
        this(1, true);
    }

    @Override
    public Gains gains(Embeddings evidence) {
        return FacilityLocation.gains(
                unit ? UnitLength.of(evidence) : evidence,
                Similarity.GAUSSIAN,
                bandwidth,
                FacilityLocation.sameForAll(evidence.size()));
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        return new FacilityLocation().estimate(sizes);
    }
}
