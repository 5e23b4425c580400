package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Embeddings;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.FarthestFirst;
import dev.quarry.kernel.LazyGreedy;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import dev.quarry.kernel.Workers;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * Disparity, also dispersion: greedily the batch that lies farthest apart from itself and from what is labelled, by the sum
 * of all distances or by the smallest. The certificate is that of the labelled items and picks together, distances among
 * labelled items left out. The score of a pick is the sum of its distances to what was there before, or its smallest.
 *
 * <p>Neither is submodular: a sum of distances grows the more, the more is taken, so here every gain is evaluated, and the
 * greedy batch is within a factor of two of the best for other reasons. By the smallest distance the greedy picks are those
 * of {@link KCenter}; the sum prefers the rim of the pool and does not mind neighbours there. With nothing labelled the first
 * pick is any candidate, of score 0.
 *
 * <p>Distances are rounded to 2⁻⁴⁰ of the extent of the places where they are summed.
 *
 * <p>O(n·(m + k)·d) time, O(n) memory over the embeddings. Ravi, Rosenkrantz, Tayi. <i>Heuristic and special case
 * algorithms for dispersion problems.</i> Operations Research 42, 1994; Dasgupta, Kumar, Ravi. <i>Summarization through
 * submodularity and dispersion.</i> ACL 2013.
 */
@AutoService(Part.class)
@Named(
        value = "disparity",
        summary = "Far from everything labelled or taken, by the sum of distances or by the smallest.",
        formula = "max over candidates of Σ (or min) over labelled or taken s of ‖h(x) − h(s)‖",
        cost = "O(n·(m + k)·d)",
        paper =
                "Ravi, Rosenkrantz, Tayi. Heuristic and special case algorithms for dispersion problems. Operations Research 42, 1994")
@Advice(
        use =
                "The sum wants the rim of the pool, the smallest distance is k-center without its certificate: a yardstick for how much of a result is mere spread.",
        avoid =
                "The sum takes copies of one far corner, since nothing keeps picks apart from one another but their sum. It is not submodular, so greedy promises nothing for it.")
public record Disparity(
        @Help("what is large: sum of all distances, or min, the smallest")
        Form form) implements Acquisition<Embeddings> {

    private static final int CHUNK = 1024;

    /** What is made of the distances. */
    public enum Form {
        /** Their sum. */
        SUM,

        /** The smallest. */
        MIN
    }

    /** The sum. */
    public Disparity() {
        this(Form.SUM);
    }

    @Override
    public Selection select(Embeddings evidence, int budget, Randomness random) {
        TopK.Ties ties = Scores.ties(evidence.items(), random);
        int size = Math.min(Math.max(budget, 0), evidence.size());
        if (size == 0) {
            return new Selection(List.of());
        }
        return form == Form.SUM ? bySum(evidence, size, ties) : bySmallest(evidence, size, ties);
    }

    private Selection bySmallest(Embeddings evidence, int size, TopK.Ties ties) {
        LazyGreedy.Result taken =
                LazyGreedy.takeOnly(FarthestFirst.lazy(evidence.embeddings(), evidence.labelled()), size, ties);
        List<Pick> picks = new ArrayList<>(size);
        double smallest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            boolean alone = taken.gain(i) == Double.MAX_VALUE;
            double distance = alone ? 0 : Math.sqrt(taken.gain(i));
            smallest = alone ? smallest : Math.min(smallest, distance);
            picks.add(new Pick(evidence.items().id(taken.row(i)), distance, Scores.reason(this)));
        }
        boolean apart = smallest < Double.POSITIVE_INFINITY;
        return new Selection(picks, apart ? new Certificate("smallest distance", smallest) : null);
    }

    private Selection bySum(Embeddings evidence, int size, TopK.Ties ties) {
        Sums sums = new Sums(evidence);
        List<Pick> picks = new ArrayList<>(size);
        double total = 0;
        while (true) {
            int row = TopK.largest(sums.values, 1, ties)[0];
            double sum = sums.of(row);
            total += sum;
            picks.add(new Pick(evidence.items().id(row), sum, Scores.reason(this)));
            if (picks.size() == size) {
                return new Selection(picks, new Certificate("sum of distances", total));
            }
            sums.take(row);
        }
    }

    /** The sum of the distances of each candidate to what is labelled or taken, −1 for one that is taken. */
    private static final class Sums {
        private final Matrix points;
        private final double[] values; // whole multiples of the unit
        private final double unit;

        Sums(Embeddings evidence) {
            this.points = evidence.embeddings();
            this.values = new double[points.rows()];
            this.unit = Math.scalb(1.0, Math.getExponent(extent(evidence)) - 40);
            for (int row = 0; row < evidence.labelled().rows(); row++) {
                add(evidence.labelled(), row);
            }
        }

        /** At least as large as the largest distance, and the same for every order of the places. */
        private static double extent(Embeddings evidence) {
            double longest = Float.MIN_NORMAL;
            for (Matrix places : List.of(evidence.embeddings(), evidence.labelled())) {
                for (int row = 0; row < places.rows(); row++) {
                    longest = Math.max(longest, Math.sqrt(Distances.dot(places, row, places, row)));
                }
            }
            return 4 * longest;
        }

        double of(int row) {
            return values[row] * unit;
        }

        void take(int row) {
            add(points, row);
            values[row] = -1;
        }

        private void add(Matrix places, int centre) {
            Workers.current().chunks(values.length, CHUNK, (from, to) -> {
                double[] squared = new double[to - from];
                Distances.squared(points, from, to, places, centre, squared);
                for (int row = from; row < to; row++) {
                    values[row] += values[row] >= 0 ? Math.rint(Math.sqrt(squared[row - from]) / unit) : 0;
                }
            });
        }
    }
}
