package dev.quarry.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Arrays in numpy's {@code .npy} files, versions 1.0 to 3.0.
 *
 * <p>Read are float16, float32, float64, whole numbers of 8 to 64 bits, unsigned ones to 32 bits, and booleans, of either
 * byte order, row-major or Fortran order, with one axis or more. Everything else is refused with a sentence that names
 * the file and what is wrong with it. Written are row-major little-endian float32, float64 and int32.
 */
public final class Npy {

    private static final int BUFFER = 1 << 16;

    private final NpySource file;
    private final NpyHeader header;

    private Npy(NpySource file, NpyHeader header) {
        this.file = file;
        this.header = header;
    }

    /**
     * Reads the header of a file; the numbers stay where they are.
     *
     * @throws IOException if the file cannot be read, is no such file, or is shorter or longer than its header says
     */
    public static Npy open(Path file) throws IOException {
        return open(new NpySource.OfFile(file));
    }

    /**
     * Reads the header of a file whose bytes are in memory, for example because it lies inside an archive.
     *
     * @param name what messages call it
     * @param bytes the whole file; not copied
     * @throws IOException if it is no such file, or is shorter or longer than its header says
     */
    public static Npy open(String name, byte[] bytes) throws IOException {
        return open(new NpySource.OfBytes(name, bytes));
    }

    private static Npy open(NpySource file) throws IOException {
        try (NpySource.Reader reader = file.open()) {
            Npy npy = new Npy(file, NpyHeader.read(reader, file));
            if (npy.axes() == 0) {
                throw NpyHeader.broken(file, "holds a single number without an axis", "an array was meant");
            }
            return npy;
        }
    }

    /** How many axes the array has, at least 1. */
    public int axes() {
        return header.axes();
    }

    /** The size along an axis. */
    public long size(int axis) {
        return header.size(axis);
    }

    /** The type of the numbers as numpy abbreviates it, without byte order: {@code f4} is float32. */
    public String type() {
        return header.type();
    }

    /** Whether the numbers are whole, or booleans. */
    public boolean isWhole() {
        return !type().startsWith("f");
    }

    /**
     * The array as a matrix: the first axis gives the rows, all others lie side by side in the columns, so that an array
     * [n, K, C] becomes a matrix [n, K · C]; a vector becomes one column.
     *
     * <p>float64 and whole numbers of 32 bits or more give float64, everything else float32, which holds it exactly.
     * Row-major little-endian floats of more than a quarter of the {@linkplain Memory#budget() memory budget} stay in the
     * file.
     *
     * @throws IOException if the file cannot be read or has too many rows or columns for a matrix
     * @throws IllegalStateException if the matrix must be in memory and does not fit the memory budget
     */
    public Matrix matrix() throws IOException {
        if (isMappable() && header.count() * header.width() > Memory.budget() / 4) {
            return mapped();
        }
        int rows = rows();
        int cols = cols();
        if (type().equals("f8") || (isWhole() && header.width() >= 4)) {
            double[] values = new double[length(Double.BYTES)];
            read((at, bytes, from) -> values[at] = isWhole() ? whole(bytes, from) : bytes.getDouble(from));
            return DoubleMatrix.wrap(values, rows, cols);
        }
        float[] values = new float[length(Float.BYTES)];
        if (isPlain()) {
            readFloats(values);
        } else {
            read((at, bytes, from) -> values[at] = narrow(bytes, from));
        }
        return FloatMatrix.wrap(values, rows, cols);
    }

    /**
     * The same matrix left in the file, whatever its size: only for row-major little-endian floats. float16 becomes float32
     * as rows are read.
     *
     * @throws IOException if the file cannot be read or the numbers are of another kind
     */
    public MappedMatrix mapped() throws IOException {
        if (file instanceof NpySource.OfFile place && isMappable()) {
            return MappedMatrix.map(place.file(), header.start(), rows(), cols(), kind());
        }
        throw unmappable("does not lie so that it can be used in place");
    }

    private boolean isMappable() {
        return !isWhole()
                && header.order() == ByteOrder.LITTLE_ENDIAN
                && !header.columnsFirst()
                && file instanceof NpySource.OfFile;
    }

    private MappedMatrix.Kind kind() {
        return switch (type()) {
            case "f2" -> MappedMatrix.Kind.FLOAT16;
            case "f4" -> MappedMatrix.Kind.FLOAT32;
            default -> MappedMatrix.Kind.FLOAT64;
        };
    }

    private boolean isPlain() {
        return type().equals("f4") && header.order() == ByteOrder.LITTLE_ENDIAN && !header.columnsFirst();
    }

