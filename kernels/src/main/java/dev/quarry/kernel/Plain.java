package dev.quarry.kernel;

/** The kernels in plain Java: the definition that {@link Simd} meets bit by bit, and the fallback where it cannot run. */
final class Plain {

    // ln(1 + x) = x − x²/2 + x³·(L0 + L1·x + …), fitted on [√½ − 1, √2 − 1] for the least relative error, 0.1 ulp.
    static final float L0 = 0x1.555554p-2f;
    static final float L1 = -0x1.000226p-2f;
    static final float L2 = 0x1.99a008p-3f;
    static final float L3 = -0x1.547244p-3f;
    static final float L4 = 0x1.22da1ap-3f;
    static final float L5 = -0x1.0d8548p-3f;
    static final float L6 = 0x1.055b82p-3f;
    static final float L7 = -0x1.38b59ep-4f;

    /** The bits of √½: numbers are split as 2^e · (1 + x) with 1 + x from here on. */
    static final int ROOT_HALF = 0x3F3504F3;

    static final float LN2_HIGH = 0x1.63p-1f;
    static final float LN2_LOW = -0x1.bd0106p-13f;

    // e^x = 2^n · e^r with |r| ≤ ½ ln 2, the latter by its series.
    static final float LEAST_EXPONENT = -87;
    static final float LOG2_E = 0x1.715476p0f;
    static final float ROUNDING = 0x1.8p23f; // adding it leaves no place for a fraction
    static final float LN2_HIGH_OF_EXP = 0x1.62e4p-1f;
    static final float LN2_LOW_OF_EXP = 0x1.7f7d1cp-20f;
    static final float E3 = 1 / 6f;
    static final float E4 = 1 / 24f;
    static final float E5 = 1 / 120f;
    static final float E6 = 1 / 720f;
    static final float E7 = 1 / 5040f;

    // Adding them leaves multiples of 2⁻²⁰ of a number in [0, 1], of 2⁻²² of one in [−1, 1]: how many, the bits say.
    static final float TO_COARSE = 0x1p3f;
    static final float TO_FINE = 0x1.8p1f;

    private Plain() {}

    /**
     * {@code p·ln p} in float32 for p from 0 on, within about 2 ulp; 0 at 0, NaN at NaN. Below the smallest normal number
     * the logarithm stays what it is there.
     */
    static float term(float p) {
        int bits = Float.floatToRawIntBits(Math.max(p, Float.MIN_NORMAL));
        int exponent = (bits - ROOT_HALF) >> 23;
        float x = Float.intBitsToFloat(bits - (exponent << 23)) - 1;
        float square = x * x;
        float tail = Math.fma(L7, x, L6);
        tail = Math.fma(tail, x, L5);
        tail = Math.fma(tail, x, L4);
        tail = Math.fma(tail, x, L3);
        tail = Math.fma(tail, x, L2);
        tail = Math.fma(tail, x, L1);
        tail = Math.fma(tail, x, L0);
        float rest = Math.fma(square * x, tail, exponent * LN2_LOW);
        rest = Math.fma(square, -0.5f, rest);
        return p * Math.fma(exponent, LN2_HIGH, x + rest);
    }

    /** {@code out[j] = term(p[at + j])}. */
    static void terms(float[] p, int at, int count, float[] out) {
        for (int j = 0; j < count; j++) {
            out[j] = term(p[at + j]);
        }
    }

    /**
     * Per class, the sum over the members of one row, in the order of the members, divided by their number; and the sum
     * of their terms.
     */
    static void members(float[] p, int at, int members, int classes, float[] means, float[] terms, int outAt) {
        for (int c = 0; c < classes; c++) {
            float sum = 0;
            float termSum = 0;
            for (int k = 0; k < members; k++) {
                float value = p[at + k * classes + c];
                sum += value;
                termSum += term(value);
            }
            means[outAt + c] = sum / members;
            terms[outAt + c] = termSum;
        }
    }

