package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Embeddings;
import dev.quarry.kernel.BallCover;
import dev.quarry.kernel.KMeans;
import dev.quarry.kernel.LazyGreedy;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.stream.IntStream;

/**
 * ProbCover: again and again the candidate with the most uncovered candidates nearer than δ. What is nearer than δ to a
 * labelled item is covered from the start. The score of a pick is how many candidates it newly covers, itself included;
 * the certificate is the share of the candidates that is covered in the end.
 *
 * <p>With δ = 0 it is chosen as in the paper: k-means, about one cluster for each class, stands in for the labels, and δ is
 * the largest radius at which the balls of the share {@code purity} of all items hold items of one cluster only. The paper
 * measures on features of unit length: {@code unit} turns the places into such.
 *
 * <p>For the first labels. Where classes overlap, few balls are pure and δ becomes too small to tell candidates apart. The
 * code of the authors never chooses among the last n mod 500 items; this does.
 *
 * <p>O(n²·d / 2) time, twice more to choose δ, O((n + m)·d) memory at most and no graph. Yehuda, Dekel, Hacohen, Weinshall.
 * <i>Active learning through a covering lens.</i> NeurIPS 2022.
 */
@AutoService(Part.class)
@Named(
        value = "prob-cover",
        summary = "The candidate whose ball covers the most uncovered candidates, again and again.",
        formula = "max over candidates of |{uncovered x' : ‖h(x) − h(x')‖ < δ}|",
        cost = "O(n²·d / 2), without a graph in memory",
        paper = "Yehuda, Dekel, Hacohen, Weinshall. Active learning through a covering lens. NeurIPS 2022")
@Advice(
        use =
                "The first labels in a space in which classes lie apart: each pick covers as many items as possible, and outliers cover nobody.",
        avoid =
                "Where classes overlap few balls are pure, δ becomes tiny and every ball holds only itself; then give δ. Everything covered, the rest is chance. The authors' code never picks the last n mod 500 items, so their figures leave items out.")
public record ProbCover(
        @Help("the radius δ of a ball, above 0; 0 to choose it by purity")
        double delta,

        @Help("the share of balls that must be pure where δ is chosen, in (0, 1]")
        double purity,

        @Help("how many clusters stand in for the classes where δ is chosen, at least 1")
        int clusters,

        @Help("whether places are scaled to unit length first")
        boolean unit)
        implements Acquisition<Embeddings>, Estimated {

    /** States the rules. */
    public ProbCover {
        if (!(delta >= 0) || !(purity > 0 && purity <= 1) || clusters < 1) {
            throw new IllegalArgumentException(
                    "The delta (%s) must not be negative, the purity (%s) in (0, 1] and the clusters (%d) at least 1."
                            .formatted(delta, purity, clusters));
        }
    }

    /** δ by a purity of 0.95 over ten clusters, in the space as it is. */
    public ProbCover() {
        this(0, 0.95, 10, false);
    }

    @Override
    public Selection select(Embeddings evidence, int budget, Randomness random) {
        Embeddings space = unit ? UnitLength.of(evidence) : evidence;
        double radius =
                delta > 0 || space.size() == 0 || budget <= 0 ? Math.max(delta, Double.MIN_VALUE) : pure(space, random);
        BallCover cover = new BallCover(space.embeddings(), space.labelled(), radius);
        LazyGreedy.Result taken = LazyGreedy.take(cover, budget, Scores.ties(space.items(), random));
        Selection picks = Scores.taken(space.items(), taken, Scores.reason(this));
        double share = space.size() == 0 ? 1 : 1 - (double) cover.uncovered() / space.size();
        return new Selection(picks.picks(), new Certificate("covered share", share));
    }

    /** The radius δ by purity. */
    double pure(Embeddings space, Randomness random) {
        Whole whole = Whole.of(space, random);
        KMeans fitted = KMeans.fit(whole.places(), clusters, row -> whole.id(row), random.purpose("clusters"));
        int[] found = IntStream.range(0, whole.size()).map(fitted::cluster).toArray();
        return BallCover.pureRadius(whole.places(), found, purity);
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        Estimate cover = Estimate.pairs(sizes)
                .plus(Estimate.farthest(new Sizes(sizes.n(), sizes.m(), 0, 0, sizes.dimensions(), 0)))
                .holding(places(sizes, unit ? 1 : 0) + graph(sizes));
        return delta > 0 ? cover : cover.plus(pureEstimate(sizes));
    }

    /** What it takes to choose δ by purity. */
    Estimate pureEstimate(Sizes sizes) {
        Sizes whole = new Sizes(sizes.n() + sizes.m(), 0, 0, 0, sizes.dimensions(), sizes.k());
        return Estimate.clusters(sizes, clusters).plus(Estimate.pairs(whole)).holding(places(sizes, 2));
    }

    private static double places(Sizes sizes, int copies) {
        return copies * (double) Double.BYTES * (sizes.n() + sizes.m()) * sizes.dimensions();
    }

    /** The graph of near rows is given up where it would take more than half of the budget. */
    private static double graph(Sizes sizes) {
        return Math.min(16.0 * sizes.n() * sizes.dimensions(), Memory.budget() / 2.0);
    }
}
