package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Embeddings;
import dev.quarry.kernel.FarthestFirst;
import dev.quarry.kernel.Gains;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Greedy k-center, also furthest-first or core-set: again and again the candidate that is farthest from its nearest
 * centre, the centres being the labelled items and those taken. The certificate is the radius that covers the pool, at
 * most twice the best possible. The score of a pick is its squared distance.
 *
 * <p>Also known as furthest-first traversal (the Furthest of ASTRA) and as the greedy core-set.
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
public record KCenter() implements SetGain<Embeddings> {

    @Override
    public Gains gains(Embeddings evidence) {
        return new FarthestFirst(evidence.embeddings(), evidence.labelled());
    }

    @Override
    public Selection certify(Selection selection, double nextGain) {
        return new Selection(selection.picks(), new Certificate("covering radius", Math.sqrt(nextGain)));
    }
}
