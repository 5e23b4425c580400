package dev.quarry.kernel;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes an array of float32 rows to a {@code .npy} file block by block, so that it never has to be in memory as a whole.
 * How many rows there will be is stated at the beginning. Not safe for several threads.
 */
public final class NpyWriter implements Closeable {

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final FileChannel channel;
    private final long rows;
    private final int cols;
    private long written;

    private NpyWriter(Path file, FileChannel channel, long rows, int cols) {
        this.file = file;
        this.channel = channel;
        this.rows = rows;
        this.cols = cols;
    }

    /**
     * Begins a file.
     *
     * @param rows how many rows will come
     * @param row the sizes of the other axes: {@code d} for an array [n, d], {@code K, C} for one of shape [n, K, C]
     * @throws IOException if the file cannot be written
     */
    public static NpyWriter create(Path file, long rows, int... row) throws IOException {
        long[] shape = new long[row.length + 1];
        shape[0] = rows;
        int cols = 1;
        for (int axis = 0; axis < row.length; axis++) {
            shape[axis + 1] = row[axis];
            cols = Math.multiplyExact(cols, row[axis]);
        }
        FileChannel channel = open(file);
        try {
            writeAll(channel, ByteBuffer.wrap(NpyHeader.write("<f4", shape)));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return new NpyWriter(file, channel, rows, cols);
    }

    /**
     * Writes the next rows.
     *
     * @param block shape [any, columns], as many columns as a row has numbers
     * @throws IllegalArgumentException if the block has another width, or more rows than are left
     */
    public void append(Matrix block) throws IOException {
        if (block.cols() != cols || written + block.rows() > rows) {
            throw new IllegalArgumentException(
                    "The block of shape [%d, %d] does not fit the file (%s) of shape [%d, %d], which has (%d) rows already."
                            .formatted(block.rows(), block.cols(), file, rows, cols, written));
        }
        writeRows(channel, block, false);
        written += block.rows();
    }

    /** Ends the file. One that got fewer rows than were stated is refused by whoever reads it. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    static void writeRows(FileChannel channel, Matrix matrix, boolean exact) throws IOException {
        int width = Math.multiplyExact(matrix.cols(), exact ? Double.BYTES : Float.BYTES);
        ByteBuffer bytes = ByteBuffer.allocate(Math.max(width, BUFFER)).order(ByteOrder.LITTLE_ENDIAN);
        double[] row = new double[matrix.cols()];
        for (int i = 0; i < matrix.rows(); i++) {
            if (bytes.remaining() < width) {
                writeAll(channel, bytes.flip());
                bytes.clear();
            }
            put(matrix, i, row, exact, bytes);
        }
        writeAll(channel, bytes.flip());
    }

    /** One row as it stands in a file. */
    static void put(Matrix matrix, int row, double[] values, boolean exact, ByteBuffer bytes) {
        matrix.copyRow(row, values);
        for (double value : values) {
            if (exact) {
                bytes.putDouble(value);
            } else {
                bytes.putFloat((float) value);
            }
        }
    }
}
