package dev.quarry.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.kernel.Randomness;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Three steps on four weighted rows against PyTorch 1.13: {@code torch.optim} on the same network written with {@code
 * torch.nn.functional}, numbers by {@link Formula}. The losses before each step, the running means and variances after the
 * last, the logits of the first two rows then.
 */
final class TrainerTest {

    private static final double CLOSE = 2e-6;

    private static final Net NET = new Net(
            64,
            Chain.of(
                    Reshape.to(1, 8, 8),
                    Conv.biased("a", 1, 3, 3, 1),
                    new Relu(),
                    new MaxPool(2),
                    Conv.plain("b", 3, 4, 3, 2),
                    new BatchNorm("b/norm", 4),
                    new Relu(),
                    Reshape.to(16),
                    new Dense("c", 16, 5),
                    new Relu()),
            new Dense("head", 5, 3));

    private static Trainer.Batch batch() {
        return new Trainer.Batch(
                Formula.rows(4, 64).values(), new int[] {0, 2, 1, 2}, new float[] {1, 0.5f, 2, 0.5f});
    }

    private static void assertSteps(
            Optimiser optimiser, double rate, double smoothing, double[] losses, double[] running, double[] logits) {
        Trainer.Standing start = new Trainer.Standing(Formula.weights(NET.layout()), List.of(), 0);
        Trainer.Loss loss = new Trainer.Loss(List.of(0, 1, 2), smoothing);
        Weights after = Trainer.train(NET, start, optimiser, loss, Setting.ONE_THREAD, trainer -> {
            for (double expected : losses) {
                assertThat((double) trainer.step(batch(), rate, Randomness.seed(1)))
                        .isCloseTo(expected, within(CLOSE));
            }
            return trainer.weights();
        });
        assertNumbers(after.array("b/norm/running-mean").values(), 0, running);
        assertNumbers(after.array("b/norm/running-variance").values(), 4, running);
        assertNumbers(
                new Predictor(NET, after, Setting.ONE_THREAD, 2).logits(Formula.rows(2, 64)), 0, logits);
    }

    private static void assertNumbers(float[] got, int from, double... expected) {
        for (int i = 0; i < got.length; i++) {
            assertThat((double) got[i]).isCloseTo(expected[from + i], within(CLOSE));
        }
    }

    @Test
    void momentum_and_decay_are_those_of_pytorch() {
        assertSteps(
                new SgdRule(0.9, false, 0.01),
                0.1,
                0,
                new double[] {1.09592247, 1.03924906, 0.973044753},
                new double[] {
                    0.0280934274, 0.0886301398, -0.10025847, 0.00425659772, 0.758281887, 0.672728717, 0.717678726,
                    0.78057754
                },
                new double[] {0.00499728322, 0.193388879, 0.0657530501, -0.223755956, 0.245247513, 0.13528052});
    }

    @Test
    void nesterov_and_smoothed_labels_are_those_of_pytorch() {
        assertSteps(
                new SgdRule(0.9, true, 0.01),
                0.1,
                0.1,
                new double[] {1.09692729, 1.01841831, 0.967684746},
                new double[] {
                    0.027953919, 0.0905785263, -0.100649089, -0.000143243931, 0.757784426, 0.674130857, 0.717440069,
                    0.779294372
                },
                new double[] {-0.0154778957, 0.212624118, 0.0582938269, -0.216947883, 0.266239136, 0.133372381});
    }

    @Test
    void adam_is_that_of_pytorch() {
        assertSteps(
                new AdamRule(0.01, false),
                0.01,
                0,
                new double[] {1.09592247, 1.01586902, 0.868700802},
                new double[] {
                    0.0294359103, 0.091218926, -0.100166164, 0.00629282743, 0.759927511, 0.671887815, 0.717759132,
                    0.780633986
                },
                new double[] {-0.080831863, 0.171815082, 0.0800287426, -0.20684725, 0.267648935, 0.191771433});
    }

    @Test
    void adam_with_a_decoupled_decay_is_that_of_pytorch() {
        assertSteps(
                new AdamRule(0.1, true),
                0.01,
                0,
                new double[] {1.09592247, 1.02007937, 0.871728897},
                new double[] {
                    0.0292578973, 0.0908472091, -0.102645293, 0.00620473688, 0.759902418, 0.672109544, 0.717941165,
                    0.780617297
                },
                new double[] {-0.0824806169, 0.173306346, 0.0828780681, -0.205921203, 0.267358303, 0.191481948});
    }

    @Test
    void a_training_that_goes_on_from_its_standing_ends_at_the_same_bits() {
        Trainer.Standing start = new Trainer.Standing(Formula.weights(NET.layout()), List.of(), 0);
        Trainer.Standing straight = steps(start, 4);
        Trainer.Standing broken = steps(steps(start, 1), 3);
        assertThat(broken.steps()).isEqualTo(4);
        assertThat(broken.weights().parameters()).isEqualTo(straight.weights().parameters());
        assertThat(broken.weights().buffers()).isEqualTo(straight.weights().buffers());
        assertThat(broken.memories()).usingRecursiveComparison().isEqualTo(straight.memories());
    }

    private static Trainer.Standing steps(Trainer.Standing from, int count) {
        return Trainer.train(
                NET,
                from,
                new AdamRule(0.01, false),
                new Trainer.Loss(List.of(0, 1, 2), 0),
                Setting.ONE_THREAD,
                trainer -> {
                    for (int i = 0; i < count; i++) {
                        trainer.step(batch(), 0.01, Randomness.seed(1));
                    }
                    return trainer.standing();
                });
    }

    @Test
    void logits_of_classes_without_rows_have_no_part_in_the_loss_and_are_not_learnt() {
        Weights start = Formula.weights(NET.layout());
        Weights after = Trainer.train(
                NET,
                new Trainer.Standing(start, List.of(), 0),
                new SgdRule(0, false, 0),
                new Trainer.Loss(List.of(0, 2), 0),
                Setting.ONE_THREAD,
                trainer -> {
                    trainer.step(
                            new Trainer.Batch(
                                    Formula.rows(3, 64).values(), new int[] {0, 2, 2}, new float[] {1, 1, 1}),
                            0.1,
                            Randomness.seed(1));
                    return trainer.weights();
                });
        float[] before = start.array("head/weight").values();
        float[] now = after.array("head/weight").values();
        for (int j = 0; j < 5; j++) {
            assertThat(now[5 + j]).isEqualTo(before[5 + j]);
        }
        assertThat(now).isNotEqualTo(before);
    }
}
