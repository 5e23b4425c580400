package dev.quarry.cli.bench;

import dev.quarry.acquire.Badge;
import dev.quarry.acquire.Entropy;
import dev.quarry.acquire.KCenter;
import dev.quarry.acquire.Selection;
import dev.quarry.cli.bench.BenchCases.Result;
import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.Probabilities;
import dev.quarry.item.Items;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Npy;
import dev.quarry.kernel.Randomness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The cases about the files of {@link PoolFiles}, which may be larger than memory: they stay where they are, and checking
 * the evidence belongs to the work. Each compares itself with reading the same files front to back.
 */
final class PoolCases {

    static final List<String> NAMES = List.of("pool-entropy", "pool-k-center", "pool-badge");

    private static final int NUMBERS = 1 << 16;

    private PoolCases() {}

    static Supplier<Result> of(BenchInputs inputs) throws IOException {
        BenchRequest request = inputs.request();
        return switch (request.name()) {
            case "pool-entropy" -> {
                Matrix p = mapped(request, PoolFiles.PROBABILITIES);
                yield () -> rows(new Entropy()
                        .select(Probabilities.of(Items.range(p.rows()), p), request.kOr(1000), random(request)));
            }
            case "pool-k-center" -> {
                Matrix x = mapped(request, PoolFiles.EMBEDDINGS);
                yield () -> rows(new KCenter()
                        .select(
                                Embeddings.of(Items.range(x.rows()), x, FloatMatrix.of()),
                                request.kOr(100),
                                random(request)));
            }
            default -> {
                Matrix x = mapped(request, PoolFiles.EMBEDDINGS);
                Matrix p = mapped(request, PoolFiles.PROBABILITIES);
                yield () -> rows(new Badge()
                        .select(
                                LatentPredictions.of(Items.range(x.rows()), p, x, FloatMatrix.of()),
                                request.kOr(100),
                                random(request)));
            }
        };
    }

    /** Seconds to read the files of a case front to back by one thread, and their bytes: what it is compared with. */
    static double[] reading(BenchRequest request) throws IOException {
        List<String> files = switch (request.name()) {
            case "pool-entropy" -> List.of(PoolFiles.PROBABILITIES);
            case "pool-k-center" -> List.of(PoolFiles.EMBEDDINGS);
            default -> List.of(PoolFiles.EMBEDDINGS, PoolFiles.PROBABILITIES);
        };
        double bytes = 0;
        long start = System.nanoTime();
        for (String file : files) {
            Matrix matrix = mapped(request, file);
            int block = Math.max(1, NUMBERS / matrix.cols());
            float[] numbers = new float[block * matrix.cols()];
            for (int from = 0; from < matrix.rows(); from += block) {
                matrix.copyRows(from, Math.min(matrix.rows(), from + block), numbers);
            }
            bytes += (double) matrix.rows() * matrix.cols() * Float.BYTES;
        }
        return new double[] {(System.nanoTime() - start) / 1e9, bytes};
    }

    private static Matrix mapped(BenchRequest request, String file) throws IOException {
        Path path = request.inputs().resolve(file);
        Matrix all = Npy.open(path).mapped();
        int n = request.nOr(all.rows());
        if (n >= all.rows()) {
            return all;
        }
        int[] rows = new int[n];
        Arrays.setAll(rows, row -> row);
        return all.among(rows);
    }

    private static Randomness random(BenchRequest request) {
        return Randomness.seed(request.seed());
    }

    /** An item of such a pool has its row for an id. */
    private static Result rows(Selection selection) {
        return new Result(Arrays.stream(selection.ids()).asDoubleStream().toArray(), true);
    }
}
