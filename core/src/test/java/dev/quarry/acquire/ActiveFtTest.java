package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.evidence.Embeddings;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Randomness;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActiveFtTest {

    private static final double TEMPERATURE = 0.5;
    private static final double RATE = 0.05;
    private static final double BALANCE = 2;

    private static Embeddings of(double[][] places) {
        return Embeddings.of(Items.range(places.length), DoubleMatrix.of(places), DoubleMatrix.of());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void points_move_as_by_numerical_gradients_of_the_loss(int seed) {
        int n = 25;
        int k = 4;
        SplittableRandom random = new SplittableRandom(seed);
        double[][] x = new double[n][];
        for (int row = 0; row < n; row++) {
            x[row] = unit(random.doubles(3, -1, 1).toArray());
        }
        Randomness randomness = Randomness.seed(seed).withLowestIdTies();
        double[] start = Scores.uniform(Items.range(n), randomness.purpose("start"));
        double[][] points = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -start[row]))
                .limit(k)
                .map(row -> x[row].clone())
                .toArray(double[][]::new);
        for (int rounds : new int[] {0, 1, 15}) {
            double[][] moved = moved(x, points, rounds);
            assertThat(new ActiveFt(TEMPERATURE, rounds, RATE, BALANCE)
                            .select(of(x), k, randomness)
                            .ids())
                    .isEqualTo(nearest(x, moved));
        }
    }

    private static double[] unit(double[] x) {
        double length = Math.sqrt(dot(x, x));
        return Arrays.stream(x).map(value -> value / length).toArray();
    }

    private static double dot(double[] x, double[] y) {
        return IntStream.range(0, x.length).mapToDouble(j -> x[j] * y[j]).sum();
    }

    /** Adam with numerical gradients. */
    private static double[][] moved(double[][] x, double[][] start, int rounds) {
        int d = x[0].length;
        double[][] points = Arrays.stream(start).map(double[]::clone).toArray(double[][]::new);
        double[][] first = new double[points.length][d];
        double[][] second = new double[points.length][d];
        for (int round = 1; round <= rounds; round++) {
            double[][] gradients = new double[points.length][d];
            double[][] fixed = Arrays.stream(points).map(double[]::clone).toArray(double[][]::new);
            for (int c = 0; c < points.length; c++) {
                for (int j = 0; j < d; j++) {
                    double at = points[c][j];
                    points[c][j] = at + 1e-6;
                    double up = loss(x, points, fixed);
                    points[c][j] = at - 1e-6;
                    gradients[c][j] = (up - loss(x, points, fixed)) / 2e-6;
                    points[c][j] = at;
                }
            }
            for (int c = 0; c < points.length; c++) {
                for (int j = 0; j < d; j++) {
                    double g = gradients[c][j];
                    first[c][j] = 0.9 * first[c][j] + 0.1 * g;
                    second[c][j] = 0.999 * second[c][j] + 0.001 * g * g;
                    points[c][j] -= RATE
                            * (first[c][j] / (1 - Math.pow(0.9, round)))
                            / (Math.sqrt(second[c][j] / (1 - Math.pow(0.999, round))) + 1e-8);
                }
            }
        }
        return points;
    }

    /** The mean over candidates, where the points beside their nearest one are fixed. */
    private static double loss(double[][] x, double[][] points, double[][] fixed) {
        double loss = 0;
        for (double[] one : x) {
            double most = Double.NEGATIVE_INFINITY;
            int nearest = 0;
            for (int c = 0; c < points.length; c++) {
                double alike = dot(one, unit(points[c])) / TEMPERATURE;
                if (alike > most) {
                    most = alike;
                    nearest = c;
                }
            }
            double crowd = 0;
            for (double[] other : fixed) {
                crowd += Math.exp(dot(unit(points[nearest]), unit(other)) / TEMPERATURE);
            }
            loss += -most + Math.log(Math.exp(most) + BALANCE * crowd);
        }
        return loss / x.length;
    }

    private static long[] nearest(double[][] x, double[][] points) {
        double[] counts = new double[points.length];
        for (double[] one : x) {
            counts[order(points, one)[0]]++;
        }
        boolean[] taken = new boolean[x.length];
        return IntStream.range(0, points.length)
                .boxed()
                .sorted(Comparator.comparingDouble(c -> -counts[c]))
                .mapToLong(c -> {
                    int row = Arrays.stream(order(x, points[c]))
                            .filter(i -> !taken[i])
                            .findFirst()
                            .orElseThrow();
                    taken[row] = true;
                    return row;
                })
                .toArray();
    }

    /** Which of some places are nearest in direction, the nearest first. */
    private static int[] order(double[][] places, double[] to) {
        return IntStream.range(0, places.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -dot(unit(places[i]), to)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @Test
    void points_that_began_together_move_to_groups_that_have_none() {
        double[][] places = IntStream.range(0, 80)
                .mapToObj(i -> {
                    int group = i % 4;
                    double angle = group * Math.PI / 2 + (i - group) * 0.005;
                    return new double[] {(1 + i) * Math.cos(angle), (1 + i) * Math.sin(angle)};
                })
                .toArray(double[][]::new);
        long drawn = 0;
        long moved = 0;
        for (int seed = 0; seed < 10; seed++) {
            drawn += groups(new ActiveFt(0.3, 0, 1e-2, 1).select(of(places), 4, Randomness.seed(seed)));
            moved += groups(new ActiveFt(0.3, 500, 1e-2, 1).select(of(places), 4, Randomness.seed(seed)));
        }
        assertThat(moved).isGreaterThan(drawn + 3);
    }

    private static long groups(Selection selection) {
        return Arrays.stream(selection.ids()).map(id -> id % 4).distinct().count();
    }

    @Test
    void no_point_takes_what_another_took() {
        double[][] places = {{1, 0}, {1, 0}, {0, 0}, {2, 0}, {-1, 1}};
        assertThat(new ActiveFt().select(of(places), 5, Randomness.seed(1)).ids())
                .containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }

    @Test
    void what_cannot_be_meant_is_refused() {
        assertThatThrownBy(() -> new ActiveFt(0, 1, 1, 1)).hasMessageContaining("temperature (0.0)");
        assertThatThrownBy(() -> new ActiveFt(1, -1, 1, 1)).hasMessageContaining("rounds (-1)");
        assertThatThrownBy(() -> new ActiveFt(1, 1, Double.NaN, 1)).hasMessageContaining("rate (NaN)");
        assertThatThrownBy(() -> new ActiveFt(1, 1, 1, -1)).hasMessageContaining("balance (-1.0)");
    }
}
