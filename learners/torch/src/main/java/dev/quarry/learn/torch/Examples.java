package dev.quarry.learn.torch;

import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.TrainingSet;
import dev.quarry.torch.Trainer;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The labelled rows of a training, in batches. */
final class Examples {

    private final TrainingSet set;
    private final float[] row;
    private final double meanWeight;

    Examples(TrainingSet set) {
        this.set = set;
        this.row = new float[set.features().cols()];
        double sum = 0;
        for (int i = 0; i < set.size(); i++) {
            sum += set.weight(i);
        }
        this.meanWeight = sum / set.size();
    }

    TrainingSet set() {
        return set;
    }

    Matrix features() {
        return set.features();
    }

    int size() {
        return set.size();
    }

    /** How many batches an epoch has: no batch of one row, which has no variance to be normalised by, if it can be helped. */
    int batches(int most) {
        int batches = (size() + most - 1) / most;
        return size() / batches == 1 ? Math.max(1, size() / 2) : batches;
    }

    /** The rows of an epoch, cut into batches as even as they can be. */
    int[][] epoch(int most, Randomness random) {
        int[] order = new int[size()];
        Arrays.setAll(order, i -> i);
        RandomGenerator generator = random.generator();
        for (int i = order.length - 1; i > 0; i--) {
            int other = generator.nextInt(i + 1);
            int chosen = order[other];
            order[other] = order[i];
            order[i] = chosen;
        }
        int[][] batches = new int[batches(most)][];
        for (int b = 0; b < batches.length; b++) {
            batches[b] = Arrays.copyOfRange(order, (int) ((long) b * order.length / batches.length), (int)
                    ((b + 1L) * order.length / batches.length));
        }
        return batches;
    }

    /** These rows, varied where there is a variation. */
    Trainer.Batch batch(int[] rows, Optional<Variation> variation, Randomness random) {
        float[] features = new float[Math.multiplyExact(rows.length, row.length)];
        int[] labels = new int[rows.length];
        float[] weights = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            int at = i * row.length;
            set.features().copyRows(rows[i], rows[i] + 1, row);
            if (variation.isPresent()) {
                variation.get().vary(row, random.bits(rows[i]), features, at);
            } else {
                System.arraycopy(row, 0, features, at, row.length);
            }
            labels[i] = set.label(rows[i]);
            weights[i] = (float) (set.weight(rows[i]) / meanWeight);
        }
        return new Trainer.Batch(features, labels, weights);
    }
}
