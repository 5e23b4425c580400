package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Embeddings;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import dev.quarry.kernel.Workers;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.Arrays;

/**
 * Lightweight core-set: drawn without replacement, half uniformly and half in proportion to the squared distance from the
 * mean of the candidates. Two passes over the places, so for the largest pools. What is labelled plays no part. The score
 * of a pick is the probability of being drawn first.
 *
 * <p>The core-set of the paper is drawn with replacement and weighted, which a batch of labels has no use for. Code for
 * texts takes the angle to the mean, {@code arccos(cosine) / π}, for a distance: {@code angular: true}.
 *
 * <p>O(n·d) time, O(n) memory. Bachem, Lucic, Krause. <i>Scalable k-means clustering via lightweight coresets.</i> KDD
 * 2018.
 */
@AutoService(Part.class)
@Named(
        value = "lightweight-core-set",
        summary = "At random, half uniformly and half those far from the mean.",
        formula = "P(x first) = 1 / (2n) + ‖h(x) − mean‖² / (2·Σ over x' of ‖h(x') − mean‖²)",
        cost = "O(n·d)",
        paper = "Bachem, Lucic, Krause. Scalable k-means clustering via lightweight coresets. KDD 2018")
@Advice(
        use =
                "One pass and two numbers per item: a spread sample of a pool that is read from disk or is too large for k-center.",
        avoid =
                "It does not look at what is labelled, nor at what it drew: picks may lie side by side. Outliers are likelier than others, as they should be for clustering and should not be for labelling.")
public record LightweightCoreSet(
        @Help("whether a distance is the angle between two places as a share of π instead of Euclidean")
        boolean angular)
        implements Acquisition<Embeddings> {

    private static final int CHUNK = 1024;

    /** Euclidean distances. */
    public LightweightCoreSet() {
        this(false);
    }

    @Override
    public Selection select(Embeddings evidence, int budget, Randomness random) {
        double[] chances = probabilities(evidence);
        Randomness draw = random.purpose("gumbel");
        double[] keys = new double[chances.length];
        Arrays.setAll(
                keys,
                row -> StrictMath.log(chances[row])
                        + draw.gumbel(evidence.items().id(row)));
        int[] rows = TopK.largest(keys, budget, Scores.ties(evidence.items(), random));
        return Scores.picks(evidence.items(), rows, row -> chances[row], Scores.reason(this));
    }

    /** The probability of every candidate to be drawn first, shape [n]. */
    public double[] probabilities(Embeddings evidence) {
        double[] squared = fromMean(evidence.embeddings());
        double[] sorted = squared.clone();
        Arrays.sort(sorted); // the order of the candidates changes no digit
        double sum = Arrays.stream(sorted).sum();
        double even = 1.0 / squared.length;
        Arrays.setAll(squared, row -> sum == 0 ? even : even / 2 + squared[row] / (2 * sum));
        return squared;
    }

    private double[] fromMean(Matrix places) {
        double[] squared = new double[places.rows()];
        if (squared.length == 0) {
            return squared;
        }
        Matrix mean = new MovingMean(places, FloatMatrix.of()).place();
        Workers.current().chunks(squared.length, CHUNK, (from, to) -> {
            for (int row = from; row < to; row++) {
                double angle = angular ? Distances.angular(places, row, mean, 0) : 0;
                squared[row] = angular ? angle * angle : Distances.squared(places, row, mean, 0);
            }
        });
        return squared;
    }
}
