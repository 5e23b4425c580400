package dev.quarry.dataset.generate;

import dev.quarry.dataset.Columns;
import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.DatasetBuilder;
import dev.quarry.dataset.Generator;
import dev.quarry.dataset.Provenance;
import dev.quarry.dataset.feature.MinMax;
import dev.quarry.dataset.feature.ScaledColumns;
import dev.quarry.item.Items;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.part.Parts;
import java.util.List;

/** Labelled points of the plane, scattered by normal noise, each coordinate scaled from 0 to 1 on the pool rows. */
final class Points {

    private final Draws draws;
    private final float[] places;
    private final int[] labels;
    private int size;

    Points(Draws draws, int n) {
        this.draws = draws;
        this.places = new float[2 * n];
        this.labels = new int[n];
    }

    /** Adds a point near (x, y). */
    void add(double x, double y, double spread, int label) {
        places[2 * size] = (float) (x + spread * draws.normal("x", size));
        places[2 * size + 1] = (float) (y + spread * draws.normal("y", size));
        labels[size++] = label;
    }

    /** Adds {@code count} points around (x, y), all of one class. */
    void cluster(int count, double x, double y, double spread, int label) {
        for (int i = 0; i < count; i++) {
            add(x, y, spread, label);
        }
    }

    Dataset dataset(Generator generator, List<String> classes, double testFraction, long seed) {
        FloatMatrix features = FloatMatrix.wrap(places, labels.length, 2);
        return new DatasetBuilder(
                        Items.range(labels.length),
                        new ScaledColumns(features, Columns.named(List.of("x", "y")), new MinMax()))
                .name(Parts.describe(generator))
                .classes(classes)
                .labels(labels)
                .testFraction(testFraction, seed)
                .provenance(Provenance.of("%s seed %d".formatted(Parts.resolve(generator), seed)))
                .build();
    }

    /** Number i of {@code count} equally spaced numbers from {@code from} to {@code to}, both included. */
    static double spaced(double from, double to, int i, int count) {
        return count == 1 ? from : from + (to - from) * i / (count - 1);
    }

    static void requireCount(String what, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException("The %s (%d) must be at least (%d).".formatted(what, value, least));
        }
    }

    static void requireSpread(String what, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The %s (%s) must be finite and not negative.".formatted(what, value));
        }
    }

    static void requireFraction(double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException("The test-fraction (%s) must be in [0, 1).".formatted(value));
        }
    }
}
