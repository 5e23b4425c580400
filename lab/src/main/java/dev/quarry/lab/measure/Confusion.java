package dev.quarry.lab.measure;

import java.util.stream.IntStream;

/**
 * How often each class was taken for which. Immutable: {@link #of} copies.
 */
public final class Confusion {

    private final int[][] counts;

    private Confusion(int[][] counts) {
        this.counts = counts;
    }

    /**
     * Of pairs.
     *
     * @param classes how many classes, numbered from 0 on
     * @param actual the class of each row
     * @param predicted what each row was taken for
     */
    public static Confusion of(int classes, int[] actual, int[] predicted) {
        if (actual.length != predicted.length) {
            throw new IllegalArgumentException("There are (%d) actual classes but (%d) predicted ones."
                    .formatted(actual.length, predicted.length));
        }
        int[][] counts = new int[classes][classes];
        for (int i = 0; i < actual.length; i++) {
            counts[actual[i]][predicted[i]]++;
        }
        return new Confusion(counts);
    }

    /** How often this class was taken for that. */
    public int count(int actual, int predicted) {
        return counts[actual][predicted];
    }

    /** How many rows are of a class. */
    public int actual(int c) {
        return IntStream.of(counts[c]).sum();
    }

    /** How many rows were taken for a class. */
    public int predicted(int c) {
        int sum = 0;
        for (int[] row : counts) {
            sum += row[c];
        }
        return sum;
    }

    /** How many rows of a class were recognised. */
    public int right(int c) {
        return counts[c][c];
    }

    /** 2 · precision · recall / (precision + recall) of a class; NaN for one that neither occurs nor was predicted. */
    public double f1(int c) {
        return 2.0 * right(c) / (actual(c) + predicted(c));
    }

    /** The mean of {@link #f1} over the classes that occur or were predicted; NaN where there are none. */
    public double macroF1() {
        return IntStream.range(0, counts.length)
                .filter(c -> actual(c) + predicted(c) > 0)
                .mapToDouble(this::f1)
                .average()
                .orElse(Double.NaN);
    }
}
