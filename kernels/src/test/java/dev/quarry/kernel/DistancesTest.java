package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistancesTest {

    @Test
    void a_distance_is_squared_and_a_product_is_a_product() {
        FloatMatrix a = FloatMatrix.of(new float[] {9, 9}, new float[] {1, 2});
        DoubleMatrix b = DoubleMatrix.of(new double[] {4, 6});
        assertThat(Distances.squared(a, 1, b, 0)).isEqualTo(25);
        assertThat(Distances.dot(a, 1, b, 0)).isEqualTo(16);
        assertThat(Distances.squared(b, 0, b, 0)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 15, 16, 17, 31, 32, 33, 100, 512, 1000})
    void precisions_agree_as_far_as_they_can(int d) {
        FloatMatrix a = FloatMatrix.wrap(Awkward.gauss(1, 2 * d), 2, d);
        FloatMatrix b = FloatMatrix.wrap(Awkward.gauss(2, 2 * d), 2, d);
        double exact = Distances.squared(a.toDouble(), 1, b.toDouble(), 1);
        assertThat(Distances.squared(a, 1, b, 1)).isEqualTo(exact, within(1e-5 * exact));
        assertThat(Distances.squared(a, 1, b.toDouble(), 1)).isEqualTo(exact);
        assertThat(Distances.dot(a, 1, b, 1))
                .isEqualTo(Distances.dot(a.toDouble(), 1, b.toDouble(), 1), within(1e-5 * (d + 1)));
    }

    @Test
    void mapped_rows_have_the_distances_of_rows_in_memory(@TempDir Path folder) throws IOException {
        FloatMatrix inMemory = FloatMatrix.wrap(Awkward.gauss(3, 5 * 37), 5, 37);
        ByteBuffer bytes = ByteBuffer.allocate(4 * 5 * 37).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(inMemory.values());
        Path file = Files.write(folder.resolve("rows.f32"), bytes.array());
        Matrix mapped = MappedMatrix.map(file, 0, 5, 37);
        for (int i = 0; i < 5; i++) {
            assertThat(Distances.squared(mapped, i, mapped, 0)).isEqualTo(Distances.squared(inMemory, i, inMemory, 0));
            assertThat(Distances.dot(mapped, i, inMemory, 1)).isEqualTo(Distances.dot(inMemory, i, inMemory, 1));
        }
    }

    @Test
    void rows_of_different_widths_have_no_distance() {
        assertThatThrownBy(() -> Distances.squared(FloatMatrix.of(new float[1]), 0, FloatMatrix.of(new float[2]), 0))
                .hasMessage("The rows have (1) and (2) columns, which must be the same.");
    }
}
