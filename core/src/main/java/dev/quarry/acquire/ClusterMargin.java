package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.kernel.AverageLinkage;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.NearestCentres;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Cluster-margin: a short list of the candidates of the smallest margins, from which one is taken of every cluster in turn,
 * of the smallest clusters first. Within a cluster the smallest margin goes first, where the paper takes any. Sizes count
 * what of a cluster is on the list. The score of a pick is its negated margin.
 *
 * <p>Clusters are those of average linkage, whose distances take 2 bytes for each pair. So at most {@code sample} candidates
 * are clustered, drawn by chance, and every other one belongs to the cluster whose mean is nearest; with no more candidates
 * than that, the clusters are those of the paper.
 *
 * <p>O(sample²·d + n·clusters·d) time, 2·sample² bytes and a copy of the places of the sample. Citovsky, DeSalvo, Gentile,
 * Karydas, Rajagopalan, Rostamizadeh, Kumar. <i>Batch active learning at scale.</i> NeurIPS 2021.
 */
@AutoService(Part.class)
@Named(
        value = "cluster-margin",
        summary = "Small margins, one of every cluster in turn, the smallest clusters first.",
        formula = "round robin over clusters, the smallest first, of the c·k smallest p₁ − p₂",
        cost = "O(sample²·d + n·clusters·d)",
        paper =
                "Citovsky, DeSalvo, Gentile, Karydas, Rajagopalan, Rostamizadeh, Kumar. Batch active learning at scale. NeurIPS 2021")
@Advice(
        use = "Very large batches: margin's short list, spread over clusters that are built once.",
        avoid = "Small batches gain nothing over margin. The smallest clusters come first, and those are outliers.")
public record ClusterMargin(
        @Help("c, how many times the batch is on the short list, at least 1; published code also takes 1.25")
        double candidates,

        @Help("how many clusters there are; 0 for one for every ten candidates that are clustered")
        int clusters,

        @Help("how many candidates are clustered at most, drawn by chance; at least 1")
        int sample)
        implements Acquisition<LatentPredictions> {

    /** States the rules. */
    public ClusterMargin {
        if (!(candidates >= 1 && candidates < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "The candidates (%s) must be finite and at least 1.".formatted(candidates));
        }
        if (clusters < 0) {
            throw new IllegalArgumentException("The clusters (%d) must not be negative.".formatted(clusters));
        }
        if (sample < 1) {
            throw new IllegalArgumentException("The sample (%d) must be at least 1.".formatted(sample));
        }
    }

    /** Ten times the batch, one cluster for every ten, of at most 5,000. */
    public ClusterMargin() {
        this(10, 0, 5_000);
    }

    @Override
    public Selection select(LatentPredictions evidence, int budget, Randomness random) {
        int n = evidence.size();
        int size = Math.min(Math.max(budget, 0), n);
        if (size == 0) {
            return new Selection(List.of());
        }
        requireRoom(evidence.embeddings());
        double[] margins = new Margin().score(evidence);
        int kept = (int) Math.min(n, Math.ceil(candidates * size));
        int[] listed = TopK.largest(margins, kept, Scores.ties(evidence.items(), random));
        int[] cluster = clustersOf(evidence, listed, random);
        Map<Integer, List<Integer>> groups = new LinkedHashMap<>(); // in the order of their smallest margins
        for (int i = 0; i < kept; i++) {
            groups.computeIfAbsent(cluster[i], none -> new ArrayList<>()).add(listed[i]);
        }
        List<List<Integer>> smallestFirst = groups.values().stream()
                .sorted(Comparator.comparingInt(List::size))
                .toList();
        int[] picks = IntStream.range(0, kept)
                .boxed()
                .flatMap(turn -> smallestFirst.stream()
                        .filter(group -> turn < group.size())
                        .map(group -> group.get(turn)))
                .limit(size)
                .mapToInt(Integer::intValue)
                .toArray();
        return Scores.picks(evidence.items(), picks, row -> margins[row], Scores.reason(this));
    }

    /** The places that are clustered, and the distances between them. */
    private void requireRoom(Matrix places) {
        long drawn = Math.min(sample, places.rows());
        long place = (long) places.cols() * (places.isDouble() ? Double.BYTES : Float.BYTES);
        Memory.require(
                drawn * (place + 2 * drawn),
                "The average linkage of (%d) candidates".formatted(drawn),
                "cluster fewer, for example (cluster-margin{sample: %d})".formatted(Math.max(1, drawn / 5)));
    }

    /** The clusters of those on the list. */
    private int[] clustersOf(LatentPredictions evidence, int[] listed, Randomness random) {
        int drawn = Math.min(sample, evidence.size());
        int[] rows = TopK.largest(
                Scores.uniform(evidence.items(), random.purpose("sample")),
                drawn,
                row -> evidence.items().id(row)); // an order of the items, not of their rows
        Matrix places = evidence.embeddings().select(rows);
        int k = clusters == 0 ? (drawn + 9) / 10 : Math.min(clusters, drawn);
        int[] known = AverageLinkage.clusters(places, k);
        Map<Integer, Integer> clusterOf = new LinkedHashMap<>();
        for (int i = 0; i < drawn; i++) {
            clusterOf.put(rows[i], known[i]);
        }
        int[] others = Arrays.stream(listed)
                .filter(row -> !clusterOf.containsKey(row))
                .sorted()
                .toArray();
        NearestCentres nearest = NearestCentres.of(evidence.embeddings().among(others), means(places, known, k));
        for (int i = 0; i < others.length; i++) {
            clusterOf.put(others[i], nearest.centre(i));
        }
        return Arrays.stream(listed).map(clusterOf::get).toArray();
    }

    /** The means of the clusters, in the precision of the places. */
    private static Matrix means(Matrix places, int[] cluster, int k) {
        int d = places.cols();
        double[] means = new double[k * d];
        int[] counts = new int[k];
        double[] place = new double[d];
        for (int row = 0; row < cluster.length; row++) {
            places.copyRow(row, place);
            counts[cluster[row]]++;
            for (int j = 0; j < d; j++) {
                means[cluster[row] * d + j] += place[j];
            }
        }
        Arrays.setAll(means, j -> means[j] / counts[j / d]);
        DoubleMatrix exact = DoubleMatrix.wrap(means, k, d);
        return places.isDouble() ? exact : exact.toFloat();
    }
}
