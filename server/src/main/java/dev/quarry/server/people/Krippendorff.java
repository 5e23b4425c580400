package dev.quarry.server.people;

import dev.quarry.server.project.ItemState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Krippendorff's alpha for classes without an order: 1 where all agree, 0 where they agree no more than labels drawn from
 * all that were given would. Items of which only one person said something say nothing about agreement and are left out.
 *
 * <p>The interval is by bootstrap: items are drawn anew with replacement and the middle 95 % of the alphas are taken.
 *
 * <p>Krippendorff. <i>Computing Krippendorff's alpha-reliability.</i> 2011.
 *
 * @param alpha NaN where nothing was shared, or only one class was ever given
 * @param low the lower end of the interval; NaN where there is none
 * @param high the upper end
 * @param items how many items were shared
 */
public record Krippendorff(double alpha, double low, double high, int items) {

    private static final int DRAWS = 1000;
    private static final int FEWEST = 2;

    /** Of some ratings; the same seed gives the same interval. O(draws · labels). */
    public static Krippendorff of(Ratings ratings, long seed) {
        Ratings shared = ratings.shared();
        List<Unit> units = shared.items().stream().map(Unit::of).toList();
        double alpha = alpha(units, ratings.classes());
        if (units.size() < FEWEST || Double.isNaN(alpha)) {
            return new Krippendorff(alpha, Double.NaN, Double.NaN, units.size());
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] drawn = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            List<Unit> again = new ArrayList<>(units.size());
            for (int j = 0; j < units.size(); j++) {
                again.add(units.get(random.nextInt(units.size())));
            }
            double one = alpha(again, ratings.classes());
            drawn[i] = Double.isNaN(one) ? 1 : one; // one class alone: nobody could have disagreed
        }
        Arrays.sort(drawn);
        return new Krippendorff(alpha, drawn[(int) (DRAWS * 0.025)], drawn[(int) (DRAWS * 0.975)], units.size());
    }

    /** The labels of one item. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Unit(int[] labels) {
        static Unit of(int[] item) {
            return new Unit(
                    Arrays.stream(item).filter(label -> label != ItemState.NONE).toArray());
        }
    }

    /** {@code 1 − (n − 1)·(n − Σ o_cc) / (n² − Σ n_c²)} of the coincidences o and their sums n_c. */
    private static double alpha(List<Unit> units, int classes) {
        double[] sums = new double[classes];
        double agreeing = 0;
        double n = 0;
        int[] counts = new int[classes];
        for (Unit unit : units) {
            int m = unit.labels.length;
            Arrays.fill(counts, 0);
            for (int label : unit.labels) {
                counts[label]++;
            }
            for (int label : unit.labels) {
                agreeing += (double) (counts[label] - 1) / (m - 1);
                sums[label]++;
            }
            n += m;
        }
        double squares = Arrays.stream(sums).map(sum -> sum * sum).sum();
        double expected = n * n - squares;
        return expected == 0 ? Double.NaN : 1 - (n - 1) * (n - agreeing) / expected;
    }
}
