package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Whether outcomes come as often as they should. */
public final class ChiSquare {

    private ChiSquare() {}

    /**
     * Asserts that the outcomes of seeds 0, 1, … are distributed as {@code expected}. The seeds are fixed, so the answer is
     * always the same; a right sampler passes for all but one in ten thousand choices of seeds.
     */
    public static void assertDistributed(int seeds, IntFunction<String> outcome, Map<String, Double> expected) {
        Map<String, Integer> seen = new TreeMap<>();
        IntStream.range(0, seeds).forEach(seed -> seen.merge(outcome.apply(seed), 1, Integer::sum));
        assertThat(expected.keySet()).containsAll(seen.keySet());
        double statistic = 0;
        int free = -1;
        for (Map.Entry<String, Double> one : expected.entrySet()) {
            double wanted = seeds * one.getValue();
            assertThat(wanted)
                    .as("expected count of %s, which must allow the test", one.getKey())
                    .isGreaterThan(5);
            double off = seen.getOrDefault(one.getKey(), 0) - wanted;
            statistic += off * off / wanted;
            free++;
        }
        assertThat(statistic).as("chi-square of %s against %s", seen, expected).isLessThan(bound(free));
    }

    /** The 0.9999 quantile by Wilson and Hilferty, for one degree of freedom and more. */
    private static double bound(int free) {
        double root = 1 - 2.0 / (9 * free) + 3.719 * Math.sqrt(2.0 / (9 * free));
        return free * root * root * root;
    }
}
