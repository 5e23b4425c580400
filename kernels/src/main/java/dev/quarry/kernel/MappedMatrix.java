package dev.quarry.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A matrix of little-endian numbers that stays in its file: the operating system pages rows in as they are read, so that
 * a pool may be larger than memory. float16 numbers are widened as they are read. Read it front to back; random rows of a
 * cold file are slow.
 */
public final class MappedMatrix extends Matrix {

    /** Rows are mapped in segments of whole rows below 1 GiB, since a single map ends at 2 GiB. */
    private static final long SEGMENT_BYTES = 1L << 30;

    /** How a number lies in the file. */
    public enum Kind {
        /** 16 bits of IEEE 754, read as float32. */
        FLOAT16(Short.BYTES),
        /** 32 bits of IEEE 754. */
        FLOAT32(Float.BYTES),
        /** 64 bits of IEEE 754, read as float64. */
        FLOAT64(Double.BYTES);

        private final int bytes;

        Kind(int bytes) {
            this.bytes = bytes;
        }

        /** How many bytes a number takes. */
        public int bytes() {
            return bytes;
        }
    }

    private final ByteBuffer[] segments;
    private final int rowsPerSegment;
    private final Kind kind;

    private MappedMatrix(ByteBuffer[] segments, int rowsPerSegment, int rows, int cols, Kind kind) {
        super(rows, cols);
        this.segments = segments;
        this.rowsPerSegment = rowsPerSegment;
        this.kind = kind;
    }

    /**
     * Maps {@code rows · cols} float32 numbers of {@code file} that begin at byte {@code offset}.
     *
     * @throws IOException if the file cannot be read or is shorter than that
     */
    public static MappedMatrix map(Path file, long offset, int rows, int cols) throws IOException {
        return map(file, offset, rows, cols, Kind.FLOAT32);
    }

    /**
     * Maps {@code rows · cols} numbers of {@code file} that begin at byte {@code offset}.
     *
     * @throws IOException if the file cannot be read or is shorter than that
     */
    public static MappedMatrix map(Path file, long offset, int rows, int cols, Kind kind) throws IOException {
        long rowBytes = Math.multiplyExact((long) cols, kind.bytes);
        int rowsPerSegment = (int) Math.max(1, Math.min(rows, SEGMENT_BYTES / Math.max(1, rowBytes)));
        int count = (int) (((long) rows + rowsPerSegment - 1) / rowsPerSegment);
        ByteBuffer[] segments = new ByteBuffer[count];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long end = offset + rowBytes * rows;
            if (channel.size() < end) {
                throw new IOException("The file (%s) has (%d) bytes but shape [%d, %d] from byte (%d) needs (%d)."
                        .formatted(file, channel.size(), rows, cols, offset, end));
            }
            for (int s = 0; s < count; s++) {
                int first = s * rowsPerSegment;
                int held = Math.min(rowsPerSegment, rows - first);
                segments[s] = channel.map(FileChannel.MapMode.READ_ONLY, offset + first * rowBytes, held * rowBytes)
                        .order(ByteOrder.LITTLE_ENDIAN);
            }
        }
        return new MappedMatrix(segments, rowsPerSegment, rows, cols, kind);
    }

    @Override
    public double get(int row, int col) {
        checkRow(row);
        return number(segments[row / rowsPerSegment], start(row) + col * kind.bytes);
    }

    @Override
    public void copyRows(int from, int to, float[] out) {
        int at = 0;
        for (int row = from; row < to; ) {
            int count = Math.min(rowsPerSegment - row % rowsPerSegment, to - row);
            copy(segments[row / rowsPerSegment], start(row), out, at, count * cols());
            at += count * cols();
            row += count;
        }
    }

    private void copy(ByteBuffer segment, int start, float[] out, int at, int count) {
        if (kind == Kind.FLOAT32) {
            segment.slice(start, count * Float.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(out, at, count);
            return;
        }
        for (int j = 0; j < count; j++) {
            out[at + j] = kind == Kind.FLOAT16
                    ? Npy.half(segment.getShort(start + j * Short.BYTES))
                    : (float) segment.getDouble(start + j * Double.BYTES);
        }
    }

    @Override
    public void copyRow(int row, double[] out) {
        ByteBuffer segment = segments[row / rowsPerSegment];
        int start = start(row);
        for (int j = 0; j < cols(); j++) {
            out[j] = number(segment, start + j * kind.bytes);
        }
    }

    /** Where a row begins in its segment. */
    private int start(int row) {
        return (row % rowsPerSegment) * cols() * kind.bytes;
    }

    private double number(ByteBuffer segment, int at) {
        return switch (kind) {
            case FLOAT16 -> Npy.half(segment.getShort(at));
            case FLOAT32 -> segment.getFloat(at);
            case FLOAT64 -> segment.getDouble(at);
        };
    }

    @Override
    public boolean isDouble() {
        return kind == Kind.FLOAT64;
    }
}
