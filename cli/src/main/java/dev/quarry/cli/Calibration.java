package dev.quarry.cli;

import dev.quarry.acquire.Work;
import dev.quarry.evidence.Probabilities;
import dev.quarry.item.Items;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.NearestCentres;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Uncertainty;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.stream.IntStream;

/**
 * What elementary operations take on this machine, in CPU seconds of one thread, measured in a fraction of a second.
 *
 * @param product of a multiply-add of a blocked product
 * @param distance of a multiply-add of a distance measured by itself
 * @param log of a logarithm
 * @param number of a number that is read and compared
 * @param check of a number of evidence that is checked
 */
record Calibration(double product, double distance, double log, double number, double check) {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int ROWS = 8192;
    private static final int DIMENSIONS = 128;
    private static final int CLASSES = 10;
    private static final int CENTRES = 128;

    /** Each piece of work, a millisecond of it at most, runs so often: that is when it is compiled. */
    private static final int RUNS = 300;

    /** Measures. */
    static Calibration measure() {
        FloatMatrix places = places();
        FloatMatrix some = places.select(IntStream.range(0, ROWS / 8).toArray());
        FloatMatrix centres = places.select(IntStream.range(0, CENTRES).toArray());
        FloatMatrix p = distributions();
        double[] out = new double[p.rows()];
        double inPlaces = (double) ROWS * DIMENSIONS;
        double inDistributions = (double) p.rows() * CLASSES;
        return new Calibration(
                seconds(() -> NearestCentres.of(some, centres).size()) / (inPlaces / 8 * CENTRES),
                seconds(() -> distances(places)) / inPlaces,
                seconds(() -> Uncertainty.entropy(p, 0, p.rows(), out)) / inDistributions,
                seconds(() -> Uncertainty.margin(p, 0, p.rows(), out)) / inDistributions,
                seconds(() -> Probabilities.of(Items.range(p.rows()), p)) / inDistributions);
    }

    /** The seconds of some work. */
    double seconds(Work work) {
        return work.products() * product
                + work.distances() * distance
                + work.logs() * log
                + work.numbers() * number
                + work.checks() * check;
    }

    private static double seconds(Runnable work) {
        double least = Double.POSITIVE_INFINITY;
        for (int run = 0; run < RUNS; run++) {
            long before = THREADS.getCurrentThreadCpuTime();
            work.run();
            least = Math.min(least, (THREADS.getCurrentThreadCpuTime() - before) / 1e9);
        }
        return least;
    }

    /** Distances in an order in which nothing lies ready, as a lazy method asks for them. */
    private static void distances(FloatMatrix places) {
        double least = Double.POSITIVE_INFINITY;
        int row = 0;
        for (int i = 0; i < ROWS; i++) {
            row = (row + 5449) % ROWS;
            least = Math.min(least, Distances.squared(places, row, places, 0));
        }
        if (least < 0) {
            throw new IllegalStateException("A squared distance is negative.");
        }
    }

    private static FloatMatrix places() {
        Randomness random = Randomness.seed(1).purpose("calibration");
        float[] values = new float[ROWS * DIMENSIONS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.uniform(i);
        }
        return FloatMatrix.wrap(values, ROWS, DIMENSIONS);
    }

    private static FloatMatrix distributions() {
        int rows = ROWS / 4;
        Randomness random = Randomness.seed(2).purpose("calibration");
        float[] values = new float[rows * CLASSES];
        for (int row = 0; row < rows; row++) {
            float sum = 0;
            for (int c = row * CLASSES; c < (row + 1) * CLASSES; c++) {
                values[c] = (float) random.uniform(c);
                sum += values[c];
            }
            for (int c = row * CLASSES; c < (row + 1) * CLASSES; c++) {
                values[c] /= sum;
            }
        }
        return FloatMatrix.wrap(values, rows, CLASSES);
    }
}
