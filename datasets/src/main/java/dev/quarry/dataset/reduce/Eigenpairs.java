package dev.quarry.dataset.reduce;

import dev.quarry.kernel.DoubleMatrix;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The greatest eigenvalues of a symmetric matrix and their eigenvectors. Of each vector and its opposite it is the one
 * whose entry of greatest size is positive (the first of several), so that equal matrices give equal bits.
 *
 * @param values descending, shape [1, k]
 * @param vectors each of length 1, orthogonal to each other, shape [k, d]
 */
public record Eigenpairs(DoubleMatrix values, DoubleMatrix vectors) {

    /** Entries that differ by less count as equally great, so that rounding does not choose the sign. */
    private static final double ALIKE = 1 - 1e-9;

    /**
     * The {@code k} greatest of a matrix of d rows that is given in full; O(d³).
     *
     * @param symmetric shape [d, d], row by row; of each pair of entries, both must be there
     */
    static Eigenpairs of(double[] symmetric, int d, int k) {
        EigenDecomposition_F64<DMatrixRMaj> decomposition = DecompositionFactory_DDRM.eig(d, true, true);
        if (!decomposition.decompose(DMatrixRMaj.wrap(d, d, symmetric.clone()))) {
            throw new IllegalStateException(
                    "The eigenvalues of a matrix of (%d) rows cannot be found. Maybe its numbers are too large or not finite."
                            .formatted(d));
        }
        int[] order = IntStream.range(0, d)
                .boxed()
                .sorted(Comparator.comparingDouble(
                                (Integer i) -> decomposition.getEigenvalue(i).getReal())
                        .reversed())
                .mapToInt(Integer::intValue)
                .limit(k)
                .toArray();
        double[] values = new double[k];
        double[] vectors = new double[Math.multiplyExact(k, d)];
        for (int i = 0; i < k; i++) {
            values[i] = decomposition.getEigenvalue(order[i]).getReal();
            System.arraycopy(decomposition.getEigenVector(order[i]).data, 0, vectors, i * d, d);
        }
        return of(values, vectors, d);
    }

    /** Turns the vectors to the agreed side. The arrays are given away. */
    static Eigenpairs of(double[] values, double[] vectors, int d) {
        int k = values.length;
        for (int i = 0; i < k; i++) {
            double greatest = 0;
            for (int j = 0; j < d; j++) {
                greatest = Math.max(greatest, Math.abs(vectors[i * d + j]));
            }
            int first = 0;
            while (Math.abs(vectors[i * d + first]) < ALIKE * greatest) {
                first++;
            }
            if (vectors[i * d + first] < 0) {
                for (int j = 0; j < d; j++) {
                    vectors[i * d + j] = -vectors[i * d + j];
                }
            }
        }
        return new Eigenpairs(DoubleMatrix.wrap(values, 1, k), DoubleMatrix.wrap(vectors, k, d));
    }
}
