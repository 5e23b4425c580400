package dev.quarry.server.feature;

import dev.quarry.bundle.State;
import dev.quarry.kernel.FloatMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What becomes of raw columns: what stands for a missing number, what is subtracted, by what the rest is multiplied, and
 * which columns have a further one that says where a number was missing.
 */
final class Scales {

    private final double[] mean;
    private final double[] shift;
    private final double[] factor;
    private final int[] indicators;

    private Scales(double[] mean, double[] shift, double[] factor, int[] indicators) {
        this.mean = mean;
        this.shift = shift;
        this.factor = factor;
        this.indicators = indicators;
    }

    /** Adds up columns, block by block, in the order of the rows. */
    static final class Learning {
        private final long[] count;
        private final double[] mean;
        private final double[] squares;
        private long rows;

        Learning(int columns) {
            count = new long[columns];
            mean = new double[columns];
            squares = new double[columns];
        }

        void add(FloatMatrix block) {
            int cols = mean.length;
            float[] values = block.values();
            for (int at = 0, col = 0; at < values.length; at++) {
                if (!Float.isNaN(values[at])) {
                    double before = values[at] - mean[col];
                    count[col]++;
                    mean[col] += before / count[col];
                    squares[col] += before * (values[at] - mean[col]);
                }
                col = col + 1 == cols ? 0 : col + 1;
            }
            rows += block.rows();
        }

        /**
         * What was learnt.
         *
         * @param scaled for each column, whether it gets mean 0 and deviation 1
         * @param wanted for each column, whether it may have a further one for missing numbers
         */
        Scales end(boolean[] scaled, boolean[] wanted) {
            int cols = mean.length;
            double[] shift = new double[cols];
            double[] factor = new double[cols];
            for (int col = 0; col < cols; col++) {
                double deviation = count[col] == 0 ? 0 : Math.sqrt(squares[col] / count[col]);
                shift[col] = scaled[col] ? mean[col] : 0;
                factor[col] = scaled[col] && deviation > 0 ? 1 / deviation : 1;
            }
            int[] indicators = IntStream.range(0, cols)
                    .filter(col -> wanted[col] && count[col] < rows)
                    .toArray();
            return new Scales(mean.clone(), shift, factor, indicators);
        }
    }

    State state() {
        return State.empty()
                .with("mean", mean)
                .with("shift", shift)
                .with("factor", factor)
                .with("indicators", indicators);
    }

    static Scales of(State state) {
        return new Scales(
                state.numbers("mean"), state.numbers("shift"), state.numbers("factor"), state.whole("indicators"));
    }

    int columns() {
        return mean.length + indicators.length;
    }

    List<String> names(List<String> raw) {
        List<String> names = new ArrayList<>(raw);
        IntStream.of(indicators).forEach(col -> names.add("%s is missing".formatted(raw.get(col))));
        return names;
    }

    FloatMatrix apply(FloatMatrix raw) {
        int cols = mean.length;
        int all = columns();
        float[] in = raw.values();
        float[] out = new float[Math.multiplyExact(raw.rows(), all)];
        for (int row = 0; row < raw.rows(); row++) {
            for (int col = 0; col < cols; col++) {
                float value = in[row * cols + col];
                double filled = Float.isNaN(value) ? mean[col] : value;
                out[row * all + col] = (float) ((filled - shift[col]) * factor[col]);
            }
            for (int i = 0; i < indicators.length; i++) {
                out[row * all + cols + i] = Float.isNaN(in[row * cols + indicators[i]]) ? 1 : 0;
            }
        }
        return FloatMatrix.wrap(out, raw.rows(), all);
    }
}
