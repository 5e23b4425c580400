package dev.quarry.learn.classical;

import dev.quarry.learn.TrainingSet;
import java.util.Arrays;

/** How much the classes count against each other. */
public enum ClassWeights {
    /** As their rows do. */
    NONE,
    /** All the same: the weight of a row is divided by the mean weight that a row of its class stands for. */
    BALANCED;

    /** The rows with these weights; their sum stays what it was. */
    TrainingSet of(TrainingSet examples) {
        if (this == NONE) {
            return examples;
        }
        double[] sums = new double[examples.classes()];
        double[] weights = new double[examples.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = examples.weight(i);
            sums[examples.label(i)] += weights[i];
        }
        double share = Arrays.stream(weights).sum() / examples.distinctLabels();
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= share / sums[examples.label(i)];
        }
        return examples.weighted(weights);
    }
}
