package dev.quarry.cli.bench;

import dev.quarry.acquire.FacilityLocation;
import dev.quarry.acquire.ProbCover;
import dev.quarry.acquire.RankedBatch;
import dev.quarry.acquire.TypiClust;
import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.item.Items;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Neighbours;
import dev.quarry.kernel.Randomness;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The cases about choices among places. */
final class GeometryCases {

    static final List<String> NAMES = List.of("knn", "typiclust", "probcover", "ranked", "facility");

    private GeometryCases() {}

    static Supplier<BenchCases.Result> of(BenchInputs inputs) throws IOException {
        return switch (inputs.request().name()) {
            case "knn" -> neighbours(inputs);
            case "typiclust" -> {
                Embeddings evidence = places(inputs, 10_000, 128, false);
                yield () -> BenchCases.chosen(new TypiClust(), evidence, inputs.request());
            }
            case "probcover" -> {
                Embeddings evidence = places(inputs, 10_000, 128, false);
                ProbCover acquisition = new ProbCover(
                        Math.sqrt(evidence.embeddings().cols()), 0.95, 10, false); // about a cluster of the generator
                yield () -> BenchCases.chosen(acquisition, evidence, inputs.request());
            }
            case "facility" -> {
                Embeddings evidence = places(inputs, 50_000, 128, true);
                yield () -> BenchCases.chosen(new FacilityLocation(), evidence, inputs.request());
            }
            default -> ranked(inputs);
        };
    }

    private static String file(BenchInputs inputs, int n, int d) {
        BenchRequest request = inputs.request();
        return BenchInputs.size(request.nOr(n)) + "_" + request.dOr(d);
    }

    /** All rows are candidates; the labelled ones among them are centres as well. */
    private static Embeddings places(BenchInputs inputs, int n, int d, boolean labelled) throws IOException {
        Matrix x = inputs.matrix("emb_" + file(inputs, n, d));
        return Embeddings.of(Items.range(x.rows()), x, labelled(inputs, x, n, d, labelled));
    }

    private static Matrix labelled(BenchInputs inputs, Matrix x, int n, int d, boolean wanted) throws IOException {
        if (!wanted || inputs.request().labelled() == 0) {
            return FloatMatrix.wrap(new float[0], 0, x.cols());
        }
        int[] rows = inputs.ints("labeled_" + file(inputs, n, d));
        return x.select(
                Arrays.copyOf(rows, Math.min(rows.length, inputs.request().labelled())));
    }

    /** The mean distance of every row to its k nearest others. */
    private static Supplier<BenchCases.Result> neighbours(BenchInputs inputs) throws IOException {
        Matrix x = inputs.matrix("emb_" + file(inputs, 50_000, 128));
        Randomness ties = Randomness.seed(inputs.request().seed());
        return () -> {
            Neighbours graph = Neighbours.of(x, inputs.request().kOr(20), ties::tie);
            double[] means = new double[graph.size()];
            Arrays.setAll(
                    means,
                    row -> IntStream.range(0, graph.k())
                            .mapToDouble(place -> graph.distance(row, place))
                            .average()
                            .orElse(0));
            return new BenchCases.Result(means, false);
        };
    }

    private static Supplier<BenchCases.Result> ranked(BenchInputs inputs) throws IOException {
        Matrix x = inputs.matrix("emb_" + file(inputs, 100_000, 512));
        Matrix p = inputs.matrix("embprobs_" + file(inputs, 100_000, 512));
        LatentPredictions evidence =
                LatentPredictions.of(Items.range(x.rows()), p, x, labelled(inputs, x, 100_000, 512, true));
        return () -> BenchCases.chosen(new RankedBatch(), evidence, inputs.request());
    }
}
