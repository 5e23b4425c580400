package dev.quarry.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A matrix of little-endian float32 numbers that stays in its file: the operating system pages rows in as they are
 * read, so that a pool may be larger than memory. Read it front to back; random rows of a cold file are slow.
 */
public final class MappedMatrix extends Matrix {

    /** Rows are mapped in segments of whole rows below 1 GiB, since a single map ends at 2 GiB. */
    private static final long SEGMENT_BYTES = 1L << 30;

    private final FloatBuffer[] segments;
    private final int rowsPerSegment;

    private MappedMatrix(FloatBuffer[] segments, int rowsPerSegment, int rows, int cols) {
        super(rows, cols);
        this.segments = segments;
        this.rowsPerSegment = rowsPerSegment;
    }

    /**
     * Maps {@code rows · cols} float32 numbers of {@code file} that begin at byte {@code offset}.
     *
     * @throws IOException if the file cannot be read or is shorter than that
     */
    public static MappedMatrix map(Path file, long offset, int rows, int cols) throws IOException {
        long rowBytes = Math.multiplyExact((long) cols, Float.BYTES);
        int rowsPerSegment = (int) Math.max(1, Math.min(rows, SEGMENT_BYTES / Math.max(1, rowBytes)));
        int count = rows == 0 ? 0 : (rows + rowsPerSegment - 1) / rowsPerSegment;
        FloatBuffer[] segments = new FloatBuffer[count];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long end = offset + rowBytes * rows;
            if (channel.size() < end) {
                throw new IOException("The file (%s) has (%d) bytes but shape [%d, %d] from byte (%d) needs (%d)."
                        .formatted(file, channel.size(), rows, cols, offset, end));
            }
            for (int s = 0; s < count; s++) {
                int first = s * rowsPerSegment;
                int held = Math.min(rowsPerSegment, rows - first);
                ByteBuffer bytes =
                        channel.map(FileChannel.MapMode.READ_ONLY, offset + first * rowBytes, held * rowBytes);
                segments[s] = bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
            }
        }
        return new MappedMatrix(segments, rowsPerSegment, rows, cols);
    }

    @Override
    public double get(int row, int col) {
        checkRow(row);
        return segments[row / rowsPerSegment].get((row % rowsPerSegment) * cols() + col);
    }

    @Override
    public void copyRows(int from, int to, float[] out) {
        int at = 0;
        for (int row = from; row < to; ) {
            int within = row % rowsPerSegment;
            int count = Math.min(rowsPerSegment - within, to - row);
            segments[row / rowsPerSegment].get(within * cols(), out, at, count * cols());
            at += count * cols();
            row += count;
        }
    }

    @Override
    public void copyRow(int row, double[] out) {
        FloatBuffer segment = segments[row / rowsPerSegment];
        int at = (row % rowsPerSegment) * cols();
        for (int j = 0; j < cols(); j++) {
            out[j] = segment.get(at + j);
        }
    }

    @Override
    public FloatMatrix select(int[] rows) {
        float[] chosen = new float[Math.multiplyExact(rows.length, cols())];
        for (int i = 0; i < rows.length; i++) {
            checkRow(rows[i]);
            segments[rows[i] / rowsPerSegment].get((rows[i] % rowsPerSegment) * cols(), chosen, i * cols(), cols());
        }
        return FloatMatrix.wrap(chosen, rows.length, cols());
    }

    @Override
    public boolean isDouble() {
        return false;
    }

    @Override
    public FloatMatrix toFloat() {
        Memory.require(
                (long) rows() * cols() * Float.BYTES,
                "A copy in memory of a mapped matrix of shape [%d, %d]".formatted(rows(), cols()));
        float[] values = new float[Math.multiplyExact(rows(), cols())];
        copyRows(0, rows(), values);
        return FloatMatrix.wrap(values, rows(), cols());
    }
}
