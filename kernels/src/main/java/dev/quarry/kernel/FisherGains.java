package dev.quarry.kernel;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * What rows are worth beside what is known and beside the rows that were taken, by {@link FisherInformation}; rows may be
 * taken and given back.
 *
 * <p>Each row keeps the two squares of C − 1 on which its value rests, and a row that is taken changes those of the others
 * by products of C − 1 columns with their representations: O(n·C²·(C + d) + (C·d)²·C) time for a row taken, where the plain
 * formula takes O(n·(C·d)²). O(n·C²) memory.
 */
public final class FisherGains {

    private static final int CHUNK = 64;

    private final FisherInformation information;
    private final double[] curvatures;
    private final double[] spreads;
    private final boolean[] taken;
    private int[] open;

    /** Nothing is taken yet. */
    public FisherGains(FisherInformation information) {
        int n = information.rows();
        int each = information.contrasts * information.contrasts;
        this.information = information;
        this.curvatures = new double[Math.multiplyExact(n, each)];
        this.spreads = new double[curvatures.length];
        this.taken = new boolean[n];
        this.open = IntStream.range(0, n).toArray();
        Workers.current().chunks(n, CHUNK, (from, to) -> information.terms(from, to, curvatures, spreads, from));
    }

    /** What the rows take beside the matrices. */
    public static long bytes(int rows, int classes) {
        return 2L * Double.BYTES * rows * (classes - 1) * (classes - 1);
    }

    /** What is left to be known with the rows that were taken: {@code tr(M⁻¹F)}. */
    public double trace() {
        return information.trace();
    }

    /**
     * By how much each row would lower the trace; −∞ for rows that were taken.
     *
     * @return shape [n]
     */
    public double[] gains() {
        double[] gains = new double[taken.length];
        Arrays.fill(gains, Double.NEGATIVE_INFINITY);
        each(row -> gains[row] = taken[row] ? gains[row] : worth(row, 1));
        return gains;
    }

    /**
     * By how much the trace would rise without each row that was taken; +∞ for the others.
     *
     * @return shape [n]
     */
    public double[] losses() {
        double[] losses = new double[taken.length];
        Arrays.fill(losses, Double.POSITIVE_INFINITY);
        each(row -> losses[row] = taken[row] ? worth(row, -1) : losses[row]);
        return losses;
    }

    private double worth(int row, int sign) {
        return information.worth(curvatures, spreads, row * information.contrasts * information.contrasts, sign);
    }

    private void each(IntConsumer work) {
        Workers.current().chunks(open.length, CHUNK, (from, to) -> {
            for (int i = from; i < to; i++) {
                work.accept(open[i]);
            }
        });
    }

    /** Takes a row. */
    public void take(int row) {
        taken[row] = true;
        change(row, true);
    }

    /** Gives a row back that was taken; it is not looked at again. */
    public void giveBack(int row) {
        taken[row] = false;
        change(row, false);
        keepTaken();
    }

    /** Looks no more at rows that are not taken. */
    public void keepTaken() {
        open = IntStream.of(open).filter(row -> taken[row]).toArray();
    }

    private void change(int row, boolean add) {
        FisherInformation.Change change = information.change(row, curvatures, spreads, add);
        double[] columns = columns(change);
        each(other -> update(other, columns, change.sign()));
    }

    /** The columns of W and Z side by side, for each input those of all contrasts: shape [inputs, C − 1, 2·(C − 1)]. */
    private double[] columns(FisherInformation.Change change) {
        int r = information.contrasts;
        int inputs = information.inputs;
        int size = r * inputs;
        double[] columns = new double[size * 2 * r];
        for (int x = 0; x < size; x++) {
            int at = (x % inputs * r + x / inputs) * 2 * r;
            for (int s = 0; s < r; s++) {
                columns[at + s] = change.w()[s * size + x];
                columns[at + r + s] = change.z()[s * size + x];
            }
        }
        return columns;
    }

    private void update(int row, double[] columns, int sign) {
        int r = information.contrasts;
        double[] h = information.place(row);
        double[] root = information.root(row);
        double[] seen = new double[2 * r * r];
        Axpy.add(seen, 0, seen.length, h.length, j -> h[j], columns, j -> j * 2 * r * r);
        double[] both = new double[2 * r * r];
        for (int s = 0; s < r; s++) {
            int column = s;
            Axpy.add(both, s * 2 * r, 2 * r, r, a -> root[a * r + column], seen, a -> a * 2 * r);
        }
        for (int s = 0; s < r; s++) {
            for (int t = 0; t < r; t++) {
                int at = (row * r + s) * r + t;
                int i = s * 2 * r;
                int j = t * 2 * r;
                for (int k = 0; k < r; k++) {
                    curvatures[at] += sign * both[i + k] * both[j + k];
                    spreads[at] += sign * (both[i + k] * both[j + r + k] + both[i + r + k] * both[j + k]);
                }
            }
        }
    }
}
