package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Embeddings;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import dev.quarry.kernel.Workers;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * Farthest from the centroid: again and again the candidate farthest from the mean of the labelled items and those
 * taken; while there are neither, from the mean of all candidates. The score of a pick is its squared distance.
 *
 * <p>The mean moves with every pick, so a batch of k is what k batches of one would be. A mean that stood still would
 * take the k outermost items of one direction, which is where the next one always lies.
 *
 * <p>O(k·n·d) time, O(n) memory over the embeddings. The Centroid of the ASTRA library, where the mean is that of the
 * labelled items too.
 */
@AutoService(Part.class)
@Named(
        value = "centroid",
        summary = "The candidate farthest from the mean of what is labelled or taken, again and again.",
        formula = "max over candidates of ‖h(x) − mean of h over labelled and taken‖",
        cost = "O(k·n·d)",
        paper = "Sustainability Lab, IIT Gandhinagar. ASTRA (library). 2023")
@Advice(
        use = "A cheap look at what is unlike the labelled items as a whole, when they form one cloud.",
        avoid =
                "The mean of several clusters lies between them and says nothing about any, so the picks are simply the rim of the pool, outliers first.")
public record Centroid() implements Acquisition<Embeddings> {

    private static final int CHUNK = 1024;

    @Override
    public Selection select(Embeddings evidence, int budget, Randomness random) {
        Matrix points = evidence.embeddings();
        int size = Math.min(Math.max(budget, 0), points.rows());
        if (size == 0) {
            return new Selection(List.of());
        }
        MovingMean mean = new MovingMean(points, evidence.labelled());
        TopK.Ties ties = Scores.ties(evidence.items(), random);
        double[] distances = new double[points.rows()];
        boolean[] taken = new boolean[points.rows()];
        List<Pick> picks = new ArrayList<>(size);
        String reason = Scores.reason(this);
        for (int i = 0; i < size; i++) {
            distances(points, mean.place(), taken, distances);
            int row = TopK.largest(distances, 1, ties)[0];
            picks.add(new Pick(evidence.items().id(row), distances[row], reason));
            taken[row] = true;
            mean.take(row);
        }
        return new Selection(picks);
    }

    private static void distances(Matrix points, Matrix centre, boolean[] taken, double[] out) {
        Workers.current().rows(out.length, CHUNK, (from, to) -> {
            for (int row = from; row < to; row++) {
                out[row] = taken[row] ? -1 : Distances.squared(points, row, centre, 0);
            }
        });
    }
}
