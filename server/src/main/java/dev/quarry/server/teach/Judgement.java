package dev.quarry.server.teach;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.Workers;
import dev.quarry.learn.Model;
import dev.quarry.server.job.Progress;
import java.util.stream.IntStream;

/** What a model says about the whole pool, block by block, so that a pool that lies in a file is never there twice. */
final class Judgement {

    private static final int BLOCK = 4096;

    private Judgement() {}

    /**
     * The probabilities, shape [n, C].
     *
     * @param from the share of the whole work that is done before
     * @param to the share that is done afterwards
     */
    static FloatMatrix of(Model model, Matrix pool, Progress progress, double from, double to) {
        int n = pool.rows();
        int classes = model.classes();
        Memory.require((long) n * classes * Float.BYTES, "The predictions for (%d) items".formatted(n));
        float[] all = new float[Math.multiplyExact(n, classes)];
        int round = BLOCK * Lesson.threads();
        for (int first = 0; first < n; first += round) {
            progress.at(from + (to - from) * first / n, "Looking at item %,d of %,d".formatted(first, n));
            int start = first;
            int end = Math.min(n, first + round);
            Workers.using(Lesson.threads(), () -> {
                Workers.current().chunks(end - start, BLOCK, (a, b) -> {
                    int[] rows = IntStream.range(start + a, start + b).toArray();
                    FloatMatrix said = model.probabilities(pool.select(rows)).toFloat();
                    System.arraycopy(said.values(), 0, all, (start + a) * classes, said.values().length);
                });
                return end;
            });
        }
        return FloatMatrix.wrap(all, n, classes);
    }
}
