package dev.quarry.acquire;

/**
 * The hinge loss of a candidate that has one label and no other: {@code L(l) = Σ_q max(0, 1 − y_q·f_q)} with
 * {@code f = 2p − 1}, y being 1 at l and −1 elsewhere; that is {@code 2·(1 + Σ p − 2·p_l)}.
 */
final class LabelLoss {

    private LabelLoss() {}

    static double of(double[] p, double supposed) {
        double sum = 0;
        for (double one : p) {
            sum += one;
        }
        return 2 * (1 + sum - 2 * supposed);
    }

    static double most(double[] p) {
        double most = 0;
        for (double one : p) {
            most = Math.max(most, one);
        }
        return most;
    }

    /** The mean probability of the predicted labels; of the likeliest one where none is. */
    static double meanOfPredicted(double[] p) {
        double sum = 0;
        int count = 0;
        for (double one : p) {
            if (one > 0.5) {
                sum += one;
                count++;
            }
        }
        return count == 0 ? most(p) : sum / count;
    }
}
