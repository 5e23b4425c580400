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
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What elementary operations take on this machine, in CPU seconds of one thread, measured in a few seconds, most of which compiling takes.
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

    /** So often everything runs at least. */
    private static final int TURNS = 200;

    /** Wall seconds: so long must nothing have become quicker, and so long it takes at most. */
    private static final double QUIET = 0.5;

    private static final double LONGEST = 10;

    /** Measures. */
    static Calibration measure() {
        FloatMatrix places = places();
        FloatMatrix some = places.select(IntStream.range(0, ROWS / 8).toArray());
        FloatMatrix centres = places.select(IntStream.range(0, CENTRES).toArray());
        FloatMatrix p = distributions();
        Items items = Items.range(p.rows());
        double[] out = new double[p.rows()];
        double inPlaces = (double) ROWS * DIMENSIONS;
        double inDistributions = (double) p.rows() * CLASSES;
        double[] seconds = seconds(List.of(
                () -> NearestCentres.of(some, centres).size(),
                () -> distances(places),
                () -> Uncertainty.entropy(p, 0, p.rows(), out),
                () -> Uncertainty.margin(p, 0, p.rows(), out),
                () -> Probabilities.of(items, p)));
        return new Calibration(
                seconds[0] / (inPlaces / 8 * CENTRES),
                seconds[1] / inPlaces,
                seconds[2] / inDistributions,
                seconds[3] / inDistributions,
                seconds[4] / inDistributions);
    }

    /** The seconds of some work. */
    double seconds(Work work) {
        return work.products() * product
                + work.distances() * distance
                + work.logs() * log
                + work.numbers() * number
                + work.checks() * check;
    }

    /** The least CPU seconds of each piece of work, turn by turn until they are compiled and become no quicker. */
    private static double[] seconds(List<Runnable> works) {
        double[] least = new double[works.size()];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        long start = System.nanoTime();
        long now = start;
        long quicker = start;
        for (int turn = 0; now - start < LONGEST * 1e9 && (turn < TURNS || now - quicker < QUIET * 1e9); turn++) {
            for (int i = 0; i < least.length; i++) {
                double took = seconds(works.get(i));
                now = System.nanoTime();
                quicker = took < 0.95 * least[i] ? now : quicker;
                least[i] = Math.min(least[i], took);
            }
        }
        return least;
    }

    private static double seconds(Runnable work) {
        long before = THREADS.getCurrentThreadCpuTime();
        work.run();
        return (THREADS.getCurrentThreadCpuTime() - before) / 1e9;
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
