package dev.quarry.cli.bench;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.NpyWriter;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * A pool of any size in files: {@code embeddings.npy}, shape [n, d], nearly normal around the centre of a class each, and
 * {@code probabilities.npy}, shape [n, C], those of a soft classifier by these centres. A row depends on the seed and its
 * number alone, so the files have the same bytes for any number of threads, and a smaller pool is the beginning of a
 * larger one.
 *
 * @param rows how many items, at least 1
 * @param dimensions of an embedding, at least 1
 * @param classes how many, at least 2
 * @param seed of everything random
 */
public record PoolFiles(int rows, int dimensions, int classes, long seed) {

    /** The name of the file of the places. */
    public static final String EMBEDDINGS = "embeddings.npy";

    /** The name of the file of the class probabilities. */
    public static final String PROBABILITIES = "probabilities.npy";

    private static final int BLOCK = 4096;

    /** How far centres are apart, in standard deviations of a coordinate, and how sure the classifier is. */
    private static final double SPREAD = 0.25;

    private static final double SHARPNESS = 0.25;

    /** Turns the sum of four numbers of 16 bits into one of mean 0 and deviation 1. */
    private static final double SCALE = Math.sqrt(3) / 65536;

    /** States the rules. */
    public PoolFiles {
        if (rows < 1 || dimensions < 1 || classes < 2) {
            throw new IllegalArgumentException(
                    "The rows (%d) and dimensions (%d) must be at least 1 and the classes (%d) at least 2."
                            .formatted(rows, dimensions, classes));
        }
    }

    /**
     * Writes both files, a few blocks at a time.
     *
     * @param done hears how many rows are written
     */
    public void write(Path folder, LongConsumer done) throws IOException {
        Files.createDirectories(folder);
        int wave = Workers.current().threads() * BLOCK;
        double[][] centres = centres();
        try (NpyWriter places = NpyWriter.create(folder.resolve(EMBEDDINGS), rows, dimensions);
                NpyWriter answers = NpyWriter.create(folder.resolve(PROBABILITIES), rows, classes)) {
            for (long from = 0; from < rows; from += wave) {
                int count = (int) Math.min(wave, rows - from);
                float[] x = new float[Math.multiplyExact(count, dimensions)];
                float[] p = new float[Math.multiplyExact(count, classes)];
                int first = (int) from;
                Workers.current().chunks(count, BLOCK, (begin, end) -> {
                    for (int i = begin; i < end; i++) {
                        row(first + i, centres, x, i * dimensions, p, i * classes);
                    }
                });
                places.append(FloatMatrix.wrap(x, count, dimensions));
                answers.append(FloatMatrix.wrap(p, count, classes));
                done.accept(from + count);
            }
        }
    }

    private double[][] centres() {
        Randomness random = Randomness.seed(seed).purpose("centre");
        double[][] centres = new double[classes][dimensions];
        for (int c = 0; c < classes; c++) {
            Randomness ofClass = random.round(c);
            Arrays.setAll(centres[c], j -> SPREAD * normal(ofClass.bits(j)));
        }
        return centres;
    }

    private void row(int row, double[][] centres, float[] x, int at, float[] p, int into) {
        Randomness random = Randomness.seed(seed).purpose("row").round(row);
        int own = (int) Long.remainderUnsigned(random.bits(-1), classes);
        for (int j = 0; j < dimensions; j++) {
            x[at + j] = (float) (centres[own][j] + normal(random.bits(j)));
        }
        double[] likelihoods = new double[classes];
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            double logit = 0;
            for (int j = 0; j < dimensions; j++) {
                logit += centres[c][j] * (x[at + j] - centres[c][j] / 2);
            }
            likelihoods[c] = StrictMath.exp(SHARPNESS * logit);
            sum += likelihoods[c];
        }
        for (int c = 0; c < classes; c++) {
            p[into + c] = (float) (likelihoods[c] / sum);
        }
    }

    private static double normal(long bits) {
        long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
        return (sum - 2 * 65535) * SCALE;
    }
}
