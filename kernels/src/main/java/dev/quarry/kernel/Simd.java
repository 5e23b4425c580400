package dev.quarry.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels on the vector module, bit by bit those of {@link Plain}. The only class that touches the module; asked for
 * only where {@link Vectors#PRESENT}.
 *
 * <p>The 32 partial sums of a distance lie in 2, 4 or 8 vectors of 16, 8 or 4 lanes. The accumulators are local variables
 * one by one, since the compiler keeps an array of vectors in memory.
 */
final class Simd {

    private static final VectorSpecies<Float> SPECIES =
            FloatVector.SPECIES_PREFERRED.length() > 16 ? FloatVector.SPECIES_512 : FloatVector.SPECIES_PREFERRED;

    /** Lanes of a vector: 4, 8 or 16. */
    static final int LANES = SPECIES.length();

    private static final VectorShuffle<Float> DOWN_8 = VectorShuffle.fromOp(SPECIES, i -> (i + 8) % LANES);
    private static final VectorShuffle<Float> DOWN_4 = VectorShuffle.fromOp(SPECIES, i -> (i + 4) % LANES);
    private static final VectorShuffle<Float> DOWN_2 = VectorShuffle.fromOp(SPECIES, i -> (i + 2) % LANES);
    private static final VectorShuffle<Float> DOWN_1 = VectorShuffle.fromOp(SPECIES, i -> (i + 1) % LANES);

    private Simd() {}

    static float squared(float[] a, int ai, float[] b, int bi, int d) {
        if (LANES == 16) {
            return squared16(a, ai, b, bi, d);
        }
        return LANES == 8 ? squared8(a, ai, b, bi, d) : squared4(a, ai, b, bi, d);
    }

    static float dot(float[] a, int ai, float[] b, int bi, int d) {
        if (LANES == 16) {
            return dot16(a, ai, b, bi, d);
        }
        return LANES == 8 ? dot8(a, ai, b, bi, d) : dot4(a, ai, b, bi, d);
    }

    private static float squared16(float[] a, int ai, float[] b, int bi, int d) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        int j = 0;
        for (; j <= d - 32; j += 32) {
            s0 = addSquare(a, ai + j, b, bi + j, s0);
            s1 = addSquare(a, ai + j + 16, b, bi + j + 16, s1);
        }
        if (j < d) {
            s0 = addSquare(a, ai + j, b, bi + j, d - j, s0);
            s1 = addSquare(a, ai + j + 16, b, bi + j + 16, d - j - 16, s1);
        }
        return tree(s0.add(s1));
    }

    private static float squared8(float[] a, int ai, float[] b, int bi, int d) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int j = 0;
        for (; j <= d - 32; j += 32) {
            s0 = addSquare(a, ai + j, b, bi + j, s0);
            s1 = addSquare(a, ai + j + 8, b, bi + j + 8, s1);
            s2 = addSquare(a, ai + j + 16, b, bi + j + 16, s2);
            s3 = addSquare(a, ai + j + 24, b, bi + j + 24, s3);
        }
        if (j < d) {
            s0 = addSquare(a, ai + j, b, bi + j, d - j, s0);
            s1 = addSquare(a, ai + j + 8, b, bi + j + 8, d - j - 8, s1);
            s2 = addSquare(a, ai + j + 16, b, bi + j + 16, d - j - 16, s2);
            s3 = addSquare(a, ai + j + 24, b, bi + j + 24, d - j - 24, s3);
        }
        return tree(s0.add(s2).add(s1.add(s3)));
    }

    private static float squared4(float[] a, int ai, float[] b, int bi, int d) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        FloatVector s4 = s0;
        FloatVector s5 = s0;
        FloatVector s6 = s0;
        FloatVector s7 = s0;
        for (int j = 0; j < d; j += 32) {
            int left = d - j;
            s0 = addSquare(a, ai + j, b, bi + j, left, s0);
            s1 = addSquare(a, ai + j + 4, b, bi + j + 4, left - 4, s1);
            s2 = addSquare(a, ai + j + 8, b, bi + j + 8, left - 8, s2);
            s3 = addSquare(a, ai + j + 12, b, bi + j + 12, left - 12, s3);
            s4 = addSquare(a, ai + j + 16, b, bi + j + 16, left - 16, s4);
            s5 = addSquare(a, ai + j + 20, b, bi + j + 20, left - 20, s5);
            s6 = addSquare(a, ai + j + 24, b, bi + j + 24, left - 24, s6);
            s7 = addSquare(a, ai + j + 28, b, bi + j + 28, left - 28, s7);
        }
        return tree(s0.add(s4).add(s2.add(s6)).add(s1.add(s5).add(s3.add(s7))));
    }

    private static float dot16(float[] a, int ai, float[] b, int bi, int d) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        int j = 0;
        for (; j <= d - 32; j += 32) {
            s0 = addProduct(a, ai + j, b, bi + j, s0);
            s1 = addProduct(a, ai + j + 16, b, bi + j + 16, s1);
        }
        if (j < d) {
            s0 = addProduct(a, ai + j, b, bi + j, d - j, s0);
            s1 = addProduct(a, ai + j + 16, b, bi + j + 16, d - j - 16, s1);
        }
        return tree(s0.add(s1));
    }

    private static float dot8(float[] a, int ai, float[] b, int bi, int d) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int j = 0;
        for (; j <= d - 32; j += 32) {
            s0 = addProduct(a, ai + j, b, bi + j, s0);
            s1 = addProduct(a, ai + j + 8, b, bi + j + 8, s1);
            s2 = addProduct(a, ai + j + 16, b, bi + j + 16, s2);
            s3 = addProduct(a, ai + j + 24, b, bi + j + 24, s3);
        }
        if (j < d) {
            s0 = addProduct(a, ai + j, b, bi + j, d - j, s0);
            s1 = addProduct(a, ai + j + 8, b, bi + j + 8, d - j - 8, s1);
            s2 = addProduct(a, ai + j + 16, b, bi + j + 16, d - j - 16, s2);
            s3 = addProduct(a, ai + j + 24, b, bi + j + 24, d - j - 24, s3);
        }
        return tree(s0.add(s2).add(s1.add(s3)));
    }

    private static float dot4(float[] a, int ai, float[] b, int bi, int d) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        FloatVector s4 = s0;
        FloatVector s5 = s0;
        FloatVector s6 = s0;
        FloatVector s7 = s0;
        for (int j = 0; j < d; j += 32) {
            int left = d - j;
            s0 = addProduct(a, ai + j, b, bi + j, left, s0);
            s1 = addProduct(a, ai + j + 4, b, bi + j + 4, left - 4, s1);
            s2 = addProduct(a, ai + j + 8, b, bi + j + 8, left - 8, s2);
            s3 = addProduct(a, ai + j + 12, b, bi + j + 12, left - 12, s3);
            s4 = addProduct(a, ai + j + 16, b, bi + j + 16, left - 16, s4);
            s5 = addProduct(a, ai + j + 20, b, bi + j + 20, left - 20, s5);
            s6 = addProduct(a, ai + j + 24, b, bi + j + 24, left - 24, s6);
            s7 = addProduct(a, ai + j + 28, b, bi + j + 28, left - 28, s7);
        }
        return tree(s0.add(s4).add(s2.add(s6)).add(s1.add(s5).add(s3.add(s7))));
    }

    private static FloatVector addSquare(float[] a, int ai, float[] b, int bi, FloatVector sum) {
        FloatVector difference = FloatVector.fromArray(SPECIES, a, ai).sub(FloatVector.fromArray(SPECIES, b, bi));
        return difference.fma(difference, sum);
    }

    private static FloatVector addProduct(float[] a, int ai, float[] b, int bi, FloatVector sum) {
        return FloatVector.fromArray(SPECIES, a, ai).fma(FloatVector.fromArray(SPECIES, b, bi), sum);
    }

    /** The same for the first {@code left} lanes only; the sums of the others stay as they are. */
    private static FloatVector addSquare(float[] a, int ai, float[] b, int bi, int left, FloatVector sum) {
        if (left >= LANES) {
            return addSquare(a, ai, b, bi, sum);
        }
        if (left <= 0) {
            return sum;
        }
        VectorMask<Float> some = SPECIES.indexInRange(0, left);
        FloatVector difference =
                FloatVector.fromArray(SPECIES, a, ai, some).sub(FloatVector.fromArray(SPECIES, b, bi, some));
        return sum.blend(difference.fma(difference, sum), some);
    }

    private static FloatVector addProduct(float[] a, int ai, float[] b, int bi, int left, FloatVector sum) {
        if (left >= LANES) {
            return addProduct(a, ai, b, bi, sum);
        }
        if (left <= 0) {
            return sum;
        }
        VectorMask<Float> some = SPECIES.indexInRange(0, left);
        FloatVector product =
                FloatVector.fromArray(SPECIES, a, ai, some).fma(FloatVector.fromArray(SPECIES, b, bi, some), sum);
        return sum.blend(product, some);
    }

    /** The tree from as many partial sums as there are lanes on down. */
    private static float tree(FloatVector sums) {
        FloatVector folded = sums;
        if (LANES == 16) {
            folded = folded.add(folded.rearrange(DOWN_8));
        }
        if (LANES >= 8) {
            folded = folded.add(folded.rearrange(DOWN_4));
        }
        folded = folded.add(folded.rearrange(DOWN_2));
        return folded.add(folded.rearrange(DOWN_1)).lane(0);
    }
}
