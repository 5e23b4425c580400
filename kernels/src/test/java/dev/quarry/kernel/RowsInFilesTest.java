package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that stay in their file, with a budget that holds only a few of them: nothing that is computed may differ. */
class RowsInFilesTest {

    private static final Randomness RANDOM = Randomness.seed(5);

    @TempDir
    private Path folder;

    private Matrix inFile(Matrix matrix) throws IOException {
        Path file = Files.createTempFile(folder, "rows", ".npy");
        Npy.write(file, matrix);
        Matrix mapped = Npy.open(file).mapped();
        assertThat(mapped.isInMemory()).isFalse();
        assertThat(mapped.isDouble()).isEqualTo(matrix.isDouble());
        return mapped;
    }

    /** Just enough for what is kept of n rows, so that only some rows of 40 numbers are held at a time. */
    private static long tight(int n) {
        return 40L * n;
    }

    @ParameterizedTest
    @CsvSource({
        "700, 40, 0, 60, 1, false",
        "700, 40, 9, 90, 7, false",
        "500, 40, 200, 60, 1, false",
        "500, 40, 3, 500, 2, true"
    })
    void farthest_first(int n, int d, int m, int k, int threads, boolean isDouble) throws IOException {
        FloatMatrix points = Awkward.clusters(7, n, d, 0);
        FloatMatrix labelled = Awkward.clusters(8, m, d, 0);
        Matrix x = isDouble ? points.toDouble() : points;
        Matrix y = isDouble ? labelled.toDouble() : labelled;
        TopK.Ties ties = RANDOM::tie;
        LazyGreedy.Result usual = LazyGreedy.take(FarthestFirst.lazy(x, y), k, ties);
        Matrix mapped = inFile(x);
        LazyGreedy.Result streamed = Memory.using(
                tight(n), () -> Workers.using(threads, () -> LazyGreedy.take(FarthestFirst.lazy(mapped, y), k, ties)));
        assertThat(streamed.rows()).isEqualTo(usual.rows());
        assertThat(streamed.nextGain()).isEqualTo(usual.nextGain());
    }

