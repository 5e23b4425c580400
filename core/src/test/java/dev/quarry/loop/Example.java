package dev.quarry.loop;

import dev.quarry.item.Items;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.oracle.KnownLabels;
import dev.quarry.pool.Pool;
import java.util.List;
import java.util.SplittableRandom;

/** Three clusters in the plane, the items in an order that a test may choose. */
public final class Example {

    public static final List<String> CLASSES = List.of("ant", "bee", "cat");

    private final long[] ids;
    private final float[][] points;
    private final int[] labels;

    private Example(long[] ids, float[][] points, int[] labels) {
        this.ids = ids;
        this.points = points;
        this.labels = labels;
    }

    public static Example of(int n) {
        SplittableRandom random = new SplittableRandom(5);
        long[] ids = new long[n];
        float[][] points = new float[n][];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            ids[i] = 1000L + i;
            labels[i] = i % 3;
            points[i] = new float[] {
                (float) (labels[i] + 0.5 * random.nextGaussian()), (float) (labels[i] % 2 + 0.5 * random.nextGaussian())
            };
        }
        return new Example(ids, points, labels);
    }

    /** The same items in another order. */
    public Example shuffled(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Example other = new Example(ids.clone(), points.clone(), labels.clone());
        for (int i = ids.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            long id = other.ids[i];
            other.ids[i] = other.ids[j];
            other.ids[j] = id;
            float[] point = other.points[i];
            other.points[i] = other.points[j];
            other.points[j] = point;
            int label = other.labels[i];
            other.labels[i] = other.labels[j];
            other.labels[j] = label;
        }
        return other;
    }

    public Pool pool() {
        return new Pool(Items.of(ids), FloatMatrix.of(points), CLASSES);
    }

    public KnownLabels oracle() {
        return new KnownLabels(Items.of(ids), labels, CLASSES);
    }
}