    /** What is wrong with a file that has to stay where it is. */
    private IOException unmappable(String what) {
        if (header.columnsFirst()) {
            return NpyHeader.broken(
                    file, what + ", since its columns lie one after the other", "save it with np.ascontiguousarray");
        } else if (header.order() == ByteOrder.BIG_ENDIAN) {
            return NpyHeader.broken(file, what + ", since it is big-endian", "save it with .astype('<f4')");
        } else if (isWhole()) {
            return NpyHeader.broken(
                    file, what + ", since it holds (%s), not floats".formatted(type()), "save it with .astype('<f4')");
        }
        return NpyHeader.broken(file, what, "it lies inside an archive; take it out first");
    }

    private int rows() throws IOException {
        return checkedSize(size(0));
    }

    private int cols() throws IOException {
        long columns = 1;
        for (int axis = 1; axis < axes(); axis++) {
            columns *= size(axis);
        }
        return checkedSize(columns);
    }

    private int checkedSize(long size) throws IOException {
        if (size > Integer.MAX_VALUE) {
            throw NpyHeader.broken(
                    file, "has the shape (%s), too large for a matrix".formatted(header.shapeText()), "split it");
        }
        return (int) size;
    }

    /**
     * The whole numbers of the array in row-major order.
     *
     * @throws IOException if the file cannot be read, holds no whole numbers, or one that does not fit 32 bits
     */
    public int[] ints() throws IOException {
        if (!isWhole()) {
            throw NpyHeader.broken(
                    file,
                    "holds (%s) where whole numbers are wanted".formatted(type()),
                    "save it with .astype('int32')");
        }
        int[] values = new int[length(Integer.BYTES)];
        read((at, bytes, from) -> {
            long value = whole(bytes, from);
            if (value != (int) value) {
                throw NpyHeader.broken(
                        file,
                        "holds the number (%d), which does not fit 32 bits".formatted(value),
                        "use smaller numbers");
            }
            values[at] = (int) value;
        });
        return values;
    }

    /** Writes a matrix as an array [n, columns] of its precision. */
    public static void write(Path file, Matrix matrix) throws IOException {
        write(file, matrix, 1);
    }

    /**
     * Writes a matrix of shape [n, members · columns] as an array [n, members, columns], or [n, columns] if there is one
     * member.
     */
    public static void write(Path file, Matrix matrix, int members) throws IOException {
        int columns = matrix.cols() / members;
        if (columns * members != matrix.cols()) {
            throw new IllegalArgumentException(
                    "A row of (%d) columns has no (%d) members of one size.".formatted(matrix.cols(), members));
        }
        String descr = matrix.isDouble() ? "<f8" : "<f4";
        byte[] header = members == 1
                ? NpyHeader.write(descr, matrix.rows(), columns)
                : NpyHeader.write(descr, matrix.rows(), members, columns);
        try (FileChannel channel = NpyWriter.open(file)) {
            NpyWriter.writeAll(channel, ByteBuffer.wrap(header));
            NpyWriter.writeRows(channel, matrix, matrix.isDouble());
        }
    }

    /** Writes a vector of whole numbers as int32. */
    public static void write(Path file, int[] values) throws IOException {
        try (FileChannel channel = NpyWriter.open(file)) {
            NpyWriter.writeAll(channel, ByteBuffer.wrap(bytes(values)));
        }
    }

    /**
     * The file of a matrix [n, columns] in its precision, in memory.
     *
     * @throws ArithmeticException if it would be longer than an array can be
     */
    public static byte[] bytes(Matrix matrix) {
        byte[] header = NpyHeader.write(matrix.isDouble() ? "<f8" : "<f4", matrix.rows(), matrix.cols());
        int width = Math.multiplyExact(matrix.cols(), matrix.isDouble() ? Double.BYTES : Float.BYTES);
        byte[] file = file(header, Math.multiplyExact(matrix.rows(), width));
        ByteBuffer numbers = numbers(file, header);
        double[] row = new double[matrix.cols()];
        for (int i = 0; i < matrix.rows(); i++) {
            NpyWriter.put(matrix, i, row, matrix.isDouble(), numbers);
        }
        return file;
    }

    /** The file of a vector of whole numbers as int32, in memory. */
    public static byte[] bytes(int[] values) {
        byte[] header = NpyHeader.write("<i4", values.length);
        byte[] file = file(header, Math.multiplyExact(values.length, Integer.BYTES));
        numbers(file, header).asIntBuffer().put(values);
        return file;
    }

    private static byte[] file(byte[] header, int numbers) {
        return Arrays.copyOf(header, Math.addExact(header.length, numbers));
    }