    @ParameterizedTest
    @CsvSource({"LARGEST, 1", "UNIFORM, 7", "WEIGHTED, 2"})
    void d_squared_sampling_of_outer_products(DSquaredSampling.First first, int threads) throws IOException {
        int n = 600;
        FloatMatrix left = FloatMatrix.wrap(Awkward.gauss(1, n * 7), n, 7);
        FloatMatrix right = Awkward.clusters(2, n, 40, 1);
        Matrix leftFile = inFile(left);
        Matrix rightFile = inFile(right);
        DSquaredSampling.Draws usual =
                DSquaredSampling.draw(SquaredDistances.outerProducts(left, right), first, 80, row -> row, RANDOM);
        DSquaredSampling.Draws streamed = Memory.using(
                tight(n),
                () -> Workers.using(
                        threads,
                        () -> DSquaredSampling.draw(
                                SquaredDistances.outerProducts(leftFile, rightFile), first, 80, row -> row, RANDOM)));
        assertThat(streamed.rows()).isEqualTo(usual.rows());
        for (int i = 0; i < usual.size(); i++) {
            assertThat(streamed.weight(i)).isEqualTo(usual.weight(i));
        }
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void k_means_with_and_without_weights(boolean isDouble, boolean weighted) throws IOException {
        int n = 500;
        FloatMatrix narrow = Awkward.clusters(3, n, 40, 0);
        Matrix points = isDouble ? narrow.toDouble() : narrow;
        Matrix mapped = inFile(points);
        double[] weights = new double[n];
        Arrays.setAll(weights, row -> weighted ? RANDOM.exponential(row) : 1);
        KMeans usual = KMeans.fit(points, weights, 6, 20, row -> -row, RANDOM);
        KMeans streamed = Memory.using(tight(n), () -> KMeans.fit(mapped, weights, 6, 20, row -> -row, RANDOM));
        assertThat(streamed.centres()).isEqualTo(usual.centres());
        assertThat(IntStream.range(0, n).map(streamed::cluster))
                .containsExactly(
                        IntStream.range(0, n).map(usual::cluster).boxed().toArray(Integer[]::new));
    }

    @ParameterizedTest
    @CsvSource({"700, 40, 1, false", "700, 40, 2, true", "333, 7, 7, false", "1, 3, 2, true"})
    void densities(int n, int d, int threads, boolean isDouble) throws IOException {
        FloatMatrix narrow = Awkward.clusters(7, n, d, 2);
        Matrix points = isDouble ? narrow.toDouble() : narrow;
        Matrix mapped = inFile(points);
        long budget = 32L * n * threads;
        assertThatThrownBy(() -> Memory.using(32L * n - 1, () -> Density.inverseDistance(points)))
                .hasMessageContaining("The density of (%d) rows needs".formatted(n));
        double[][] streamed = Memory.using(
                budget,
                () -> Workers.using(
                        threads, () -> new double[][] {Density.inverseDistance(mapped), Density.meanDistance(mapped)}));
        assertThat(streamed[0]).isEqualTo(Density.inverseDistance(points));
        assertThat(streamed[1]).isEqualTo(Density.meanDistance(points));
    }

    @ParameterizedTest
    @CsvSource({"0, GAUSSIAN, 1, false", "30, RECIPROCAL, 7, false", "500, GAUSSIAN, 2, false", "9, RECIPROCAL, 2, true"
    })
    void coverage(int m, Similarity similarity, int threads, boolean isDouble) throws IOException {
        int n = 1100;
        Matrix points = precise(Awkward.clusters(9, n, 40, 0), isDouble);
        Matrix labelled = precise(Awkward.clusters(10, m, 40, 0), isDouble);
        Matrix mapped = inFile(points);
        double[] weights = IntStream.range(0, n).mapToDouble(RANDOM::uniform).toArray();
        double scale = Similarity.scale(8);
        LazyGreedy.Result usual =
                LazyGreedy.take(new WeightedCoverage(points, labelled, weights, similarity, scale), 40, RANDOM::tie);
        LazyGreedy.Result streamed = Memory.using(
                tight(n),
                () -> Workers.using(
                        threads,
                        () -> LazyGreedy.take(
                                new WeightedCoverage(mapped, labelled, weights, similarity, scale), 40, RANDOM::tie)));
        assertThat(streamed.rows()).isEqualTo(usual.rows());
        assertThat(streamed.nextGain()).isEqualTo(usual.nextGain());
    }

    @ParameterizedTest
    @CsvSource({"0, 6, 1, false", "40, 9, 7, false", "40, 9, 2, true", "0, 0.01, 1, false"})
    void cover_by_balls_with_the_graph_of_near_rows_and_without(int m, double radius, int threads, boolean isDouble)
            throws IOException {
        int n = 1100;
        Matrix points = precise(Awkward.clusters(11, n, 40, 1), isDouble);
        Matrix labelled = precise(Awkward.clusters(12, m, 40, 1), isDouble);
        Matrix mapped = inFile(points);
        LazyGreedy.Result usual = LazyGreedy.take(new BallCover(points, labelled, radius), 60, RANDOM::tie);
        for (long budget : new long[] {tight(n), 1L << 30}) {
            LazyGreedy.Result streamed = Memory.using(
                    budget,
                    () -> Workers.using(
                            threads, () -> LazyGreedy.take(new BallCover(mapped, labelled, radius), 60, RANDOM::tie)));
            assertThat(streamed.rows()).isEqualTo(usual.rows());
            assertThat(streamed.nextGain()).isEqualTo(usual.nextGain());
        }
    }

    @ParameterizedTest
    @CsvSource({"1, false", "7, false", "2, true"})
    void bounded_coverage(int threads, boolean isDouble) throws IOException {
        int n = 700;
        Matrix points = precise(Awkward.clusters(13, n, 40, 0), isDouble);
        Matrix mapped = inFile(points);
        double[] least = IntStream.range(0, n).mapToDouble(RANDOM::uniform).toArray();
        double[] most = IntStream.range(0, n)
                .mapToDouble(row -> row % 3 == 0 ? 0 : RANDOM.uniform(-1 - row))
                .toArray();
        LazyGreedy.Result usual =
                LazyGreedy.take(new BoundedCoverage(points, least, most, Similarity.RECIPROCAL, 1), 20, RANDOM::tie);
        LazyGreedy.Result streamed = Memory.using(
                tight(n),
                () -> Workers.using(
                        threads,
                        () -> LazyGreedy.take(
                                new BoundedCoverage(mapped, least, most, Similarity.RECIPROCAL, 1), 20, RANDOM::tie)));
        assertThat(streamed.rows()).isEqualTo(usual.rows());
        assertThat(streamed.nextGain()).isEqualTo(usual.nextGain());
    }

    @ParameterizedTest
    @CsvSource({"1, false", "7, false", "2, true"})
    void neighbours_among_one_another_and_in_other_rows(int threads, boolean isDouble) throws IOException {
        int n = 1100;
        int k = 3;
        Matrix points = precise(Awkward.clusters(14, n, 40, 1), isDouble);
        Matrix others = precise(Awkward.clusters(15, 600, 40, 1), isDouble);
        Matrix mapped = inFile(points);
        Matrix othersMapped = inFile(others);
        long budget = 12L * n * k;
        assertSame(
                Neighbours.of(points, k, RANDOM::tie),
                Memory.using(budget, () -> Workers.using(threads, () -> Neighbours.of(mapped, k, RANDOM::tie))));
        assertSame(
                Neighbours.manhattan(points, k, RANDOM::tie),
                Memory.using(budget, () -> Workers.using(threads, () -> Neighbours.manhattan(mapped, k, RANDOM::tie))));
        assertSame(
                Neighbours.of(points, others, k, RANDOM::tie),
                Memory.using(
                        budget,
                        () -> Workers.using(threads, () -> Neighbours.of(mapped, othersMapped, k, RANDOM::tie))));
    }

    private static void assertSame(Neighbours usual, Neighbours streamed) {
        for (int row = 0; row < usual.size(); row++) {
            for (int place = 0; place < usual.k(); place++) {
                assertThat(streamed.neighbour(row, place)).isEqualTo(usual.neighbour(row, place));
                assertThat(streamed.squared(row, place)).isEqualTo(usual.squared(row, place));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, false", "7, false", "2, true"})
    void nearest_centres_and_rows_of_other_clusters(int threads, boolean isDouble) throws IOException {
        int n = 1300;
        Matrix points = precise(Awkward.clusters(16, n, 40, 1), isDouble);
        Matrix mapped = inFile(points);
        int[] clusters = IntStream.range(0, n)
                .map(row -> (int) (4 * RANDOM.uniform(row)))
                .toArray();
        double[] foes = new double[n];
        for (int row = 0; row < n; row++) {
            int own = row;
            int[] outside = IntStream.range(0, n)
                    .filter(other -> clusters[other] != clusters[own])
                    .toArray();
            foes[row] = NearestCentres.of(points.select(new int[] {row}), points.select(outside))
                    .squared(0);
        }
        assertThat(Foes.squared(points, clusters)).isEqualTo(foes);
        assertThat(Memory.using(1000, () -> Workers.using(threads, () -> Foes.squared(mapped, clusters))))
                .isEqualTo(foes);
        Matrix some = points.select(IntStream.range(0, 90).toArray());
        NearestCentres usual = NearestCentres.of(some, points);
        NearestCentres streamed =
                Memory.using(tight(n), () -> Workers.using(threads, () -> NearestCentres.of(some, mapped)));
        for (int row = 0; row < 90; row++) {
            assertThat(streamed.squared(row)).isEqualTo(usual.squared(row));
            assertThat(streamed.centre(row)).isEqualTo(usual.centre(row));
        }
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void rows_of_a_file_are_followed_by_others_in_a_view(boolean isDouble) throws IOException {
        Matrix above = precise(FloatMatrix.wrap(Awkward.gauss(17, 20 * 3), 20, 3), isDouble);
        Matrix below = FloatMatrix.wrap(Awkward.gauss(18, 7 * 3), 7, 3);
        Matrix both = inFile(above).followedBy(below);
        assertThat(both.isInMemory()).isFalse();
        assertThat(both.toDouble()).isEqualTo(above.followedBy(below).toDouble());
        assertThat(both.toFloat()).isEqualTo(above.followedBy(below).toFloat());
        float[] part = new float[4 * 3];
        both.copyRows(21, 25, part);
        assertThat(FloatMatrix.wrap(part, 4, 3)).isEqualTo(below.select(new int[] {1, 2, 3, 4}));
        both.copyRows(5, 5, part);
        assertThat(both.get(22, 1)).isEqualTo(below.get(2, 1));
        assertThat(both.run(18, 22).toDouble())
                .isEqualTo(above.followedBy(below).run(18, 22).toDouble());
    }

    private static Matrix precise(FloatMatrix matrix, boolean isDouble) {
        return isDouble ? matrix.toDouble() : matrix;
    }

    @Test
    void ascending_rows_of_a_file_are_a_view_and_others_a_copy() throws IOException {
        FloatMatrix all = FloatMatrix.wrap(Awkward.gauss(4, 30 * 3), 30, 3);
        Matrix mapped = inFile(all);
        int[] ascending = {0, 1, 2, 7, 9, 10, 29};
        Matrix view = mapped.among(ascending);
        assertThat(view.isInMemory()).isFalse();
        assertThat(view.toFloat()).isEqualTo(all.select(ascending));
        assertThat(view.toDouble()).isEqualTo(all.select(ascending).toDouble());
        assertThat(view.select(new int[] {6, 0})).isEqualTo(all.select(new int[] {29, 0}));
        assertThat(view.get(3, 1)).isEqualTo(all.get(7, 1));
        assertThat(view.among(new int[] {1, 4}).toFloat()).isEqualTo(all.select(new int[] {1, 9}));
        assertThat(mapped.among(new int[] {3, 1})).isEqualTo(all.select(new int[] {3, 1}));
        assertThat(mapped.among(IntStream.range(0, 30).toArray())).isSameAs(mapped);
        assertThatThrownBy(() -> Memory.using(80, () -> mapped.select(ascending)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("A copy in memory of (7) rows of float32[30, 3] needs (1) MiB, more than");
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void rows_are_changed_when_they_are_read(boolean isDouble) throws IOException {
        FloatMatrix narrow = FloatMatrix.wrap(Awkward.gauss(5, 20 * 4), 20, 4);
        Matrix all = isDouble ? narrow.toDouble() : narrow;
        Matrix now = all.changed(RowsInFilesTest::third);
        Matrix later = inFile(all).changed(RowsInFilesTest::third);
        assertThat(later.isInMemory()).isFalse();
        assertThat(now.isInMemory()).isTrue();
        assertThat(later.toDouble()).isEqualTo(now.toDouble());
        assertThat(later.toFloat()).isEqualTo(now.toFloat());
        assertThat(later.get(7, 2)).isEqualTo(now.get(7, 2));
    }

    private static void third(double[] row) {
        for (int j = 0; j < row.length; j++) {
            row[j] /= 3;
        }
    }

    @Test
    void half_precision_becomes_single_as_it_is_read() throws IOException {
        short[] bits = new short[1 << 16];
        ByteBuffer bytes = ByteBuffer.allocate(2 * bits.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (short) i;
            bytes.putShort((short) i);
        }
        Path file = folder.resolve("half.bin");
        Files.write(file, bytes.array());
        Matrix mapped = MappedMatrix.map(file, 0, 1 << 12, 16, MappedMatrix.Kind.FLOAT16);
        FloatMatrix read = mapped.toFloat();
        double[] row = new double[16];
        for (int i = 0; i < bits.length; i++) {
            mapped.copyRow(i / 16, row);
            assertThat(Float.floatToIntBits(read.values()[i])).isEqualTo(Float.floatToIntBits(byDefinition(i)));
            assertThat(row[i % 16]).isEqualTo(Double.valueOf(byDefinition(i)));
            assertThat(mapped.get(i / 16, i % 16)).isEqualTo(Double.valueOf(byDefinition(i)));
        }
    }

    /** The sum of powers of two that IEEE 754 writes. */
    private static float byDefinition(int bits) {
        int exponent = (bits >> 10) & 31;
        int fraction = bits & 1023;
        double size = switch (exponent) {
            case 0 -> fraction * 0x1p-24;
            case 31 -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            default -> (1024 + fraction) * Math.scalb(1.0, exponent - 25);
        };
        return (float) (bits >= 1 << 15 ? -size : size);
    }
}
