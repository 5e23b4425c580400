package dev.quarry.golden;

import dev.quarry.acquire.GraphDensity;
import dev.quarry.acquire.InformationDensity;
import dev.quarry.acquire.LeastConfidence;
import dev.quarry.acquire.LightweightCoreSet;
import dev.quarry.acquire.Measure;
import dev.quarry.acquire.ProbCover;
import dev.quarry.acquire.RankedBatch;
import dev.quarry.acquire.Selection;
import dev.quarry.acquire.TypiClust;
import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.item.Items;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.KMeans;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Neighbours;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What Quarry answers to the golden functions about choices among places. */
final class GoldenGeometry {

    private GoldenGeometry() {}

    static Map<String, GoldenFunctions.Ours> all() {
        Map<String, GoldenFunctions.Ours> all = new TreeMap<>();
        all.put("typicality", new GoldenFunctions.Ours(Set.of("embeddings", "k"), GoldenGeometry::typicality));
        all.put(
                "typiclust",
                new GoldenFunctions.Ours(Set.of("embeddings", "clusters", "labeled", "k"), GoldenGeometry::typiClust));
        all.put(
                "probcover",
                new GoldenFunctions.Ours(Set.of("embeddings", "labeled", "k", "delta"), GoldenGeometry::probCover));
        all.put(
                "ranked_batch",
                new GoldenFunctions.Ours(
                        Set.of("embeddings", "labeled_embeddings", "probs", "k", "metric"),
                        GoldenGeometry::rankedBatch));
        all.put(
                "density_excluding_self",
                new GoldenFunctions.Ours(Set.of("embeddings"), one -> density(one, alike(one), Measure.MARGIN, 1)));
        all.put(
                "information_density",
                new GoldenFunctions.Ours(Set.of("embeddings", "metric"), GoldenGeometry::densityWithItself));
        all.put(
                "density_weighted_uncertainty",
                new GoldenFunctions.Ours(Set.of("embeddings", "probs", "measure", "beta"), GoldenGeometry::weighted));
        all.put(
                "graph_density",
                new GoldenFunctions.Ours(
                        Set.of("embeddings", "labeled", "k", "neighbors"), GoldenGeometry::graphDensity));
        all.put(
                "lightweight_coreset_probabilities",
                new GoldenFunctions.Ours(Set.of("embeddings"), GoldenGeometry::lightweight));
        all.put("cosine_similarity", new GoldenFunctions.Ours(Set.of("a", "b"), one -> pairs(one, Distances::cosine)));
        all.put("angular_distance", new GoldenFunctions.Ours(Set.of("a", "b"), one -> pairs(one, Distances::angular)));
        all.put(
                "kmeans_representatives_cosine",
                new GoldenFunctions.Ours(Set.of("embeddings", "centers"), GoldenGeometry::cosineMedoids));
        return all;
    }

    private static Map<String, GoldenArray> lightweight(GoldenCase one) {
        DoubleMatrix h = one.array("embeddings").matrix();
        Embeddings evidence = Embeddings.of(Items.range(h.rows()), h, DoubleMatrix.of());
        return Map.of("probabilities", GoldenArray.of(new LightweightCoreSet().probabilities(evidence)));
    }

    /** A function of two rows. */
    private interface OfRows {
        double of(Matrix a, int i, Matrix b, int j);
    }

    private static Map<String, GoldenArray> pairs(GoldenCase one, OfRows function) {
        DoubleMatrix a = one.array("a").matrix();
        DoubleMatrix b = one.array("b").matrix();
        double[] all = IntStream.range(0, a.rows() * b.rows())
                .mapToDouble(pair -> function.of(a, pair / b.rows(), b, pair % b.rows()))
                .toArray();
        return Map.of("matrix", GoldenArray.of(List.of(a.rows(), b.rows()), all));
    }

    /** Nearest by cosine is nearest at unit length, where {@code k-means-medoids{cosine: true}} looks. */
    private static Map<String, GoldenArray> cosineMedoids(GoldenCase one) {
        int[] medoids = KMeans.medoids(
                unit(one.array("embeddings").matrix()),
                unit(one.array("centers").matrix()),
                GoldenFunctions.LOWEST::tie);
        return Map.of(
                "selected",
                GoldenArray.of(Arrays.stream(medoids).asDoubleStream().toArray()));
    }

    private static DoubleMatrix unit(DoubleMatrix places) {
        return DoubleMatrix.of(IntStream.range(0, places.rows())
                .mapToObj(row -> {
                    double[] place = new double[places.cols()];
                    places.copyRow(row, place);
                    double length = Math.sqrt(Distances.dot(places, row, places, row));
                    return Arrays.stream(place).map(value -> value / length).toArray();
                })
                .toArray(double[][]::new));
    }

