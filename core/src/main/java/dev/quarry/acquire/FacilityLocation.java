package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Embeddings;
import dev.quarry.kernel.Gains;
import dev.quarry.kernel.Similarity;
import dev.quarry.kernel.WeightedCoverage;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.Arrays;

/**
 * Facility location: again and again the candidate by which the candidates are best represented, each by the most similar
 * of all that are labelled or taken. The score of a pick is the mean gain in similarity over the candidates. A milder
 * {@link KMeansMedoids}: what lies alone is never worth a label, and what is labelled already counts.
 *
 * <p>Greedy is within a factor 1 − 1/e of the best set. After a {@code prefilter} by entropy it is FASS.
 *
 * <p>O(n²·d / 2) time and more where many candidates change their representative, O(n) memory and no table of similarities
 * ({@code cosine} copies the places). Nemhauser, Wolsey, Fisher. <i>An analysis of approximations for maximizing submodular
 * set functions.</i> 1978; Wei, Iyer, Bilmes. <i>Submodularity in data subset selection and active learning.</i> ICML 2015.
 */
@AutoService(Part.class)
@Named(
        value = "facility-location",
        summary = "The candidate that represents the others best, beside what is labelled or taken.",
        formula = "max over candidates c of mean over x of (s(x, c) − max over labelled or taken t of s(x, t))⁺",
        cost = "O(n²·d / 2) and more, without a table of similarities",
        paper = "Wei, Iyer, Bilmes. Submodularity in data subset selection and active learning. ICML 2015")
@Advice(
        use =
                "A small set that stands for the whole pool: starts, summaries, and within a short list of uncertain items (FASS, by prefilter).",
        avoid =
                "It never asks the model and serves crowds first, known or not. n² similarities in each round: narrow a large pool by subpool or prefilter.")
public record FacilityLocation(
        @Help("what is similar: reciprocal 1 / (1 + distance), cosine (0 where negative), or gaussian")
        Similarity similarity,

        @Help("the bandwidth of the gaussian, above 0; without meaning for the others")
        double bandwidth)
        implements SetGain<Embeddings>, Estimated {

    /** States the rules. */
    public FacilityLocation {
        if (!(bandwidth > 0)) {
            throw new IllegalArgumentException("The bandwidth (%s) must be positive.".formatted(bandwidth));
        }
    }

    /** One over one plus the distance. */
    public FacilityLocation() {
        this(Similarity.RECIPROCAL, 1);
    }

    @Override
    public Gains gains(Embeddings evidence) {
        Embeddings space = similarity == Similarity.COSINE ? UnitLength.of(evidence) : evidence;
        return gains(space, similarity, bandwidth, sameForAll(evidence.size()));
    }

    /** The weights of a mean. */
    static double[] sameForAll(int n) {
        double[] weights = new double[n];
        Arrays.fill(weights, 1.0 / n);
        return weights;
    }

    static Gains gains(Embeddings space, Similarity similarity, double bandwidth, double[] weights) {
        return new WeightedCoverage(
                space.embeddings(), space.labelled(), weights, similarity, Similarity.scale(bandwidth));
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        return Estimate.pairs(sizes)
                .plus(Estimate.pairs(sizes))
                .holding(2.0 * Double.BYTES * (sizes.n() + sizes.m()) * sizes.dimensions()
                        + 28.0 * sizes.n() * sizes.k());
    }
}
