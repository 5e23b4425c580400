package dev.quarry.learn.svm;

/**
 * From the probabilities of pairs of classes to those of all: the distribution that minimises
 * {@code Σ_i Σ_{j≠i} (r_ji p_i − r_ij p_j)²}, where r_ij is the probability of i among i and j.
 *
 * <p>Wu, Lin, Weng. <i>Probability estimates for multi-class classification by pairwise coupling.</i> JMLR 2004, the
 * second method; solved directly, since {@code p ∝ (Q + eeᵀ)⁻¹ e} with their matrix Q. O(C³).
 */
final class Coupling {

    private final int classes;
    private final double[][] q;

    /** Room for {@code classes} classes; for one thread. */
    Coupling(int classes) {
        this.classes = classes;
        this.q = new double[classes][classes];
    }

    /**
     * The distribution.
     *
     * @param r r[i][j] above 0 and below 1, r[j][i] = 1 − r[i][j]; the diagonal is not looked at
     * @param p receives C probabilities
     */
    void couple(double[][] r, double[] p) {
        for (int i = 0; i < classes; i++) {
            double sum = 1;
            for (int j = 0; j < classes; j++) {
                sum += i == j ? 0 : r[j][i] * r[j][i];
                q[i][j] = i == j ? 0 : 1 - r[j][i] * r[i][j];
            }
            q[i][i] = sum;
            p[i] = 1;
        }
        factor();
        solve(p);
        double total = 0;
        for (int i = 0; i < classes; i++) {
            p[i] = Math.max(0, p[i]); // never below 0 but by rounding
            total += p[i];
        }
        for (int i = 0; i < classes; i++) {
            p[i] /= total;
        }
    }

    /** Cholesky's lower factor, in place. */
    private void factor() {
        for (int i = 0; i < classes; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = q[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= q[i][k] * q[j][k];
                }
                q[i][j] = i == j ? Math.sqrt(Math.max(sum, Double.MIN_NORMAL)) : sum / q[j][j];
            }
        }
    }

    private void solve(double[] x) {
        for (int i = 0; i < classes; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= q[i][k] * x[k];
            }
            x[i] /= q[i][i];
        }
        for (int i = classes - 1; i >= 0; i--) {
            for (int k = i + 1; k < classes; k++) {
                x[i] -= q[k][i] * x[k];
            }
            x[i] /= q[i][i];
        }
    }
}
