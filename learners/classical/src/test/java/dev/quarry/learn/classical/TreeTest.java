package dev.quarry.learn.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.TrainingSet;
import dev.quarry.learn.contract.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreeTest {

    private static final TreeRules FULL = new TreeRules();

    private static Tree grow(TrainingSet set, TreeRules rules) {
        return new Grove("decision-tree", set, 1)
                .grow(set.weights(), rules, Randomness.seed(1).generator());
    }

    private static double[] leaf(Tree tree, int classes, double... row) {
        double[] out = new double[classes];
        tree.addTo(new double[][] {row}, 1, out, 0);
        return out;
    }

    @Test
    void splits_in_the_middle_between_the_classes() {
        TrainingSet set =
                Samples.of(new double[][] {{7, 1}, {7, 2}, {7, 3}, {7, 10}, {7, 11}, {7, 12}}, 0, 0, 0, 1, 1, 1);
        Tree tree = grow(set, FULL);
        assertThat(tree.rootColumn()).isEqualTo(1);
        assertThat(tree.rootCut()).isEqualTo(6.5);
        assertThat(tree.leaves()).isEqualTo(2);
        assertThat(leaf(tree, 2, 0, 6.5)).containsExactly(1, 0);
        assertThat(leaf(tree, 2, 0, Math.nextUp(6.5))).containsExactly(0, 1);
    }

    @Test
    void takes_the_split_of_least_impurity_by_hand() {
        // x ≤ 2.5 leaves (2,0 | 1,3): 0 + 4·(1 − 1/16 − 9/16) = 1.5; y ≤ 0.5 leaves (2,1 | 1,2): 2 · 3·(4/9) = 2.67
        TrainingSet set = Samples.of(new double[][] {{1, 0}, {2, 1}, {3, 0}, {4, 0}, {5, 1}, {6, 1}}, 0, 0, 1, 0, 1, 1);
        Tree stump = grow(set, new TreeRules(1, 2, 1, 0, MaxFeatures.ALL, Criterion.GINI, false));
        assertThat(stump.rootColumn()).isZero();
        assertThat(stump.rootCut()).isEqualTo(2.5);
        assertThat(leaf(stump, 2, 1, 0)).containsExactly(1, 0);
        assertThat(leaf(stump, 2, 9, 0)).containsExactly(0.25, 0.75);
    }

    @ParameterizedTest
    @EnumSource(Criterion.class)
    void the_root_is_the_best_of_all_splits(Criterion criterion) {
        RandomGenerator random = Randomness.seed(11).generator();
        for (int repeat = 0; repeat < 60; repeat++) {
            TrainingSet set = randomSet(random);
            for (int minLeaf : new int[] {1, 5}) {
                Tree stump = grow(set, new TreeRules(1, 2, minLeaf, 0, MaxFeatures.ALL, criterion, false));
                double best = Double.POSITIVE_INFINITY;
                for (int j = 0; j < 3; j++) {
                    for (int i = 0; i < set.size(); i++) {
                        best = Math.min(best, impurity(set, j, set.features().get(i, j), minLeaf, criterion));
                    }
                }
                double got = impurity(set, stump.rootColumn(), stump.rootCut(), minLeaf, criterion);
                assertThat(got).isCloseTo(best, within(1e-9));
            }
        }
    }

    private static TrainingSet randomSet(RandomGenerator random) {
        int rows = 20 + random.nextInt(30);
        double[][] values = new double[rows][3];
        int[] labels = new int[rows];
        double[] weights = new double[rows];
        boolean whole = random.nextBoolean();
        for (int i = 0; i < rows; i++) {
            Arrays.setAll(values[i], j -> random.nextInt(12));
            labels[i] = i < 3 ? i : random.nextInt(3);
            weights[i] = whole ? 1 + random.nextInt(3) : 0.1 + random.nextDouble();
        }
        return Samples.of(values, labels).weighted(weights);
    }

    /** What a split leaves mixed, written down plainly; infinite where it is not allowed. */
    private static double impurity(TrainingSet set, int column, double cut, int minLeaf, Criterion criterion) {
        double[][] weight = new double[2][set.classes()];
        int[] count = new int[2];
        for (int i = 0; i < set.size(); i++) {
            int side = set.features().get(i, column) <= cut ? 0 : 1;
            weight[side][set.label(i)] += set.weight(i);
            count[side]++;
        }
        if (count[0] < minLeaf || count[1] < minLeaf) {
            return Double.POSITIVE_INFINITY;
        }
        double sum = 0;
        for (double[] side : weight) {
            double total = Arrays.stream(side).sum();
            for (double w : side) {
                double p = w / total;
                sum += total * (criterion == Criterion.GINI ? p * (1 - p) : p == 0 ? 0 : -p * Math.log(p));
            }
        }
        return sum;
    }

    @Test
    void a_full_tree_knows_its_rows() {
        TrainingSet set = Samples.clouds(300, 4, 3, 3, 0.3, 2);
        Tree tree = grow(set, FULL);
        for (int i = 0; i < set.size(); i++) {
            double[] row = new double[4];
            set.features().copyRow(i, row);
            assertThat(leaf(tree, 3, row)[set.label(i)]).isEqualTo(1);
        }
    }

    @Test
    void a_split_that_gains_nothing_by_itself_may_be_needed() {
        TrainingSet xor = Samples.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, 0, 1, 1, 0);
        Tree tree = grow(xor, FULL);
        assertThat(tree.leaves()).isEqualTo(4);
        assertThat(leaf(tree, 2, 1, 0)).containsExactly(0, 1);
        assertThat(leaf(tree, 2, 1, 1)).containsExactly(1, 0);
    }

    @Test
    void rules_limit_the_tree() {
        TrainingSet set = Samples.clouds(300, 4, 3, 3, 0.3, 2);
        Tree full = grow(set, FULL);
        Tree shallow = grow(set, new TreeRules(3, 2, 1, 0, MaxFeatures.ALL, Criterion.GINI, false));
        Tree coarse = grow(set, new TreeRules(0, 2, 20, 0, MaxFeatures.ALL, Criterion.GINI, false));
        Tree lazy = grow(set, new TreeRules(0, 100, 1, 0, MaxFeatures.ALL, Criterion.GINI, false));
        assertThat(full.depth()).isGreaterThan(3);
        assertThat(shallow.depth()).isEqualTo(3);
        assertThat(shallow.leaves()).isEqualTo(8);
        assertThat(leafSizes(coarse, set)).allMatch(size -> size >= 20);
        assertThat(coarse.leaves()).isBetween(4, 15);
        assertThat(lazy.leaves()).isBetween(4, 150);
        assertThat(leafSizes(lazy, set)).anyMatch(size -> size < 20).allMatch(size -> size < 100);
    }

    /** How many rows fall into each leaf. */
    private static List<Integer> leafSizes(Tree tree, TrainingSet set) {
        return IntStream.range(0, set.size())
                .map(i -> {
                    double[] row = new double[set.features().cols()];
                    set.features().copyRow(i, row);
                    return tree.leafOf(row);
                })
                .boxed()
                .collect(Collectors.groupingBy(leaf -> leaf, Collectors.counting()))
                .values()
                .stream()
                .map(Long::intValue)
                .toList();
    }

    @Test
    void a_row_of_weight_2_is_two_rows() {
        TrainingSet set = Samples.clouds(80, 4, 3, 3, 0.5, 2);
        double[] weights =
                IntStream.range(0, 80).mapToDouble(i -> i < 30 ? 2 : 1).toArray();
        int[] twice =
                IntStream.concat(IntStream.range(0, 80), IntStream.range(0, 30)).toArray();
        TreeRules shallow = new TreeRules(4, 2, 1, 0, MaxFeatures.SQRT, Criterion.ENTROPY, false);
        Tree weighted = grow(set.weighted(weights), shallow);
        Tree repeated = grow(set.select(twice), shallow);
        DoubleMatrix other = Samples.clouds(100, 4, 3, 3, 0.5, 3).features().toDouble();
        for (int i = 0; i < other.rows(); i++) {
            double[] row = new double[4];
            other.copyRow(i, row);
            assertThat(leaf(weighted, 3, row)).containsExactly(leaf(repeated, 3, row));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, 257, 1000})
    void bins_keep_the_order_of_values_and_lie_between_them(int distinct) {
        double[] values = IntStream.range(0, 2 * distinct)
                .mapToDouble(i -> (i * 7919 % distinct) * 0.5)
                .toArray();
        BinnedFeatures bins = new BinnedFeatures(DoubleMatrix.wrap(values, values.length, 1));
        int largest = 0;
        for (int i = 0; i < values.length; i++) {
            int bin = bins.codes(0)[i] & 0xFF;
            largest = Math.max(largest, bin);
            assertThat(bin == 0 || bins.cut(0, bin - 1) < values[i]).isTrue();
            assertThat(bin == Math.min(distinct, 256) - 1 || values[i] <= bins.cut(0, bin))
                    .isTrue();
        }
        assertThat(largest).isEqualTo(Math.min(distinct, 256) - 1);
        assertThat(bins.constant(0)).isEqualTo(distinct == 1);
    }

    @Test
    void neighbouring_numbers_and_extremes_can_be_told_apart() {
        double one = Math.nextUp(1.0);
        TrainingSet close = Samples.of(new double[][] {{1}, {one}}, 0, 1);
        Tree tree = grow(close, FULL);
        assertThat(leaf(tree, 2, 1)).containsExactly(1, 0);
        assertThat(leaf(tree, 2, one)).containsExactly(0, 1);
        Tree wide = grow(Samples.of(new double[][] {{-Double.MAX_VALUE}, {Double.MAX_VALUE}}, 0, 1), FULL);
        assertThat(wide.rootCut()).isZero();
        Tree zeros = grow(Samples.of(new double[][] {{-0.0}, {0.0}}, 0, 1), FULL);
        assertThat(zeros.leaves()).isEqualTo(1);
        assertThat(leaf(zeros, 2, 0)).containsExactly(0.5, 0.5);
    }

    @Test
    void counts_of_columns_a_node_looks_at() {
        assertThat(IntStream.of(1, 2, 16, 128, 784).map(MaxFeatures.SQRT::of)).containsExactly(1, 1, 4, 11, 28);
        assertThat(IntStream.of(1, 2, 16, 128, 784).map(MaxFeatures.LOG2::of)).containsExactly(1, 1, 4, 7, 9);
        assertThat(IntStream.of(1, 2, 16, 128).map(MaxFeatures.THIRD::of)).containsExactly(1, 1, 5, 42);
        assertThat(IntStream.of(1, 128).map(MaxFeatures.ALL::of)).containsExactly(1, 128);
    }
}
