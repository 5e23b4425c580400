package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.PlacedRegression;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.Gains;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Workers;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Improved greedy sampling on input and output, GSi or iGS: again and again the candidate of the largest
 * {@code min over s of ‖x − x_s‖·|f(x) − y_s|}, s being the labelled items and those taken, whose number is taken to be its
 * prediction. What is near one known item in both senses is out. The score of a pick is that product; with nothing labelled
 * the first pick is any candidate, of score 0, where the paper begins with GSx, which is {@link KCenter}.
 *
 * <p>O(n·(m + k)·d) time at most, O(n) memory over the places. Wu, Lin, Huang. <i>Active learning for regression using
 * greedy sampling.</i> Information Sciences 2019.
 */
@AutoService(Part.class)
@Named(
        value = "improved-greedy-sampling",
        summary = "Far from each known item by place or by predicted number, again and again: GSi, iGS.",
        formula = "max over candidates of min over labelled or taken s of ‖x − x_s‖·|f(x) − y_s|",
        cost = "O(n·(m + k)·d) at most",
        paper = "Wu, Lin, Huang. Active learning for regression using greedy sampling. Information Sciences 2019")
@Advice(
        use =
                "Regression with few labels: items that differ in place and in predicted number, the best of its family in its paper.",
        avoid =
                "A product: a candidate at a known place is never taken, however far off its prediction is, and an outlier in both always is.")
public record ImprovedGreedySampling() implements SetGain<PlacedRegression> {

    private static final int CHUNK = 512;

    @Override
    public Gains gains(PlacedRegression evidence) {
        return new Products(evidence);
    }

    @Override
    public Selection certify(Selection selection, double nextGain) {
        return new Selection(GreedySamplingY.rooted(selection.picks()));
    }

    /** The least product of squares of each candidate, those with picks computed when a candidate is asked for. */
    private static final class Products implements Gains {
        private final Matrix places;
        private final double[] predictions;
        private final double[] least;
        private final int[] seen;
        private final int[] taken;
        private final List<Matrix> takenPlaces = new ArrayList<>();
        private int count;

        Products(PlacedRegression evidence) {
            int n = evidence.size();
            this.places = evidence.embeddings();
            this.predictions = evidence.predictions().toDouble().values();
            this.least = new double[n];
            this.seen = new int[n];
            this.taken = new int[n];
            Arrays.fill(least, Double.MAX_VALUE);
            Matrix labelled = evidence.labelled();
            double[] targets = evidence.targets().toDouble().values();
            Workers.current().chunks(n, CHUNK, (from, to) -> {
                Matrix some = places.holding(from, to);
                for (int s = 0; s < targets.length; s++) {
                    Matrix one = labelled.holding(s, s + 1);
                    for (int row = from; row < to; row++) {
                        narrow(some, row, one, s, targets[s]);
                    }
                }
            });
        }

        private void narrow(Matrix some, int row, Matrix known, int s, double number) {
            double apart = predictions[row] - number;
            if (least[row] > 0) {
                least[row] = Math.min(least[row], Distances.squared(some, row, known, s) * apart * apart);
            }
        }

        @Override
        public int size() {
            return least.length;
        }

        @Override
        public double gain(int row, double floor) {
            while (seen[row] < count && least[row] >= floor) {
                int place = seen[row]++;
                int other = taken[place];
                narrow(places, row, takenPlaces.get(place), other, predictions[other]);
            }
            return least[row];
        }

        @Override
        public void take(int row) {
            taken[count++] = row;
            takenPlaces.add(places.holding(row, row + 1));
        }
    }
}
