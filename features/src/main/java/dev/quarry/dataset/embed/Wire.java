package dev.quarry.dataset.embed;

import java.nio.charset.StandardCharsets;

/** Walks the fields of a protobuf message in place. */
final class Wire {

    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int BYTES = 2;
    private static final int FOUR_BYTES = 5;

    private final byte[] all;
    private final int end;
    private int at;
    private int number;
    private int type;
    private long value;
    private int from;

    Wire(byte[] all) {
        this(all, 0, all.length);
    }

    private Wire(byte[] all, int from, int end) {
        this.all = all;
        this.at = from;
        this.end = end;
    }

    /**
     * Steps to the next field.
     *
     * @return whether there is one
     * @throws IllegalArgumentException if the bytes are no message
     */
    boolean next() {
        if (at == end) {
            return false;
        }
        long key = varint();
        number = (int) (key >>> 3);
        type = (int) (key & 7);
        switch (type) {
            case VARINT -> value = varint();
            case EIGHT_BYTES -> skip(Long.BYTES);
            case FOUR_BYTES -> skip(Integer.BYTES);
            case BYTES -> skip(varint());
            default -> throw broken();
        }
        if (number == 0) {
            throw broken();
        }
        return true;
    }

    /** The number of the field. */
    int number() {
        return number;
    }

    /** Whether the field holds bytes: a text or a message. */
    boolean isBytes() {
        return type == BYTES;
    }

    /** The value of a field that is a number. */
    long value() {
        return value;
    }

    /** The field as a message. */
    Wire message() {
        if (!isBytes()) {
            throw broken();
        }
        return new Wire(all, from, at);
    }

    /** The field as a text. */
    String text() {
        return new String(all, from, at - from, StandardCharsets.UTF_8);
    }

    private void skip(long bytes) {
        if (bytes < 0 || bytes > end - at) {
            throw broken();
        }
        from = at;
        at += (int) bytes;
    }

    private long varint() {
        long result = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at == end) {
                throw broken();
            }
            byte next = all[at++];
            result |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return result;
            }
        }
        throw broken();
    }

    private static IllegalArgumentException broken() {
        return new IllegalArgumentException("The bytes are no protobuf message.");
    }
}
