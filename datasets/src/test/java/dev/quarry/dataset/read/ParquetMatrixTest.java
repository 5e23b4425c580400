package dev.quarry.dataset.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetMatrixTest {

    @TempDir
    private Path folder;

    /** A Parquet file of what a query gives. */
    private Path file(String query) throws SQLException {
        Path file = folder.resolve("it's.parquet");
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement()) {
            statement.execute("COPY (%s) TO '%s' (FORMAT parquet)"
                    .formatted(query, file.toString().replace("'", "''")));
        }
        return file;
    }

    private static final class Heard implements ParquetMatrix.Progress {
        private final List<Long> all = new ArrayList<>();
        private long rows;

        @Override
        public void rows(long rows) {
            this.rows = rows;
        }

        @Override
        public void done(long rows) {
            all.add(rows);
        }
    }

    private static ParquetMatrix read(Path file) throws IOException {
        return ParquetMatrix.read(file, new Heard());
    }

    @Test
    void columns_of_numbers_stand_side_by_side_and_an_id_names_the_rows() throws Exception {
        ParquetMatrix read = read(file(
                "SELECT * FROM (VALUES ('b', 1.5::FLOAT, 2::TINYINT), ('a', NULL, 3)) AS t(\"Id\", \"x \"\"y\", n)"));
        assertThat(read.ids()).containsExactly("b", "a");
        assertThat(read.matrix()).isEqualTo(FloatMatrix.of(new float[] {1.5f, 2}, new float[] {Float.NaN, 3}));
    }

    @Test
    void lists_and_arrays_of_one_length_are_rows() throws Exception {
        assertThat(read(file("SELECT * FROM (VALUES ([1::FLOAT, 2]), ([3, 4])) AS t(e)"))
                        .matrix())
                .isEqualTo(FloatMatrix.of(new float[] {1, 2}, new float[] {3, 4}));
        assertThat(read(file("SELECT [0.1::DOUBLE, i]::DOUBLE[2] AS e, i AS id FROM range(2) AS t(i)"))
                        .matrix())
                .isEqualTo(DoubleMatrix.of(new double[] {0.1, 0}, new double[] {0.1, 1}));
        assertThatThrownBy(() -> read(file("SELECT * FROM (VALUES ([1::FLOAT]), ([3, 4])) AS t(e)")))
                .hasMessageContaining("lists of (1) to (2) numbers in the column \"e\"");
        assertThatThrownBy(() -> read(file("SELECT * FROM (VALUES ([1::FLOAT]), (NULL)) AS t(e)")))
                .hasMessageContaining("lists of (0) to (1) numbers");
    }

    @Test
    void whole_and_float64_numbers_keep_every_digit() throws Exception {
        assertThat(read(file("SELECT 16777217::INTEGER AS a, 0.1::DOUBLE AS b")).matrix())
                .isEqualTo(DoubleMatrix.of(new double[] {16777217, 0.1}));
    }

    @Test
    void what_is_larger_than_the_budget_goes_through_a_temporary_file_in_the_same_order() throws Exception {
        for (String type : List.of("FLOAT", "DOUBLE")) {
            Path file = file("SELECT [i, i * 0.5, -i]::%s[] AS e FROM range(300000) AS t(i)".formatted(type));
            Matrix usual = Memory.using(1L << 30, () -> matrix(file));
            Matrix mapped = Memory.using(1L << 20, () -> matrix(file));
            assertThat(usual.isInMemory()).isTrue();
            assertThat(mapped.isInMemory()).isFalse();
            assertThat(mapped.isDouble()).isEqualTo(type.equals("DOUBLE"));
            assertThat(mapped.toDouble()).isEqualTo(usual.toDouble());
        }
    }

    private static Matrix matrix(Path file) {
        try {
            Heard heard = new Heard();
            Matrix matrix = ParquetMatrix.read(file, heard).matrix();
            assertThat(heard.rows).isEqualTo(300_000);
            assertThat(heard.all).isSorted().isNotEmpty();
            return matrix;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_file_that_is_no_matrix_is_refused_with_a_sentence() throws Exception {
        assertThatThrownBy(() -> read(file("SELECT 1.5 AS x, 'cat' AS kind")))
                .hasMessageContaining("has the column (kind) of the type (VARCHAR), not numbers");
        assertThatThrownBy(() -> read(file("SELECT [1.5] AS x, [2.5] AS y")))
                .hasMessageContaining("has (2) columns of lists beside (0) of numbers");
        assertThatThrownBy(() -> read(file("SELECT [1.5] AS x, 2 AS y")))
                .hasMessageContaining("has (1) columns of lists beside (1) of numbers");
        Path text = Files.writeString(folder.resolve("text.parquet"), "a,b\n1,2\n");
        assertThatThrownBy(() -> read(text)).hasMessageContaining("(%s) is not read as Parquet: ".formatted(text));
        assertThatThrownBy(() -> read(folder.resolve("absent.parquet"))).isInstanceOf(IOException.class);
        assertThat(read(file("SELECT 1.5::FLOAT AS x WHERE false")).matrix().rows())
                .isZero();
    }
}
