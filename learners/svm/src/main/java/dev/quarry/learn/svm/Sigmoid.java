package dev.quarry.learn.svm;

/**
 * The probability of the first class by a decision value f, {@code 1 / (1 + exp(a·f + b))}, fitted by maximum
 * likelihood to targets that are drawn a little towards ½.
 *
 * <p>Platt. <i>Probabilistic outputs for support vector machines.</i> 1999; the method of Lin, Lin, Weng. <i>A note on
 * Platt's probabilistic outputs for support vector machines.</i> Machine Learning 2007.
 */
record Sigmoid(double a, double b) {

    private static final int STEPS = 100;
    private static final double RIDGE = 1e-12;
    private static final double FLAT = 1e-7;
    private static final double LEAST_STEP = 1e-10;

    /**
     * The sigmoid of decision values of rows that were held out. Where these run against the labels, as they may with a
     * handful of rows, those of the fitted machine are taken instead, whose targets keep them modest.
     */
    static Sigmoid fit(double[] heldOut, double[] fitted, boolean[] first, double[] weights) {
        Sigmoid sigmoid = fit(heldOut, first, weights);
        return sigmoid.a < 0 ? sigmoid : fit(fitted, first, weights);
    }

    /**
     * The sigmoid of greatest likelihood.
     *
     * @param decisions f of each row
     * @param first whether a row is of the first class
     * @param weights how much each row counts
     */
    static Sigmoid fit(double[] decisions, boolean[] first, double[] weights) {
        double ones = 0;
        double others = 0;
        for (int i = 0; i < first.length; i++) {
            ones += first[i] ? weights[i] : 0;
            others += first[i] ? 0 : weights[i];
        }
        double high = (ones + 1) / (ones + 2);
        double low = 1 / (others + 2);
        double[] targets = new double[first.length];
        for (int i = 0; i < first.length; i++) {
            targets[i] = first[i] ? high : low;
        }
        Sigmoid start = new Sigmoid(0, StrictMath.log((others + 1) / (ones + 1)));
        return newton(start, decisions, targets, weights);
    }

    private static Sigmoid newton(Sigmoid start, double[] f, double[] t, double[] w) {
        Sigmoid now = start;
        double loss = now.loss(f, t, w);
        for (int step = 0; step < STEPS; step++) {
            double haa = RIDGE;
            double hbb = RIDGE;
            double hab = 0;
            double ga = 0;
            double gb = 0;
            for (int i = 0; i < f.length; i++) {
                double p = now.of(f[i]);
                double curvature = w[i] * p * (1 - p);
                double slope = w[i] * (t[i] - p);
                haa += f[i] * f[i] * curvature;
                hbb += curvature;
                hab += f[i] * curvature;
                ga += f[i] * slope;
                gb += slope;
            }
            if (Math.abs(ga) < FLAT && Math.abs(gb) < FLAT) {
                break;
            }
            double determinant = haa * hbb - hab * hab;
            double da = -(hbb * ga - hab * gb) / determinant;
            double db = -(haa * gb - hab * ga) / determinant;
            double fall = ga * da + gb * db;
            double size = 1;
            Sigmoid next = now;
            double nextLoss = Double.POSITIVE_INFINITY;
            while (size >= LEAST_STEP && !(nextLoss < loss + 1e-4 * size * fall)) {
                next = new Sigmoid(now.a + size * da, now.b + size * db);
                nextLoss = next.loss(f, t, w);
                size /= 2;
            }
            if (!(nextLoss < loss)) {
                break;
            }
            now = next;
            loss = nextLoss;
        }
        return now;
    }

    /** The cross entropy, in a form that never overflows. */
    private double loss(double[] f, double[] t, double[] w) {
        double loss = 0;
        for (int i = 0; i < f.length; i++) {
            double z = a * f[i] + b;
            loss += w[i] * ((z >= 0 ? t[i] * z : (t[i] - 1) * z) + StrictMath.log1p(StrictMath.exp(-Math.abs(z))));
        }
        return loss;
    }

    /** The probability of the first class. */
    double of(double decision) {
        double z = a * decision + b;
        double e = StrictMath.exp(-Math.abs(z));
        return (z >= 0 ? e : 1) / (1 + e);
    }
}
