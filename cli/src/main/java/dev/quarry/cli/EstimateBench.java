package dev.quarry.cli;

import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Sizes;
import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.Evidence;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.Probabilities;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.item.Items;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Parts;
import dev.quarry.strategy.Forecast;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Estimates beside what the same choices then take, on evidence in clusters that is made for it. */
final class EstimateBench {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int CLUSTERS = 50;
    private static final int CLASSES = 10;
    private static final int MEMBERS = 10;
    private static final double WARM_UP = 1;

    /** Those whose choice of so many from so many takes seconds at most. */
    private static final List<String> ACQUISITIONS = List.of(
            "margin",
            "entropy",
            "vote-entropy",
            "bald",
            "batch-bald{configurations: 100}",
            "epig",
            "k-center",
            "k-means-plus-plus",
            "badge",
            "ranked-batch",
            "diverse-batch",
            "cdal",
            "facility-location",
            "u-herding",
            "typiclust",
            "k-means-medoids",
            "weighted-k-means-medoids",
            "information-density",
            "novelty",
            "prob-cover",
            "graph-cut",
            "log-determinant",
            "graph-density",
            "vote-k");

    private final Sizes sizes;
    private final Items items;
    private final FloatMatrix places;
    private final FloatMatrix labelled;
    private final FloatMatrix samples;
    private final FloatMatrix probabilities;

    EstimateBench(int n, int d, int k, int m) {
        this.sizes = new Sizes(n, m, CLASSES, MEMBERS, d, k);
        this.items = Items.range(n);
        this.places = places(n, d, 1);
        this.labelled = places(m, d, 2);
        this.samples = distributions(n, MEMBERS);
        this.probabilities = distributions(n, 1);
    }

    /** One line for each acquisition: what was estimated, what it took, and how much more or less that was. */
    void run(Consumer<Map<String, Object>> listener) {
        Calibration calibration = Calibration.measure();
        for (String name : ACQUISITIONS) {
            Acquisition<?> acquisition = Parts.read(Acquisition.class, name);
            Forecast forecast = Forecast.of(acquisition, sizes);
            double likely = calibration.seconds(forecast.estimate().likely());
            double took = took(acquisition);
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("acquisition", name);
            line.put("estimated", likely);
            line.put("most", calibration.seconds(forecast.estimate().most()));
            line.put("took", took);
            line.put("ratio", took / likely);
            line.put("bytes", forecast.estimate().held());
            listener.accept(line);
        }
    }

    /** CPU seconds of the quickest of several runs, the first ones being there to be compiled. */
    @SuppressWarnings("unchecked") // the evidence is made to what the acquisition needs
    private double took(Acquisition<?> acquisition) {
        double spent = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int run = 0; run < 3 || (run < 200 && spent < WARM_UP); run++) {
            long before = THREADS.getCurrentThreadCpuTime();
            ((Acquisition<Evidence>) acquisition)
                    .select(evidence(acquisition.needs()), (int) sizes.k(), Randomness.seed(run));
            double seconds = (THREADS.getCurrentThreadCpuTime() - before) / 1e9;
            spent += seconds;
            least = Math.min(least, seconds);
        }
        return least;
    }

    private Evidence evidence(Class<?> kind) {
        if (kind == SampledProbabilities.class) {
            return SampledProbabilities.of(items, samples, MEMBERS, true);
        } else if (kind == Embeddings.class) {
            return Embeddings.of(items, places, labelled);
        }
        return kind == Probabilities.class
                ? Probabilities.of(items, probabilities)
                : LatentPredictions.of(items, probabilities, places, labelled);
    }

    /** Points around centres that are far from each other. */
    private static FloatMatrix places(int n, int d, long seed) {
        Randomness centres = Randomness.seed(0).purpose("centres");
        Randomness around = Randomness.seed(seed).purpose("around");
        float[] values = new float[n * d];
        for (int row = 0; row < n; row++) {
            int cluster = (int) (around.uniform(-1L - row) * CLUSTERS);
            for (int c = 0; c < d; c++) {
                double spread = around.uniform((long) row * d + c) - 0.5;
                values[row * d + c] = (float) (4 * centres.uniform((long) cluster * d + c) + 2 * spread);
            }
        }
        return FloatMatrix.wrap(values, n, d);
    }

    /** Distributions of which some are sure and some are not. */
    private static FloatMatrix distributions(int n, int members) {
        Randomness random = Randomness.seed(3).purpose("distributions");
        float[] values = new float[n * members * CLASSES];
        for (int at = 0; at < values.length; at += CLASSES) {
            double sharp = 1 + 8 * random.uniform(-1L - at / CLASSES / members);
            double sum = 0;
            for (int c = at; c < at + CLASSES; c++) {
                values[c] = (float) StrictMath.pow(random.uniform(c), sharp);
                sum += values[c];
            }
            for (int c = at; c < at + CLASSES; c++) {
                values[c] /= (float) sum;
            }
        }
        return FloatMatrix.wrap(values, n, members * CLASSES);
    }
}
