package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Embeddings;
import dev.quarry.kernel.Neighbours;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Graph density: each candidate is joined with its k nearest neighbours, an edge weighs {@code exp(−distance / d)}, the
 * sum of absolute differences being the distance, and the density of a candidate is the mean weight of its edges. The
 * densest candidate is taken and its density subtracted from that of its neighbours, again and again. The score of a pick
 * is what was left of its density, which may be negative.
 *
 * <p>The graph is symmetric: who is a neighbour has a neighbour. Labelled items are nodes as well and lower
 * the density around them as if they had been taken before, the densest first; with {@code lowering: false} they do not, as
 * in the code of google/active-learning.
 *
 * <p>O((n + m)²·d / 2) time, O((n + m)·(k + d)) memory. Ebert, Fritz, Schiele. <i>RALF: a reinforced active learning
 * formulation for object class recognition.</i> CVPR 2012.
 */
@AutoService(Part.class)
@Named(
        value = "graph-density",
        summary = "The candidate closest to its neighbours, each pick lowering the density around it.",
        formula = "max over candidates of mean over neighbours of exp(−Σ|h(x) − h(x')| / d), less the picks beside it",
        cost = "O(n²·d / 2)",
        paper =
                "Ebert, Fritz, Schiele. RALF: a reinforced active learning formulation for object class recognition. CVPR 2012")
public record GraphDensity(
        @Help("how many nearest neighbours each candidate is joined with, at least 1")
        int neighbours,

        @Help("whether labelled items lower the density around them")
        boolean lowering)
        implements Acquisition<Embeddings> {

    /** States the rules. */
    public GraphDensity {
        if (neighbours < 1) {
            throw new IllegalArgumentException("The neighbours (%d) must be at least 1.".formatted(neighbours));
        }
    }

    /** Ten neighbours; around labelled items density is lower. */
    public GraphDensity() {
        this(10, true);
    }

    @Override
    public Selection select(Embeddings evidence, int budget, Randomness random) {
        int n = evidence.size();
        int size = Math.min(Math.max(budget, 0), n);
        if (size == 0) {
            return new Selection(List.of());
        }
        Whole whole = Whole.of(evidence, random);
        Randomness tie = random.purpose("tie");
        TopK.Ties ties = row -> tie.tie(whole.id(row));
        Graph graph = new Graph(
                Neighbours.manhattan(whole.places(), neighbours, ties),
                whole.places().cols());
        for (int labelled = n; labelled < whole.size() && lowering; labelled++) {
            graph.take(graph.densest(n, whole.size(), ties));
        }
        List<Pick> picks = new ArrayList<>(size);
        String reason = Scores.reason(this);
        for (int i = 0; i < size; i++) {
            int row = graph.densest(0, n, ties);
            picks.add(new Pick(evidence.items().id(row), graph.density[row], reason));
            graph.take(row);
        }
        return new Selection(picks);
    }

    /** The density of every candidate before anything is taken, then of every labelled item, shape [n + m]. */
    public double[] density(Embeddings evidence) {
        Whole whole = Whole.of(evidence, Randomness.seed(0));
        return new Graph(
                        Neighbours.manhattan(whole.places(), neighbours, row -> whole.id(row)),
                        whole.places().cols())
                .density;
    }

    private static final class Graph {
        private final Neighbours near;
        private final int[] starts; // of the runs of others
        private final int[]
                others; // edges, as row · k + place, of those to whom a row is near but who are not near to it
        private final double[] density;
        private final boolean[] taken;

        Graph(Neighbours near, int d) {
            int all = near.size();
            this.near = near;
            this.starts = new int[all + 1];
            this.others = others(near, starts);
            this.density = new double[all];
            this.taken = new boolean[all];
            for (int row = 0; row < all; row++) {
                int first = starts[row];
                double[] distances = new double[near.k() + starts[row + 1] - first];
                for (int i = 0; i < distances.length; i++) {
                    int edge = i < near.k() ? row * near.k() + i : others[first + i - near.k()];
                    distances[i] = near.distance(edge / near.k(), edge % near.k());
                }
                density[row] = density(distances, d);
            }
        }

        /** The mean weight, summed by size, so that it does not depend on the order of the rows. */
        private static double density(double[] distances, int d) {
            Arrays.sort(distances);
            double sum = 0;
            for (int i = distances.length - 1; i >= 0; i--) {
                sum += StrictMath.exp(-distances[i] / d);
            }
            return distances.length == 0 ? 0 : sum / distances.length;
        }

        private static int[] others(Neighbours near, int[] starts) {
            for (int edge = 0; edge < near.size() * near.k(); edge++) {
                if (oneSided(near, edge)) {
                    starts[near.neighbour(edge / near.k(), edge % near.k()) + 1]++;
                }
            }
            for (int row = 0; row < near.size(); row++) {
                starts[row + 1] += starts[row];
            }
            int[] next = starts.clone();
            int[] others = new int[starts[near.size()]];
            for (int edge = 0; edge < near.size() * near.k(); edge++) {
                if (oneSided(near, edge)) {
                    others[next[near.neighbour(edge / near.k(), edge % near.k())]++] = edge;
                }
            }
            return others;
        }

        private static boolean oneSided(Neighbours near, int edge) {
            int row = edge / near.k();
            int neighbour = near.neighbour(row, edge % near.k());
            for (int place = 0; place < near.k(); place++) {
                if (near.neighbour(neighbour, place) == row) {
                    return false;
                }
            }
            return true;
        }

        /** The densest row from {@code from} on that was not taken. */
        int densest(int from, int to, TopK.Ties ties) {
            int densest = -1;
            for (int row = from; row < to; row++) {
                if (!taken[row] && (densest < 0 || before(row, densest, ties))) {
                    densest = row;
                }
            }
            return densest;
        }

        private boolean before(int row, int other, TopK.Ties ties) {
            return density[row] != density[other]
                    ? density[row] > density[other]
                    : Long.compareUnsigned(ties.of(row), ties.of(other)) < 0;
        }

        void take(int row) {
            taken[row] = true;
            for (int place = 0; place < near.k(); place++) {
                density[near.neighbour(row, place)] -= density[row];
            }
            for (int i = starts[row]; i < starts[row + 1]; i++) {
                density[others[i] / near.k()] -= density[row];
            }
        }
    }
}
