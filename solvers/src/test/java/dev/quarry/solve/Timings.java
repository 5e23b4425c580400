package dev.quarry.solve;

import dev.quarry.acquire.Certificate;
import dev.quarry.acquire.Selection;
import dev.quarry.evidence.Embeddings;
import dev.quarry.item.Items;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Randomness;
import java.util.Objects;
import java.util.SplittableRandom;

/** Radii, bounds and seconds of core-set-mip on generated places, by hand: {@code java … Timings [SECONDS]}. */
final class Timings {

    private static final int DIMENSIONS = 16;

    private Timings() {}

    public static void main(String[] args) {
        double seconds = args.length > 0 ? Double.parseDouble(args[0]) : 60;
        for (Solver solver : Solver.values()) {
            for (int n : new int[] {500, 1_000, 2_000, 5_000}) {
                for (int groups : new int[] {20, 1}) {
                    measure(new CoreSetMip(0.001, seconds, solver), places(n, groups), groups);
                }
            }
        }
    }

    private static void measure(CoreSetMip acquisition, Embeddings evidence, int groups) {
        int k = evidence.size() / 20;
        long start = System.nanoTime();
        Selection selection = acquisition.select(evidence, Math.min(k, 100), Randomness.seed(1));
        double seconds = (System.nanoTime() - start) / 1e9;
        Certificate certificate = Objects.requireNonNull(selection.certificate());
        System.out.printf(
                "%s n=%d groups=%d k=%d: radius %.4f %s, %s, %.1f s%n",
                acquisition.solver(),
                evidence.size(),
                groups,
                selection.size(),
                certificate.value(),
                certificate.further(),
                certificate.status(),
                seconds);
    }

    /** Gaussian groups, their centres three times as far apart as their members. */
    private static Embeddings places(int n, int groups) {
        SplittableRandom random = new SplittableRandom(7);
        double[] centres = new double[groups * DIMENSIONS];
        for (int j = 0; j < centres.length; j++) {
            centres[j] = 3 * random.nextGaussian();
        }
        float[] values = new float[n * DIMENSIONS];
        for (int j = 0; j < values.length; j++) {
            int group = j / DIMENSIONS % groups;
            values[j] = (float) (centres[group * DIMENSIONS + j % DIMENSIONS] + random.nextGaussian());
        }
        return Embeddings.of(Items.range(n), FloatMatrix.wrap(values, n, DIMENSIONS), FloatMatrix.of());
    }
}
