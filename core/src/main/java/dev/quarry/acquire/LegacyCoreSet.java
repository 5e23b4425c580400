package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Embeddings;
import dev.quarry.kernel.KMeans;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.Arrays;
import java.util.List;

/**
 * What some code calls a core-set: k-means with as many clusters as items are wanted, then the candidates farthest from
 * their own centres. It picks outliers, and several of one cluster before any of another; the labelled items play no part.
 * Here to reproduce what was chosen by it; {@link KCenter} is the core-set of the paper, {@link KMeansMedoids} stands in the
 * middle of clusters. The score of a pick is its squared distance to its centre.
 *
 * <p>O(rounds·n·k·d) time, O(n + k·d) memory over the embeddings.
 */
@AutoService(Part.class)
@Named(
        value = "legacy-core-set",
        summary = "Outliers: the candidates farthest from the centre of their own cluster. Rather k-center.",
        formula = "max over candidates of ‖h(x) − centre of its cluster‖",
        cost = "O(rounds·n·k·d)",
        paper = "None; common code after Sener, Savarese. ICLR 2018, whose core-set is k-center")
@Advice(
        use = "Only to reproduce results of common code that calls this a core-set.",
        avoid =
                "Everywhere else: it takes what lies farthest from its own cluster. On a pool with 5 % outliers every pick was an outlier. Take k-center or k-means-medoids.")
public record LegacyCoreSet() implements Acquisition<Embeddings> {

    @Override
    public Selection select(Embeddings evidence, int budget, Randomness random) {
        int n = evidence.size();
        int k = Math.min(Math.max(budget, 0), n);
        if (k == 0) {
            return new Selection(List.of());
        }
        KMeans clusters = KMeans.fit(evidence.embeddings(), k, evidence.items()::id, random);
        double[] far = new double[n];
        Arrays.setAll(far, clusters::squared);
        return Scores.top(evidence.items(), far, k, random, Scores.reason(this));
    }
}
