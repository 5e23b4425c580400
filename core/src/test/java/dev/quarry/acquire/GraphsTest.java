package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** vote-k, graph density and weighted medoids. */
class GraphsTest {

    private static final Randomness LOWEST = Randomness.seed(4).withLowestIdTies();

    private static DoubleMatrix column(double... places) {
        return DoubleMatrix.wrap(places, places.length, 1);
    }

    private static double[] scores(Selection selection) {
        return selection.picks().stream().mapToDouble(Pick::score).toArray();
    }

    private static DoubleMatrix angles(double... degrees) {
        return DoubleMatrix.of(IntStream.range(0, degrees.length)
                .mapToObj(i -> new double[] {
                    (1 + i) * Math.cos(Math.toRadians(degrees[i])), (1 + i) * Math.sin(Math.toRadians(degrees[i]))
                })
                .toArray(double[][]::new));
    }

    @Test
    void votes_go_to_the_neighbours_by_angle_and_fade_near_what_is_taken() {
        // nearest neighbours: 0 → 1, 1 → 0 (10 against 12), 2 → 1, 3 → 4, 4 → 3
        Embeddings evidence = Embeddings.of(Items.range(5), angles(0, 10, 22, 90, 95), DoubleMatrix.of());
        Selection picks = new VoteK(1).select(evidence, 4, LOWEST);
        // 1 has the votes of 0 and 2; then 0 loses that of 1, which is taken; 3 and 4 have one each, then that of 4 is
        // gone as its voter 3 is taken
        assertThat(picks.ids()).containsExactly(1, 3, 0, 2);
        assertThat(scores(picks)).containsExactly(2, 1, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void vote_k_chooses_as_a_plain_program_does(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 60;
        int m = 3 * (seed - 1);
        DoubleMatrix places = DoubleMatrix.wrap(random.doubles(n * 3L, -1, 1).toArray(), n, 3);
        DoubleMatrix labelled = DoubleMatrix.wrap(random.doubles(m * 3L, -1, 1).toArray(), m, 3);
        Embeddings evidence = Embeddings.of(Items.range(n), places, labelled);
        assertThat(new VoteK(7).select(evidence, 30, LOWEST).ids()).isEqualTo(plainVotes(evidence, 7, 30));
    }

    private static long[] plainVotes(Embeddings evidence, int k, int budget) {
        int n = evidence.size();
        int all = n + evidence.labelled().rows();
        List<Set<Integer>> near = IntStream.range(0, all)
                .mapToObj(v -> IntStream.range(0, all)
                        .filter(u -> u != v)
                        .boxed()
                        .sorted(Comparator.comparingDouble(u -> -cosine(evidence, v, u)))
                        .limit(k)
                        .collect(Collectors.toSet()))
                .toList();
        Set<Integer> taken = new TreeSet<>();
        IntStream.range(n, all).forEach(taken::add);
        List<Long> picks = new ArrayList<>();
        while (picks.size() < budget) {
            int best = -1;
            double most = -1;
            for (int u = 0; u < n; u++) {
                double votes = 0;
                for (int v = 0; v < all; v++) {
                    if (!taken.contains(v) && near.get(v).contains(u)) {
                        int faded = (int)
                                near.get(v).stream().filter(taken::contains).count();
                        votes += Math.pow(10, -faded);
                    }
                }
                if (!taken.contains(u) && votes > most + 1e-12) {
                    most = votes;
                    best = u;
                }
            }
            taken.add(best);
            picks.add((long) best);
        }
        return picks.stream().mapToLong(id -> id).toArray();
    }

    private static double cosine(Embeddings evidence, int a, int b) {
        double[] x = place(evidence, a);
        double[] y = place(evidence, b);
        return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
    }

    private static double[] place(Embeddings evidence, int row) {
        Matrix from = row < evidence.size() ? evidence.embeddings() : evidence.labelled();
        double[] place = new double[from.cols()];
        from.copyRow(row < evidence.size() ? row : row - evidence.size(), place);
        return place;
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(c -> a[c] * b[c]).sum();
    }

    @Test
    void graph_density_is_the_mean_weight_of_edges_and_picks_lower_it() {
        // one neighbour each: 0 – 1, 1 – 3, 7 – 3 (the last by 7 alone)
        Embeddings evidence = Embeddings.of(Items.range(4), column(0, 1, 3, 7), DoubleMatrix.of());
        double[] e = {Math.exp(-1), Math.exp(-2), Math.exp(-4)};
        double[] density = {e[0], (e[0] + e[1]) / 2, (e[1] + e[2]) / 2, e[2]};
        assertThat(new GraphDensity(1, true).density(evidence)).containsExactly(density, within(1e-15));
        Selection picks = new GraphDensity(1, true).select(evidence, 4, LOWEST);
        assertThat(picks.ids()).containsExactly(0, 2, 3, 1);
        double afterFirst = density[1] - density[0];
        assertThat(scores(picks))
                .containsExactly(
                        new double[] {density[0], density[2], density[3] - density[2], afterFirst - density[2]},
                        within(1e-15));
    }

    @Test
    void labelled_items_lower_the_density_around_them_unless_told_otherwise() {
        Embeddings evidence = Embeddings.of(Items.range(3), column(1, 50, 52), column(0));
        assertThat(new GraphDensity(1, false).select(evidence, 1, LOWEST).ids()).containsExactly(0);
        assertThat(new GraphDensity(1, true).select(evidence, 1, LOWEST).ids()).containsExactly(1);
    }

    @Test
    void weighted_medoids_stand_where_the_uncertain_candidates_are() {
        DoubleMatrix p = DoubleMatrix.of(
                new double[] {1, 0}, new double[] {1, 0}, new double[] {0.5, 0.5}, new double[] {1, 0}, new double[] {
                    0.5, 0.5
                });
        LatentPredictions evidence =
                LatentPredictions.of(Items.range(5), p, column(0, 1, 2, 100, 103), DoubleMatrix.of());
        Selection picks = new WeightedKMeansMedoids().select(evidence, 2, LOWEST);
        assertThat(picks.ids()).containsExactlyInAnyOrder(2, 4); // without weights 1 would stand in the middle
        assertThat(scores(picks)).containsExactly(new double[] {Math.log(2), Math.log(2)}, within(1e-12));
        Selection filtered = new WeightedKMeansMedoids(Measure.MARGIN, 1).select(evidence, 2, LOWEST);
        assertThat(filtered.ids()).containsExactlyInAnyOrder(2, 4); // only they are clustered
    }

    @Test
    void with_equal_weights_weighted_medoids_are_medoids() {
        SplittableRandom random = new SplittableRandom(5);
        double[] halves = new double[120];
        Arrays.fill(halves, 0.5);
        LatentPredictions evidence = LatentPredictions.of(
                Items.range(60),
                DoubleMatrix.wrap(halves, 60, 2),
                DoubleMatrix.wrap(random.doubles(120).toArray(), 60, 2),
                DoubleMatrix.of());
        assertThat(new WeightedKMeansMedoids(Measure.MARGIN, 0)
                        .select(evidence, 6, LOWEST)
                        .ids())
                .containsExactlyInAnyOrder(
                        new KMeansMedoids().select(evidence, 6, LOWEST).ids());
    }

    @Test
    void settings_without_sense_are_refused() {
        assertThatThrownBy(() -> new VoteK(0)).hasMessageContaining("neighbours (0)");
        assertThatThrownBy(() -> new GraphDensity(0, true)).hasMessageContaining("neighbours (0)");
        assertThatThrownBy(() -> new WeightedKMeansMedoids(Measure.ENTROPY, 0.5))
                .hasMessageContaining("prefilter (0.5)");
    }
}
