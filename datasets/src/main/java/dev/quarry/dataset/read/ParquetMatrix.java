package dev.quarry.dataset.read;

import dev.quarry.dataset.BadDataException;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.MappedMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.Workers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a Parquet file as a matrix: its columns of numbers in their order, or its one column of lists of one
 * length. A column {@code id} names the rows.
 *
 * <p>What does not fit a quarter of the {@linkplain Memory#budget() memory budget} is written once to a temporary file of
 * plain numbers, which is mapped and gone when the process ends. float64 and whole numbers of 32 bits or more stay
 * float64, everything else is float32. A missing number is NaN, which evidence refuses by the name of its item.
 *
 * @param matrix shape [n, columns]
 * @param ids the names of the rows, where the file has them
 */
public record ParquetMatrix(Matrix matrix, @Nullable List<String> ids) {

    private static final int BUFFER = 1 << 20;

    /** What DuckDB needs for a group of rows in hand, whatever the budget is. */
    private static final int LEAST_MEBIBYTES = 256;

    static final Set<String> NARROW = Set.of("FLOAT", "TINYINT", "SMALLINT", "UTINYINT", "USMALLINT", "BOOLEAN");
    static final Set<String> WIDE = Set.of("DOUBLE", "INTEGER", "BIGINT", "UINTEGER", "UBIGINT", "HUGEINT", "UHUGEINT");

    /** Hears how much there is to read, and how much is read. */
    public interface Progress {
        /** So many rows will be read. */
        void rows(long rows);

        /** So many of them are read. */
        void done(long rows);
    }

    /** What a file states: its rows, an expression for each column of the matrix, and where ids are. */
    private record Shape(
            int rows,
            List<String> columns,
            boolean isDouble,
            @Nullable String id) {}

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, is no Parquet file, or holds something that is no matrix
     */
    public static ParquetMatrix read(Path file, Progress progress) throws IOException {
        Bytes.existing(file);
        try (Connection database = connect();
                Statement statement = database.createStatement()) {
            String from = " FROM read_parquet('%s')".formatted(file.toString().replace("'", "''"));
            Shape shape = shape(file, statement, from);
            progress.rows(shape.rows);
            Matrix matrix = matrix(file, statement, from, shape, progress::done);
            return new ParquetMatrix(matrix, shape.id == null ? null : names(statement, from, shape.id));
        } catch (SQLException e) {
            throw new BadDataException(
                    "The file (%s) is not read as Parquet: %s Maybe it is of another kind, or was cut short."
                            .formatted(file, firstLine(e)),
                    e);
        }
    }

    static Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        properties.setProperty("threads", Integer.toString(Workers.current().threads()));
        properties.setProperty("memory_limit", Math.max(LEAST_MEBIBYTES, Memory.budget() >> 20) + "MiB");
        return new DuckDBDriver().connect("jdbc:duckdb:", properties);
    }

    static String firstLine(SQLException e) {
        String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return said.endsWith(".") ? said : said + ".";
    }

    private static Shape shape(Path file, Statement statement, String from) throws SQLException, IOException {
        List<String> numbers = new ArrayList<>();
        List<String> lists = new ArrayList<>();
        String id = null;
        boolean isDouble = false;
        try (ResultSet columns = statement.executeQuery("DESCRIBE SELECT *" + from)) {
            while (columns.next()) {
                String name = columns.getString("column_name");
                String quoted = "\"" + name.replace("\"", "\"\"") + "\"";
                String type = columns.getString("column_type").toUpperCase(Locale.ROOT);
                String element = type.replaceAll("\\[\\d*]$", "");
                boolean wide = WIDE.contains(element) || element.startsWith("DECIMAL");
                if (name.equalsIgnoreCase("id")) {
                    id = quoted;
                } else if (!wide && !NARROW.contains(element)) {
                    throw new BadDataException(
                            "The file (%s) has the column (%s) of the type (%s), not numbers or lists of numbers. Maybe leave it out, or call it id if it names the rows."
                                    .formatted(file, name, type));
                } else {
                    (type.equals(element) ? numbers : lists).add(quoted);
                    isDouble |= wide;
                }
            }
        }
        if (lists.size() > 1 || (lists.size() == 1 && !numbers.isEmpty())) {
            throw new BadDataException(
                    "The file (%s) has (%d) columns of lists beside (%d) of numbers, but one list or numbers alone are needed. Maybe write what is wanted to a file of its own."
                            .formatted(file, lists.size(), numbers.size()));
        }
        int rows = rows(file, statement, from);
        List<String> places = lists.isEmpty() ? numbers : places(file, statement, from, lists.get(0));
        String type = isDouble ? "DOUBLE" : "FLOAT";
        return new Shape(
                rows,
                places.stream()
                        .map(place -> "coalesce(CAST(%s AS %s), 'nan')".formatted(place, type))
                        .toList(),
                isDouble,
                id);
    }

    private static int rows(Path file, Statement statement, String from) throws SQLException, IOException {
        try (ResultSet count = statement.executeQuery("SELECT count(*)" + from)) {
            count.next();
            long rows = count.getLong(1);
            if (rows > Integer.MAX_VALUE) {
                throw new BadDataException(
                        "The file (%s) has (%d) rows, too many for a matrix. Maybe split it.".formatted(file, rows));
            }
            return (int) rows;
        }
    }

    /** The places of the lists, which must all be of one length. */
    private static List<String> places(Path file, Statement statement, String from, String column)
            throws SQLException, IOException {
        try (ResultSet lengths = statement.executeQuery(
                "SELECT coalesce(min(coalesce(len(%1$s), 0)), 0), coalesce(max(coalesce(len(%1$s), 0)), 0)"
                                .formatted(column)
                        + from)) {
            lengths.next();
            int least = lengths.getInt(1);
            int most = lengths.getInt(2);
            if (least != most) {
                throw new BadDataException(
                        "The file (%s) has lists of (%d) to (%d) numbers in the column %s, but all must have one length. Maybe a row is missing its list."
                                .formatted(file, least, most, column));
            }
            return IntStream.rangeClosed(1, least)
                    .mapToObj(place -> "%s[%d]".formatted(column, place))
                    .toList();
        }
    }

    private static List<String> names(Statement statement, String from, String id) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT coalesce(CAST(%s AS VARCHAR), '')".formatted(id) + from)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static Matrix matrix(Path file, Statement statement, String from, Shape shape, LongConsumer done)
            throws SQLException, IOException {
        int cols = shape.columns.size();
        if (cols == 0 || shape.rows == 0) {
            return FloatMatrix.wrap(new float[0], shape.rows, cols);
        }
        String query = "SELECT " + shape.columns.stream().collect(Collectors.joining(", ")) + from;
        long bytes = (long) shape.rows * cols * (shape.isDouble ? Double.BYTES : Float.BYTES);
        try (ResultSet rows = statement.executeQuery(query)) {
            if (bytes > Memory.budget() / 4 || (long) shape.rows * cols > Integer.MAX_VALUE - 8) {
                return mapped(file, rows, shape, bytes, done);
            }
            double[] wide = new double[shape.isDouble ? shape.rows * cols : 0];
            float[] narrow = new float[shape.isDouble ? 0 : shape.rows * cols];
            for (int row = 0, at = 0; rows.next(); row++) {
                for (int c = 1; c <= cols; c++, at++) {
                    if (shape.isDouble) {
                        wide[at] = rows.getDouble(c);
                    } else {
                        narrow[at] = rows.getFloat(c);
                    }
                }
                done.accept(row + 1L);
            }
            return shape.isDouble
                    ? DoubleMatrix.wrap(wide, shape.rows, cols)
                    : FloatMatrix.wrap(narrow, shape.rows, cols);
        }
    }

    private static Matrix mapped(Path file, ResultSet rows, Shape shape, long bytes, LongConsumer done)
            throws SQLException, IOException {
        Path plain = Files.createTempFile("quarry-", ".numbers");
        try {
            long free = Files.getFileStore(plain).getUsableSpace();
            if (free < bytes) {
                throw new BadDataException(
                        "The numbers of (%s) need (%d) MiB in the folder (%s), which has (%d). Maybe set -Djava.io.tmpdir to a larger disk."
                                .formatted(file, bytes >> 20, plain.getParent(), free >> 20));
            }
            write(plain, rows, shape, done);
            return MappedMatrix.map(
                    plain,
                    0,
                    shape.rows,
                    shape.columns.size(),
                    shape.isDouble ? MappedMatrix.Kind.FLOAT64 : MappedMatrix.Kind.FLOAT32);
        } finally {
            leave(plain);
        }
    }

    /** A mapped file may be deleted where the system allows it, and then leaves nothing behind however the process ends. */
    private static void leave(Path plain) {
        try {
            Files.delete(plain);
        } catch (IOException e) {
            plain.toFile().deleteOnExit();
        }
    }

    private static void write(Path plain, ResultSet rows, Shape shape, LongConsumer done)
            throws SQLException, IOException {
        int cols = shape.columns.size();
        int width = cols * (shape.isDouble ? Double.BYTES : Float.BYTES);
        ByteBuffer buffer = ByteBuffer.allocateDirect(Math.max(width, BUFFER)).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(plain, StandardOpenOption.WRITE)) {
            for (long row = 1; rows.next(); row++) {
                if (buffer.remaining() < width) {
                    drain(buffer, channel);
                    done.accept(row);
                }
                for (int c = 1; c <= cols; c++) {
                    if (shape.isDouble) {
                        buffer.putDouble(rows.getDouble(c));
                    } else {
                        buffer.putFloat(rows.getFloat(c));
                    }
                }
            }
            drain(buffer, channel);
        }
    }

    private static void drain(ByteBuffer buffer, FileChannel channel) throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }
}
