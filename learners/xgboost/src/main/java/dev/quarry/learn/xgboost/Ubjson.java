package dev.quarry.learn.xgboost;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Reads universal binary JSON, the format of XGBoost's models: objects as maps, arrays of numbers as {@code double[]},
 * other arrays as {@code Object[]}, numbers as {@link Double}, texts as {@link String}. float32 numbers and whole numbers
 * of 32 bits come out exact.
 */
final class Ubjson {

    private static final int DEEPEST = 32;

    private final ByteBuffer bytes;
    private int depth;

    private Ubjson(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes); // big-endian, as the format is
    }

    /**
     * The object that the bytes are.
     *
     * @throws IllegalArgumentException if they are none, with the place of the first wrong byte
     */
    static Map<?, ?> read(byte[] bytes) {
        Ubjson reader = new Ubjson(bytes);
        try {
            return (Map<?, ?>) reader.value(reader.expect('{'));
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw reader.broken("it ends too early");
        }
    }

    private IllegalArgumentException broken(String why) {
        return new IllegalArgumentException(
                "The saved trees are broken at byte (%d) of (%d): %s. Maybe the model was saved by another version."
                        .formatted(bytes.position(), bytes.limit(), why));
    }

    private char expect(char marker) {
        char next = (char) bytes.get();
        if (next != marker) {
            throw broken("(%s) stands where (%s) should".formatted(next, marker));
        }
        return next;
    }

    private boolean follows(char marker) {
        if (bytes.get(bytes.position()) != marker) {
            return false;
        }
        bytes.get();
        return true;
    }

    private Object value(char marker) {
        return switch (marker) {
            case '{' -> deeper(this::object);
            case '[' -> deeper(this::array);
            case 'S' -> text();
            case 'T' -> 1.0;
            case 'F' -> 0.0;
            default -> number(marker);
        };
    }

    private Object deeper(Supplier<Object> inside) {
        if (++depth > DEEPEST) {
            throw broken("it is nested too deeply");
        }
        Object value = inside.get();
        depth--;
        return value;
    }

    private double number(char marker) {
        return switch (marker) {
            case 'i' -> bytes.get();
            case 'U' -> bytes.get() & 0xFF;
            case 'I' -> bytes.getShort();
            case 'l' -> bytes.getInt();
            case 'L' -> bytes.getLong();
            case 'd' -> bytes.getFloat();
            case 'D' -> bytes.getDouble();
            default -> throw broken("(%s) is no kind of value".formatted(marker));
        };
    }

    private int length() {
        double length = number((char) bytes.get());
        if (!(length >= 0 && length <= bytes.remaining())) { // each thing takes a byte at least
            throw broken("a length is (%s)".formatted(length));
        }
        return (int) length;
    }

    private String text() {
        byte[] text = new byte[length()];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private Object object() {
        Map<String, Object> object = new LinkedHashMap<>();
        while (!follows('}')) {
            object.put(text(), value((char) bytes.get()));
        }
        return object;
    }

    private Object array() {
        if (follows('$')) {
            char type = (char) bytes.get();
            expect('#');
            double[] numbers = new double[length()];
            fill(numbers.length, i -> numbers[i] = number(type));
            return numbers;
        }
        expect('#');
        Object[] values = new Object[length()];
        fill(values.length, i -> values[i] = value((char) bytes.get()));
        return values;
    }

    private static void fill(int count, IntConsumer each) {
        for (int i = 0; i < count; i++) {
            each.accept(i);
        }
    }
}
