package dev.quarry.dataset.reduce;

import dev.quarry.kernel.Memory;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The greatest eigenpairs of a large symmetric matrix by block Lanczos with full reorthogonalisation: an orthonormal
 * basis grows by blocks of products until the pairs inside it are pairs of the matrix up to 10⁻⁹ of the greatest
 * eigenvalue (or it has {@code 12 k + 100} vectors). The start is drawn from a fixed seed, so equal matrices give equal
 * bits.
 *
 * <p>Golub, Underwood. <i>The block Lanczos method for computing eigenvalues.</i> Mathematical Software III, 1977. Musco,
 * Musco. <i>Randomized block Krylov methods for stronger and faster approximate singular value decomposition.</i> NIPS
 * 2015.
 */
public final class KrylovEigenpairs {

    private static final int BLOCK = 8;
    private static final int CHUNK = 1024;
    private static final double SMALL = 1e-9;
    /** A remainder shorter than this, in terms of the vector it is left of, is rounding. */
    private static final double ROUNDING = 1e-11;

    /** A vector that keeps less than this part of its length has to be orthogonalised again. */
    private static final double MUCH = 0.5;

    private final SymmetricProduct matrix;
    private final int k;
    private final int d;
    private final int most;
    private final Randomness random = Randomness.seed(0).purpose("block lanczos");
    private final List<double[]> basis = new ArrayList<>();
    /** The matrix in terms of the basis, lower triangle: row j has the products of vector j with those up to it. */
    private final List<double[]> inside = new ArrayList<>();

    private int drawn;
    /** The greatest entry of the diagonal so far, at most the greatest eigenvalue. */
    private double scale;

    private KrylovEigenpairs(SymmetricProduct matrix, int k) {
        this.matrix = matrix;
        this.k = k;
        this.d = matrix.size();
        this.most = (int) Math.min(d, 12L * k + 100);
        Memory.require(
                ((long) most + k) * d * Double.BYTES, "The search for (%d) axes in (%d) columns".formatted(k, d));
    }

    /**
     * The {@code k} greatest.
     *
     * @param k 1 to the size of the matrix
     */
    public static Eigenpairs of(SymmetricProduct matrix, int k) {
        return new KrylovEigenpairs(matrix, k).find();
    }

    private Eigenpairs find() {
        double[][] block = orthonormal(new double[Math.min(BLOCK, most)][d], 0);
        int nextLook = Math.min(most, k + BLOCK);
        while (true) {
            basis.addAll(List.of(block));
            double[][] products = matrix.times(block);
            for (int i = 0; i < block.length; i++) {
                inside.add(removeBasis(products[i]));
                scale = Math.max(scale, inside.getLast()[inside.size() - 1]);
            }
            int size = basis.size();
            if (size >= nextLook) {
                Eigenpairs pairs = Eigenpairs.of(full(size), size, k);
                if (size == most || isExact(pairs, products, size)) {
                    return outside(pairs, size);
                }
                nextLook = Math.min(most, size + Math.max(2 * BLOCK, size / 8));
            }
            double[][] next = new double[Math.min(products.length, most - size)][];
            System.arraycopy(products, 0, next, 0, next.length);
            block = orthonormal(next, ROUNDING * scale);
        }
    }

    /** Takes away what lies along the basis; returns how much along each vector. */
    private double[] removeBasis(double[] vector) {
        int size = basis.size();
        double[] along = new double[size];
        Workers.current().chunks(size, BLOCK, (from, to) -> {
            for (int i = from; i < to; i++) {
                along[i] = dot(basis.get(i), vector);
            }
        });
        Workers.current().chunks(d, CHUNK, (from, to) -> {
            for (int i = 0; i < size; i++) {
                double[] one = basis.get(i);
                double much = along[i];
                for (int j = from; j < to; j++) {
                    vector[j] -= much * one[j];
                }
            }
        });
        return along;
    }

    /** The vectors made orthonormal to the basis and each other; what is not longer than {@code shortest} is drawn. */
    private double[][] orthonormal(double[][] vectors, double shortest) {
        int before = basis.size();
        double[][] made = new double[vectors.length][];
        for (int i = 0; i < vectors.length; i++) {
            double[] vector = vectors[i];
            double length = remainder(vector);
            for (double small = shortest; length <= small; small = ROUNDING) {
                vector = drawn();
                length = remainder(vector);
            }
            for (int j = 0; j < d; j++) {
                vector[j] /= length;
            }
            made[i] = vector;
            basis.add(vector);
        }
        basis.subList(before, basis.size()).clear();
        return made;
    }

    /** Takes away what lies along the basis until rounding no longer shows; returns the length of the rest. */
    private double remainder(double[] vector) {
        double before = Math.sqrt(dot(vector, vector));
        removeBasis(vector);
        double length = Math.sqrt(dot(vector, vector));
        while (length < MUCH * before && length > 0) {
            before = length;
            removeBasis(vector);
            length = Math.sqrt(dot(vector, vector));
        }
        return length;
    }

    private double[] drawn() {
        Randomness some = random.round(drawn++);
        double[] vector = new double[d];
        for (int j = 0; j < d; j++) {
            vector[j] = some.uniform(j) - 0.5;
        }
        return vector;
    }

    /** Whether the matrix maps each found vector to its multiple, but for the small part that leaves the basis. */
    private boolean isExact(Eigenpairs pairs, double[][] remainders, int size) {
        double bound = SMALL * pairs.values().get(0, 0);
        double[] leaving = new double[d];
        for (int i = 0; i < k; i++) {
            Arrays.fill(leaving, 0);
            for (int b = 0; b < remainders.length; b++) {
                add(leaving, pairs.vectors().get(i, size - remainders.length + b), remainders[b]);
            }
            if (Math.sqrt(dot(leaving, leaving)) > bound) {
                return false;
            }
        }
        return true;
    }

    private double[] full(int size) {
        double[] full = new double[size * size];
        for (int j = 0; j < size; j++) {
            double[] row = inside.get(j);
            for (int i = 0; i < row.length; i++) {
                full[j * size + i] = row[i];
                full[i * size + j] = row[i];
            }
        }
        return full;
    }

    private Eigenpairs outside(Eigenpairs pairs, int size) {
        double[] vectors = new double[Math.multiplyExact(k, d)];
        double[] values = new double[k];
        pairs.values().copyRow(0, values);
        Workers.current().chunks(k, 1, (from, to) -> {
            double[] vector = new double[d];
            for (int j = 0; j < size; j++) {
                add(vector, pairs.vectors().get(from, j), basis.get(j));
            }
            System.arraycopy(vector, 0, vectors, from * d, d);
        });
        return Eigenpairs.of(values, vectors, d);
    }

    private static double dot(double[] a, double[] b) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int j = 0;
        for (; j + 3 < a.length; j += 4) {
            first += a[j] * b[j];
            second += a[j + 1] * b[j + 1];
            third += a[j + 2] * b[j + 2];
            fourth += a[j + 3] * b[j + 3];
        }
        for (; j < a.length; j++) {
            first += a[j] * b[j];
        }
        return (first + second) + (third + fourth);
    }

    private static void add(double[] to, double much, double[] vector) {
        for (int j = 0; j < to.length; j++) {
            to[j] += much * vector[j];
        }
    }
}
