package dev.quarry.learn;

import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** A model that can be asked several times and answers differently each time: it samples from what it might have learnt. */
public interface SamplingModel extends Model {

    /** The most passes that differ from each other; {@link Integer#MAX_VALUE} where there is no limit. */
    int maxPasses();

    /**
     * Several class distributions of every row. Pass k of every row comes from the same sampled model.
     *
     * @param features shape [n, d]
     * @param passes how many, 1 to {@link #maxPasses()}
     * @return shape [n, passes · C]; row i holds its distributions one after the other
     */
    Matrix samples(Matrix features, int passes, Randomness random);

    /**
     * Which of {@code members} models answer {@code passes} passes: drawn without replacement, in ascending order.
     *
     * @throws IllegalArgumentException if there are not that many
     */
    static int[] draw(int members, int passes, Randomness random) {
        if (passes < 1 || passes > members) {
            throw new IllegalArgumentException(
                    "The passes (%d) must be from 1 to (%d), the members that the model has. Maybe fit more members."
                            .formatted(passes, members));
        }
        int[] order = new int[members];
        Arrays.setAll(order, i -> i);
        RandomGenerator generator = random.purpose("pass").generator();
        for (int i = 0; i < passes; i++) {
            int other = i + generator.nextInt(members - i);
            int chosen = order[other];
            order[other] = order[i];
            order[i] = chosen;
        }
        int[] drawn = Arrays.copyOf(order, passes);
        Arrays.sort(drawn);
        return drawn;
    }
}
