package dev.quarry.kernel;

/** Student's t distribution with a whole number of degrees of freedom, by its finite sums (Abramowitz, Stegun 26.7.3, 4). */
public final class StudentT {

    private StudentT() {}

    /** P(T ≤ t). */
    public static double cdf(double t, int degrees) {
        double theta = StrictMath.atan(t / Math.sqrt(degrees));
        double sine = StrictMath.sin(theta);
        double cosine = StrictMath.cos(theta);
        double within = degrees % 2 == 0 ? even(sine, cosine, degrees) : odd(theta, sine, cosine, degrees);
        return (1 + within) / 2;
    }

    private static double even(double sine, double cosine, int degrees) {
        double term = 1;
        double sum = 1;
        for (int i = 2; i < degrees; i += 2) {
            term *= cosine * cosine * (i - 1) / i;
            sum += term;
        }
        return sine * sum;
    }

    private static double odd(double theta, double sine, double cosine, int degrees) {
        double term = cosine;
        double sum = degrees == 1 ? 0 : cosine;
        for (int i = 3; i < degrees; i += 2) {
            term *= cosine * cosine * (i - 1) / i;
            sum += term;
        }
        return 2 / Math.PI * (theta + sine * sum);
    }

    /**
     * The t with P(T ≤ t) = p, by bisection to the last bit.
     *
     * @param p in (0, 1)
     * @param degrees at least 1
     */
    public static double quantile(double p, int degrees) {
        if (!(p > 0 && p < 1) || degrees < 1) {
            throw new IllegalArgumentException(
                    "The probability (%s) must be in (0, 1) and the degrees of freedom (%d) at least 1."
                            .formatted(p, degrees));
        }
        if (p < 0.5) {
            return -quantile(1 - p, degrees);
        }
        double low = 0;
        double high = 1;
        while (cdf(high, degrees) < p) {
            high *= 2;
        }
        for (double middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
            if (cdf(middle, degrees) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
