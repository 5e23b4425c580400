package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Embeddings;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.Neighbours;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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
@Advice(
        use =
                "Early rounds on data that lie on a manifold: the crowded places first, each pick lowering the density around it.",
        avoid =
                "Blind for what the model knows, it stays in crowds when the borders need labels. In high dimensions some items are everybody's neighbour.")
public record GraphDensity(
        @Help("how many nearest neighbours each candidate is joined with, at least 1")
        int neighbours,

        @Help("whether labelled items lower the density around them")
        boolean lowering)
        implements Acquisition<Embeddings>, Estimated {

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
        requireRoom(evidence);
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
        requireRoom(evidence);
        Whole whole = Whole.of(evidence, Randomness.seed(0));
        return new Graph(
                        Neighbours.manhattan(whole.places(), neighbours, row -> whole.id(row)),
                        whole.places().cols())
                .density;
    }

    /** The graph with its distances, its edges in both directions, what is known of a row, and the places in one matrix unless they are in a file. */
    private void requireRoom(Embeddings evidence) {
        long places =
                (long) evidence.embeddings().cols() * (evidence.embeddings().isDouble() ? 8 : 4);
        long row = 20L * neighbours + 40 + (evidence.embeddings().isInMemory() ? places : 0);
        Memory.require(
                (evidence.size() + (long) evidence.labelled().rows()) * row,
                "Graph density of (%d) candidates".formatted(evidence.size()),
                "join each with fewer neighbours, for example graph-density{neighbours: 3}, or choose among fewer candidates with subpool");
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        double all = sizes.n() + sizes.m();
        Work distances = Work.numbers(0.5 * all * all * sizes.dimensions());
        Work rankings = Work.numbers((sizes.k() + (lowering ? sizes.m() : 0)) * all);
        return Estimate.exact(sizes, distances.plus(rankings))
                .holding(all * (20.0 * neighbours + 40 + Double.BYTES * sizes.dimensions()));
    }

    /** The neighbours of every row in both directions, one list after the other. */
    private static final class Graph {
        private final int[] starts; // where the list of a row begins
        private final int[] edges;
        private final double[] density;
        private final boolean[] taken;

        Graph(Neighbours near, double d) {
            int all = near.size();
            this.starts = new int[all + 1];
            this.density = new double[all];
            this.taken = new boolean[all];
            each(near, (row, other) -> starts[row + 1]++);
            for (int row = 0; row < all; row++) {
                starts[row + 1] = Math.addExact(starts[row], starts[row + 1]);
            }
            this.edges = new int[starts[all]];
            int[] next = starts.clone();
            each(near, (row, other) -> edges[next[row]++] = other);
            for (int row = 0; row < all; row++) {
                density[row] = mean(near, row, d);
            }
        }

        private interface Edge {
            void from(int row, int other);
        }

        /** Each edge once from either end. */
        private static void each(Neighbours near, Edge work) {
            for (int row = 0; row < near.size(); row++) {
                for (int place = 0; place < near.k(); place++) {
                    int other = near.neighbour(row, place);
                    work.from(row, other);
                    if (place(near, /* row= */ other, /* other= */ row) < 0) {
                        work.from(other, row);
                    }
                }
            }
        }

        /** Where {@code other} stands among the neighbours of a row, −1 if it is none. */
        private static int place(Neighbours near, int row, int other) {
            for (int place = 0; place < near.k(); place++) {
                if (near.neighbour(row, place) == other) {
                    return place;
                }
            }
            return -1;
        }

        private double mean(Neighbours near, int row, double d) {
            double[] weights = new double[starts[row + 1] - starts[row]];
            for (int i = 0; i < weights.length; i++) {
                int other = edges[starts[row] + i];
                int place = place(near, row, other);
                double distance = place < 0
                        ? near.distance(other, place(near, /* row= */ other, /* other= */ row))
                        : near.distance(row, place);
                weights[i] = StrictMath.exp(-distance / d);
            }
            Arrays.sort(weights);
            double sum = 0;
            for (double weight : weights) {
                sum += weight; // by size, so that it does not depend on the order of the rows
            }
            return weights.length == 0 ? 0 : sum / weights.length;
        }

        /** The densest row from {@code from} on that was not taken. */
        int densest(int from, int to, TopK.Ties ties) {
            int[] open = IntStream.range(from, to).filter(row -> !taken[row]).toArray();
            double[] some = Arrays.stream(open).mapToDouble(row -> density[row]).toArray();
            return open[TopK.largest(some, 1, i -> ties.of(open[i]))[0]];
        }

        void take(int row) {
            taken[row] = true;
            for (int i = starts[row]; i < starts[row + 1]; i++) {
                density[edges[i]] -= density[row];
            }
        }
    }
}
