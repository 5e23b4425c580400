package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Embeddings;
import dev.quarry.kernel.FarthestFirst;
import dev.quarry.kernel.Gains;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * Greedy k-center, also furthest-first or core-set: again and again the candidate that is farthest from its nearest
 * centre, the centres being the labelled items and those taken. The certificate is the radius that covers the pool, at
 * most twice the best possible. The score of a pick is its squared distance; with nothing labelled the
 * first pick is any candidate, of score 0.
 *
 * <p>Also known as furthest-first traversal (the Furthest of ASTRA) and as the greedy core-set;
 * on the features of a regression it is greedy sampling on the input, GSx.
 *
 * <p>At most O(n·(m + k)·d) time, far less where the pool has clusters; O(n) memory over the embeddings. Sener, Savarese.
 * <i>Active learning for convolutional neural networks: a core-set approach.</i> ICLR 2018; Gonzalez 1985.
 */
@AutoService(Part.class)
@Named(
        value = "k-center",
        summary = "The candidate farthest from everything labelled or taken, again and again.",
        formula = "max over candidates of min over centres ‖h(x) − h(s)‖",
        cost = "O(n·(m + k)·d) at most",
        paper = "Sener, Savarese. Active learning for convolutional neural networks: a core-set approach. ICLR 2018")
@Advice(
        use =
                "The first labels in a good space, and wherever labels are noise in places: 0.730 on ThreeClust, where random has 0.721 and margin 0.704 (CDALBench).",
        avoid =
                "It takes outliers first, by definition. In high dimensions and with many classes it falls below random: 0.767 against 0.823 on USPS (CDALBench), last of 18 methods on splice (Lu, Li, Lin 2023).")
public record KCenter() implements SetGain<Embeddings>, Explained<Embeddings>, Estimated {

    @Override
    public Gains gains(Embeddings evidence) {
        return FarthestFirst.lazy(evidence.embeddings(), evidence.labelled());
    }

    @Override
    public Selection certify(Selection selection, double nextGain) {
        List<Pick> picks = new ArrayList<>(selection.picks());
        picks.replaceAll(pick -> pick.score() == Double.MAX_VALUE ? new Pick(pick.id(), 0, pick.reason()) : pick);
        boolean covered = nextGain < Double.MAX_VALUE;
        return new Selection(picks, covered ? new Certificate("covering radius", Math.sqrt(nextGain)) : null);
    }

    /** The distance to the nearest centre, of which the score is the square, and which centre that is. */
    @Override
    public List<List<Term>> terms(Embeddings evidence, int[] picks) {
        return Terms.nearest(evidence, picks);
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        return Estimate.farthest(sizes);
    }
}
