package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Embeddings;
import dev.quarry.kernel.KMeans;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Medoids of k-means: as many clusters of the candidates as items are wanted, and of each the candidate closest to its
 * centre, the largest cluster first. The labelled items play no part. The score of a pick is how many candidates its
 * cluster has.
 *
 * <p>Where clusters stay empty, because there are fewer different places than picks, the candidates farthest from their
 * centres fill the batch, with score 0. With {@code cosine: true} the places are scaled to unit length first, which makes the
 * medoid the candidate of the largest cosine to its centre.
 *
 * <p>O(rounds·n·k·d) time, O(n + k·d) memory over the embeddings, with cosines a copy of them. Zhdanov. <i>Diverse mini-batch active learning.</i>
 * 2019, without its weights.
 */
@AutoService(Part.class)
@Named(
        value = "k-means-medoids",
        summary = "The candidates that stand in the middle of as many clusters as items are wanted.",
        formula = "arg min over each cluster of ‖h(x) − centre‖",
        cost = "O(rounds·n·k·d)",
        paper = "Zhdanov. Diverse mini-batch active learning. 2019")
@Advice(
        use =
                "Large batches and starts: every pick stands for a cluster of about equal weight, and crowded places get no more than their share.",
        avoid =
                "It does not look at what is labelled, so the next round may ask beside the last one; take it for one batch. With many clusters a lone outlier has one of its own.")
public record KMeansMedoids(
        @Help("whether places are compared by their cosine instead of their distance")
        boolean cosine) implements Acquisition<Embeddings>, Estimated {

    /** Euclidean distances. */
    public KMeansMedoids() {
        this(false);
    }

    @Override
    public Selection select(Embeddings evidence, int budget, Randomness random) {
        int n = evidence.size();
        int k = Math.min(Math.max(budget, 0), n);
        Matrix places = cosine ? UnitLength.of(evidence.embeddings()) : evidence.embeddings();
        KMeans clusters = KMeans.fit(places, k, evidence.items()::id, random);
        TopK.Ties ties = Scores.ties(evidence.items(), random);
        int[] sizes = new int[k];
        for (int row = 0; row < n && k > 0; row++) {
            sizes[clusters.cluster(row)]++;
        }
        double[] preference = new double[n]; // medoids by the size of their cluster, then the rest by distance
        double[] represented = new double[n];
        for (int row = 0; row < n && k > 0; row++) {
            preference[row] = -1 / (1 + clusters.squared(row));
        }
        for (int row : clusters.medoids(ties)) {
            represented[row] = sizes[clusters.cluster(row)];
            preference[row] = represented[row];
        }
        return Scores.picks(
                evidence.items(), TopK.largest(preference, k, ties), row -> represented[row], Scores.reason(this));
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        return Estimate.clusters(sizes, sizes.k());
    }
}
