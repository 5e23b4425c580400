package dev.quarry.dataset.embed;

/**
 * One line of pixels brought to another length, as Pillow does it: weights in fixed point, sums rounded to 8 bits. The
 * same weights serve all lines of a picture.
 */
final class Resampling {

    /** Bits behind the point of a weight: 32 less 8 for the pixel and 2 for what the weights may exceed 1. */
    private static final int PRECISION = 32 - 8 - 2;

    /** Of new pixel i, the first old one that counts. */
    private final int[] first;
    /** Of new pixel i, the weights of the old ones from {@code first[i]} on. */
    private final int[][] weights;

    private Resampling(int[] first, int[][] weights) {
        this.first = first;
        this.weights = weights;
    }

    /**
     * Pixels {@code from} to {@code from + count} − 1 of a line of {@code length} pixels that is brought to {@code newLength}.
     */
    static Resampling of(int length, int newLength, int from, int count, Interpolation filter) {
        double scale = (double) length / newLength;
        double widened = Math.max(1, scale);
        double support = filter.support() * widened;
        int[] first = new int[count];
        int[][] weights = new int[count][];
        for (int i = 0; i < count; i++) {
            double centre = (from + i + 0.5) * scale;
            int start = Math.max(0, (int) (centre - support + 0.5));
            int end = Math.min(length, (int) (centre + support + 0.5));
            double[] exact = new double[end - start];
            double sum = 0;
            for (int x = 0; x < exact.length; x++) {
                exact[x] = filter.weight((x + start - centre + 0.5) * (1 / widened));
                sum += exact[x];
            }
            first[i] = start;
            weights[i] = new int[exact.length];
            for (int x = 0; x < exact.length; x++) {
                double weight = exact[x] / sum * (1 << PRECISION);
                weights[i][x] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
            }
        }
        return new Resampling(first, weights);
    }

    /** The first old pixel that counts for any new one. */
    int from() {
        return first[0];
    }

    /** One more than the last old pixel that counts. */
    int to() {
        int last = first.length - 1;
        return first[last] + weights[last].length;
    }

    /** How many new pixels there are. */
    int count() {
        return first.length;
    }

    /**
     * New pixel {@code i} of a line.
     *
     * @param at where old pixel 0 of the line is
     * @param step from one old pixel to the next
     */
    byte pixel(byte[] pixels, int at, int step, int i) {
        int sum = 1 << (PRECISION - 1);
        int[] of = weights[i];
        int place = at + first[i] * step;
        for (int weight : of) {
            sum += (pixels[place] & 0xFF) * weight;
            place += step;
        }
        return (byte) Math.clamp(sum >> PRECISION, 0, 255);
    }

    /**
     * A part of a plane that is brought to another size: rows first, then columns, each rounded to 8 bits; a side that keeps
     * its length is not touched.
     *
     * @param x the columns that are wanted; the plane has {@code width} of them
     */
    static byte[] resize(byte[] plane, int width, Resampling x, Resampling y) {
        int top = y.from();
        int rows = y.to() - top;
        int cols = x.count();
        byte[] squeezed = new byte[rows * cols];
        for (int row = 0; row < rows; row++) {
            for (int col = 0; col < cols; col++) {
                squeezed[row * cols + col] = x.pixel(plane, (top + row) * width, 1, col);
            }
        }
        byte[] out = new byte[y.count() * cols];
        for (int row = 0; row < y.count(); row++) {
            for (int col = 0; col < cols; col++) {
                out[row * cols + col] = y.pixel(squeezed, col - top * cols, cols, row);
            }
        }
        return out;
    }
}
