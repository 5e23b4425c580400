package dev.quarry.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The Fisher information that rows have about the last layer of a classifier, and what it is worth. The information of a
 * row with the class probabilities p and the representation h is {@code I(x) = (diag p − ppᵀ) ⊗ hhᵀ}. With M the sum of a
 * ridge and of what is known, and F the mean of what is to be predicted, one more row is worth
 * {@code tr(M⁻¹F) − tr((M + I(x))⁻¹F) = tr((1 + VᵀM⁻¹V)⁻¹ VᵀM⁻¹FM⁻¹V)}, where {@code I(x) = VVᵀ} and V has C − 1 columns.
 *
 * <p>What is added to all logits alike informs about nothing, so that all is kept in {@linkplain Contrasts C − 1 contrasts}
 * of the classes: no approximation, and matrices have (C − 1)·d rows instead of C·d.
 *
 * <p>All in float64. O((C·d)³ + (n + m)·(C·d)²) time to set up, {@linkplain #bytes 3·(C − 1)²·d² numbers} of memory; then
 * O((C·d)²) time for each row.
 */
public final class FisherInformation {

    private static final int BLOCK = 256;
    private static final int FEW = 16;

    /**
     * Rows of predictions.
     *
     * @param probabilities shape [n, C]
     * @param places the representations h, shape [n, d]
     * @param rows which, in the order in which their information is added up
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    public record Some(Matrix probabilities, Matrix places, int[] rows) {}

    private final Matrix probabilities;
    private final Matrix places;
    private final boolean biases;
    final int contrasts;
    final int inputs;
    private final double[] inverse;
    private final double[] spread;
    private double trace;

    private FisherInformation(Matrix probabilities, Matrix places, boolean biases) {
        this.probabilities = probabilities;
        this.places = places;
        this.biases = biases;
        this.contrasts = Math.max(0, probabilities.cols() - 1);
        this.inputs = places.cols() + (biases ? 1 : 0);
        this.inverse = new double[Math.multiplyExact(size(), size())];
        this.spread = new double[inverse.length];
    }

    /** What the matrices take at most while they are set up. */
    public static long bytes(int classes, int dimensions, boolean biases) {
        long size = (classes - 1L) * (dimensions + (biases ? 1 : 0));
        return 3 * Double.BYTES * size * size;
    }

    /**
     * What rows are worth beside what is known.
     *
     * @param candidates whose value is asked, all rows of the two matrices
     * @param known whose information is there already
     * @param target whose information makes up F
     * @param ridge what is added to the diagonal of M, above 0
     * @param biases whether the layer has biases, so that h has a last coordinate of 1
     */
    public static FisherInformation of(
            Some candidates, List<Some> known, List<Some> target, double ridge, boolean biases) {
        FisherInformation made = new FisherInformation(candidates.probabilities, candidates.places, biases);
        made.invert(known, ridge);
        made.spread(target);
        return made;
    }

    /** How many rows there are, n. */
    public int rows() {
        return probabilities.rows();
    }

    /** {@code tr(M⁻¹F)}: what is left to be known. */
    public double trace() {
        return trace;
    }

    private int size() {
        return contrasts * inputs;
    }

    private void invert(List<Some> known, double ridge) {
        double[] matrix = new double[inverse.length];
        for (int i = 0; i < size(); i++) {
            matrix[i * size() + i] = ridge;
        }
        known.forEach(some -> add(some, 1, matrix));
        Cholesky.of(matrix, size()).inverse(inverse);
    }

    private void spread(List<Some> target) {
        double[] matrix = new double[inverse.length];
        int count = target.stream().mapToInt(some -> some.rows.length).sum();
        target.forEach(some -> add(some, 1.0 / count, matrix));
        for (int i = 0; i < size(); i++) {
            for (int j = 0; j < i; j++) {
                matrix[i * size() + j] = matrix[j * size() + i];
            }
        }
        product(inverse, matrix, spread);
        for (int i = 0; i < size(); i++) {
            trace += spread[i * size() + i];
        }
        Arrays.fill(matrix, 0);
        product(spread, inverse, matrix);
        System.arraycopy(matrix, 0, spread, 0, matrix.length);
    }

    private void product(double[] a, double[] b, double[] out) {
        int size = size();
        Workers.current().chunks(size, FEW, (from, to) -> {
            for (int row = from; row < to; row++) {
                int start = row * size;
                Axpy.add(out, start, size, size, k -> a[start + k], b, k -> k * size);
            }
        });
    }

    /** Adds the information of rows to the upper triangle of a matrix, row after row. */
    private void add(Some some, double weight, double[] matrix) {
        for (int from = 0; from < some.rows.length; from += BLOCK) {
            int[] rows = Arrays.copyOfRange(some.rows, from, Math.min(some.rows.length, from + BLOCK));
            double[] h = places(some.places, rows);
            double[] covariances = covariances(some.probabilities, rows, weight);
            Workers.current().chunks(size(), FEW, (first, last) -> {
                for (int row = first; row < last; row++) {
                    addRow(row, rows.length, h, covariances, matrix);
                }
            });
        }
    }

    private void addRow(int row, int count, double[] h, double[] covariances, double[] matrix) {
        int a = row / inputs;
        int input = row % inputs;
        for (int b = a; b < contrasts; b++) {
            int entry = a * contrasts + b;
            Axpy.add(
                    matrix,
                    row * size() + b * inputs,
                    inputs,
                    count,
                    i -> covariances[i * contrasts * contrasts + entry] * h[i * inputs + input],
                    h,
                    i -> i * inputs);
        }
    }

    /** The covariance of the label of each row in contrasts, times a weight. */
    private double[] covariances(Matrix p, int[] rows, double weight) {
        int each = contrasts * contrasts;
        double[] out = new double[rows.length * each];
        for (int i = 0; i < rows.length; i++) {
            double[] root = root(p, rows[i]);
            for (int entry = 0; entry < each; entry++) {
                int a = entry / contrasts * contrasts;
                int b = entry % contrasts * contrasts;
                for (int s = 0; s < contrasts; s++) {
                    out[i * each + entry] += weight * root[a + s] * root[b + s];
                }
            }
        }
        return out;
    }

    private double[] root(Matrix p, int row) {
        double[] distribution = new double[p.cols()];
        p.copyRow(row, distribution);
        double[] root = new double[contrasts * contrasts];
        Contrasts.root(distribution, root);
        return root;
    }

    /** The representations of rows side by side, each with a last coordinate of 1 where there are biases. */
    private double[] places(Matrix matrix, int[] rows) {
        double[] out = new double[rows.length * inputs];
        double[] place = new double[matrix.cols()];
        for (int i = 0; i < rows.length; i++) {
            matrix.copyRow(rows[i], place);
            System.arraycopy(place, 0, out, i * inputs, place.length);
            if (biases) {
                out[(i + 1) * inputs - 1] = 1;
            }
        }
        return out;
    }

    /** The root of the covariance of a row, shape [C − 1, C − 1]. */
    double[] root(int row) {
        return root(probabilities, row);
    }

    /** The representation of a row. */
    double[] place(int row) {
        return places(places, new int[] {row});
    }

    /**
     * {@code VᵀM⁻¹V} and {@code VᵀM⁻¹FM⁻¹V} of rows.
     *
     * @param curvatures receives the former of row {@code from + i} at {@code (at + i)·(C − 1)²}
     * @param spreads receives the latter there
     */
    void terms(int from, int to, double[] curvatures, double[] spreads, int at) {
        int each = contrasts * contrasts;
        int[] rows = IntStream.range(from, to).toArray();
        double[] h = places(places, rows);
        forms(inverse, h, rows.length, curvatures, at * each);
        forms(spread, h, rows.length, spreads, at * each);
        for (int i = 0; i < rows.length; i++) {
            double[] root = root(rows[i]);
            between(root, curvatures, (at + i) * each);
            between(root, spreads, (at + i) * each);
        }
    }

    /** Writes {@code hᵀ·X_ab·h} for the blocks of a symmetric matrix X; one block after the other, so that it stays near. */
    private void forms(double[] matrix, double[] h, int count, double[] out, int at) {
        double[] product = new double[inputs];
        for (int a = 0; a < contrasts; a++) {
            for (int b = a; b < contrasts; b++) {
                int block = a * inputs * size() + b * inputs;
                for (int i = 0; i < count; i++) {
                    int place = i * inputs;
                    Arrays.fill(product, 0);
                    Axpy.add(product, 0, inputs, inputs, j -> h[place + j], matrix, j -> block + j * size());
                    double form = Distances.dot(product, 0, h, place, inputs);
                    out[at + (i * contrasts + a) * contrasts + b] = form;
                    out[at + (i * contrasts + b) * contrasts + a] = form;
                }
            }
        }
    }

    /** Replaces a square X at a place by {@code BᵀXB}. */
    private void between(double[] root, double[] values, int at) {
        int r = contrasts;
        double[] half = new double[r * r];
        for (int a = 0; a < r; a++) {
            int row = a * r;
            Axpy.add(half, row, r, r, b -> values[at + row + b], root, b -> b * r);
        }
        Arrays.fill(values, at, at + r * r, 0);
        for (int s = 0; s < r; s++) {
            int column = s;
            Axpy.add(values, at + s * r, r, r, a -> root[a * r + column], half, a -> a * r);
        }
    }

    /** What rows are worth: {@code out[i]} of row {@code from + i}, not negative but for rounding. */
    public void worth(int from, int to, double[] out) {
        int each = contrasts * contrasts;
        double[] curvatures = new double[FEW * each];
        double[] spreads = new double[curvatures.length];
        for (int first = from; first < to; first += FEW) {
            int count = Math.min(FEW, to - first);
            terms(first, first + count, curvatures, spreads, 0);
            for (int i = 0; i < count; i++) {
                out[first - from + i] = worth(curvatures, spreads, i * each, 1);
            }
        }
    }

    /** {@code tr((1 + sign·G)⁻¹ Q)} of the squares at a place. */
    double worth(double[] curvatures, double[] spreads, int at, int sign) {
        double[] solved = Arrays.copyOfRange(spreads, at, at + contrasts * contrasts);
        Cholesky factor = onePlus(curvatures, at, sign);
        factor.forward(solved, contrasts);
        factor.backward(solved, contrasts);
        double sum = 0;
        for (int a = 0; a < contrasts; a++) {
            sum += solved[a * contrasts + a];
        }
        return sum;
    }

    /** The factor of {@code 1 + sign·G}. */
    Cholesky onePlus(double[] curvatures, int at, int sign) {
        double[] matrix = new double[contrasts * contrasts];
        for (int entry = 0; entry < matrix.length; entry++) {
            matrix[entry] = sign * curvatures[at + entry] + (entry % (contrasts + 1) == 0 ? 1 : 0);
        }
        return Cholesky.of(matrix, contrasts);
    }

    /** {@code (M⁻¹V)ᵀ} or, of the other matrix, {@code (M⁻¹FM⁻¹V)ᵀ} for one row; shape [C − 1, size]. */
    private double[] images(double[] matrix, double[] root, double[] h) {
        int size = size();
        double[] blocks = new double[contrasts * size];
        double[] out = new double[contrasts * size];
        for (int a = 0; a < contrasts; a++) {
            int first = a * inputs;
            Axpy.add(blocks, a * size, size, inputs, j -> h[j], matrix, j -> (first + j) * size);
        }
        for (int s = 0; s < contrasts; s++) {
            int column = s;
            Axpy.add(out, s * size, size, contrasts, a -> root[a * contrasts + column], blocks, a -> a * size);
        }
        return out;
    }

    /** By how much the two matrices change: {@code sign·WWᵀ} and {@code sign·(WZᵀ + ZWᵀ)}, W and Z of shape [C − 1, size]. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Change(double[] w, double[] z, int sign) {}

    /**
     * Adds a row to what is known, or takes it away again.
     *
     * @param curvatures its terms stand there, at {@code row·(C − 1)²}
     * @param add whether it is added
     */
    Change change(int row, double[] curvatures, double[] spreads, boolean add) {
        int at = row * contrasts * contrasts;
        trace += add ? -worth(curvatures, spreads, at, 1) : worth(curvatures, spreads, at, -1);
        Cholesky factor = onePlus(curvatures, at, add ? 1 : -1);
        double[] root = root(row);
        double[] h = place(row);
        double[] w = images(inverse, root, h);
        double[] z = images(spread, root, h);
        factor.forward(w, size());
        factor.forward(z, size());
        double[] within = Arrays.copyOfRange(spreads, at, at + contrasts * contrasts);
        factor.forward(within, contrasts);
        transpose(within);
        factor.forward(within, contrasts);
        int sign = add ? -1 : 1;
        for (int s = 0; s < contrasts; s++) {
            int first = s * contrasts;
            Axpy.add(z, s * size(), size(), contrasts, t -> 0.5 * sign * within[first + t], w, t -> t * size());
        }
        Change change = new Change(w, z, sign);
        apply(change);
        return change;
    }

    private void transpose(double[] square) {
        for (int a = 0; a < contrasts; a++) {
            for (int b = 0; b < a; b++) {
                double other = square[a * contrasts + b];
                square[a * contrasts + b] = square[b * contrasts + a];
                square[b * contrasts + a] = other;
            }
        }
    }

    private void apply(Change change) {
        int size = size();
        Workers.current().chunks(size, BLOCK, (from, to) -> {
            for (int row = from; row < to; row++) {
                add(change.sign, change.w, change.w, inverse, row);
                add(change.sign, change.z, change.w, spread, row);
                add(change.sign, change.w, change.z, spread, row);
            }
        });
    }

    /** Adds the row of {@code sign · leftᵀ · right}, each of a row for every contrast, to that of a matrix. */
    private void add(double sign, double[] left, double[] right, double[] matrix, int row) {
        int size = size();
        Axpy.add(matrix, row * size, size, contrasts, s -> sign * left[s * size + row], right, s -> s * size);
    }
}
