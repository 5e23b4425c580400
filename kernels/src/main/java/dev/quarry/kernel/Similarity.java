package dev.quarry.kernel;

/**
 * How alike two rows are, in [0, 1], as a function of their squared distance: never larger for a larger distance. float32
 * distances give float32 similarities, to the same bits everywhere.
 */
public enum Similarity {

    /** {@code max(0, 1 − distance² / 2)}: for rows of unit length their cosine, 0 where it is negative. */
    COSINE,

    /** {@code 1 / (1 + distance)}. */
    RECIPROCAL,

    /** {@code exp(−(distance / bandwidth)²)}. */
    GAUSSIAN;

    /** What {@link #of(double, double)} and its float32 twin take as scale for a bandwidth; only the Gaussian has one. */
    public static double scale(double bandwidth) {
        return -1 / (bandwidth * bandwidth);
    }

    /** The similarity at a squared distance, in float64. */
    public double of(double squared, double scale) {
        return switch (this) {
            case COSINE -> Math.max(0, 1 - squared / 2);
            case RECIPROCAL -> 1 / (1 + Math.sqrt(squared));
            case GAUSSIAN -> StrictMath.exp(squared * scale);
        };
    }

    /** The similarity at a squared distance, in float32. */
    float of(float squared, float scale) {
        return switch (this) {
            case COSINE -> Math.max(0, 1 - squared * 0.5f);
            case RECIPROCAL -> 1 / (1 + (float) Math.sqrt(squared));
            case GAUSSIAN -> Plain.exp(squared * scale);
        };
    }

    /** Replaces squared distances by similarities; {@code count} is a multiple of the lanes where there are vectors. */
    void of(float[] squared, int count, float scale) {
        if (!Vectors.PRESENT) {
            for (int j = 0; j < count; j++) {
                squared[j] = of(squared[j], scale);
            }
            return;
        }
        switch (this) {
            case COSINE -> Simd.cosine(squared, count);
            case RECIPROCAL -> Simd.inverse(squared, count);
            case GAUSSIAN -> Simd.exp(squared, count, scale);
        }
    }
}