    private static ByteBuffer numbers(byte[] file, byte[] header) {
        return ByteBuffer.wrap(file, header.length, file.length - header.length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private int length(int bytesEach) throws IOException {
        long count = header.count();
        long budget = Memory.budget();
        if (count > Integer.MAX_VALUE - 8 || count * bytesEach > budget) {
            throw unmappable(
                    "of shape %s needs (%d) MiB in memory, of which the budget is (%d) MiB, and cannot be used in place"
                            .formatted(header.shapeText(), (count * bytesEach) >> 20, budget >> 20));
        }
        return (int) count;
    }

    /** Receives the number at {@code bytes[from]}, which belongs to place {@code at} in row-major order. */
    @FunctionalInterface
    private interface Sink {
        void accept(int at, ByteBuffer bytes, int from) throws IOException;
    }

    private void read(Sink sink) throws IOException {
        int width = header.width();
        Places places = new Places(header);
        ByteBuffer bytes = ByteBuffer.allocate(BUFFER).order(header.order());
        try (NpySource.Reader reader = file.open()) {
            long from = header.start();
            for (long left = header.count(); left > 0; ) {
                int count = (int) Math.min(left, BUFFER / width);
                from = fill(reader, from, bytes.clear().limit(count * width));
                for (int j = 0; j < count; j++) {
                    sink.accept(places.next(), bytes, j * width);
                }
                left -= count;
            }
        }
    }

    private void readFloats(float[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
        try (NpySource.Reader reader = file.open()) {
            long from = header.start();
            for (int at = 0; at < values.length; at += BUFFER / Float.BYTES) {
                int count = Math.min(values.length - at, BUFFER / Float.BYTES);
                from = fill(reader, from, bytes.clear().limit(count * Float.BYTES));
                bytes.asFloatBuffer().get(values, at, count);
            }
        }
    }

    /** Fills the buffer and returns where the next bytes begin. */
    private long fill(NpySource.Reader reader, long from, ByteBuffer bytes) throws IOException {
        long at = from;
        while (bytes.hasRemaining()) {
            int got = reader.read(bytes, at);
            if (got < 0) {
                throw NpyHeader.broken(file, "ended while it was read", "somebody else is writing it");
            }
            at += got;
        }
        bytes.flip();
        return at;
    }

    private long whole(ByteBuffer bytes, int from) {
        return switch (type()) {
            case "i1" -> bytes.get(from);
            case "u1" -> bytes.get(from) & 0xFF;
            case "b1" -> bytes.get(from) == 0 ? 0 : 1;
            case "i2" -> bytes.getShort(from);
            case "u2" -> bytes.getShort(from) & 0xFFFF;
            case "u4" -> bytes.getInt(from) & 0xFFFFFFFFL;
            case "i4" -> bytes.getInt(from);
            case "i8" -> bytes.getLong(from);
            default -> throw new IllegalStateException("The type (%s) is not whole.".formatted(type()));
        };
    }

    private float narrow(ByteBuffer bytes, int from) {
        return switch (type()) {
            case "f2" -> half(bytes.getShort(from));
            case "f4" -> bytes.getFloat(from);
            default -> whole(bytes, from);
        };
    }

    /** The number that 16 bits of IEEE 754 mean. */
    static float half(short bits) {
        int size = (bits & 0x7FFF) << 13;
        boolean finite = (bits & 0x7C00) != 0x7C00;
        float value = finite
                ? Float.intBitsToFloat(size) * 0x1p112f // the exponent counts from 127 instead of 15
                : Float.intBitsToFloat(size | 0x7F800000);
        return bits < 0 ? -value : value;
    }

    /** The places in row-major order, in the order in which the numbers lie in the file. */
    private static final class Places {
        private final NpyHeader header;
        private final long[] index;
        private final long[] strides;
        private int place = -1;

        Places(NpyHeader header) {
            this.header = header;
            this.index = new long[header.axes()];
            this.strides = new long[header.axes()];
            long stride = 1;
            for (int axis = header.axes() - 1; axis >= 0; axis--) {
                strides[axis] = stride;
                stride *= header.size(axis);
            }
            if (header.columnsFirst()) {
                index[0] = -1;
                place = (int) -strides[0];
            }
        }

        int next() {
            if (!header.columnsFirst()) {
                return ++place;
            }
            for (int axis = 0; axis < index.length; axis++) {
                place += (int) strides[axis];
                if (++index[axis] < header.size(axis)) {
                    return place;
                }
                place -= (int) (index[axis] * strides[axis]);
                index[axis] = 0;
            }
            return place;
        }
    }
}
