package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Embeddings;
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
import java.util.TreeMap;
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
        private final int[][] edges;
        private final double[] density;
        private final boolean[] taken;

        Graph(Neighbours near, int d) {
            int all = near.size();
            List<TreeMap<Integer, Double>> weights = new ArrayList<>(all);
            for (int row = 0; row < all; row++) {
                weights.add(new TreeMap<>());
            }
            for (int row = 0; row < all; row++) {
                for (int place = 0; place < near.k(); place++) {
                    double weight = StrictMath.exp(-near.distance(row, place) / d);
                    weights.get(row).put(near.neighbour(row, place), weight);
                    weights.get(near.neighbour(row, place)).put(row, weight);
                }
            }
            this.edges = new int[all][];
            this.density = new double[all];
            this.taken = new boolean[all];
            for (int row = 0; row < all; row++) {
                edges[row] = weights.get(row).keySet().stream()
                        .mapToInt(Integer::intValue)
                        .toArray();
                double sum = 0;
                for (double weight : weights.get(row).values().stream().sorted().toList()) {
                    sum += weight; // by size, so that it does not depend on the order of the rows
                }
                density[row] = edges[row].length == 0 ? 0 : sum / edges[row].length;
            }
        }

        /** The densest row from {@code from} on that was not taken. */
        int densest(int from, int to, TopK.Ties ties) {
            int[] open = IntStream.range(from, to).filter(row -> !taken[row]).toArray();
            double[] some = Arrays.stream(open).mapToDouble(row -> density[row]).toArray();
            return open[TopK.largest(some, 1, i -> ties.of(open[i]))[0]];
        }

        void take(int row) {
            taken[row] = true;
            for (int other : edges[row]) {
                density[other] -= density[row];
            }
        }
    }
}