    private static Map<String, GoldenArray> graphDensity(GoldenCase one) {
        GraphDensity acquisition = new GraphDensity(one.integer("neighbors"), false);
        DoubleMatrix all = one.array("embeddings").matrix();
        Embeddings unlabelled = Embeddings.of(Items.range(all.rows()), all, DoubleMatrix.of());
        return Map.of(
                "density",
                GoldenArray.of(acquisition.density(unlabelled)),
                "selected_sorted",
                GoldenFunctions.selected(acquisition, GoldenFunctions.candidates(one), one.integer("k"))
                        .sorted());
    }

    private static Map<String, GoldenArray> rankedBatch(GoldenCase one) {
        DoubleMatrix h = one.array("embeddings").matrix();
        LatentPredictions evidence = LatentPredictions.of(
                Items.range(h.rows()),
                one.array("probs").matrix(),
                h,
                one.array("labeled_embeddings").matrix());
        RankedBatch acquisition = new RankedBatch(one.input("metric").asString().equals("cosine"));
        GoldenArray selected = GoldenFunctions.selected(acquisition, evidence, one.integer("k"));
        double[] uncertainty = new LeastConfidence().score(evidence);
        return Map.of(
                "selected",
                selected,
                "uncertainty",
                GoldenArray.of(Arrays.stream(selected.values())
                        .map(row -> uncertainty[(int) row])
                        .toArray()));
    }

    /** Classes about which nothing is known: a margin of 0 for all. */
    private static DoubleMatrix alike(GoldenCase one) {
        int n = one.array("embeddings").size(0);
        double[] halves = new double[2 * n];
        Arrays.fill(halves, 0.5);
        return DoubleMatrix.wrap(halves, n, 2);
    }

    private static Map<String, GoldenArray> weighted(GoldenCase one) {
        Measure measure = Measure.valueOf(one.input("measure").asString().toUpperCase(Locale.ROOT));
        return density(
                one, one.array("probs").matrix(), measure, one.input("beta").asDouble());
    }

    private static Map<String, GoldenArray> density(GoldenCase one, DoubleMatrix p, Measure measure, double beta) {
        return Map.of("scores", GoldenArray.of(densities(one, p, measure, beta)));
    }

    private static double[] densities(GoldenCase one, DoubleMatrix p, Measure measure, double beta) {
        DoubleMatrix h = one.array("embeddings").matrix();
        LatentPredictions evidence = LatentPredictions.of(Items.range(h.rows()), p, h, DoubleMatrix.of());
        return new InformationDensity(measure, beta).score(evidence);
    }

    /** Theirs counts an item among its own neighbours, with the likeness 1. */
    private static Map<String, GoldenArray> densityWithItself(GoldenCase one) {
        int n = one.array("embeddings").size(0);
        return Map.of(
                "scores",
                GoldenArray.of(Arrays.stream(densities(one, alike(one), Measure.MARGIN, 1))
                        .map(others -> (others * (n - 1) + 1) / n)
                        .toArray()));
    }

    /** One over the mean distance to the nearest neighbours, as theirs without the small number against zero. */
    private static Map<String, GoldenArray> typicality(GoldenCase one) {
        DoubleMatrix places = one.array("embeddings").matrix();
        Neighbours graph = Neighbours.of(places, one.integer("k"), GoldenFunctions.LOWEST::tie);
        double[] scores = IntStream.range(0, places.rows())
                .mapToDouble(row -> graph.k()
                        / IntStream.range(0, graph.k())
                                .mapToDouble(place -> Math.sqrt(graph.squared(row, place)))
                                .sum())
                .toArray();
        return Map.of("scores", GoldenArray.of(scores));
    }

    /** Their clusters stand in the order of all rows, ours in that of candidates and then labelled items. */
    private static Map<String, GoldenArray> typiClust(GoldenCase one) {
        Embeddings evidence = GoldenFunctions.candidates(one);
        int[] clusters = one.array("clusters").integers();
        int[] labelled = one.array("labeled").integers();
        int[] ours = IntStream.concat(
                        Arrays.stream(evidence.items().ids()).mapToInt(id -> clusters[(int) id]),
                        Arrays.stream(labelled).map(row -> clusters[row]))
                .toArray();
        Selection picks = new TypiClust(20, 500, 5, true)
                .choose(
                        evidence,
                        ours,
                        one.integer("k"),
                        row -> GoldenFunctions.LOWEST.tie(evidence.items().id(row)));
        return Map.of(
                "selected",
                GoldenArray.of(Arrays.stream(picks.ids()).mapToDouble(id -> id).toArray()));
    }

    /** Their ties go to the lowest position in the order of labelled and then unlabelled rows. */
    private static Map<String, GoldenArray> probCover(GoldenCase one) {
        Embeddings evidence = GoldenFunctions.candidates(one);
        double delta = one.input("delta").asDouble();
        Selection picks =
                new ProbCover(delta, 0.95, 10, false).select(evidence, one.integer("k"), GoldenFunctions.LOWEST);
        return Map.of(
                "selected",
                GoldenArray.of(Arrays.stream(picks.ids()).mapToDouble(id -> id).toArray()),
                "newly_covered",
                GoldenArray.of(
                        picks.picks().stream().mapToDouble(pick -> pick.score()).toArray()));
    }
}
