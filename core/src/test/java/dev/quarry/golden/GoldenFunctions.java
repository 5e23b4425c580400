package dev.quarry.golden;

import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Badge;
import dev.quarry.acquire.Bald;
import dev.quarry.acquire.CommitteeVariance;
import dev.quarry.acquire.ConsensusEntropy;
import dev.quarry.acquire.CostSensitive;
import dev.quarry.acquire.CostSensitive.Form;
import dev.quarry.acquire.Entropy;
import dev.quarry.acquire.ExpectedAveragePrecision;
import dev.quarry.acquire.ExpectedEntropy;
import dev.quarry.acquire.HallucinatedGradients;
import dev.quarry.acquire.KCenter;
import dev.quarry.acquire.KlMax;
import dev.quarry.acquire.KlMean;
import dev.quarry.acquire.LeastConfidence;
import dev.quarry.acquire.Margin;
import dev.quarry.acquire.MeanStd;
import dev.quarry.acquire.Score;
import dev.quarry.acquire.VariationRatio;
import dev.quarry.acquire.VoteEntropy;
import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.Evidence;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.Probabilities;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FarthestFirst;
import dev.quarry.kernel.KMeans;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.SquaredDistances;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What Quarry answers to the functions of golden files. */
final class GoldenFunctions {

    /** Peers give ties to the lowest index. */
    static final Randomness LOWEST = Randomness.seed(0).withLowestIdTies();

    /**
     * A function of ours.
     *
     * @param inputs the inputs that it knows
     * @param compute its outputs by name
     */
    record Ours(Set<String> inputs, Function<GoldenCase, Map<String, GoldenArray>> compute) {}

    private static final Map<String, Ours> ALL = all();

    private GoldenFunctions() {}

    static Map<String, Ours> known() {
        return ALL;
    }

    private static Map<String, Ours> all() {
        Map<String, Ours> all = new TreeMap<>();
        all.put("least_confidence", scores("probs", new LeastConfidence(), 1));
        all.put("margin", scores("probs", new Margin(), -1)); // peers: lower is more uncertain
        all.put("entropy", scores("probs", new Entropy(), 1));
        all.put("bald", sampled("mc_probs", new Bald()));
        all.put("mc_predictive_entropy", sampled("mc_probs", new Entropy()));
        all.put("mc_expected_entropy", sampled("mc_probs", new ExpectedEntropy()));
        all.put("mean_std", sampled("mc_probs", new MeanStd()));
        all.put("variation_ratio_of_mean", sampled("mc_probs", new LeastConfidence()));
        all.put("consensus_entropy", sampled("committee_probs", new ConsensusEntropy()));
        all.put("kl_max_disagreement", sampled("committee_probs", new KlMax()));
        all.put("kl_mean_disagreement", sampled("committee_probs", new KlMean()));
        all.put("mc_class_entropy_modal", new Ours(Set.of("mc_probs"), GoldenFunctions::classEntropy));
        all.put("mc_variance", new Ours(Set.of("mc_probs"), GoldenFunctions::meanVariance));
        all.put("variation_ratio_of_votes", votes(Set.of("votes"), new VariationRatio()));
        all.put("vote_entropy", votes(Set.of("votes", "n_classes"), new VoteEntropy()));
        all.put("uncertainty_topk", new Ours(Set.of("probs", "measure", "k"), GoldenFunctions::topK));
        all.put("kcenter_greedy", new Ours(Set.of("embeddings", "labeled", "k"), GoldenFunctions::kCenter));
        all.put("greedy_sampling_x", new Ours(Set.of("X", "labeled", "k"), GoldenFunctions::greedySampling));
        all.put("min_distance_to_labeled", new Ours(Set.of("embeddings", "labeled"), GoldenFunctions::nearest));
        all.put("kmeans_representatives", new Ours(Set.of("embeddings", "centers"), GoldenFunctions::medoids));
        all.put("badge_gradient_embedding", new Ours(Set.of("embeddings", "probs"), GoldenFunctions::gradients));
        all.put("badge_gradient_distance", new Ours(Set.of("embeddings", "probs"), GoldenFunctions::gradientDistances));
        all.put(
                "badge_kmeanspp_distribution",
                new Ours(Set.of("embeddings", "probs", "picked"), GoldenFunctions::drawing));
        all.put(
                "expected_average_precision",
                scores("probs", new ExpectedAveragePrecision(true), 1)); // as peers code it
        all.put("cost_sensitive_uncertainty", new Ours(Set.of("probs", "cost"), GoldenFunctions::costSensitive));
        all.putAll(GoldenGeometry.all());
        all.putAll(GoldenGradients.all());
        all.putAll(GoldenInformation.all());
        all.putAll(GoldenLatent.all());
        all.putAll(GoldenChange.all());
        all.putAll(GoldenTargets.all());
        return all;
    }

