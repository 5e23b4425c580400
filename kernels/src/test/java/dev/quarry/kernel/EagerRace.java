package dev.quarry.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToLongFunction;

/**
 * The race of {@link DSquaredSampling}, played plainly: a table of all distances, and after every pick and every arrival
 * a look at all rows for the one that arrives next.
 */
final class EagerRace {

    private EagerRace() {}

    static List<Integer> draw(double[][] distances, int first, int k, IntToLongFunction ids, Randomness random) {
        int n = distances.length;
        double[] rates = new double[n];
        double[] times = new double[n];
        int[] arrived = new int[n];
        List<Integer> drawn = new ArrayList<>(List.of(first));
        for (int row = 0; row < n; row++) {
            rates[row] = distances[row][first];
            times[row] = wait(random, 0, ids.applyAsLong(row), rates[row]);
        }
        while (drawn.size() < Math.min(n, k)) {
            int next = -1;
            for (int row = 0; row < n; row++) {
                if (!drawn.contains(row) && times[row] < (next < 0 ? Double.POSITIVE_INFINITY : times[next])) {
                    next = row;
                }
            }
            if (next < 0) {
                break;
            }
            double weight = Double.POSITIVE_INFINITY;
            for (int centre : drawn) {
                weight = Math.min(weight, distances[next][centre]);
            }
            double verdict = random.purpose("verdict").round(arrived[next]).uniform(ids.applyAsLong(next));
            if (weight >= rates[next] || verdict * rates[next] < weight) {
                drawn.add(next);
            } else {
                arrived[next]++;
                rates[next] = weight;
                times[next] += wait(random, arrived[next], ids.applyAsLong(next), weight);
            }
        }
        List<Integer> rest = new ArrayList<>();
        for (int row = 0; row < n; row++) {
            if (!drawn.contains(row)) {
                rest.add(row);
            }
        }
        rest.sort(Comparator.comparing(row -> random.purpose("tie").tie(ids.applyAsLong(row)), Long::compareUnsigned));
        drawn.addAll(rest.subList(0, Math.max(0, Math.min(n, k) - drawn.size())));
        return drawn;
    }

    private static double wait(Randomness random, int arrival, long id, double rate) {
        return rate == 0
                ? Double.POSITIVE_INFINITY
                : random.purpose("arrival").round(arrival).exponential(id) / rate;
    }
}
