package dev.quarry.solve;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Certificate;
import dev.quarry.acquire.Scores;
import dev.quarry.acquire.Selection;
import dev.quarry.evidence.Embeddings;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.FarthestFirst;
import dev.quarry.kernel.LazyGreedy;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.NearPairs;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Core-set by integer programming, robust k-center: the batch with which the smallest radius around what is labelled or
 * taken covers all candidates but a few outliers, where {@code k-center} is within a factor of two and chases them.
 *
 * <p>The radius is searched among the distances that there are, by bisection, from the greedy one down. Each step asks a
 * solver whether so many balls cover enough, on the sparse graph of near pairs. The bounds of the search are right with
 * outliers too: the half of the greedy radius, which published code begins with, bounds the radius from below only without
 * them; with Ξ outliers it is the half of the radius after Ξ more greedy picks.
 *
 * <p>The certificate is the radius found, with the largest radius that is proved to be too small or equal, how many
 * candidates lie outside, how many may, the radius of the greedy picks and the status: {@code optimal}, or
 * {@code time limit}, when the picks are the best found, never worse than the greedy ones. Optimal picks are the same on
 * every machine (one thread, candidates in the order of their random numbers); those at a time limit depend on its speed.
 *
 * <p>A pick's score is how many candidates it is nearest to, outliers not counted; the largest comes first. Where fewer
 * centres are enough, those covered worst fill the batch, outliers last.
 *
 * <p>NP-hard: seconds for a thousand candidates, minutes for a few thousand, then whatever the time allows. O(n²·d) time for
 * distances, 40 bytes for each pair within the greedy radius. Sener, Savarese. <i>Active learning for convolutional neural
 * networks: a core-set approach.</i> ICLR 2018.
 */
@AutoService(Part.class)
@Named(
        value = "core-set-mip",
        summary = "The batch that covers all but a few outliers within the smallest radius, with a certificate.",
        formula = "min over batches S of the radius r with at most ξ·n of x farther than r from labelled and S",
        cost = "O(n²·d) and a search that may take all its time",
        paper = "Sener, Savarese. Active learning for convolutional neural networks: a core-set approach. ICLR 2018")
@Advice(
        use =
                "A batch that must cover all but a few with a proof of how well: small pools, audits, a yardstick for k-center.",
        avoid =
                "Thousands of candidates take minutes and more. Where the time ends the search, another machine may find other picks.")