    /** The means of {@link #members} alone. */
    static void means(float[] p, int at, int members, int classes, float[] means, int outAt) {
        for (int c = 0; c < classes; c++) {
            float sum = 0;
            for (int k = 0; k < members; k++) {
                sum += p[at + k * classes + c];
            }
            means[outAt + c] = sum / members;
        }
    }

    static float squared(float[] a, int ai, float[] b, int bi, int d) {
        float[] sums = new float[32];
        int whole = d & ~31;
        for (int block = 0; block < whole; block += 32) {
            for (int j = 0; j < 32; j++) {
                float difference = a[ai + block + j] - b[bi + block + j];
                sums[j] = Math.fma(difference, difference, sums[j]);
            }
        }
        for (int j = 0; j < d - whole; j++) {
            float difference = a[ai + whole + j] - b[bi + whole + j];
            sums[j] = Math.fma(difference, difference, sums[j]);
        }
        return tree(sums);
    }

    static float dot(float[] a, int ai, float[] b, int bi, int d) {
        float[] sums = new float[32];
        int whole = d & ~31;
        for (int block = 0; block < whole; block += 32) {
            for (int j = 0; j < 32; j++) {
                sums[j] = Math.fma(a[ai + block + j], b[bi + block + j], sums[j]);
            }
        }
        for (int j = 0; j < d - whole; j++) {
            sums[j] = Math.fma(a[ai + whole + j], b[bi + whole + j], sums[j]);
        }
        return tree(sums);
    }

    static double squared(double[] a, int ai, double[] b, int bi, int d) {
        double[] sums = new double[32];
        int whole = d & ~31;
        for (int block = 0; block < whole; block += 32) {
            for (int j = 0; j < 32; j++) {
                double difference = a[ai + block + j] - b[bi + block + j];
                sums[j] = Math.fma(difference, difference, sums[j]);
            }
        }
        for (int j = 0; j < d - whole; j++) {
            double difference = a[ai + whole + j] - b[bi + whole + j];
            sums[j] = Math.fma(difference, difference, sums[j]);
        }
        return tree(sums);
    }

    static double dot(double[] a, int ai, double[] b, int bi, int d) {
        double[] sums = new double[32];
        int whole = d & ~31;
        for (int block = 0; block < whole; block += 32) {
            for (int j = 0; j < 32; j++) {
                sums[j] = Math.fma(a[ai + block + j], b[bi + block + j], sums[j]);
            }
        }
        for (int j = 0; j < d - whole; j++) {
            sums[j] = Math.fma(a[ai + whole + j], b[bi + whole + j], sums[j]);
        }
        return tree(sums);
    }

    /** Replaces squared distances by {@code 1 / (1 + distance)}. */
    static void inverse(float[] squared, int count) {
        for (int j = 0; j < count; j++) {
            squared[j] =
                    1 / (1 + (float) Math.sqrt(squared[j])); // the root of a float, rounded twice, is rounded right
        }
    }

