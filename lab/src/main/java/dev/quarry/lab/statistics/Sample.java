package dev.quarry.lab.statistics;

import dev.quarry.kernel.StudentT;
import java.util.Collection;

/**
 * Mean and spread of some numbers.
 *
 * @param n how many
 * @param mean NaN without numbers
 * @param sd the standard deviation with n − 1 in the denominator, NaN below two numbers
 */
public record Sample(int n, double mean, double sd) {

    /** Of some numbers; summed in their order. */
    public static Sample of(Collection<Double> values) {
        int n = values.size();
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / n;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new Sample(n, mean, n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1)));
    }

    /**
     * Half the width of the confidence interval of the mean by Student's t: the interval is mean ± this.
     *
     * @param confidence in (0, 1), for example 0.95
     * @return NaN below two numbers
     */
    public double halfWidth(double confidence) {
        return n < 2 ? Double.NaN : StudentT.quantile(0.5 + confidence / 2, n - 1) * sd / Math.sqrt(n);
    }
}