public record CoreSetMip(
        @Help("ξ, the share of the candidates that may stay outside, in [0, 1)")
        double outliers,

        @Help("after how many seconds the best found will do, above 0; distances come before")
        double seconds,

        @Help("what decides whether a cover exists: scip, or cp-sat, which proves little")
        Solver solver)
        implements Acquisition<Embeddings> {

    private static final String TABLE = "The table of near pairs of core-set-mip, which k-center does without,";

    /** What a pair takes beside its row and distance: its radius, its place in a row of the programme, the solver's. */
    private static final int SPARE = 28;

    /** States the rules. */
    public CoreSetMip {
        if (!(outliers >= 0 && outliers < 1)) {
            throw new IllegalArgumentException("The outliers (%s) must be a share in [0, 1).".formatted(outliers));
        }
        if (!(seconds > 0 && seconds <= 1e6)) {
            throw new IllegalArgumentException("The seconds (%s) must be above 0 and at most 1e6.".formatted(seconds));
        }
    }

    /** One of ten thousand outside, three minutes, SCIP. */
    public CoreSetMip() {
        this(1e-4, 180, Solver.SCIP);
    }

    @Override
    public Selection select(Embeddings evidence, int budget, Randomness random) {
        int n = evidence.size();
        int size = Math.min(Math.max(budget, 0), n);
        if (size == 0) {
            return new Selection(List.of());
        }
        Matrix all = evidence.embeddings();
        Memory.require((long) n * all.cols() * (all.isDouble() ? Double.BYTES : Float.BYTES), TABLE);
        int[] order = TopK.largest(new double[n], n, Scores.ties(evidence.items(), random));
        return new Problem(all.select(order), evidence.labelled(), size).solve(evidence, order);
    }

    /** One choice among candidates that stand in the order of their random numbers. */
    private final class Problem {
        private final Matrix points;
        private final int size;
        private final int allowed; // outliers
        private final double greedyRadius; // squared
        private final Balls balls;
        private final RadiusSearch search;

        Problem(Matrix points, Matrix labelled, int size) {
            int n = points.rows();
            this.points = points;
            this.size = size;
            this.allowed = (int) Math.floor(outliers * n + 1e-9);
            FarthestFirst farthest = new FarthestFirst(points, labelled);
            double[] known = new double[n];
            Arrays.setAll(known, row -> farthest.gain(row, Double.NEGATIVE_INFINITY));
            LazyGreedy.Result spread = LazyGreedy.take(farthest, (int) Math.min(n, (long) size + allowed), row -> row);
            int[] greedy = Arrays.copyOf(spread.rows(), size);
            double[] nearest = known.clone();
            Arrays.stream(greedy).forEach(centre -> narrow(nearest, centre));
            this.greedyRadius = Balls.radius(nearest, allowed);
            // distances in float32 are within a millionth of the true ones, for which the triangle inequality holds
            double least = spread.nextGain() / 4 * (1 - 1e-5);
            this.balls = new Balls(NearPairs.within(points, greedyRadius, SPARE, TABLE), known);
            this.search = new RadiusSearch(balls, greedy, allowed, solver, least);
        }

        private void narrow(double[] nearest, int centre) {
            for (int row = 0; row < nearest.length; row++) {
                nearest[row] = Math.min(nearest[row], Distances.squared(points, row, points, centre));
            }
        }

        Selection solve(Embeddings evidence, int[] order) {
            search.run(seconds);
            double[] nearest = balls.nearest(search.best());
            int[] centres = filled(nearest, Balls.radius(nearest, allowed));
            double radius = Balls.radius(nearest, allowed);
            int[] represented = represented(centres, radius);
            double[] scores = new double[order.length];
            double[] preference = new double[order.length];
            Arrays.fill(preference, -1);
            for (int i = 0; i < centres.length; i++) {
                scores[order[centres[i]]] = represented[i];
                preference[centres[i]] = represented[i];
            }
            int[] picks = IntStream.of(TopK.largest(preference, centres.length, row -> row))
                    .map(row -> order[row])
                    .toArray();
            Selection selection =
                    Scores.picks(evidence.items(), picks, row -> scores[row], Scores.reason(CoreSetMip.this));
            return new Selection(selection.picks(), certificate(nearest, radius));
        }

        /** The centres found, then the candidates farthest from all, those within the radius before the outliers. */
        private int[] filled(double[] nearest, double radius) {
            IntStream.Builder centres = IntStream.builder();
            boolean[] taken = new boolean[nearest.length];
            for (int centre : Arrays.stream(search.best()).distinct().toArray()) {
                centres.add(centre);
                taken[centre] = true;
            }
            double[] preference = new double[nearest.length];
            for (int left = size - (int) Arrays.stream(search.best()).distinct().count(); left > 0; left--) {
                Arrays.setAll(preference, row -> taken[row] ? -2 : nearest[row] > radius ? -1 : nearest[row]);
                int row = TopK.largest(preference, 1, one -> one)[0];
                centres.add(row);
                taken[row] = true;
                narrow(nearest, row);
            }
            return centres.build().toArray();
        }

        /** How many candidates within the radius each centre is nearest to, where no labelled item is as near. */
        private int[] represented(int[] centres, double radius) {
            double[] nearest = balls.labelled();
            int[] nearestCentre = new int[nearest.length];
            Arrays.fill(nearestCentre, -1);
            for (int i = 0; i < centres.length; i++) {
                for (int row = 0; row < nearest.length; row++) {
                    double squared = row == centres[i] ? -1 : Distances.squared(points, row, points, centres[i]);
                    if (squared < nearest[row]) {
                        nearest[row] = squared;
                        nearestCentre[row] = i;
                    }
                }
            }
            int[] represented = new int[centres.length];
            for (int row = 0; row < nearest.length; row++) {
                if (nearestCentre[row] >= 0 && nearest[row] <= radius) {
                    represented[nearestCentre[row]]++;
                }
            }
            return represented;
        }

        private Certificate certificate(double[] nearest, double radius) {
            Map<String, Double> further = new LinkedHashMap<>();
            further.put("lower bound", Math.sqrt(search.optimal() ? radius : search.lowerBound()));
            further.put("outliers", (double)
                    Arrays.stream(nearest).filter(squared -> squared > radius).count());
            further.put("outliers allowed", (double) allowed);
            further.put("greedy radius", Math.sqrt(greedyRadius));
            String status = search.optimal() ? "optimal" : "time limit";
            return new Certificate("covering radius", Math.sqrt(radius), further, status);
        }
    }
}
