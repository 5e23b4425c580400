package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.evidence.FedPredictions;
import dev.quarry.evidence.LabelFeed;
import dev.quarry.evidence.Labels;
import dev.quarry.evidence.TaughtPredictions;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Randomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GalaxyTest {

    private static final Randomness LOWEST = Randomness.seed(4).withLowestIdTies();

    /** Candidates and labelled items of two classes by the probability of class 0; labelled ids begin at 1000. */
    private static FedPredictions line(double[] candidates, double[] known, int[] labels, LabelFeed feed) {
        return FedPredictions.of(
                TaughtPredictions.of(
                        Items.range(candidates.length),
                        first(candidates),
                        DoubleMatrix.wrap(new double[candidates.length], candidates.length, 1),
                        DoubleMatrix.wrap(new double[known.length], known.length, 1),
                        first(known),
                        new Labels(
                                Items.of(IntStream.range(0, known.length)
                                        .mapToLong(i -> 1000 + i)
                                        .toArray()),
                                labels,
                                2)),
                feed);
    }

    private static DoubleMatrix first(double... p) {
        return DoubleMatrix.of(IntStream.range(0, p.length)
                .mapToObj(i -> new double[] {p[i], 1 - p[i]})
                .toArray(double[][]::new));
    }

    private static double[] scores(Selection selection) {
        return selection.picks().stream().mapToDouble(Pick::score).toArray();
    }

    @Test
    void a_path_is_halved_until_the_cut_is_found_and_then_the_search_goes_on_beside_it() {
        double[] candidates = {0.80, 0.75, 0.70, 0.65, 0.60, 0.55, 0.45};
        List<Long> asked = new ArrayList<>();
        // class 0 ends behind the second candidate, far from where the model says
        LabelFeed feed = id -> {
            asked.add(id);
            return OptionalInt.of(id <= 1 ? 0 : 1);
        };
        FedPredictions evidence = line(candidates, new double[] {0.9, 0.1}, new int[] {0, 1}, feed);
        Selection picks = new Galaxy().select(evidence, 7, LOWEST);
        // seven on the path: its middle is 3; then 0, 1, 2 are left: 1; then 2, whose label closes the cut; then beside
        // it
        assertThat(picks.ids()).startsWith(3, 1, 2).endsWith(6);
        assertThat(scores(picks)).startsWith(-7, -3, -1);
        // 0 is one place before 1, behind which the cut is; 4 is two places behind 2
        assertThat(picks.ids()).containsExactly(3, 1, 2, 0, 4, 5, 6);
        assertThat(scores(picks)).containsExactly(-7, -3, -1, -1, -2, -3, -4);
        assertThat(asked).containsExactly(3L, 1L, 2L, 0L, 4L, 5L, 6L);
    }

    @Test
    void the_shortest_of_several_paths_comes_first() {
        double[] candidates = {0.95, 0.85, 0.84, 0.83, 0.7, 0.6};
        FedPredictions evidence = line(
                candidates, new double[] {0.9, 0.8, 0.55}, new int[] {0, 1, 0}, id -> OptionalInt.of((int) id % 2));
        // between 0.9 and 0.8 there are three, between 0.8 and 0.55 two: of these the one of the lower id by ties
        Selection picks = new Galaxy().select(evidence, 1, LOWEST);
        assertThat(picks.ids()).containsExactly(4);
        assertThat(scores(picks)).containsExactly(-2);
    }

    @Test
    void while_only_one_class_is_known_items_are_drawn_uniformly() {
        int[] first = new int[10];
        for (int seed = 0; seed < 500; seed++) {
            double[] candidates =
                    IntStream.range(0, 10).mapToDouble(i -> 0.09 * i + 0.05).toArray();
            FedPredictions evidence = line(candidates, new double[] {0.9}, new int[] {0}, id -> OptionalInt.of(0));
            Selection picks = new Galaxy().select(evidence, 2, Randomness.seed(seed));
            first[(int) picks.ids()[0]]++;
            assertThat(scores(picks)).containsExactly(-10, -9);
        }
        assertThat(Arrays.stream(first).min().orElseThrow()).isGreaterThan(25);
    }

    @Test
    void what_nobody_can_answer_leaves_the_row_and_labels_without_an_answer_are_not_in_it() {
        double[] candidates = {0.8, 0.7, 0.6, 0.5, 0.4};
        FedPredictions evidence = line(
                candidates,
                new double[] {0.9, 0.1, 0.65},
                new int[] {0, 1, Labels.UNKNOWN},
                id -> id == 2 ? OptionalInt.empty() : OptionalInt.of(id < 2 ? 0 : 1));
        Selection picks = new Galaxy().select(evidence, 5, LOWEST);
        // 0, 1, 3, 4 are left after 2: the middle by either row is 1 or 3
        assertThat(picks.ids()).startsWith(2, 1);
        assertThat(scores(picks)).startsWith(-5, -4);
        assertThat(picks.ids()).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }

    @Test
    void a_rare_class_is_found_as_often_as_the_common_one() {
        // one in fifty is of class 1, and the model is sure of class 0 everywhere
        int n = 2_000;
        double[] candidates =
                IntStream.range(0, n).mapToDouble(i -> 1 - 0.4 * i / n).toArray();
        int[] labels = IntStream.range(0, n).map(i -> i >= n - 40 ? 1 : 0).toArray();
        FedPredictions evidence =
                line(candidates, new double[] {0.99, 0.6}, new int[] {0, 1}, id -> OptionalInt.of(labels[(int) id]));
        long[] ids = new Galaxy().select(evidence, 40, LOWEST).ids();
        assertThat(Arrays.stream(ids).filter(id -> labels[(int) id] == 1).count())
                .isBetween(15L, 25L);
    }

    @ParameterizedTest
    @CsvSource({"30, 5, 2, 1", "40, 8, 3, 2", "60, 12, 5, 3", "25, 0, 3, 4", "50, 20, 4, 5"})
    void it_is_what_a_plain_program_chooses(int n, int m, int classes, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DoubleMatrix p = distributions(n, classes, random);
        DoubleMatrix taught = distributions(m, classes, random);
        int[] labels = random.ints(m, 0, classes).toArray();
        int[] truth = random.ints(n, 0, classes).toArray();
        FedPredictions evidence = FedPredictions.of(
                TaughtPredictions.of(
                        Items.range(n),
                        p,
                        DoubleMatrix.wrap(new double[n], n, 1),
                        m == 0 ? DoubleMatrix.of() : DoubleMatrix.wrap(new double[m], m, 1),
                        taught,
                        new Labels(
                                Items.of(IntStream.range(0, m)
                                        .mapToLong(i -> 1000 + i)
                                        .toArray()),
                                labels,
                                classes)),
                id -> id % 11 == 3 ? OptionalInt.empty() : OptionalInt.of(truth[(int) id]));
        assertThat(new Galaxy().select(evidence, n, LOWEST).ids()).containsExactly(plain(evidence, classes));
    }

    private static DoubleMatrix distributions(int rows, int classes, SplittableRandom random) {
        return DoubleMatrix.of(IntStream.range(0, rows)
                .mapToObj(i -> {
                    double[] weights = random.doubles(classes, 0.01, 1).toArray();
                    double sum = Arrays.stream(weights).sum();
                    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
                })
                .toArray(double[][]::new));
    }

    /** Every order made anew for every pick, every path walked; ties go to the lowest id. */
    private static long[] plain(FedPredictions evidence, int classes) {
        Map<Long, Integer> known = new TreeMap<>();
        List<Long> there = new ArrayList<>();
        for (int i = 0; i < evidence.labels().size(); i++) {
            known.put(1000L + i, evidence.labels().of(i));
            there.add(1000L + i);
        }
        for (long id = 0; id < evidence.size(); id++) {
            there.add(id);
        }
        List<Long> picks = new ArrayList<>();
        while (picks.size() < evidence.size()) {
            List<long[]> found = new ArrayList<>(); // kind, length, id
            for (int k = 0; k < classes; k++) {
                int of = k;
                List<Long> order = there.stream()
                        .sorted(Comparator.comparingDouble((Long id) -> -margin(evidence, id, of))
                                .thenComparing(Comparator.naturalOrder()))
                        .toList();
                for (int a = 0; a < order.size(); a++) {
                    for (int b = a + 1; b < order.size(); b++) {
                        Integer left = known.get(order.get(a));
                        Integer right = known.get(order.get(b));
                        List<Long> between = order.subList(a + 1, b);
                        if (left != null
                                && right != null
                                && (left == of) != (right == of)
                                && between.stream().noneMatch(known::containsKey)) {
                            walk(order, a, b, known, found);
                        }
                    }
                }
            }
            if (found.isEmpty()) {
                there.stream().filter(id -> !known.containsKey(id)).forEach(id -> found.add(new long[] {2, 0, id}));
            }
            long id = found.stream()
                    .min(Comparator.comparingLong((long[] one) -> one[0])
                            .thenComparingLong(one -> one[1])
                            .thenComparingLong(one -> one[2]))
                    .orElseThrow()[2];
            picks.add(id);
            OptionalInt answer = evidence.feed().reveal(id);
            if (answer.isPresent()) {
                known.put(id, answer.getAsInt());
            } else {
                there.remove(id);
            }
        }
        return picks.stream().mapToLong(Long::longValue).toArray();
    }

    private static void walk(List<Long> order, int a, int b, Map<Long, Integer> known, List<long[]> found) {
        if (b - a > 1) {
            found.add(new long[] {0, b - a - 1, order.get((a + b) / 2)});
            return;
        }
        int left = a;
        while (left >= 0 && known.containsKey(order.get(left))) {
            left--;
        }
        if (left >= 0) {
            found.add(new long[] {1, a - left, order.get(left)});
        }
        int right = b;
        while (right < order.size() && known.containsKey(order.get(right))) {
            right++;
        }
        if (right < order.size()) {
            found.add(new long[] {1, right - b, order.get(right)});
        }
    }

    private static double margin(FedPredictions evidence, long id, int k) {
        double[] p = new double[evidence.probabilities().cols()];
        if (id < 1000) {
            evidence.probabilities().copyRow((int) id, p);
        } else {
            evidence.labelledProbabilities().copyRow((int) id - 1000, p);
        }
        double most = Arrays.stream(p).max().orElseThrow();
        return p[k] == most ? p[k] : p[k] - most;
    }
}
