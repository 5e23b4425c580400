package dev.quarry.lab;

import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.DatasetBuilder;
import dev.quarry.dataset.Preparation;
import dev.quarry.item.Items;
import dev.quarry.kernel.FloatMatrix;
import java.util.List;
import java.util.SplittableRandom;

/** Three overlapping clusters. */
final class Clusters {

    static final List<String> CLASSES = List.of("ant", "bee", "cat");

    private Clusters() {}

    static DatasetBuilder builder(int n, int dimensions) {
        SplittableRandom random = new SplittableRandom(5);
        float[][] points = new float[n][dimensions];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = i % 3;
            for (int j = 0; j < dimensions; j++) {
                points[i][j] = (float) ((labels[i] + j) % 3 + 0.8 * random.nextGaussian());
            }
        }
        return new DatasetBuilder(Items.range(n), Preparation.fixed(FloatMatrix.of(points), List.of()))
                .name("clusters")
                .classes(CLASSES)
                .labels(labels);
    }

    static Dataset of(int n, int dimensions) {
        return builder(n, dimensions).build();
    }
}
