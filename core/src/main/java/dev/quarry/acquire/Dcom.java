package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.Labels;
import dev.quarry.evidence.TaughtPredictions;
import dev.quarry.kernel.BallCover;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.NearestCentres;
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
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * DCoM: coverage while labels are few, margin when they cover the pool, and in between both in proportion. Every labelled
 * item has a ball of its own radius; the share of all items inside some ball is the coverage o, and the competence
 * {@code (1 + e^(−k(1 − a))) / (1 + e^(−k(o − a)))} is what the margin weighs, its rest what the density weighs: how many
 * items outside all balls lie nearer than the mean radius. A pick covers those, so that the next one is elsewhere.
 *
 * <p>A radius is found by halving an interval from 0 to 1.5·δ {@value #HALVINGS} times, so that the share of items in the
 * ball which the model answers as the labelled one was, is at least {@code 0.2·o + 0.4}; o is here the coverage by balls of
 * radius δ. The authors keep each radius from the round in which its item was labelled; here all follow from the present
 * model and labels, so that nothing must be remembered. With δ = 0 it is chosen as in {@link ProbCover}.
 *
 * <p>The score of a pick is {@code c·u + (1 − c)·v} in [0, 1]: the margin 1 − (p₁ − p₂) scaled to [0, 1] over the
 * candidates, and the share of the largest density that is left. Items chosen in the same batch have no label to be pure of;
 * their balls have the mean radius. The certificate is the share of the candidates that is covered in the end.
 *
 * <p>O(n²·d / 2 + (n + m)·m·d) time, O((n + m)·d) memory and no graph. Mishal, Weinshall. <i>DCoM: active learning for all
 * learners.</i> 2024.
 */
@AutoService(Part.class)
@Named(
        value = "dcom",
        summary =
                "Candidates that cover uncovered ones while labels are few, of little margin when they cover the pool.",
        formula = "max over candidates of c·(1 − (p₁ − p₂)) + (1 − c)·density, c the competence by coverage",
        cost = "O(n²·d / 2 + (n + m)·m·d), without a graph in memory",
        paper = "Mishal, Weinshall. DCoM: active learning for all learners. 2024")
@Advice(
        use =
                "One method for few and for many labels: it covers while the model covers little, and doubts when it covers much.",
        avoid =
                "Balls of one radius per labelled item cannot follow clusters of many densities. Purity is judged by the model's own answers.")
public record Dcom(
        @Help("δ, the radius to begin with, above 0; 0 to choose it by purity")
        double delta,

        @Help("a, the coverage at which the margin begins to weigh, in [0, 1]")
        double turn,

        @Help("k, how sharply it does, above 0") double steepness,

        @Help("how many clusters stand in for the classes where δ is chosen, at least 1")
        int clusters,

        @Help("whether places are scaled to unit length first")
        boolean unit)
        implements Acquisition<TaughtPredictions>, Estimated {

    private static final double REACH = 1.5;
    private static final int HALVINGS = 10;
    private static final double PURITY = 0.95;

    /** States the rules. */
    public Dcom {
        if (!(delta >= 0) || !(turn >= 0 && turn <= 1) || !(steepness > 0) || clusters < 1) {
            throw new IllegalArgumentException(
                    "The delta (%s) must not be negative, the turn (%s) in [0, 1], the steepness (%s) above 0 and the clusters (%d) at least 1."
                            .formatted(delta, turn, steepness, clusters));
        }
    }

    /** δ by purity over ten clusters, a 0.8 and k 50 as the authors' code has them, in the space as it is. */
    public Dcom() {
        this(0, 0.8, 50, 10, false);
    }

    @Override
    public Selection select(TaughtPredictions evidence, int budget, Randomness random) {
        int size = Math.min(Math.max(budget, 0), evidence.size());
        if (size == 0) {
            return new Selection(List.of());
        }
        Embeddings space = unit ? UnitLength.of(evidence) : evidence;
        double start = delta > 0 ? delta : new ProbCover(0, PURITY, clusters, false).pure(space, random);
        Balls balls = new Balls(evidence, space, start);
        double competence = competence(balls.coverage());
        double[] margins = scaled(Measure.MARGIN.of(evidence));
        BallCover cover = new BallCover(space.embeddings(), balls.open(), balls.mean());
        TopK.Ties ties = Scores.ties(evidence.items(), random);
        Densities densities = new Densities(cover);
        double[] scores = new double[evidence.size()];
        boolean[] taken = new boolean[scores.length];
        List<Pick> picks = new ArrayList<>(size);
        String reason = Scores.reason(this);
        while (picks.size() < size) {
            densities.forget();
            double densest = densities.largest(taken);
            int row = densities.best(
                    scores, ties, one -> taken[one] ? -1 : score(competence, margins[one], densities.of(one), densest));
            picks.add(new Pick(evidence.items().id(row), scores[row], reason));
            taken[row] = true;
            cover.take(row);
        }
        double share = 1 - (double) cover.uncovered() / scores.length;
        return new Selection(picks, new Certificate("covered share", share));
    }

    private static double score(double competence, double margin, double density, double densest) {
        return competence * margin + (1 - competence) * (densest == 0 ? 0 : density / densest);
    }

    /**
     * How many uncovered items lie near each candidate. What was known of a density bounds it from above, so only those
     * are brought up to date that may be the largest, or whose score may be.
     */
    @Override
    public Estimate estimate(Sizes sizes) {
        double all = sizes.n() + sizes.m();
        Work balls =
                Work.distances(all * sizes.m() * sizes.dimensions()).plus(Work.numbers(all * sizes.m() * HALVINGS));
        Work rankings = Work.numbers(8.0 * sizes.k() * sizes.n());
        return new ProbCover(delta, PURITY, clusters, unit)
                .estimate(sizes)
                .plus(Estimate.probabilities(sizes))
                .plus(Estimate.exact(sizes, balls.plus(rankings)))
                .holding(2 * Double.BYTES * all);
    }

    private static final class Densities {
        private static final int TOGETHER = 1024;

        private final BallCover cover;
        private final boolean[] fresh;

        Densities(BallCover cover) {
            this.cover = cover;
            this.fresh = new boolean[cover.size()];
        }

        /** Something was taken: all that is known are bounds, unless the cover keeps its gains current. */
        void forget() {
            Arrays.fill(fresh, cover.isCurrent());
        }

        /** The density of a candidate, or a bound of it. */
        double of(int row) {
            return cover.gain(row, Double.POSITIVE_INFINITY);
        }

        /** The largest density of a candidate that is not taken. */
        double largest(boolean[] taken) {
            double[] known = new double[fresh.length];
            int row = best(known, one -> one, one -> taken[one] ? -1 : of(one));
            return Math.max(0, known[row]);
        }

        /** The row of the largest value, which grows with its density; all values are left in {@code values}. */
        int best(double[] values, TopK.Ties ties, IntToDoubleFunction value) {
            double[] some = new double[TOGETHER];
            for (int together = 1; ; together = Math.min(2 * together, TOGETHER)) {
                Arrays.setAll(values, value);
                int[] rows = TopK.largest(values, together, ties);
                if (fresh[rows[0]]) {
                    return rows[0];
                }
                int[] stale = Arrays.stream(rows).filter(row -> !fresh[row]).toArray();
                cover.gains(stale, stale.length, 0, some);
                Arrays.stream(stale).forEach(row -> fresh[row] = true);
            }
        }
    }

    /** 1 where everything is covered. */
    private double competence(double coverage) {
        double whole = 1 + StrictMath.exp(-steepness * (1 - turn));
        return whole / (1 + StrictMath.exp(-steepness * (coverage - turn)));
    }

    /** From 0 for the least to 1 for the largest; all 0 where they are the same. */
    private static double[] scaled(double[] margins) {
        double least = Arrays.stream(margins).min().orElse(0);
        double range = Arrays.stream(margins).max().orElse(0) - least;
        return Arrays.stream(margins)
                .map(margin -> range == 0 ? 0 : (margin - least) / range)
                .toArray();
    }

    /** The balls around labelled items: rows 0 to n − 1 of what they may cover are the candidates, the labelled follow. */
    private static final class Balls {
        private final Embeddings space;
        private final Labels labels;
        private final int[] answers;
        private final boolean[] covered;
        private final double mean;

        Balls(TaughtPredictions evidence, Embeddings space, double start) {
            this.space = space;
            this.labels = evidence.labels();
            this.answers = answers(evidence);
            this.covered = new boolean[answers.length];
            Memory.require((long) Workers.current().threads() * answers.length * Double.BYTES, "The distances of DCoM");
            int[] known = labels.known();
            double purity = 0.2 * coverage(space, known, start) + 0.4;
            double[] radii = new double[labels.size()];
            each(known, (label, squared) -> {
                radii[label] = pure(label, squared, purity, REACH * start);
                cover(squared, radii[label]);
            });
            double sum = 0;
            for (int label : labels.items().rowsById()) {
                sum += radii[label];
            }
            this.mean = known.length == 0 ? start : Math.max(sum / known.length, Double.MIN_VALUE);
            each(labels.rows(Labels.UNKNOWN), (label, squared) -> cover(squared, mean));
        }

        private static int[] answers(TaughtPredictions evidence) {
            int n = evidence.size();
            int[] answers = new int[n + evidence.labels().size()];
            double[] p = new double[evidence.probabilities().cols()];
            for (int row = 0; row < answers.length; row++) {
                if (row < n) {
                    evidence.probabilities().copyRow(row, p);
                } else {
                    evidence.labelledProbabilities().copyRow(row - n, p);
                }
                for (int c = 1; c < p.length; c++) {
                    answers[row] = p[c] > p[answers[row]] ? c : answers[row];
                }
            }
            return answers;
        }

        /** Work on one labelled row that knows its squared distances to all items. */
        @FunctionalInterface
        private interface Ball {
            void of(int label, double[] squared);
        }

        /** The share of all items that balls of one radius would cover. */
        private static double coverage(Embeddings space, int[] known, double radius) {
            Matrix centres = space.labelled().select(known);
            long count = inside(space.embeddings(), centres, radius) + inside(space.labelled(), centres, radius);
            return (double) count / (space.size() + space.labelled().rows());
        }

        private static long inside(Matrix places, Matrix centres, double radius) {
            NearestCentres nearest = NearestCentres.of(places, centres);
            return IntStream.range(0, places.rows())
                    .filter(row -> nearest.squared(row) < radius * radius)
                    .count();
        }

        private void cover(double[] squared, double radius) {
            for (int row = 0; row < squared.length; row++) {
                if (squared[row] < radius * radius) {
                    covered[row] = true; // whichever thread says so
                }
            }
        }

        private void each(int[] rows, Ball ball) {
            Workers.current().chunks(rows.length, Math.max(1, rows.length / 16), (from, to) -> {
                double[] squared = new double[covered.length];
                for (int i = from; i < to; i++) {
                    measure(rows[i], squared);
                    ball.of(rows[i], squared);
                }
            });
        }

        private void measure(int label, double[] squared) {
            Matrix labelled = space.labelled();
            Distances.squared(space.embeddings(), 0, space.size(), labelled, label, squared);
            double[] known = new double[labelled.rows()];
            Distances.squared(labelled, 0, known.length, labelled, label, known);
            System.arraycopy(known, 0, squared, space.size(), known.length);
        }

        private double pure(int label, double[] squared, double purity, double most) {
            double low = 0;
            double high = most;
            for (int i = 0; i < HALVINGS; i++) {
                double middle = (low + high) / 2;
                if (purity(labels.of(label), squared, middle) >= purity) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        /** The share of the items in a ball that are answered as its centre was labelled. */
        private double purity(int label, double[] squared, double radius) {
            int inside = 0;
            int alike = 0;
            for (int row = 0; row < squared.length; row++) {
                if (squared[row] < radius * radius) {
                    inside++;
                    alike += answers[row] == label ? 1 : 0;
                }
            }
            return inside == 0 ? 1 : (double) alike / inside;
        }

        double coverage() {
            int count = 0;
            for (boolean one : covered) {
                count += one ? 1 : 0;
            }
            return covered.length == 0 ? 0 : (double) count / covered.length;
        }

        /** Which candidates lie in no ball. */
        boolean[] open() {
            boolean[] open = new boolean[space.size()];
            for (int row = 0; row < open.length; row++) {
                open[row] = !covered[row];
            }
            return open;
        }

        double mean() {
            return mean;
        }
    }
}
