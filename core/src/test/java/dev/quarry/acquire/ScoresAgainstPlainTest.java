package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.evidence.Annotations;
import dev.quarry.evidence.GradientNorms;
import dev.quarry.evidence.InputGradients;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.Layers;
import dev.quarry.evidence.Probabilities;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.evidence.TaughtEmbeddings;
import dev.quarry.evidence.TrainingHistory;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.part.Parts;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scores against {@link PlainScores}, on random and on awkward distributions, in both precisions. */
class ScoresAgainstPlainTest {

    /** What depends on places too: see CalTest and HeadBoundaryDistanceTest. */
    private static final String BY_PLACE = "head-boundary-distance"; // see HeadBoundaryDistanceTest

    private static final String DENSITY = "information-density";
    private static final String RANKING = "expected-average-precision"; // see ExpectedAveragePrecisionTest

    /** Candidates, members and classes. Sizes around the widths of vectors, and the smallest. */
    static Stream<int[]> shapes() {
        return Stream.of(
                new int[] {1, 1, 1},
                new int[] {5, 1, 2},
                new int[] {7, 2, 1},
                new int[] {40, 2, 2},
                new int[] {33, 5, 3},
                new int[] {64, 10, 10},
                new int[] {17, 3, 7},
                new int[] {9, 20, 16},
                new int[] {6, 4, 33},
                new int[] {5, 3, 100});
    }

