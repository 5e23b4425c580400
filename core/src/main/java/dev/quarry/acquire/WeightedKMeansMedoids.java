package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.kernel.KMeans;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Medoids of a k-means in which each candidate weighs as much as the model is uncertain about it: as many clusters as items
 * are wanted, and of each the candidate closest to its centre, the heaviest cluster first. The score of a pick is the
 * weight of its cluster.
 *
 * <p>With entropy as weight this is CLUE; with {@code measure: margin} and {@code prefilter: 10} (the ten times as many
 * most uncertain candidates alone are clustered) it is the diverse mini-batch of Zhdanov. Where clusters stay empty, the
 * candidates farthest from their centres fill the batch, with score 0.
 *
 * <p>O(rounds·n·k·d) time, O(n + k·d) memory over the evidence, with a prefilter a copy of what it leaves. Prabhu,
 * Chandrasekaran, Saenko, Hoffman. <i>Active domain adaptation via clustering uncertainty-weighted embeddings.</i> ICCV
 * 2021; Zhdanov. <i>Diverse mini-batch active learning.</i> 2019.
 */
@AutoService(Part.class)
@Named(
        value = "weighted-k-means-medoids",
        summary = "The candidates in the middle of clusters in which uncertain ones weigh more: CLUE, Zhdanov.",
        formula = "arg min over each cluster of ‖h(x) − centre‖, centres minimising Σ u(x)·‖h(x) − centre‖²",
        cost = "O(rounds·n·k·d)",
        paper =
                "Prabhu, Chandrasekaran, Saenko, Hoffman. Active domain adaptation via clustering uncertainty-weighted embeddings. ICCV 2021")
@Advice(
        use =
                "Large batches that should be uncertain and spread out: CLUE under domain shift, with a prefilter the diverse mini-batch of Zhdanov.",
        avoid =
                "The weights are only as good as the calibration of the model, and what is labelled does not count: doubt beside a labelled item is asked again.")
public record WeightedKMeansMedoids(
        @Help("what a candidate weighs: entropy, margin (1 − the gap) or least-confidence")
        Measure measure,

        @Help("how many times the batch of most uncertain candidates is clustered, at least 1; 0 for all")
        double prefilter)
        implements Acquisition<LatentPredictions>, Estimated {

    /** States the rules. */
    public WeightedKMeansMedoids {
        if (!(prefilter == 0 || prefilter >= 1)) {
            throw new IllegalArgumentException("The prefilter (%s) must be 0 or at least 1.".formatted(prefilter));
        }
    }

    /** CLUE: entropy, all candidates. */
    public WeightedKMeansMedoids() {
        this(Measure.ENTROPY, 0);
    }

    @Override
    public Selection select(LatentPredictions evidence, int budget, Randomness random) {
        int n = evidence.size();
        int k = Math.min(Math.max(budget, 0), n);
        if (k == 0) {
            return new Selection(List.of());
        }
        double[] weights = measure.of(evidence);
        TopK.Ties ties = Scores.ties(evidence.items(), random);
        int kept = prefilter == 0 ? n : (int) Math.min(n, Math.ceil(prefilter * k));
        int[] rows = kept == n ? IntStream.range(0, n).toArray() : TopK.largest(weights, kept, ties);
        Matrix places =
                kept == n ? evidence.embeddings() : evidence.embeddings().select(rows);
        double[] some = Arrays.stream(rows).mapToDouble(row -> weights[row]).toArray();
        KMeans clusters =
                KMeans.fit(places, some, k, KMeans.ROUNDS, i -> evidence.items().id(rows[i]), random);
        double[] heavy = new double[k];
        for (int i : byId(rows, evidence)) {
            heavy[clusters.cluster(i)] += some[i];
        }
        double[] preference = new double[kept]; // medoids by the weight of their cluster, then the rest by distance
        double[] represented = new double[kept];
        Arrays.setAll(preference, i -> -1 / (1 + clusters.squared(i)));
        for (int i : clusters.medoids(j -> ties.of(rows[j]))) {
            represented[i] = heavy[clusters.cluster(i)];
            preference[i] = represented[i];
        }
        int[] chosen = TopK.largest(preference, k, j -> ties.of(rows[j]));
        double[] scores = new double[n];
        int[] picks = Arrays.stream(chosen).map(i -> rows[i]).toArray();
        Arrays.stream(chosen).forEach(i -> scores[rows[i]] = represented[i]);
        return Scores.picks(evidence.items(), picks, row -> scores[row], Scores.reason(this));
    }

    /** Places in the order of their ids, so that sums do not depend on that of the candidates. */
    private static int[] byId(int[] rows, LatentPredictions evidence) {
        return evidence.items().select(rows).rowsById();
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        return Estimate.entropies(sizes)
                .plus(Estimate.clusters(
                        sizes.with(prefilter == 0 ? sizes.n() : (long) (prefilter * sizes.k()), sizes.k()), sizes.k()));
    }
}
