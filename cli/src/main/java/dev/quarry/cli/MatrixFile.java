package dev.quarry.cli;

import dev.quarry.dataset.read.ParquetMatrix;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Npy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Numbers from a file: {@code .npy}, {@code .parquet}, or CSV with or without a header, in which a column {@code id} names the rows.
 *
 * @param matrix shape [n, columns]
 * @param members how many distributions lie side by side in a row, for an array of three axes; otherwise 0
 * @param ids the names of the rows, where the file has them
 */
record MatrixFile(Matrix matrix, int members, @Nullable List<String> ids) {

    /** Reads a file; one that takes long is shown on {@code err}. */
    static MatrixFile read(Path file, Supplier<PrintWriter> err) throws IOException {
        if (file.toString().endsWith(".parquet")) {
            return parquet(file, err);
        }
        return read(file);
    }

    private static MatrixFile parquet(Path file, Supplier<PrintWriter> err) throws IOException {
        String what = "Reading " + file.getFileName();
        try (LongWork shown = new LongWork(err.get(), what, 0)) {
            ParquetMatrix read = ParquetMatrix.read(file, new ParquetMatrix.Progress() {
                @Override
                public void rows(long rows) {
                    shown.next(what, rows, 0);
                }

                @Override
                public void done(long rows) {
                    shown.done(rows);
                }
            });
            return new MatrixFile(read.matrix(), 0, read.ids());
        }
    }

    private static MatrixFile read(Path file) throws IOException {
        if (!file.toString().endsWith(".npy")) {
            return csv(file);
        }
        Npy npy = Npy.open(file);
        if (npy.axes() > 3) {
            throw new IOException(
                    "The file (%s) has (%d) axes but two or three are needed.".formatted(file, npy.axes()));
        }
        return new MatrixFile(npy.matrix(), npy.axes() == 3 ? (int) npy.size(1) : 0, null);
    }

    /** Whole numbers in a {@code .npy} file, as text. */
    static List<String> integers(Path file) throws IOException {
        return Arrays.stream(Npy.open(file).ints()).mapToObj(Integer::toString).toList();
    }

    String shape() {
        return members == 0
                ? "[%d, %d]".formatted(matrix.rows(), matrix.cols())
                : "[%d, %d, %d]".formatted(matrix.rows(), members, matrix.cols() / members);
    }

    private static MatrixFile csv(Path file) throws IOException {
        List<String> lines = IdFile.lines(file);
        if (lines.isEmpty()) {
            throw new IOException("The file (%s) is empty.".formatted(file));
        }
        List<String> head = IdFile.cells(lines.getFirst());
        boolean header = head.stream().anyMatch(cell -> !isNumber(cell));
        int id = header
                ? head.stream()
                        .map(cell -> cell.toLowerCase(Locale.ROOT))
                        .toList()
                        .indexOf("id")
                : -1;
        int cols = head.size() - (id < 0 ? 0 : 1);
        List<String> ids = new ArrayList<>();
        double[] values = new double[Math.multiplyExact(lines.size(), cols)];
        int at = 0;
        for (int line = header ? 1 : 0; line < lines.size(); line++) {
            if (lines.get(line).isBlank()) {
                continue;
            }
            List<String> cells = IdFile.cells(lines.get(line));
            if (cells.size() != head.size()) {
                throw new IOException("The file (%s) has (%d) cells in line (%d) but (%d) in the first."
                        .formatted(file, cells.size(), line + 1, head.size()));
            }
            for (int c = 0; c < cells.size(); c++) {
                if (c == id) {
                    ids.add(cells.get(c));
                } else {
                    values[at++] = number(file, line + 1, cells.get(c));
                }
            }
        }
        int rows = cols == 0 ? ids.size() : at / cols;
        return new MatrixFile(DoubleMatrix.wrap(Arrays.copyOf(values, at), rows, cols), 0, id < 0 ? null : ids);
    }

    private static boolean isNumber(String cell) {
        try {
            Double.parseDouble(cell);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static double number(Path file, int line, String cell) throws IOException {
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            throw new IOException(
                    "The file (%s) has (%s) in line (%d) where a number is needed.".formatted(file, cell, line), e);
        }
    }
}
