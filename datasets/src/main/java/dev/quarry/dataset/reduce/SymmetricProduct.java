package dev.quarry.dataset.reduce;

/** A symmetric matrix without negative eigenvalues, known by its products alone. */
public interface SymmetricProduct {

    /** Its number of rows, d. */
    int size();

    /**
     * Its products with some vectors. The result must not depend on the number of {@linkplain dev.quarry.kernel.Workers
     * workers}.
     *
     * @param vectors shape [b, d]
     * @return shape [b, d]
     */
    double[][] times(double[][] vectors);
}