    static Probabilities probabilities(GoldenArray array) {
        return Probabilities.of(Items.range(array.size(0)), array.matrix());
    }

    private static Ours scores(String input, Score<Probabilities> score, double sign) {
        return new Ours(
                Set.of(input),
                one -> Map.of(
                        "scores",
                        GoldenArray.of(Arrays.stream(score.score(probabilities(one.array(input))))
                                .map(value -> sign * value)
                                .toArray())));
    }

    private static Map<String, GoldenArray> costSensitive(GoldenCase one) {
        double[] costs = one.array("cost").values();
        int classes = one.array("cost").size(0);
        List<List<Double>> table = IntStream.range(0, classes)
                .mapToObj(c -> Arrays.stream(costs, c * classes, (c + 1) * classes)
                        .boxed()
                        .toList())
                .toList();
        boolean margin = one.id().endsWith("/margin");
        Form form = margin ? Form.MARGIN : Form.EXPECTED_COST;
        return Map.of(
                "scores", GoldenArray.of(new CostSensitive(table, form).score(probabilities(one.array("probs")))));
    }

    private static Ours sampled(String input, Score<? super SampledProbabilities> score) {
        return new Ours(Set.of(input), one -> Map.of("scores", GoldenArray.of(score.score(samples(one.array(input))))));
    }

    private static SampledProbabilities samples(GoldenArray array) {
        return SampledProbabilities.of(Items.range(array.size(0)), array.matrix(), array.size(1), true);
    }

    /** Theirs sums over members and takes the mean over classes, ours the other way round. */
    private static Map<String, GoldenArray> classEntropy(GoldenCase one) {
        GoldenArray array = one.array("mc_probs");
        return Map.of(
                "scores",
                GoldenArray.of(Arrays.stream(new ExpectedEntropy().score(samples(array)))
                        .map(mean -> mean * array.size(1) / array.size(2))
                        .toArray()));
    }

    /** Theirs is a mean over the classes, ours a sum. */
    private static Map<String, GoldenArray> meanVariance(GoldenCase one) {
        GoldenArray array = one.array("mc_probs");
        return Map.of(
                "scores",
                GoldenArray.of(Arrays.stream(new CommitteeVariance().score(samples(array)))
                        .map(sum -> sum / array.size(2))
                        .toArray()));
    }

    private static Ours votes(Set<String> inputs, Score<SampledProbabilities> score) {
        return new Ours(inputs, one -> Map.of("scores", GoldenArray.of(score.score(cast(one.array("votes"))))));
    }

    /** Votes as members that are certain. */
    static SampledProbabilities cast(GoldenArray votes) {
        int members = votes.size(1);
        int[] cast = votes.integers();
        int classes = 1 + Arrays.stream(cast).max().orElse(0);
        double[] certain = new double[cast.length * classes];
        for (int i = 0; i < cast.length; i++) {
            certain[i * classes + cast[i]] = 1;
        }
        DoubleMatrix matrix = DoubleMatrix.wrap(certain, votes.size(0), members * classes);
        return SampledProbabilities.of(Items.range(votes.size(0)), matrix, members, true);
    }

    static Score<Probabilities> measure(String name) {
        return switch (name) {
            case "entropy" -> new Entropy();
            case "margin" -> new Margin();
            case "least_confidence" -> new LeastConfidence();
            default -> throw new IllegalArgumentException("There is no measure named (%s).".formatted(name));
        };
    }

    private static Map<String, GoldenArray> topK(GoldenCase one) {
        Score<Probabilities> score = measure(one.input("measure").asString());
        return Map.of("selected", selected(score, probabilities(one.array("probs")), one.integer("k")));
    }

    static <E extends Evidence> GoldenArray selected(Acquisition<E> acquisition, E evidence, int k) {
        return GoldenArray.of(
                Arrays.stream(acquisition.select(evidence, k, LOWEST).ids())
                        .mapToDouble(id -> id)
                        .toArray());
    }

