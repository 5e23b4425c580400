package dev.quarry.dataset.read;

import java.util.Arrays;

/** A growing list of float32 numbers in one array. */
final class Floats {

    private float[] values = new float[1 << 12];
    private int size;

    void add(float value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, longer(size));
        }
        values[size++] = value;
    }

    int size() {
        return size;
    }

    float get(int at) {
        return values[at];
    }

    /** The numbers as an array of exactly their length. */
    float[] toArray() {
        return Arrays.copyOf(values, size);
    }

    static int longer(int length) {
        if (length == Integer.MAX_VALUE - 16) {
            throw new IllegalStateException(
                    "The table has more than (%d) numbers, the most that fit one matrix in memory. Maybe split it, or bring it as .npy."
                            .formatted(length));
        }
        return (int) Math.min(2L * length, Integer.MAX_VALUE - 16);
    }
}
