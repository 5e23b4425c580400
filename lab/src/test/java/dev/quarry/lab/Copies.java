package dev.quarry.lab;

import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.DatasetBuilder;
import dev.quarry.dataset.Preparation;
import dev.quarry.item.Items;
import dev.quarry.kernel.FloatMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A pool in which every item comes many times, give or take a hair, and test rows that come once. */
final class Copies {

    private static final double HAIR = 0.001;

    private Copies() {}

    /**
     * Round clusters of spread 1 whose centres are drawn with a deviation of 2.
     *
     * @param originals how many different items the pool has
     * @param copies how often each of them comes
     */
    static Dataset of(int originals, int copies, int tests, int classes, int dimensions) {
        SplittableRandom random = new SplittableRandom(7);
        float[][] centres = new float[classes][];
        Arrays.setAll(centres, c -> around(new float[dimensions], 2, random));
        int pool = originals * copies;
        float[][] places = new float[pool + tests][];
        int[] labels = new int[pool + tests];
        for (int i = 0; i < places.length; i++) {
            boolean copy = i < pool && i % copies != 0;
            labels[i] = copy ? labels[i - 1] : random.nextInt(classes);
            places[i] = around(copy ? places[i - 1] : centres[labels[i]], copy ? HAIR : 1, random);
        }
        return new DatasetBuilder(Items.range(places.length), Preparation.fixed(FloatMatrix.of(places), List.of()))
                .name("copies")
                .classes(IntStream.range(0, classes).mapToObj(c -> "class-" + c).toList())
                .labels(labels)
                .testLast(tests)
                .build();
    }

    private static float[] around(float[] centre, double spread, SplittableRandom random) {
        float[] place = centre.clone();
        for (int j = 0; j < place.length; j++) {
            place[j] += (float) (spread * random.nextGaussian());
        }
        return place;
    }
}
