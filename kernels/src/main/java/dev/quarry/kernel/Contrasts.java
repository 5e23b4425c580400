package dev.quarry.kernel;

/**
 * The covariance {@code diag p − ppᵀ} of a label with the probabilities p, in C − 1 orthonormal contrasts of the classes.
 * It has no other part: what is added to all classes alike does not vary.
 */
final class Contrasts {

    private Contrasts() {}

    /**
     * A root B of the covariance in contrasts: {@code BBᵀ = Eᵀ(diag p − ppᵀ)E}, E the contrasts of Helmert, of each class
     * against those before it. O(C²), without cancellation: the Cholesky factor of such a covariance is known (Tanabe,
     * Sagae 1992), {@code −p_i·√(p_j / (q_j·q_{j−1}))} below the diagonal with q_j the sum of the p after j.
     *
     * @param p length C, its sum taken as 1
     * @param out receives B, shape [C − 1, C − 1]
     */
    static void root(double[] p, double[] out) {
        int contrasts = p.length - 1;
        double[] tails = tails(p);
        for (int s = 0; s < contrasts; s++) {
            double before = 0;
            double scale = tails[s + 1] > 0 ? Math.sqrt(p[s] / (tails[s + 1] * tails[s])) : 0;
            for (int c = 0; c < p.length; c++) {
                double entry = c < s ? 0 : c == s ? scale * tails[s + 1] : -p[c] * scale;
                if (c > 0) {
                    out[(c - 1) * contrasts + s] = (before - c * entry) / Math.sqrt(c * (c + 1.0));
                }
                before += entry;
            }
        }
    }

    /** The sum of the probabilities from each class on. */
    private static double[] tails(double[] p) {
        double[] tails = new double[p.length];
        double sum = 0;
        for (int c = p.length - 1; c >= 0; c--) {
            sum += p[c];
            tails[c] = sum;
        }
        return tails;
    }
}
