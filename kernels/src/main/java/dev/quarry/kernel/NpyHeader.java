package dev.quarry.kernel;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a {@code .npy} file says about itself before its numbers begin. */
final class NpyHeader {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST = 1 << 20;
    private static final Pattern DESCR = Pattern.compile("['\"]descr['\"]\\s*:\\s*(['\"])([^'\"]*)\\1");
    private static final Pattern ORDER = Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([^)]*)\\)");
    private static final Pattern TYPE = Pattern.compile("([<>|=])(f2|f4|f8|i1|i2|i4|i8|u1|u2|u4|b1)");

    private final String type;
    private final ByteOrder order;
    private final boolean columnsFirst;
    private final long[] shape;
    private final long start;

    private NpyHeader(String type, ByteOrder order, boolean columnsFirst, long[] shape, long start) {
        this.type = type;
        this.order = order;
        this.columnsFirst = columnsFirst;
        this.shape = shape;
        this.start = start;
    }

    /** Reads and checks the header; the numbers must be there, and nothing after them. */
    static NpyHeader read(NpySource.Reader reader, NpySource file) throws IOException {
        byte[] begin = bytes(reader, file, 0, 8);
        if (!Arrays.equals(begin, 0, 6, MAGIC, 0, 6)) {
            throw broken(file, "does not begin like a .npy file", "it is a text, Parquet or .npz file");
        }
        int version = begin[6];
        if (version < 1 || version > 3 || begin[7] != 0) {
            throw broken(
                    file,
                    "is of the .npy version (%d.%d), not 1.0, 2.0 or 3.0".formatted(version, begin[7]),
                    "it is damaged");
        }
        int lengthBytes = version == 1 ? 2 : 4;
        ByteBuffer stated = ByteBuffer.wrap(bytes(reader, file, 8, lengthBytes)).order(ByteOrder.LITTLE_ENDIAN);
        long length = version == 1 ? stated.getShort() & 0xFFFF : stated.getInt() & 0xFFFFFFFFL;
        if (length > LONGEST) {
            throw broken(file, "states a header of (%d) bytes".formatted(length), "it is damaged");
        }
        String text = new String(
                bytes(reader, file, 8 + lengthBytes, (int) length),
                version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        NpyHeader header = parse(file, text, 8 + lengthBytes + length);
        header.checkSize(file, reader.size());
        return header;
    }

    private static NpyHeader parse(NpySource file, String text, long start) throws IOException {
        String descr = find(file, text, DESCR, 2, "type (descr) of plain numbers");
        Matcher type = TYPE.matcher(descr);
        if (!type.matches()) {
            throw broken(
                    file,
                    "holds numbers of the type (%s), which is not read here".formatted(descr),
                    "save them as float32, float64 or int32");
        }
        ByteOrder order = switch (type.group(1)) {
            case ">" -> ByteOrder.BIG_ENDIAN;
            case "=" -> ByteOrder.nativeOrder();
            default -> ByteOrder.LITTLE_ENDIAN;
        };
        boolean columnsFirst =
                find(file, text, ORDER, 1, "order (fortran_order)").equals("True");
        long[] shape = shape(file, find(file, text, SHAPE, 1, "shape"));
        return new NpyHeader(type.group(2), order, columnsFirst, shape, start);
    }

    private static String find(NpySource file, String text, Pattern pattern, int group, String what)
            throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw broken(
                    file,
                    "states no %s in its header (%s)".formatted(what, shortened(text)),
                    "it holds records or objects, or is damaged");
        }
        return matcher.group(group);
    }

    private static long[] shape(NpySource file, String text) throws IOException {
        String[] parts = Arrays.stream(text.split(",", -1))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .toArray(String[]::new);
        long[] shape = new long[parts.length];
        for (int axis = 0; axis < parts.length; axis++) {
            if (!parts[axis].matches("[0-9]{1,18}L?")) {
                throw broken(file, "has the shape (%s)".formatted(shortened(text)), "it is damaged");
            }
            shape[axis] = Long.parseLong(parts[axis].replace("L", ""));
        }
        return shape;
    }

    private void checkSize(NpySource file, long size) throws IOException {
        long end = start;
        try {
            end = Math.addExact(start, Math.multiplyExact(count(), (long) width()));
        } catch (ArithmeticException e) {
            throw new IOException(
                    "The file (%s) states the shape (%s), more numbers than a file can hold. Maybe it is damaged."
                            .formatted(file, shapeText()),
                    e);
        }
        if (size != end) {
            throw broken(
                    file,
                    "has (%d) bytes but (%s) of shape (%s) needs (%d)".formatted(size, type, shapeText(), end),
                    size < end
                            ? "it was cut short while it was written or copied"
                            : "several arrays were written to it");
        }
    }

    static IOException broken(NpySource file, String what, String maybe) {
        return new IOException("The file (%s) %s. Maybe %s.".formatted(file, what, maybe));
    }

    private static String shortened(String text) {
        String plain = text.strip();
        return plain.length() <= 80 ? plain : plain.substring(0, 80) + "…";
    }

    private static byte[] bytes(NpySource.Reader reader, NpySource file, long from, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (reader.read(buffer, from + buffer.position()) < 0) {
                EOFException end = new EOFException(
                        "The file (%s) ends after (%d) bytes, inside its header. Maybe it was cut short."
                                .formatted(file, reader.size()));
                throw end;
            }
        }
        return buffer.array();
    }

    /** A header of version 1.0 for row-major little-endian numbers; the numbers begin at a multiple of 64 bytes. */
    static byte[] write(String descr, long... shape) {
        StringBuilder text = new StringBuilder("{'descr': '%s', 'fortran_order': False, 'shape': (".formatted(descr));
        for (long size : shape) {
            text.append(size).append(shape.length == 1 ? "," : ", ");
        }
        text.setLength(shape.length > 1 ? text.length() - 2 : text.length());
        text.append("), }");
        while ((10 + text.length() + 1) % 64 != 0) {
            text.append(' ');
        }
        text.append('\n');
        ByteBuffer header = ByteBuffer.allocate(10 + text.length()).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) text.length());
        return header.put(text.toString().getBytes(StandardCharsets.ISO_8859_1)).array();
    }

    /** One of {@code f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 b1}. */
    String type() {
        return type;
    }

    /** Bytes of a number. */
    int width() {
        return type.charAt(1) - '0';
    }

    ByteOrder order() {
        return order;
    }

    /** Whether the first axis runs fastest (Fortran order). */
    boolean columnsFirst() {
        return columnsFirst && shape.length > 1;
    }

    int axes() {
        return shape.length;
    }

    long size(int axis) {
        return shape[axis];
    }

    /** How many numbers there are. */
    long count() {
        long count = 1;
        for (long size : shape) {
            count = Math.multiplyExact(count, size);
        }
        return count;
    }

    /** Where the numbers begin. */
    long start() {
        return start;
    }

    String shapeText() {
        return Arrays.toString(shape);
    }
}
