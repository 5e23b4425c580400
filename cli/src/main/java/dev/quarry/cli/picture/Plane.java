package dev.quarry.cli.picture;

import dev.quarry.item.Attributes;
import dev.quarry.item.Items;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.pool.Pool;
import dev.quarry.pool.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * The small pool of all pictures: three classes of which two overlap, a dense blob of near-duplicates between two classes,
 * four outliers, three labels of each class. The origin is the middle; a class is about one unit wide.
 *
 * @param points where the items are, shape [n, 2]
 * @param labels the class of each
 * @param known how many items, those first, are labelled
 */
record Plane(FloatMatrix points, List<Integer> labels, int known) {

    /** How far the plane reaches from its middle to the right and to the left. */
    static final double HALF_WIDTH = 3.2;

    /** How far the plane reaches from its middle up and down. */
    static final double HALF_HEIGHT = 2.2;

    static final List<String> CLASSES = List.of("0", "1", "2");

    /** A crowd of items of one class around a place. */
    private record Crowd(int size, double x, double y, double spread, int label) {}

    private static final double[][] LABELLED = {
        {-1.9, 1.1}, {-1.35, 0.2}, {-2.2, 0.3},
        {0.9, 1.2}, {0.2, 0.35}, {1.2, 0.5},
        {-0.5, -1.4}, {0.2, -1.0}, {-1.1, -1.1}
    };

    private static final List<Crowd> CROWDS = List.of(
            new Crowd(36, -1.55, 0.65, 0.52, 0),
            new Crowd(36, 0.45, 0.75, 0.55, 1),
            new Crowd(32, -0.4, -1.15, 0.45, 2),
            new Crowd(28, 1.3, -0.66, 0.11, 1),
            new Crowd(1, 2.8, 1.75, 0, 1),
            new Crowd(1, 2.75, -1.65, 0, 2),
            new Crowd(1, 2.35, -1.85, 0, 2),
            new Crowd(1, -2.8, -1.6, 0, 0));

    /** States the rules. */
    Plane {
        labels = List.copyOf(labels);
    }

    /** The one plane that there is. */
    static Plane example() {
        int n = LABELLED.length + CROWDS.stream().mapToInt(Crowd::size).sum();
        float[] places = new float[2 * n];
        List<Integer> labels = new ArrayList<>();
        int at = 0;
        for (double[] place : LABELLED) {
            places[2 * at] = (float) place[0];
            places[2 * at + 1] = (float) place[1];
            labels.add(at * CLASSES.size() / LABELLED.length);
            at++;
        }
        for (Crowd crowd : CROWDS) {
            for (int i = 0; i < crowd.size; i++) {
                double[] normal = normal(at);
                places[2 * at] = (float) (crowd.x + crowd.spread * normal[0]);
                places[2 * at + 1] = (float) (crowd.y + crowd.spread * normal[1]);
                labels.add(crowd.label);
                at++;
            }
        }
        return new Plane(FloatMatrix.wrap(places, n, 2), labels, LABELLED.length);
    }

    /** Two independent standard normal numbers, by Box and Muller. */
    private static double[] normal(int item) {
        Randomness random = Randomness.seed(11).purpose("plane");
        double length = Math.sqrt(-2 * StrictMath.log(random.purpose("length").uniform(item)));
        double angle = 2 * Math.PI * random.purpose("angle").uniform(item);
        return new double[] {length * StrictMath.cos(angle), length * StrictMath.sin(angle)};
    }

    int size() {
        return labels.size();
    }

    /** Four quarters of the plane as groups; what is left of the middle costs 1, the rest 3. */
    private Attributes attributes() {
        List<String> groups = new ArrayList<>();
        double[] costs = new double[size()];
        for (int row = 0; row < size(); row++) {
            boolean left = points.get(row, 0) < 0;
            boolean up = points.get(row, 1) > 0;
            groups.add((left ? "left" : "right") + (up ? " above" : " below"));
            costs[row] = left ? 1 : 3;
        }
        return Attributes.of(Items.range(size())).withTexts("group", groups).withNumbers("cost", costs);
    }

    /** A pool in which the known items are labelled. */
    Pool pool() {
        Pool pool = new Pool(Items.range(size()), points, CLASSES, attributes());
        for (int row = 0; row < known; row++) {
            pool.apply(row, Verdict.label(CLASSES.get(labels.get(row))));
        }
        return pool;
    }
}
