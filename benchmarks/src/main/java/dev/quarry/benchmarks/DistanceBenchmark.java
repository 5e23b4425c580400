package dev.quarry.benchmarks;

import dev.quarry.kernel.DSquaredSampling;
import dev.quarry.kernel.Density;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.FarthestFirst;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.KMeans;
import dev.quarry.kernel.LazyGreedy;
import dev.quarry.kernel.NearestCentres;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.SquaredDistances;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/** Geometry of 10,000 rows. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC"})
public class DistanceBenchmark {

    private static final int N = 10_000;

    /** How many dimensions there are. */
    @Param({"100", "512"})
    public int d;

    private FloatMatrix points = FloatMatrix.wrap(new float[0], 0, 0);
    private FloatMatrix centres = points;
    private FloatMatrix factors = points;

    /** Makes the inputs. */
    @Setup
    public void setUp() {
        points = Numbers.clusters(N, d);
        centres = points.select(IntStream.range(0, 200).toArray());
        factors = Numbers.clusters(N, 10);
    }

    /** {@link Distances#squared} of one centre to all rows. */
    @Benchmark
    public float pass() {
        float least = Float.POSITIVE_INFINITY;
        for (int row = 1; row < N; row++) {
            least = Math.min(least, Distances.squared(points.values(), row * d, points.values(), 0, d));
        }
        return least;
    }

    /** {@link NearestCentres} of 200 centres. */
    @Benchmark
    public NearestCentres nearest() {
        return NearestCentres.of(points, centres);
    }

    /** {@link FarthestFirst} of 200 rows after 200 labelled ones. */
    @Benchmark
    public LazyGreedy.Result farthestFirst() {
        return LazyGreedy.take(new FarthestFirst(points, centres), 200, row -> row);
    }

    /** {@link DSquaredSampling} of 200 outer products. */
    @Benchmark
    public DSquaredSampling.Draws dSquared() {
        return DSquaredSampling.draw(
                SquaredDistances.outerProducts(factors, points),
                DSquaredSampling.First.LARGEST,
                200,
                row -> row,
                Randomness.seed(1));
    }

    /** {@link KMeans} with 50 clusters. */
    @Benchmark
    public KMeans kMeans() {
        return KMeans.fit(points, 50, row -> row, Randomness.seed(1));
    }

    /** {@link Density#inverseDistance}. */
    @Benchmark
    public double[] density() {
        return Density.inverseDistance(points);
    }
}
