package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.Embeddings;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypiClustTest {

    private static final Randomness RANDOM = Randomness.seed(7);
    private static final TopK.Ties LOWEST = row -> row;

    private static Embeddings line(double[] labelled, double... places) {
        return Embeddings.of(Items.range(places.length), column(places), column(labelled));
    }

    private static DoubleMatrix column(double... places) {
        return DoubleMatrix.wrap(places, places.length, 1);
    }

    private static TypiClust with(int neighbours, int small, boolean squared) {
        return new TypiClust(neighbours, 500, small, squared);
    }

    @Test
    void of_the_largest_cluster_without_a_label_the_item_nearest_to_its_neighbours_comes_first() {
        // cluster 0 is labelled; cluster 1 has 10, 11, 13 and 20, cluster 2 has 50 and 52
        Embeddings evidence = line(new double[] {0}, 1, 10, 11, 13, 20, 50, 52);
        int[] clusters = {0, 1, 1, 1, 1, 2, 2, 0};
        Selection picks = with(2, 0, false).choose(evidence, clusters, 3, LOWEST);
        // mean distance to the two nearest: 10: 2, 11: 1.5, 13: 2.5, 20: 8; of two items only one neighbour counts
        assertThat(picks.ids()).containsExactly(2, 5, 0);
        assertThat(scores(picks)).containsExactly(new double[] {1 / 1.50001, 1 / 2.00001, 0}, within(1e-12));
    }

    @Test
    void squared_distances_can_prefer_another() {
        // around 0: neighbours at 1 and 7, mean 4; around 10: at 3 and 6, mean 4.5; squares: 25 against 22.5
        Embeddings evidence = line(new double[0], 0, 1, -7, 107, 110, 116, 300);
        int[] clusters = new int[7];
        assertThat(with(2, 0, false).choose(evidence, clusters, 1, LOWEST).ids())
                .isEqualTo(new long[] {0});
        assertThat(with(2, 0, true).choose(evidence, clusters, 1, LOWEST).ids()).isEqualTo(new long[] {4});
    }

    @Test
    void a_cluster_whose_graph_does_not_fit_is_searched_run_by_run_with_the_same_picks() {
        SplittableRandom random = new SplittableRandom(3);
        double[] places =
                random.doubles(200).map(place -> Math.rint(20 * place)).toArray(); // many at the same place
        Embeddings evidence = line(new double[0], places);
        int[] clusters = new int[200];
        for (boolean squared : new boolean[] {false, true}) {
            TypiClust acquisition = with(15, 0, squared);
            Selection usual = acquisition.choose(evidence, clusters, 5, LOWEST);
            for (long budget : new long[] {4 * 16 * 12, 4 * 16 * 12 * 30}) { // runs of one row and of thirty
                assertThat(Memory.using(budget, () -> acquisition.choose(evidence, clusters, 5, LOWEST)))
                        .isEqualTo(usual);
            }
        }
    }

    @Test
    void small_clusters_come_after_all_others_are_used_up() {
        Embeddings evidence = line(new double[0], 0, 100, 101, 102, 200);
        Selection picks = with(20, 1, false).choose(evidence, new int[] {0, 1, 1, 1, 2}, 5, LOWEST);
        assertThat(Arrays.stream(picks.ids()).limit(3)).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(Arrays.stream(picks.ids()).skip(3)).containsExactlyInAnyOrder(0L, 4L);
    }

    @Test
    void clusters_are_found_over_labelled_items_and_candidates() {
        Embeddings evidence = line(
                new double[] {0, 0.5},
                0.1,
                0.2,
                0.3,
                50,
                50.1,
                50.2,
                50.3,
                50.4,
                50.5,
                50.6,
                90,
                90.1,
                90.2,
                90.3,
                90.4,
                90.5);
        long first = with(20, 0, false).select(evidence, 1, RANDOM).ids()[0];
        assertThat(first).isBetween(3L, 15L); // not beside the labels
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void it_chooses_as_a_plain_program_does(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 60;
        int m = random.nextInt(8);
        int groups = 1 + random.nextInt(6);
        Embeddings evidence = Embeddings.of(
                Items.range(n),
                DoubleMatrix.wrap(
                        random.doubles(n * 2L).map(x -> Math.floor(9 * x)).toArray(), n, 2),
                DoubleMatrix.wrap(random.doubles(m * 2L).toArray(), m, 2));
        int[] clusters = random.ints(n + m, 0, groups).toArray();
        boolean squared = seed % 2 == 0;
        assertThat(with(4, 5, squared).choose(evidence, clusters, 25, LOWEST).ids())
                .isEqualTo(plain(evidence, clusters, groups, 25, squared));
    }

    /** As the text of the paper and its code say, everything computed anew for every pick. */
    private static long[] plain(Embeddings evidence, int[] clusters, int groups, int budget, boolean squared) {
        int n = evidence.size();
        int[] order = IntStream.range(0, groups)
                .filter(c -> count(clusters, c, 0, clusters.length) > 5)
                .boxed()
                .sorted((a, b) -> {
                    int labels = count(clusters, a, n, clusters.length) - count(clusters, b, n, clusters.length);
                    return labels != 0
                            ? labels
                            : count(clusters, b, 0, clusters.length) - count(clusters, a, 0, clusters.length);
                })
                .mapToInt(Integer::intValue)
                .toArray();
        boolean[] taken = new boolean[n];
        long[] picks = new long[budget];
        int visit = 0;
        for (int i = 0; i < budget; visit++) {
            int cluster = order[visit % order.length];
            int[] open = IntStream.range(0, n)
                    .filter(row -> clusters[row] == cluster && !taken[row])
                    .toArray();
            int best = -1;
            double highest = -1;
            for (int row : open) {
                double[] distances = Arrays.stream(open)
                        .filter(other -> other != row)
                        .mapToDouble(other -> distance(evidence, row, other))
                        .map(x -> squared ? x * x : x)
                        .sorted()
                        .limit(Math.min(4, Math.max(1, open.length / 2)))
                        .toArray();
                double typicality = distances.length == 0
                        ? 0
                        : 1 / (Arrays.stream(distances).average().orElseThrow() + 1e-5);
                if (typicality > highest + 1e-12) {
                    highest = typicality;
                    best = row;
                }
            }
            if (best >= 0) {
                taken[best] = true;
                picks[i++] = best;
            }
        }
        return picks;
    }

    private static int count(int[] clusters, int cluster, int from, int to) {
        return (int) Arrays.stream(clusters, from, to).filter(c -> c == cluster).count();
    }

    private static double distance(Embeddings evidence, int a, int b) {
        return Math.hypot(
                evidence.embeddings().get(a, 0) - evidence.embeddings().get(b, 0),
                evidence.embeddings().get(a, 1) - evidence.embeddings().get(b, 1));
    }

    private static double[] scores(Selection selection) {
        return selection.picks().stream().mapToDouble(Pick::score).toArray();
    }

    @Test
    void the_order_of_the_labelled_items_does_not_matter() {
        SplittableRandom random = new SplittableRandom(3);
        DoubleMatrix places = DoubleMatrix.wrap(random.doubles(120).toArray(), 60, 2);
        DoubleMatrix labelled = DoubleMatrix.wrap(random.doubles(10).toArray(), 5, 2);
        Embeddings one = Embeddings.of(Items.range(60), places, labelled);
        Embeddings other = Embeddings.of(Items.range(60), places, labelled.select(new int[] {3, 0, 4, 2, 1}));
        assertThat(new TypiClust().select(other, 12, RANDOM)).isEqualTo(new TypiClust().select(one, 12, RANDOM));
    }

    @Test
    void settings_without_sense_are_refused() {
        assertThatThrownBy(() -> with(0, 5, false)).hasMessageContaining("neighbours (0)");
        assertThatThrownBy(() -> new TypiClust(20, 0, 5, false)).hasMessageContaining("clusters (0)");
        assertThatThrownBy(() -> with(1, -1, false)).hasMessageContaining("small (-1)");
    }
}
