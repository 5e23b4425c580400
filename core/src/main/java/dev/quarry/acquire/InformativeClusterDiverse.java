package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.kernel.KMeans;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.Arrays;
import java.util.List;

/**
 * Informative and cluster-diverse: the smallest margins first, but from no cluster of a k-means a larger share of the batch
 * than the cluster has of the candidates. What is left of the batch is filled by margin. The score of a pick is its margin,
 * negated. In batches of one it is margin sampling.
 *
 * <p>O(rounds·n·clusters·d) time, O(n) memory over the evidence. google/active-learning (library). 2018.
 */
@AutoService(Part.class)
@Named(
        value = "informative-cluster-diverse",
        summary = "The smallest margins, spread over clusters as the candidates are.",
        formula = "min p₁ − p₂, of each cluster at most its share of the candidates",
        cost = "O(rounds·n·clusters·d)",
        paper = "google/active-learning (library). 2018")
@Advice(
        use = "Batches of margin sampling that should be spread as the pool is, at the cost of one k-means.",
        avoid =
                "With a batch of one it is margin and nothing else: in one published table the two columns are equal in every cell. A cluster without doubt gets its share all the same.",
        shown = "informative-cluster-diverse{clusters: 8}")
public record InformativeClusterDiverse(
        @Help("how many clusters there are; 0 for as many as there are classes")
        int clusters) implements Acquisition<LatentPredictions> {

    /** States the rules. */
    public InformativeClusterDiverse {
        if (clusters < 0) {
            throw new IllegalArgumentException("The clusters (%d) must not be negative.".formatted(clusters));
        }
    }

    /** As many clusters as classes. */
    public InformativeClusterDiverse() {
        this(0);
    }

    @Override
    public Selection select(LatentPredictions evidence, int budget, Randomness random) {
        int n = evidence.size();
        int size = Math.min(Math.max(budget, 0), n);
        if (size == 0) {
            return new Selection(List.of());
        }
        int k = clusters == 0 ? evidence.probabilities().cols() : clusters;
        KMeans found = KMeans.fit(evidence.embeddings(), k, evidence.items()::id, random.purpose("clusters"));
        int[] members = new int[k];
        for (int row = 0; row < n; row++) {
            members[found.cluster(row)]++;
        }
        double[] margins = new Margin().score(evidence);
        TopK.Ties ties = Scores.ties(evidence.items(), random);
        int[] ranked = TopK.largest(margins, n, ties);
        int[] taken = new int[k];
        int[] picks = new int[size];
        boolean[] chosen = new boolean[n];
        int count = 0;
        for (boolean filling : new boolean[] {false, true}) {
            for (int i = 0; i < n && count < size; i++) {
                int row = ranked[i];
                int cluster = found.cluster(row);
                boolean room = (long) taken[cluster] * n < (long) members[cluster] * size;
                if (!chosen[row] && (room || filling)) {
                    chosen[row] = true;
                    taken[cluster]++;
                    picks[count++] = row;
                }
            }
        }
        return Scores.picks(evidence.items(), Arrays.copyOf(picks, count), row -> margins[row], Scores.reason(this));
    }
}
