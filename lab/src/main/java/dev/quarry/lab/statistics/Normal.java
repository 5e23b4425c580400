package dev.quarry.lab.statistics;

/** The standard normal distribution. */
final class Normal {

    private static final double SERIES_BELOW = 2.5;
    private static final double STEPS = 200;

    private Normal() {}

    /** P(|Z| ≥ z) for z ≥ 0, to about 1e-14 relative. */
    static double twoSided(double z) {
        double x = z / StrictMath.sqrt(2);
        double density = 2 / StrictMath.sqrt(Math.PI) * StrictMath.exp(-x * x);
        return x < SERIES_BELOW ? 1 - density * series(x) : density / 2 * tail(x);
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
