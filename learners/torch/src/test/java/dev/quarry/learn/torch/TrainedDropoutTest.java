package dev.quarry.learn.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.acquire.Bald;
import dev.quarry.acquire.Entropy;
import dev.quarry.acquire.Score;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.item.Items;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Learner;
import dev.quarry.learn.SamplingModel;
import dev.quarry.learn.TrainingSet;
import dev.quarry.part.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What dropout that was trained with, and stays on in the passes, says about two moons: BALD must want the corridor
 * between the classes and not the middle of a class.
 *
 * <p>Far from a class means deep inside it here, on the manifold. Nothing is asserted about places far from all data: there
 * a network with rectifiers goes on in straight lines, so the mutual information is as large on the extension of the
 * boundary as between the moons, or larger, and next to nothing elsewhere. Nor about a network of too few steps: its
 * boundary is still nearly straight and runs through the ends of the moons.
 */
class TrainedDropoutTest {

    private static final Learner LEARNER =
            Parts.read(Learner.class, "mlp{hidden: [64, 64], training: plan{min-steps: 2000}}");
    private static final double NOISE = 0.15;
    private static final int LABELLED = 300;
    private static final int PASSES = 100;

    /** The middle of a moon at an angle in [0, π]. */
    private static double[] middle(int moon, double angle) {
        double x = Math.cos(angle);
        double y = Math.sin(angle);
        return moon == 0 ? new double[] {x, y} : new double[] {1 - x, 0.5 - y};
    }

    private static double distance(double x, double y, int moon) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int step = 0; step <= 200; step++) {
            double[] place = middle(moon, Math.PI * step / 200);
            nearest = Math.min(nearest, Math.hypot(x - place[0], y - place[1]));
        }
        return nearest;
    }

    private static SamplingModel trained(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] places = new float[2 * LABELLED];
        int[] labels = new int[LABELLED];
        for (int i = 0; i < LABELLED; i++) {
            labels[i] = i % 2;
            double[] place = middle(labels[i], Math.PI * random.nextDouble());
            places[2 * i] = (float) (place[0] + NOISE * random.nextGaussian());
            places[2 * i + 1] = (float) (place[1] + NOISE * random.nextGaussian());
        }
        TrainingSet examples = TrainingSet.of(FloatMatrix.wrap(places, LABELLED, 2), labels, 2);
        return (SamplingModel) LEARNER.fit(examples, Randomness.seed(seed));
    }

    /** The mean score over the places of a mesh whose distances to the middles of both moons are as wanted. */
    private static double mean(
            Score<? super SampledProbabilities> score, SamplingModel model, BiPredicate<Double, Double> wanted) {
        List<float[]> places = new ArrayList<>();
        for (double x = -1.5; x <= 2.5; x += 0.1) {
            for (double y = -1; y <= 1.5; y += 0.1) {
                if (wanted.test(distance(x, y, 0), distance(x, y, 1))) {
                    places.add(new float[] {(float) x, (float) y});
                }
            }
        }
        assertThat(places).hasSizeGreaterThan(20);
        FloatMatrix mesh = FloatMatrix.of(places.toArray(float[][]::new));
        double[] scores = score.score(SampledProbabilities.of(
                Items.range(mesh.rows()), model.samples(mesh, PASSES, Randomness.seed(9)), PASSES, true));
        double sum = 0;
        for (double one : scores) {
            sum += one;
        }
        return sum / scores.length;
    }

    private static boolean between(double one, double other) {
        return Math.abs(one - other) < 0.1 && Math.max(one, other) < 0.5;
    }

    private static boolean inside(double one, double other) {
        return Math.min(one, other) < NOISE;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void mutual_information_is_far_higher_between_the_classes_than_inside_them(int seed) {
        SamplingModel model = trained(seed);
        double between = mean(new Bald(), model, TrainedDropoutTest::between);
        double inside = mean(new Bald(), model, TrainedDropoutTest::inside);
        assertThat(between).isGreaterThan(3 * inside);
        assertThat(inside).isPositive(); // the passes do differ
        assertThat(mean(new Entropy(), model, TrainedDropoutTest::between))
                .isGreaterThan(3 * mean(new Entropy(), model, TrainedDropoutTest::inside))
                .isGreaterThan(between); // what the passes disagree about is a part of the doubt
    }
}
