package dev.quarry.dataset.read;

import dev.quarry.dataset.BadDataException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A Parquet file that is read row by row: columns of one value each as text, columns of lists of numbers as vectors. */
public final class ParquetTable implements Closeable {

    /** A column: a vector where it holds lists of numbers. */
    public record Column(String name, boolean vector) {}

    private final String name;
    private final Connection database;
    private final Statement statement;
    private final ResultSet rows;
    private final List<Column> columns;

    private ParquetTable(String name, Connection database, Statement statement, ResultSet rows, List<Column> columns) {
        this.name = name;
        this.database = database;
        this.statement = statement;
        this.rows = rows;
        this.columns = List.copyOf(columns);
    }

    /**
     * Opens a file.
     *
     * @param name what messages call it
     * @throws IOException if it cannot be read or is no Parquet file
     */
    public static ParquetTable open(Path file, String name) throws IOException {
        Connection database = null;
        try {
            database = ParquetMatrix.connect();
            Statement statement = database.createStatement();
            String from = " FROM read_parquet('%s')".formatted(file.toString().replace("'", "''"));
            List<Column> columns = columns(statement, from);
            List<String> selected = new ArrayList<>();
            for (Column column : columns) {
                String quoted = "\"" + column.name.replace("\"", "\"\"") + "\"";
                selected.add(column.vector ? quoted : "CAST(%s AS VARCHAR)".formatted(quoted));
            }
            ResultSet rows = statement.executeQuery("SELECT " + String.join(", ", selected) + from);
            return new ParquetTable(name, database, statement, rows, columns);
        } catch (SQLException e) {
            close(database);
            throw unreadable(name, e);
        }
    }

    private static List<Column> columns(Statement statement, String from) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (ResultSet described = statement.executeQuery("DESCRIBE SELECT *" + from)) {
            while (described.next()) {
                String type = described.getString("column_type").toUpperCase(Locale.ROOT);
                String element = type.replaceAll("\\[\\d*]$", "");
                boolean numbers = ParquetMatrix.NARROW.contains(element)
                        || ParquetMatrix.WIDE.contains(element)
                        || element.startsWith("DECIMAL");
                columns.add(new Column(described.getString("column_name"), numbers && !type.equals(element)));
            }
        }
        return columns;
    }

    private static void close(@Nullable Connection database) {
        try {
            if (database != null) {
                database.close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB could not be closed: %s".formatted(e.getMessage()), e);
        }
    }

    private static BadDataException unreadable(String name, SQLException e) {
        return new BadDataException(
                "The file (%s) is not read as Parquet. Maybe it is of another kind, or was cut short.".formatted(name),
                e);
    }

    /** The columns of the file. */
    public List<Column> columns() {
        return columns;
    }

    /** Goes to the next row; false at the end. */
    public boolean next() throws IOException {
        try {
            return rows.next();
        } catch (SQLException e) {
            throw unreadable(name, e);
        }
    }

    /** The value of a column of single values; empty where there is none. */
    public String cell(int column) throws IOException {
        try {
            String value = rows.getString(column + 1);
            return value == null ? "" : value;
        } catch (SQLException e) {
            throw unreadable(name, e);
        }
    }

    /** The numbers of a column of lists; of length 0 where there are none, NaN where one is missing. */
    public float[] vector(int column) throws IOException {
        try {
            Array list = rows.getArray(column + 1);
            if (list == null) {
                return new float[0];
            }
            Object[] values = (Object[]) list.getArray();
            float[] vector = new float[values.length];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = values[i] instanceof Number number ? number.floatValue() : Float.NaN;
            }
            return vector;
        } catch (SQLException e) {
            throw unreadable(name, e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            rows.close();
            statement.close();
        } catch (SQLException e) {
            throw unreadable(name, e);
        } finally {
            close(database);
        }
    }
}
