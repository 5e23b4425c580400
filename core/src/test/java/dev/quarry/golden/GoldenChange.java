package dev.quarry.golden;

import dev.quarry.acquire.ExpectedError;
import dev.quarry.acquire.ExpectedErrorReduction;
import dev.quarry.acquire.Quire;
import dev.quarry.evidence.Labels;
import dev.quarry.evidence.Refits;
import dev.quarry.evidence.TaughtEmbeddings;
import dev.quarry.evidence.TaughtPredictions;
import dev.quarry.golden.GoldenFunctions.Ours;
import dev.quarry.item.Items;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The golden functions about what one more label would change. */
final class GoldenChange {

    private GoldenChange() {}

    static Map<String, Ours> all() {
        return Map.of(
                "expected_error_reduction",
                new Ours(
                        Set.of("labeled_X", "labeled_y", "pool_X", "n_classes", "learner", "loss", "evaluate_on"),
                        GoldenChange::errorReduction),
                "quire",
                new Ours(Set.of("X", "labeled_y", "lambda", "gamma"), GoldenChange::quire));
    }

    /** The first rows are labelled, −1 or 1. */
    private static Map<String, GoldenArray> quire(GoldenCase one) {
        Quire quire =
                new Quire(one.input("gamma").asDouble(), one.input("lambda").asDouble());
        TaughtEmbeddings evidence =
                afterFirst(one.array("X").matrix(), one.array("labeled_y").integers());
        return Map.of("scores", GoldenArray.of(quire.score(evidence)));
    }

    /** The first rows are labelled, −1 or 1, the others candidates with their row as id. */
    static TaughtEmbeddings afterFirst(Matrix all, int... labels) {
        int[] known = IntStream.range(0, labels.length).toArray();
        int[] rest = IntStream.range(labels.length, all.rows()).toArray();
        Items items = Items.range(all.rows());
        int[] classes = IntStream.of(labels).map(label -> label < 0 ? 0 : 1).toArray();
        return TaughtEmbeddings.of(
                items.select(rest), all.select(rest), all.select(known), new Labels(items.select(known), classes, 2));
    }

    /** The learner of the golden cases: kernel sums of each class, with a prior. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Parzen(double gamma, double prior, Matrix places, int[] labels, int classes) {

        Parzen with(Matrix place, int label) {
            int[] more = Arrays.copyOf(labels, labels.length + 1);
            more[labels.length] = label;
            return new Parzen(gamma, prior, places.followedBy(place), more, classes);
        }

        Matrix probabilities(Matrix features) {
            double[][] p = new double[features.rows()][classes];
            for (int i = 0; i < p.length; i++) {
                Arrays.fill(p[i], prior);
                for (int j = 0; j < labels.length; j++) {
                    p[i][labels[j]] += Math.exp(-gamma * Distances.squared(features, i, places, j));
                }
                double sum = Arrays.stream(p[i]).sum();
                for (int c = 0; c < classes; c++) {
                    p[i][c] /= sum;
                }
            }
            return DoubleMatrix.of(p);
        }
    }

    /** Theirs is a sum, lower better; measured on labelled items too, where those are made candidates here. */
    private static Map<String, GoldenArray> errorReduction(GoldenCase one) {
        Parzen model = new Parzen(
                one.input("learner").get("gamma").asDouble(),
                one.input("learner").get("prior").asDouble(),
                one.array("labeled_X").matrix(),
                one.array("labeled_y").integers(),
                one.integer("n_classes"));
        String measuredOn = one.input("evaluate_on").asString();
        Matrix pool = one.array("pool_X").matrix();
        Matrix all = measuredOn.startsWith("all labelled") ? pool.followedBy(model.places) : pool;
        boolean itself = !measuredOn.equals("pool without the candidate");
        ExpectedError loss =
                one.input("loss").asString().startsWith("entropy") ? ExpectedError.LOG : ExpectedError.BINARY;
        double[] scores = new ExpectedErrorReduction(loss, 0, 0, itself).score(refits(model, all));
        int count = itself ? all.rows() : all.rows() - 1;
        double[] sums = IntStream.range(0, pool.rows())
                .mapToDouble(row -> -scores[row] * count)
                .toArray();
        return Map.of("scores", GoldenArray.of(sums));
    }

    private static Refits refits(Parzen model, Matrix places) {
        Labels none = new Labels(Items.range(0), new int[0], model.classes);
        TaughtPredictions now = TaughtPredictions.of(
                Items.range(places.rows()),
                model.probabilities(places),
                places,
                FloatMatrix.of(),
                FloatMatrix.of(),
                none);
        return Refits.of(
                now,
                (row, label, rows) ->
                        model.with(places.select(new int[] {row}), label).probabilities(places.select(rows)));
    }
}
