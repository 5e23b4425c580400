package dev.quarry.lab.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holm's correction of several p-values: declaring every corrected p below α keeps the chance of a single false
 * declaration at α, whatever the tests have to do with each other.
 *
 * <p>Holm. <i>A simple sequentially rejective multiple test procedure.</i> Scandinavian Journal of Statistics 1979.
 */
public final class Holm {

    private Holm() {}

    /** The corrected p-values, in the order given. A p that is NaN stays NaN and does not count as a test. */
    public static List<Double> correct(List<Double> p) {
        List<Integer> ascending = IntStream.range(0, p.size())
                .filter(i -> !Double.isNaN(p.get(i)))
                .boxed()
                .sorted(Comparator.comparingDouble(p::get))
                .toList();
        List<Double> corrected = new ArrayList<>(p);
        double floor = 0;
        for (int rank = 0; rank < ascending.size(); rank++) {
            int i = ascending.get(rank);
            floor = Math.max(floor, Math.min(1, (ascending.size() - rank) * p.get(i)));
            corrected.set(i, floor);
        }
        return List.copyOf(corrected);
    }
}