    /** The rows that are not labelled as candidates, each with its row in the file as id. */
    static Embeddings candidates(GoldenCase one) {
        return candidates(one, "embeddings");
    }

    static Embeddings candidates(GoldenCase one, String input) {
        DoubleMatrix all = one.array(input).matrix();
        int[] labelled = one.array("labeled").integers();
        int[] rest = IntStream.range(0, all.rows())
                .filter(row -> Arrays.stream(labelled).noneMatch(known -> known == row))
                .toArray();
        return Embeddings.of(Items.range(all.rows()).select(rest), all.select(rest), all.select(labelled));
    }

    private static Map<String, GoldenArray> kCenter(GoldenCase one) {
        GoldenArray picks = selected(new KCenter(), candidates(one), one.integer("k"));
        return Map.of("selected", picks, "selected_sorted", picks.sorted());
    }

    /** GSx of Yu and Kim is farthest first in the space of the features. */
    private static Map<String, GoldenArray> greedySampling(GoldenCase one) {
        return Map.of("selected", selected(new KCenter(), candidates(one, "X"), one.integer("k")));
    }

    private static Map<String, GoldenArray> nearest(GoldenCase one) {
        Embeddings evidence = candidates(one);
        return Map.of("scores", GoldenArray.of(distancesToNearest(evidence)));
    }

    static double[] distancesToNearest(Embeddings evidence) {
        FarthestFirst gains = new FarthestFirst(evidence.embeddings(), evidence.labelled());
        return IntStream.range(0, evidence.size())
                .mapToDouble(row -> Math.sqrt(gains.gain(row, Double.NEGATIVE_INFINITY)))
                .toArray();
    }

    private static Map<String, GoldenArray> medoids(GoldenCase one) {
        int[] medoids = KMeans.medoids(
                one.array("embeddings").matrix(), one.array("centers").matrix(), LOWEST::tie);
        return Map.of(
                "selected",
                GoldenArray.of(Arrays.stream(medoids).asDoubleStream().toArray()));
    }

    static LatentPredictions latent(GoldenCase one) {
        DoubleMatrix h = one.array("embeddings").matrix();
        return LatentPredictions.of(Items.range(h.rows()), one.array("probs").matrix(), h, DoubleMatrix.of());
    }

    private static Map<String, GoldenArray> gradients(GoldenCase one) {
        LatentPredictions evidence = latent(one);
        Matrix residuals = HallucinatedGradients.residuals(evidence.probabilities());
        Matrix h = evidence.embeddings();
        int length = residuals.cols() * h.cols();
        double[] gradients = IntStream.range(0, h.rows() * length)
                .mapToDouble(j -> residuals.get(j / length, j % length / h.cols()) * h.get(j / length, j % h.cols()))
                .toArray();
        return Map.of("gradient", GoldenArray.of(List.of(h.rows(), length), gradients));
    }

    private static Map<String, GoldenArray> gradientDistances(GoldenCase one) {
        SquaredDistances distances = HallucinatedGradients.distances(latent(one));
        int n = distances.size();
        double[] matrix = IntStream.range(0, n * n)
                .mapToDouble(j -> Math.sqrt(distances.between(j / n, j % n, Double.POSITIVE_INFINITY)))
                .toArray();
        return Map.of("matrix", GoldenArray.of(List.of(n, n), matrix));
    }

    /** The first pick of BADGE, and the chance of every row once the given rows have been drawn one by one. */
    private static Map<String, GoldenArray> drawing(GoldenCase one) {
        LatentPredictions evidence = latent(one);
        SquaredDistances distances = HallucinatedGradients.distances(evidence);
        int[] picked = one.array("picked").integers();
        int n = distances.size();
        double[] chances = new double[picked.length * n];
        double[] weights = new double[n];
        Arrays.fill(weights, Double.POSITIVE_INFINITY);
        for (int i = 0; i < picked.length; i++) {
            double total = 0;
            for (int row = 0; row < n; row++) {
                weights[row] = Math.min(weights[row], distances.between(row, picked[i], weights[row]));
                total += weights[row];
            }
            for (int row = 0; row < n; row++) {
                chances[i * n + row] = weights[row] / total;
            }
        }
        return Map.of(
                "first", selected(new Badge(), evidence, 1),
                "probabilities", GoldenArray.of(List.of(picked.length, n), chances));
    }
}
