package dev.quarry.lab.statistics;

/** The standard normal distribution. */
final class Normal {

    private static final double SERIES_BELOW = 2.5;
    private static final double STEPS = 200;
    private static final double FARTHEST = 40;

    private Normal() {}

    /** P(|Z| ≥ z) for z ≥ 0, to about 1e-14 relative. */
    static double twoSided(double z) {
        double x = z / StrictMath.sqrt(2);
        double density = 2 / StrictMath.sqrt(Math.PI) * StrictMath.exp(-x * x);
        return x < SERIES_BELOW ? 1 - density * series(x) : density / 2 * tail(x);
    }

    /** The z for which P(|Z| ≥ z) is {@code chance}, in (0, 1): 1.96 for 0.05. */
    static double beyond(double chance) {
        if (!(chance > 0 && chance < 1)) {
            throw new IllegalArgumentException("The chance (%s) must be between 0 and 1.".formatted(chance));
        }
        double low = 0;
        double high = FARTHEST;
        while (true) {
            double middle = low + (high - low) / 2;
            if (middle == low || middle == high) {
                return middle;
            } else if (twoSided(middle) > chance) {
                low = middle;
            } else {
                high = middle;
            }
        }
    }

    /** erf(x) · √π / 2 · exp(x²) = Σ 2ⁿ x²ⁿ⁺¹ / (1 · 3 · … · (2n + 1)): all terms positive, so nothing cancels. */
    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; term > sum * 1e-17; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return sum;
    }

    /** erfc(x) · √π · exp(x²) by Laplace's continued fraction 1 / (x + ½ / (x + 1 / (x + 3⁄2 / (x + …)))), from the far end. */
    private static double tail(double x) {
        double fraction = x;
        for (double k = STEPS; k >= 1; k--) {
            fraction = x + k / 2 / fraction;
        }
        return 1 / fraction;
    }
}
