package dev.quarry.dataset.embed;

import dev.quarry.dataset.BadDataException;
import dev.quarry.part.Parts;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One row for each item of a batch, out of what a network gave.
 *
 * @param pooling how one row is made of several
 * @param unit whether rows are divided by their length
 * @param channelsLast in a map of features, whether the columns are the last axis instead of the second
 */
record Rows(Pooling pooling, boolean unit, boolean channelsLast) {

    /**
     * The rows of the first {@code wanted} items.
     *
     * @param batch how many items there were, filling included
     * @param mask [batch, tokens], 0 where a token does not count; null where all do
     */
    float[] of(Network.Tensor out, int batch, int wanted, long @Nullable [] mask) throws BadDataException {
        long[] dims = out.dims();
        if (dims.length < 2 || dims[0] != batch) {
            throw wrong(out, "not one row for each of (%d) items".formatted(batch), "take another output");
        }
        boolean flat = Arrays.stream(dims).skip(2).allMatch(dim -> dim == 1);
        float[] rows;
        if (pooling == Pooling.NONE) {
            if (!flat) {
                throw wrong(
                        out,
                        "several rows for each item",
                        dims.length == 3 ? "(pooling: mean) or (pooling: cls)" : "(pooling: mean)");
            }
            rows = Arrays.copyOf(out.values(), wanted * (int) dims[1]);
        } else if (dims.length == 3) {
            rows = pooling == Pooling.CLS ? first(out, wanted) : tokens(out, wanted, mask);
        } else if (dims.length == 4 && pooling == Pooling.MEAN && mask == null) {
            rows = places(out, wanted);
        } else {
            throw wrong(
                    out,
                    "nothing to pool by (%s)".formatted(Parts.describeValue(pooling)),
                    flat ? "(pooling: none)" : "take another output");
        }
        if (unit) {
            normalise(rows, rows.length / wanted);
        }
        return rows;
    }

    private static BadDataException wrong(Network.Tensor out, String why, String maybe) {
        return new BadDataException("The output (%s) has the shape %s, %s. Maybe %s."
                .formatted(out.name(), Arrays.toString(out.dims()), why, maybe));
    }

    private static float[] first(Network.Tensor out, int wanted) {
        int cols = (int) out.dims()[2];
        int item = (int) out.dims()[1] * cols;
        float[] rows = new float[wanted * cols];
        for (int i = 0; i < wanted; i++) {
            System.arraycopy(out.values(), i * item, rows, i * cols, cols);
        }
        return rows;
    }

    private static float[] tokens(Network.Tensor out, int wanted, long @Nullable [] mask) throws BadDataException {
        int tokens = (int) out.dims()[1];
        int cols = (int) out.dims()[2];
        if (mask != null && mask.length != out.dims()[0] * tokens) {
            throw wrong(out, "not one row for each token", "take another output");
        }
        float[] rows = new float[wanted * cols];
        double[] sums = new double[cols];
        for (int i = 0; i < wanted; i++) {
            Arrays.fill(sums, 0);
            int counted = 0;
            for (int t = 0; t < tokens; t++) {
                if (mask == null || mask[i * tokens + t] != 0) {
                    counted++;
                    add(out.values(), (i * tokens + t) * cols, sums);
                }
            }
            for (int j = 0; j < cols; j++) {
                rows[i * cols + j] = (float) (sums[j] / Math.max(1, counted));
            }
        }
        return rows;
    }

    private static void add(float[] values, int from, double[] sums) {
        for (int j = 0; j < sums.length; j++) {
            sums[j] += values[from + j];
        }
    }

    private float[] places(Network.Tensor out, int wanted) {
        int cols = (int) out.dims()[channelsLast ? 3 : 1];
        int places = out.values().length / (int) out.dims()[0] / cols;
        int colStep = channelsLast ? 1 : places;
        int placeStep = channelsLast ? cols : 1;
        float[] rows = new float[wanted * cols];
        for (int i = 0; i < rows.length; i++) {
            int at = i / cols * cols * places + i % cols * colStep;
            double sum = 0;
            for (int place = 0; place < places; place++) {
                sum += out.values()[at + place * placeStep];
            }
            rows[i] = (float) (sum / places);
        }
        return rows;
    }

    /** Divides rows by their length; a row of zeros stays. */
    static void normalise(float[] rows, int cols) {
        for (int from = 0; from < rows.length; from += cols) {
            double squares = 0;
            for (int j = from; j < from + cols; j++) {
                squares += (double) rows[j] * rows[j];
            }
            double length = squares == 0 ? 1 : Math.sqrt(squares);
            for (int j = from; j < from + cols; j++) {
                rows[j] = (float) (rows[j] / length);
            }
        }
    }
}
