package dev.quarry.learn.torch;

import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Learner;
import dev.quarry.learn.TrainingSet;
import dev.quarry.learn.contract.LearnerContract;
import dev.quarry.part.Parts;
import dev.quarry.torch.Scripts;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Small networks of each kind, on pictures of 6 × 6, which all of them take. */
final class LearnerContractTest extends LearnerContract {

    private static final int SIDE = 6;

    @Override
    protected Stream<Learner> learners() {
        return Stream.of(
                        "mlp{hidden: [16], training: plan{min-steps: 100}}",
                        "mlp{hidden: [16, 8], dropout: 0, scaling: together, training: plan{optimiser: sgd, schedule: cyclic-cosine, min-steps: 100, snapshots: 3}}",
                        "mlp{hidden: [16], batch-norm: true, training: plan{min-steps: 100, warm: true, keep: 0.5, snapshots: 2}}",
                        "mlp{hidden: [16], input-dropout: 0.1, training: plan{min-steps: 100, patience: 10}}",
                        "lenet{filters: [4, 8], kernel: 3, padding: 1, dense: 16, training: plan{optimiser: adam{learning-rate: 0.01}, min-steps: 120}}",
                        "lenet{filters: [4], kernel: 3, pooling: last, dense: 16, pool-dropout: 0, dropout: 0, training: plan{optimiser: adam{learning-rate: 0.01}, min-steps: 120}}",
                        "resnet18{width: 4, training: plan{optimiser: adam{learning-rate: 0.02}, min-steps: 30, epochs: 4}}",
                        "wide-resnet{depth: 10, width: 1, training: plan{optimiser: adam{learning-rate: 0.02}, min-steps: 30, epochs: 4}}",
                        "vgg16-bn{width: 4, training: plan{optimiser: adam{learning-rate: 0.02}, min-steps: 90, epochs: 12}}",
                        "torch-script{file: \"%s\", train: false, output: features, training: plan{optimiser: adam{learning-rate: 0.02}, min-steps: 300}}"
                                .formatted(Scripts.temporary(SIDE * SIDE, 16, 8, "torch.cat([torch.relu(x), z], 1)")),
                        "torch-script{file: \"%s\", output: features, training: plan{min-steps: 100}}"
                                .formatted(Scripts.temporary(SIDE * SIDE, 16, 8, "torch.relu(z)")))
                .map(text -> Parts.read(Learner.class, text));
    }

    @Override
    protected int columns(int wished) {
        return SIDE * SIDE;
    }

    /** A bright quarter of the picture for each class, in noise. */
    @Override
    protected TrainingSet sample(int rows, int fitted, double apart, long seed) {
        RandomGenerator random = Randomness.seed(seed).generator();
        double[] values = new double[rows * SIDE * SIDE];
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = i % fitted;
            for (int j = 0; j < SIDE * SIDE; j++) {
                int quarter = j / SIDE * 2 / SIDE * 2 + j % SIDE * 2 / SIDE;
                values[i * SIDE * SIDE + j] = random.nextGaussian() + (quarter == labels[i] ? apart / 3 : 0);
            }
        }
        return TrainingSet.of(DoubleMatrix.wrap(values, rows, SIDE * SIDE), labels, 4);
    }
}
