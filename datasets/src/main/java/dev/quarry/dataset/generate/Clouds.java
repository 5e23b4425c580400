package dev.quarry.dataset.generate;

import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.DatasetBuilder;
import dev.quarry.dataset.Generator;
import dev.quarry.dataset.Preparation;
import dev.quarry.dataset.Provenance;
import dev.quarry.item.Items;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.part.Parts;
import java.util.List;
import java.util.stream.IntStream;

/** Labelled points in many dimensions, as they are drawn. */
final class Clouds {

    private final Draws draws;
    private final int dimensions;
    private final float[] places;
    private final int[] labels;
    private int size;

    Clouds(Draws draws, int n, int dimensions) {
        this.draws = draws;
        this.dimensions = dimensions;
        this.places = new float[Math.multiplyExact(n, dimensions)];
        this.labels = new int[n];
    }

    void add(double[] centre, double spread, int label) {
        for (int j = 0; j < dimensions; j++) {
            long number = (long) size * dimensions + j;
            places[(int) number] = (float) (centre[j] + spread * draws.normal("place", number));
        }
        labels[size++] = label;
    }

    Dataset dataset(Generator generator, int classes, double testFraction, long seed) {
        FloatMatrix features = FloatMatrix.wrap(places, labels.length, dimensions);
        List<String> names =
                IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        return new DatasetBuilder(Items.range(labels.length), Preparation.fixed(features, List.of()))
                .name(Parts.describe(generator))
                .classes(names)
                .labels(labels)
                .testFraction(testFraction, seed)
                .provenance(Provenance.of("%s seed %d".formatted(Parts.resolve(generator), seed)))
                .build();
    }
}