    /**
     * Adds the terms of {@link Density} of pairs that count as they are; false if others were left out.
     *
     * @param products −2 x·c of row r and column j at {@code r · width + j}
     * @param squares ‖x‖², from {@code row} on
     * @param columnSquares ‖c‖², from {@code column} on; infinite where there is no column
     * @param share as {@link #density} takes it
     * @param columns the sums of the columns, from {@code column} on
     * @param sums of the rows, {@code lanes} numbers each
     */
    static boolean densities(
            float[] products,
            int rows,
            int width,
            int lanes,
            float[] squares,
            int row,
            float[] columnSquares,
            int column,
            float share,
            Density.Fixed columns,
            Density.Fixed sums) {
        boolean all = true;
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < width; j++) {
                float sum = squares[row + r] + columnSquares[column + j];
                float squared = sum + products[r * width + j];
                if (counts(squared, sum)) {
                    float term = density(squared, share);
                    columns.add(column + j, term);
                    sums.add(r * lanes + j % lanes, term);
                } else {
                    all = false;
                }
            }
        }
        return all;
    }

    /** Whether a squared distance that comes from a product counts as it is. */
    static boolean counts(float squared, float sum) {
        return squared >= sum * Density.CANCELLED && squared < Float.POSITIVE_INFINITY;
    }

    /** {@code 1 / (1 + distance)}, with a share above 0 {@code share · distance}. */
    static float density(float squared, float share) {
        float distance = (float) Math.sqrt(squared);
        return share > 0 ? distance * share : 1 / (1 + distance);
    }

    /** A term in [0, 1] in multiples of 2⁻²⁰, to the nearest. */
    static int coarse(float term) {
        return Float.floatToRawIntBits(term + TO_COARSE) - Float.floatToRawIntBits(TO_COARSE);
    }

    /** What is left of it, in multiples of 2⁻⁴². */
    static int fine(float term) {
        float rest = Math.fma(term - (term + TO_COARSE - TO_COARSE), 0x1p20f, TO_FINE);
        return Float.floatToRawIntBits(rest) - Float.floatToRawIntBits(TO_FINE);
    }

    /** {@code e^x} in float32 for x up to 0, within about 2 ulp; 0 below −87, NaN at NaN. */
    static float exp(float x) {
        if (x < LEAST_EXPONENT) {
            return 0;
        }
        float whole = Math.fma(x, LOG2_E, ROUNDING) - ROUNDING;
        float rest = Math.fma(whole, -LN2_HIGH_OF_EXP, x);
        rest = Math.fma(whole, -LN2_LOW_OF_EXP, rest);
        float power = Math.fma(E7, rest, E6);
        power = Math.fma(power, rest, E5);
        power = Math.fma(power, rest, E4);
        power = Math.fma(power, rest, E3);
        power = Math.fma(power, rest, 0.5f);
        power = Math.fma(power, rest, 1);
        power = Math.fma(power, rest, 1);
        return power * Float.intBitsToFloat(((int) whole + 127) << 23);
    }

    /**
     * The terms of facility location between one row and a run of columns: adds to each column what the row gains by it,
     * {@code max((int) (s · weight) − so, 0)}, and returns the sum of what the columns gain by the row.
     */
    static int gains(
            float[] similar,
            int at,
            int count,
            int so,
            float weight,
            int[] columnSo,
            float[] columnWeights,
            int[] columnSums) {
        int sum = 0;
        for (int c = 0; c < count; c++) {
            float s = similar[at + c];
            columnSums[c] += Math.max((int) (s * weight) - so, 0);
            sum += Math.max((int) (s * columnWeights[c]) - columnSo[c], 0);
        }
        return sum;
    }

    /** As {@link Simd#shiftedProducts}, for {@code width} packed columns. */
    static void shiftedProducts(
            float[] a,
            int aAt,
            int rows,
            int d,
            float[] packed,
            int packedAt,
            int width,
            float[] offsets,
            int offsetsAt,
            float[] out,
            int outAt,
            int stride) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < width; c++) {
                float sum = 0;
                for (int l = 0; l < d; l++) {
                    sum = Math.fma(a[aAt + r * d + l], packed[packedAt + l * width + c], sum);
                }
                out[outAt + r * stride + c] = Math.fma(sum, -2, offsets[offsetsAt + c]);
            }
        }
    }

    private static float tree(float[] sums) {
        for (int half = 16; half >= 1; half >>= 1) {
            for (int j = 0; j < half; j++) {
                sums[j] += sums[j + half];
            }
        }
        return sums[0];
    }

    private static double tree(double[] sums) {
        for (int half = 16; half >= 1; half >>= 1) {
            for (int j = 0; j < half; j++) {
                sums[j] += sums[j + half];
            }
        }
        return sums[0];
    }
}
