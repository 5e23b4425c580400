package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {

    @TempDir
    Path folder;

    /** A file as numpy writes it: magic, version, length, header, numbers. */
    private Path file(int version, String header, byte[] numbers) throws IOException {
        byte[] text = (header + "\n").getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(12 + text.length + numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) version)
                .put((byte) 0);
        if (version == 1) {
            bytes.putShort((short) text.length);
        } else {
            bytes.putInt(text.length);
        }
        bytes.put(text).put(numbers);
        return Files.write(folder.resolve("array.npy"), Arrays.copyOf(bytes.array(), bytes.position()));
    }

    private static String header(String descr, boolean fortran, String shape) {
        return "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }"
                .formatted(descr, fortran ? "True" : "False", shape);
    }

    @ParameterizedTest
    @CsvSource({
        "<f4, 4", ">f4, 4", "<f8, 8", ">f8, 8", "<i4, 4", ">i4, 4", "<i8, 8", ">i8, 8", "<i2, 2", ">i2, 2", "<u2, 2",
        "<u4, 4", "|u1, 1", "|i1, 1"
    })
    void every_type_and_byte_order_is_read_in_every_version(String descr, int width) throws IOException {
        byte[] numbers = new byte[6 * width];
        ByteBuffer bytes =
                ByteBuffer.wrap(numbers).order(descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int j = 0; j < 6; j++) {
            switch (descr.substring(1)) {
                case "f4" -> bytes.putFloat(j);
                case "f8" -> bytes.putDouble(j);
                case "i8" -> bytes.putLong(j);
                case "i4", "u4" -> bytes.putInt(j);
                case "i2", "u2" -> bytes.putShort((short) j);
                default -> bytes.put((byte) j);
            }
        }
        for (int version = 1; version <= 3; version++) {
            Npy npy = Npy.open(file(version, header(descr, false, "2, 3"), numbers));
            Matrix matrix = npy.matrix();
            assertThat(matrix.toDouble()).isEqualTo(DoubleMatrix.wrap(new double[] {0, 1, 2, 3, 4, 5}, 2, 3));
            assertThat(matrix.isDouble()).isEqualTo(descr.endsWith("8") || descr.matches(".[iu]4"));
            Npy fortran = Npy.open(file(version, header(descr, true, "2, 3"), numbers));
            assertThat(fortran.matrix().toDouble()).isEqualTo(DoubleMatrix.wrap(new double[] {0, 2, 4, 1, 3, 5}, 2, 3));
            if (npy.isWhole()) {
                assertThat(fortran.ints()).containsExactly(0, 2, 4, 1, 3, 5);
                assertThat(Npy.open(file(version, header(descr, false, "6,"), numbers))
                                .ints())
                        .containsExactly(0, 1, 2, 3, 4, 5);
            }
        }
    }

    @Test
    void three_axes_become_rows_of_members_side_by_side() throws IOException {
        byte[] numbers = new byte[12];
        for (int j = 0; j < 12; j++) {
            numbers[j] = (byte) j;
        }
        Npy npy = Npy.open(file(1, header("|u1", false, "2, 3, 2"), numbers));
        assertThat(npy.axes()).isEqualTo(3);
        assertThat(npy.size(1)).isEqualTo(3);
        assertThat(npy.matrix().cols()).isEqualTo(6);
        assertThat(npy.matrix().get(1, 0)).isEqualTo(6);
        Matrix fortran =
                Npy.open(file(1, header("|u1", true, "2, 3, 2"), numbers)).matrix();
        assertThat(fortran.get(1, 0)).isEqualTo(1);
        assertThat(fortran.get(0, 2)).isEqualTo(2); // [0, 1, 0]
        assertThat(fortran.get(0, 1)).isEqualTo(6); // [0, 0, 1]
        assertThat(fortran.get(1, 5)).isEqualTo(11);
    }

    @Test
    void unsigned_half_and_boolean_numbers_mean_what_they_mean() throws IOException {
        assertThat(Npy.open(file(1, header("<u2", false, "1,"), new byte[] {-1, -1}))
                        .ints())
                .containsExactly(65535);
        assertThat(Npy.open(file(1, header("|u1", false, "1,"), new byte[] {-1}))
                        .ints())
                .containsExactly(255);
        assertThat(Npy.open(file(1, header("|i1", false, "1,"), new byte[] {-1}))
                        .ints())
                .containsExactly(-1);
        assertThat(Npy.open(file(1, header("|b1", false, "2,"), new byte[] {0, 1}))
                        .ints())
                .containsExactly(0, 1);
        byte[] halves = {0, 0x3C, 1, 0, -1, 0x7B, 0, (byte) 0xC0, 0, 0x7C, 0, 4};
        assertThat(((FloatMatrix) Npy.open(file(1, header("<f2", false, "6,"), halves))
                                .matrix())
                        .values())
                .containsExactly(1, 0x1p-24f, 65504, -2, Float.POSITIVE_INFINITY, 0x1p-14f);
        assertThat(Npy.half((short) 0x7E00)).isNaN();
    }

    @Test
    void what_is_written_is_read_again() throws IOException {
        Path path = folder.resolve("again.npy");
        FloatMatrix narrow = FloatMatrix.wrap(Awkward.gauss(1, 5 * 12), 5, 12);
        Npy.write(path, narrow);
        assertThat(Npy.open(path).matrix()).isEqualTo(narrow);
        assertThat(Npy.open(path).type()).isEqualTo("f4");
        Npy.write(path, narrow.toDouble(), 4);
        assertThat(Npy.open(path).axes()).isEqualTo(3);
        assertThat(Npy.open(path).size(2)).isEqualTo(3);
        assertThat(Npy.open(path).matrix()).isEqualTo(narrow.toDouble());
        Npy.write(path, new int[] {3, -1, Integer.MAX_VALUE});
        assertThat(Npy.open(path).ints()).containsExactly(3, -1, Integer.MAX_VALUE);
        Npy.write(path, FloatMatrix.wrap(new float[0], 0, 7));
        assertThat(Npy.open(path).matrix().cols()).isEqualTo(7);
        assertThat(Files.size(path) % 64).isZero();
        assertThatThrownBy(() -> Npy.write(path, narrow, 5)).hasMessageContaining("(5) members");
    }

    @Test
    void float32_can_stay_in_the_file() throws IOException {
        Path path = folder.resolve("mapped.npy");
        FloatMatrix inMemory = FloatMatrix.wrap(Awkward.gauss(1, 5 * 12), 5, 12);
        Npy.write(path, inMemory, 3);
        MappedMatrix mapped = Npy.open(path).mapped();
        assertThat(mapped.toFloat()).isEqualTo(inMemory);
        Path big = file(1, header(">f4", false, "1,"), new byte[4]);
        assertThatThrownBy(() -> Npy.open(big).mapped())
                .hasMessageContaining("since it is big-endian. Maybe save it with .astype('<f4')");
    }

    @Test
    void a_vector_of_floats_is_one_column() throws IOException {
        Matrix column = Npy.open(file(1, header("|u1", false, "3,"), new byte[] {7, 8, 9}))
                .matrix();
        assertThat(column.rows()).isEqualTo(3);
        assertThat(column.cols()).isEqualTo(1);
    }

    @Test
    void whole_numbers_must_be_whole_and_fit() throws IOException {
        Path wide = file(1, header("<i8", false, "1,"), new byte[] {0, 0, 0, 0, 1, 0, 0, 0});
        assertThatThrownBy(() -> Npy.open(wide).ints())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds the number (4294967296)");
        Path real = file(1, header("<f4", false, "1,"), new byte[4]);
        assertThatThrownBy(() -> Npy.open(real).ints())
                .hasMessageContaining("holds (f4) where whole numbers are wanted");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }; has (%d) bytes but (f4) of shape ([2, 3]) needs",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (0,), }; several arrays",
                "{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }; numbers of the type (<c8)",
                "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }; numbers of the type (|O)",
                "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }; states no type (descr)",
                "{'descr': '<f4', 'shape': (1,), }; states no order",
                "{'descr': '<f4', 'fortran_order': False, }; states no shape",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }; has the shape (-1,)",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (a, 2), }; has the shape (a, 2)",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (), }; a single number",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (999999999999, 999999999999), }; more numbers than a file",
                "nonsense; states no type"
            })
    void a_broken_header_gets_its_sentence(String header, String sentence) throws IOException {
        Path path = file(1, header, new byte[4]);
        assertThatThrownBy(() -> Npy.open(path).matrix())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("The file (" + path + ")")
                .hasMessageContaining(sentence.formatted(Files.size(path)))
                .hasMessageContaining("Maybe");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 7, 8, 9, 11, 40, 70})
    void a_file_that_is_cut_short_gets_its_sentence(int length) throws IOException {
        Path path = file(1, header("<f4", false, "2,"), new byte[8]);
        Files.write(path, Arrays.copyOf(Files.readAllBytes(path), length));
        assertThatThrownBy(() -> Npy.open(path))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("The file (" + path + ")")
                .hasMessageContaining("Maybe");
    }

    @Test
    void what_is_not_npy_or_of_the_future_gets_its_sentence() throws IOException {
        Path text = Files.writeString(folder.resolve("text.npy"), "id,label\n1,2\n");
        assertThatThrownBy(() -> Npy.open(text)).hasMessageContaining("does not begin like a .npy file");
        Path future = file(4, header("<f4", false, "1,"), new byte[4]);
        assertThatThrownBy(() -> Npy.open(future)).hasMessageContaining("version (4.0)");
        byte[] huge = Files.readAllBytes(file(2, header("<f4", false, "1,"), new byte[4]));
        huge[11] = 0x7F;
        Path path = Files.write(folder.resolve("huge.npy"), huge);
        assertThatThrownBy(() -> Npy.open(path)).hasMessageContaining("states a header of (");
        assertThatThrownBy(() -> Npy.open(folder.resolve("absent.npy"))).isInstanceOf(IOException.class);
    }
}
