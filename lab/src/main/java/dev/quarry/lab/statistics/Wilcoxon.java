package dev.quarry.lab.statistics;

import java.util.Arrays;
import java.util.Collection;

/**
 * Wilcoxon's signed-rank test of paired differences, two-sided. Differences of zero are dropped; equal sizes share the
 * mean of their ranks. Up to 50 differences the distribution is exact, ties included; above, it is the normal
 * approximation with corrections for ties and continuity.
 *
 * <p>Wilcoxon. <i>Individual comparisons by ranking methods.</i> Biometrics Bulletin 1945. O(n³) exact, else O(n log n).
 *
 * @param n how many differences were not zero
 * @param zeros how many were, and were dropped
 * @param positive the sum of the ranks of the positive differences
 * @param negative the sum of the ranks of the negative differences
 * @param p the probability of rank sums as uneven as these, or more so, if neither sign is likelier; NaN if n is 0
 * @param exact whether p is exact
 */
public record Wilcoxon(int n, int zeros, double positive, double negative, double p, boolean exact) {

    /** The largest n with an exact p: 2ⁿ sign patterns are still counted without rounding. */
    public static final int EXACT_UP_TO = 50;

    /** Tests some differences, each finite. */
    public static Wilcoxon of(Collection<Double> differences) {
        double[] nonZero = differences.stream()
                .mapToDouble(Double::doubleValue)
                .filter(d -> d != 0)
                .toArray();
        for (double difference : nonZero) {
            if (!Double.isFinite(difference)) {
                throw new IllegalArgumentException("The difference (%s) must be finite.".formatted(difference));
            }
        }
        int n = nonZero.length;
        int zeros = differences.size() - n;
        if (n == 0) {
            return new Wilcoxon(0, zeros, 0, 0, Double.NaN, true);
        }
        double[] sizes = Arrays.stream(nonZero).map(Math::abs).sorted().toArray();
        long twicePositive = 0;
        for (double difference : nonZero) {
            twicePositive += difference > 0 ? twiceRank(sizes, difference) : 0;
        }
        long twiceNegative = (long) n * (n + 1) - twicePositive;
        long smaller = Math.min(twicePositive, twiceNegative);
        boolean exact = n <= EXACT_UP_TO;
        double p = exact ? exactP(sizes, smaller) : normalP(sizes, smaller / 2.0);
        return new Wilcoxon(n, zeros, twicePositive / 2.0, twiceNegative / 2.0, p, exact);
    }

    /** Twice the mean rank (from 1) of a size among the sorted sizes: a whole number even when ranks are shared. */
    private static int twiceRank(double[] sizes, double difference) {
        double size = Math.abs(difference);
        int first = 0;
        while (sizes[first] < size) {
            first++;
        }
        int last = first;
        while (last + 1 < sizes.length && sizes[last + 1] == size) {
            last++;
        }
        return first + last + 2;
    }

    /** The share of the 2ⁿ sign patterns whose smaller rank sum is at most this, counted by twice the rank sum. */
    private static double exactP(double[] sizes, long twiceSmaller) {
        int n = sizes.length;
        double[] patterns = new double[n * (n + 1) + 1];
        patterns[0] = 1;
        for (double size : sizes) {
            int rank = twiceRank(sizes, size);
            for (int sum = patterns.length - 1; sum >= rank; sum--) {
                patterns[sum] += patterns[sum - rank];
            }
        }
        double below = 0;
        for (int sum = 0; sum <= twiceSmaller; sum++) {
            below += patterns[sum];
        }
        return Math.min(1, 2 * below / StrictMath.pow(2, n));
    }

    private static double normalP(double[] sizes, double smaller) {
        double n = sizes.length;
        double ties = 0;
        for (int from = 0, to; from < sizes.length; from = to) {
            to = from;
            while (to < sizes.length && sizes[to] == sizes[from]) {
                to++;
            }
            double t = to - from;
            ties += t * t * t - t;
        }
        double mean = n * (n + 1) / 4;
        double variance = n * (n + 1) * (2 * n + 1) / 24 - ties / 48;
        return Normal.twoSided(Math.max(0, mean - smaller - 0.5) / Math.sqrt(variance));
    }
}
