package dev.quarry.learn.torch;

import dev.quarry.kernel.Randomness;
import dev.quarry.learn.TrainingSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Labelled rows to learn from and labelled rows to see when to stop. Of each class the same share is held out, rounded down,
 * so that every class keeps a row; never a row from outside the labelled ones.
 *
 * @param learnt rows to learn from
 * @param held rows that are held out; none where rows are few
 */
record Holdout(TrainingSet learnt, TrainingSet held) {

    static Holdout of(TrainingSet set, double share, Randomness random) {
        boolean[] out = new boolean[set.size()];
        for (int c = 0; c < set.classes(); c++) {
            int label = c;
            List<Integer> rows = new ArrayList<>(IntStream.range(0, set.size())
                    .filter(i -> set.label(i) == label)
                    .boxed()
                    .toList());
            rows.sort(Comparator.comparingLong(row -> random.tie(row) + Long.MIN_VALUE));
            rows.subList(0, (int) (rows.size() * share)).forEach(row -> out[row] = true);
        }
        int[] learnt = IntStream.range(0, set.size()).filter(i -> !out[i]).toArray();
        int[] held = IntStream.range(0, set.size()).filter(i -> out[i]).toArray();
        return new Holdout(set.select(learnt), set.select(held));
    }

    static Holdout none(TrainingSet set) {
        return new Holdout(set, set.select(new int[0]));
    }
}
