package dev.quarry.kernel;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Which rows may still be taken, where what is taken shuts others out: a quota that is full, a budget that is spent. A row
 * that was shut out stays so.
 */
public interface Admission {

    /** Every row may be taken. */
    Admission ALL = of(row -> true);

    /** Whether the row may be taken now. */
    boolean open(int row);

    /** Notes that the row, which was open, is taken. */
    void take(int row);

    /** The same as it stands now: what is taken from one is no matter to the other. */
    Admission fork();

    /** The rows that may be taken whatever else is. */
    static Admission of(IntPredicate open) {
        return new Admission() {
            @Override
            public boolean open(int row) {
                return open.test(row);
            }

            @Override
            public void take(int row) {
                // what is taken changes nothing
            }

            @Override
            public Admission fork() {
                return this;
            }
        };
    }

    /** What both admit. */
    default Admission and(Admission other) {
        Admission first = this;
        return new Admission() {
            @Override
            public boolean open(int row) {
                return first.open(row) && other.open(row);
            }

            @Override
            public void take(int row) {
                first.take(row);
                other.take(row);
            }

            @Override
            public Admission fork() {
                return first.fork().and(other.fork());
            }
        };
    }

    /**
     * The same for some of the rows.
     *
     * @param rows row i of them is {@code rows[i]} here
     */
    default Admission among(int[] rows) {
        Admission all = this;
        return new Admission() {
            @Override
            public boolean open(int row) {
                return all.open(rows[row]);
            }

            @Override
            public void take(int row) {
                all.take(rows[row]);
            }

            @Override
            public Admission fork() {
                return all.fork().among(rows);
            }
        };
    }

    /** The gains of what may be taken; a row that is shut out has the gain −∞, and nothing happens when it is taken. */
    default Gains over(Gains gains) {
        Admission admission = this;
        return new Gains() {
            @Override
            public int size() {
                return gains.size();
            }

            @Override
            public double gain(int row, double floor) {
                return admission.open(row) ? gains.gain(row, floor) : Double.NEGATIVE_INFINITY;
            }

            @Override
            public int together() {
                return gains.together();
            }

            @Override
            public boolean races() {
                return gains.races();
            }

            @Override
            public void gains(int[] rows, int count, double floor, double[] out) {
                int[] open =
                        Arrays.stream(rows, 0, count).filter(admission::open).toArray();
                double[] some = new double[open.length];
                gains.gains(open, open.length, floor, some);
                for (int i = 0, next = 0; i < count; i++) {
                    out[i] = next < open.length && open[next] == rows[i] ? some[next++] : Double.NEGATIVE_INFINITY;
                }
            }

            @Override
            public void take(int row) {
                if (admission.open(row)) {
                    admission.take(row);
                    gains.take(row);
                }
            }

            @Override
            public boolean shift() {
                return gains.shift();
            }

            @Override
            public boolean refreshed() {
                return gains.refreshed();
            }
        };
    }
}