    private static Matrix distributions(int n, int members, int classes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] rows = new double[n][members * classes];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < members; k++) {
                double[] p = distribution(classes, random);
                System.arraycopy(p, 0, rows[i], k * classes, classes);
            }
            if (i > 0 && i % 6 == 0) {
                rows[i] = rows[i - 1].clone(); // a duplicate
            } else if (i % 6 == 5) {
                for (int j = classes; j < rows[i].length; j++) {
                    rows[i][j] = rows[i][j - classes]; // members that agree
                }
            }
        }
        return DoubleMatrix.of(rows);
    }

    /** One-hot, uniform, half zeros, tied at the top, tiny, or anything. */
    private static double[] distribution(int classes, SplittableRandom random) {
        double[] weights = new double[classes];
        int sort = random.nextInt(6);
        for (int c = 0; c < classes; c++) {
            weights[c] = switch (sort) {
                case 0 -> 0;
                case 1 -> 1;
                case 2 -> random.nextBoolean() ? random.nextDouble() : 0;
                case 3 -> c < 2 ? 1 : random.nextDouble();
                case 4 -> Math.pow(10, -30 * random.nextDouble());
                default -> random.nextExponential();
            };
        }
        weights[random.nextInt(classes)] += sort == 0 || sort == 2 ? 1 : 0;
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(w -> w / sum).toArray();
    }

    private static void both(
            Matrix exact, double tolerance, Function<Matrix, double[]> got, Function<Matrix, double[]> plain) {
        assertThat(got.apply(exact)).containsExactly(plain.apply(exact), within(1e-13));
        Matrix narrow = exact.toFloat();
        assertThat(got.apply(narrow)).containsExactly(plain.apply(narrow), within(tolerance));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void scores_of_one_distribution(int[] shape) {
        Items items = Items.range(shape[0]);
        PlainScores.OF_ONE.forEach((name, plain) -> both(
                distributions(shape[0], 1, shape[2], 11), 1e-5, p -> score(name, Probabilities.of(items, p)), p -> {
                    Probabilities evidence = Probabilities.of(items, p);
                    double[] wanted = new double[items.size()];
                    Arrays.setAll(wanted, row -> plain.applyAsDouble(PlainScores.distribution(evidence, row)));
                    return wanted;
                }));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void scores_of_many_distributions(int[] shape) {
        Items items = Items.range(shape[0]);
        PlainScores.OF_MANY.forEach((name, plain) -> both(
                distributions(shape[0], shape[1], shape[2], 12),
                name.equals("mean-std") ? 1e-4 : 1e-5, // a deviation of 0 is the root of what rounding leaves
                s -> score(name, SampledProbabilities.of(items, s, shape[1], true)),
                s -> {
                    SampledProbabilities evidence = SampledProbabilities.of(items, s, shape[1], true);
                    double[] wanted = new double[items.size()];
                    Arrays.setAll(wanted, row -> plain.applyAsDouble(PlainScores.distributions(evidence, row)));
                    return wanted;
                }));
    }

    /** There are fewer items than targets by default, so all of them are targets. */
    @ParameterizedTest
    @MethodSource("shapes")
    void scores_beside_all_others(int[] shape) {
        Items items = Items.range(shape[0]);
        PlainScores.OF_ALL.forEach((name, plain) -> both(
                distributions(shape[0], shape[1], shape[2], 16),
                1e-5,
                s -> score(name, SampledProbabilities.of(items, s, shape[1], true)),
                s -> {
                    SampledProbabilities evidence = SampledProbabilities.of(items, s, shape[1], true);
                    double[][][] all = new double[items.size()][][];
                    Arrays.setAll(all, row -> PlainScores.distributions(evidence, row));
                    return Arrays.stream(all)
                            .mapToDouble(one -> plain.applyAsDouble(one, all))
                            .toArray();
                }));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void scores_of_the_moments_of_a_training(int[] shape) {
        Items items = Items.range(shape[0]);
        int moments = shape[1] + 1;
        PlainScores.OF_MOMENTS.forEach((name, plain) -> both(
                distributions(shape[0], moments, shape[2], 13),
                1e-12,
                s -> score(name, history(items, s, moments)),
                s -> {
                    TrainingHistory evidence = history(items, s, moments);
                    double[] wanted = new double[items.size()];
                    Arrays.setAll(wanted, row -> plain.applyAsDouble(PlainScores.moments(evidence, row)));
                    return wanted;
                }));
    }

    private static TrainingHistory history(Items items, Matrix history, int moments) {
        return TrainingHistory.of(items, history, moments, FloatMatrix.of(), new int[0]);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void scores_of_one_distribution_and_the_gradients_beside_it(int[] shape) {
        int classes = Math.max(2, shape[2]);
        Items items = Items.range(shape[0]);
        Matrix numbers = distributions(shape[0], 1, classes, 15);
        PlainScores.OF_ONE_AND_OTHERS.forEach((name, plain) -> both(
                distributions(shape[0], 1, classes, 14), 1e-5, p -> score(name, beside(name, items, p, numbers)), p -> {
                    double[] wanted = new double[items.size()];
                    Arrays.setAll(
                            wanted, row -> plain.applyAsDouble(PlainScores.row(p, row), PlainScores.row(numbers, row)));
                    return wanted;
                }));
    }

    private static Probabilities beside(String name, Items items, Matrix p, Matrix numbers) {
        return name.equals("boundary-distance")
                ? InputGradients.of(items, p, numbers)
                : GradientNorms.of(items, p, numbers, Layers.ALL);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void information_density_is_uncertainty_times_the_mean_similarity_to_all_others(int[] shape) {
        int n = shape[0];
        Items items = Items.range(n);
        Matrix places = distributions(n, 1, shape[1] + 1, 16);
        both(distributions(n, 1, shape[2], 17), 1e-5, p -> score(DENSITY, latent(items, p, places)), p -> {
            double[] wanted = new double[n];
            Arrays.setAll(wanted, row -> {
                double similarity = 0;
                for (int other = 0; other < n; other++) {
                    similarity += other == row ? 0 : 1 / (1 + distance(places, row, other));
                }
                double entropy = PlainScores.entropy(PlainScores.row(p, row));
                return n == 1 ? entropy : entropy * similarity / (n - 1);
            });
            return wanted;
        });
    }

    private static LatentPredictions latent(Items items, Matrix p, Matrix places) {
        return LatentPredictions.of(items, p, p.isDouble() ? places : places.toFloat(), FloatMatrix.of());
    }

    private static double distance(Matrix places, int row, int other) {
        double sum = 0;
        for (int j = 0; j < places.cols(); j++) {
            sum += Math.pow(places.get(row, j) - places.get(other, j), 2);
        }
        return Math.sqrt(sum);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Probabilities> double[] score(String name, E evidence) {
        return ((Score<? super E>) Parts.read(Acquisition.class, name)).score(evidence);
    }

    /** What looks at labelled items too is compared beside its own tests. */
    private static boolean ofPredictionsAlone(Class<?> needs) {
        return Probabilities.class.isAssignableFrom(needs)
                && !TaughtEmbeddings.class.isAssignableFrom(needs)
                && needs != Annotations.class;
    }

    @Test
    void every_score_has_a_plain_one() {
        assertThat(Parts.of(Score.class).stream()
                        .filter(part -> ofPredictionsAlone(((Score<?>) part.standard()).needs()))
                        .map(part -> part.name())
                        .filter(name -> !name.equals(BY_PLACE)))
                .isSubsetOf(Stream.of(
                                PlainScores.OF_ONE,
                                PlainScores.OF_MANY,
                                PlainScores.OF_ALL,
                                PlainScores.OF_MOMENTS,
                                PlainScores.OF_ONE_AND_OTHERS)
                        .flatMap(plain -> Stream.concat(plain.keySet().stream(), Stream.of(DENSITY, RANKING)))
                        .toList());
    }
}
