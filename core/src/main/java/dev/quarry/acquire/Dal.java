package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Embeddings;
import dev.quarry.item.Items;
import dev.quarry.kernel.BinaryLogistic;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import dev.quarry.kernel.Workers;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Discriminative active learning: a classifier tells labelled items from unlabelled ones by where they are, and the
 * candidates that it is surest are unlabelled are taken. The batch is chosen in parts; what was taken counts as labelled in
 * the next one, and the classifier is fitted again, which spreads the batch.
 *
 * <p>The classifier is a logistic regression with an L2 penalty in which both sides weigh the same; the paper trains a
 * network of three layers on the same representation. It learns from all labelled items and from at most {@code ratio} times
 * as many candidates, drawn anew for each part; all candidates can be taken. Labels play no part: items chosen earlier in
 * the same batch count as labelled. With nothing labelled the first pick is drawn uniformly. The score of a pick is its
 * log-odds of being unlabelled when it was taken, 0 for a drawn one.
 *
 * <p>O(parts·(n·d + steps·ratio·m·d)) time, O((1 + ratio)·(m + k)·d + n) memory. Gissin, Shalev-Shwartz. <i>Discriminative
 * active learning.</i> 2019.
 */
@AutoService(Part.class)
@Named(
        value = "dal",
        summary = "Discriminative active learning: the candidates first that look least like the labelled items.",
        formula = "max over candidates of P(unlabelled | h(x)) by a classifier of labelled against unlabelled",
        cost = "O(parts·(n·d + steps·ratio·m·d))",
        paper = "Gissin, Shalev-Shwartz. Discriminative active learning. 2019")
@Advice(
        use = "To make the labelled items look like the pool: it asks for what a classifier can tell from them.",
        avoid =
                "It does not know the classes, so it covers dense and sure regions as gladly as doubtful ones. Each part of a batch costs a fit of its own.")
public record Dal(
        @Help("in how many parts a batch is chosen, at least 1")
        int parts,

        @Help("how many unlabelled items the classifier learns from for each labelled one, above 0")
        double ratio,

        @Help("the L2 penalty of the classifier, above 0") double penalty)
        implements Acquisition<Embeddings> {

    private static final int CHUNK = 2048;

    /** States the rules. */
    public Dal {
        if (parts < 1) {
            throw new IllegalArgumentException("The parts (%d) must be at least 1.".formatted(parts));
        }
        if (!(ratio > 0 && ratio < Double.POSITIVE_INFINITY) || !(penalty > 0 && penalty < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "The ratio (%s) and the penalty (%s) must be above 0 and finite.".formatted(ratio, penalty));
        }
    }

    /** Twenty parts, ten unlabelled for a labelled item, as in the paper, and a penalty of 1. */
    public Dal() {
        this(20, 10, 1);
    }

    @Override
    public Selection select(Embeddings evidence, int budget, Randomness random) {
        int size = Math.min(Math.max(budget, 0), evidence.size());
        Division division = new Division(evidence, random);
        String reason = Scores.reason(this);
        List<Pick> picks = new ArrayList<>(size);
        if (size > 0 && evidence.labelled().rows() == 0) {
            picks.add(new Pick(evidence.items().id(division.drawn()), 0, reason));
        }
        for (int part = 1; picks.size() < size; part++) {
            int until = (int) Math.max(picks.size() + 1L, (long) size * part / parts);
            double[] odds = division.odds(part, ratio, penalty);
            for (int row : division.take(odds, until - picks.size())) {
                picks.add(new Pick(evidence.items().id(row), odds[row], reason));
            }
        }
        return new Selection(picks);
    }

    /** What counts as labelled so far, and the classifier. */
    private static final class Division {
        private final Items items;
        private final Matrix places;
        private final Matrix labelled;
        private final Randomness random;
        private final TopK.Ties ties;
        private final List<Integer> taken = new ArrayList<>();
        private final boolean[] gone;
        private @Nullable BinaryLogistic classifier;

        Division(Embeddings evidence, Randomness random) {
            this.items = evidence.items();
            this.places = evidence.embeddings();
            this.labelled = evidence.labelled().select(Whole.byPlace(evidence.labelled()));
            this.random = random;
            this.ties = Scores.ties(items, random);
            this.gone = new boolean[items.size()];
        }

        int drawn() {
            return take(Scores.uniform(items, random.purpose("first")), 1)[0];
        }

        /** The candidates of the largest numbers that were not taken before. */
        int[] take(double[] numbers, int count) {
            double[] open = numbers.clone();
            Arrays.setAll(open, row -> gone[row] ? Double.NEGATIVE_INFINITY : open[row]);
            int[] rows = TopK.largest(open, count, ties);
            for (int row : rows) {
                gone[row] = true;
                taken.add(row);
            }
            return rows;
        }

        /** The log-odds of being unlabelled, for every candidate. */
        double[] odds(int part, double ratio, double penalty) {
            int[] known = taken.stream().mapToInt(Integer::intValue).toArray();
            int labels = labelled.rows() + known.length;
            int[] open = sample(part, (int) Math.min(gone.length - known.length, Math.ceil(ratio * labels)));
            int[] rows =
                    IntStream.concat(Arrays.stream(known), Arrays.stream(open)).toArray();
            Memory.require((long) rows.length * places.cols() * Double.BYTES, "What the classifier of DAL learns from");
            Matrix some = places.select(rows);
            Matrix points = labelled.rows() == 0 ? some : labelled.followedBy(some);
            double[] sides = new double[points.rows()];
            Arrays.fill(sides, 0, labels, -0.5 * sides.length / labels);
            Arrays.fill(sides, labels, sides.length, 0.5 * sides.length / open.length);
            BinaryLogistic fitted = BinaryLogistic.fit(points, sides, penalty, classifier);
            classifier = fitted;
            double[] odds = new double[items.size()];
            Workers.current().chunks(odds.length, CHUNK, (from, to) -> {
                double[] out = new double[to - from];
                fitted.logOdds(places, from, to, out);
                System.arraycopy(out, 0, odds, from, out.length);
            });
            return odds;
        }

        /** Some candidates that are not taken yet, uniformly. */
        private int[] sample(int part, int count) {
            Randomness draw = random.purpose("unlabelled").round(part);
            double[] numbers = Scores.uniform(items, draw);
            Arrays.setAll(numbers, row -> gone[row] ? -1 : numbers[row]);
            return TopK.largest(numbers, count, ties);
        }
    }
}
