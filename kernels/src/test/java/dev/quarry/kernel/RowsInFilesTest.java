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
