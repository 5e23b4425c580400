package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Embeddings;
import dev.quarry.kernel.KMeans;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Medoids of k-means: as many clusters of the candidates as items are wanted, and of each the candidate closest to its
 * centre, the largest cluster first. The labelled items play no part. The score of a pick is how many candidates its
 * cluster has.
 *
 * <p>Where clusters stay empty, because there are fewer different places than picks, the candidates farthest from their
 * centres fill the batch, with score 0.
 *
 * <p>O(rounds·n·k·d) time, O(n + k·d) memory over the embeddings. Zhdanov. <i>Diverse mini-batch active learning.</i>
 * 2019, without its weights.
 */
@AutoService(Part.class)
@Named(
        value = "k-means-medoids",
        summary = "The candidates that stand in the middle of as many clusters as items are wanted.",
        formula = "arg min over each cluster of ‖h(x) − centre‖",
        cost = "O(rounds·n·k·d)",
        paper = "Zhdanov. Diverse mini-batch active learning. 2019")
public record KMeansMedoids() implements Acquisition<Embeddings>, Estimated {

    @Override
    public Selection select(Embeddings evidence, int budget, Randomness random) {
        int n = evidence.size();
        int k = Math.min(Math.max(budget, 0), n);
        KMeans clusters = KMeans.fit(evidence.embeddings(), k, evidence.items()::id, random);
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
