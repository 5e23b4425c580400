package dev.quarry.benchmarks;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Information;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.TopK;
import dev.quarry.kernel.Uncertainty;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Scores of 100,000 rows, and the choice of the best. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC"})
public class ScoreBenchmark {

    private static final int N = 100_000;

    /** How many classes there are. */
    @Param({"2", "10", "100"})
    public int classes;

    private Matrix p = FloatMatrix.wrap(new float[0], 0, 0);
    private Matrix samples = FloatMatrix.wrap(new float[0], 0, 0);
    private final double[] out = new double[N];
    private final double[] scores = new SplittableRandom(3).doubles(N).toArray();

    /** Makes the inputs. */
    @Setup
    public void setUp() {
        p = Numbers.distributions(N, 1, classes);
        samples = Numbers.distributions(N / 10, 20, classes);
    }

    /** {@link Uncertainty#entropy}. */
    @Benchmark
    public double[] entropy() {
        Uncertainty.entropy(p, 0, N, out);
        return out;
    }

    /** {@link Uncertainty#margin}. */
    @Benchmark
    public double[] margin() {
        Uncertainty.margin(p, 0, N, out);
        return out;
    }

    /** {@link Information#bald} of a tenth of the rows with 20 members each. */
    @Benchmark
    public double[] bald() {
        Information.bald(samples, 20, 0, N / 10, out);
        return out;
    }

    /** {@link TopK#largest} of 1,000. */
    @Benchmark
    public int[] topK() {
        return TopK.largest(scores, 1000, row -> row);
    }
}
