package dev.quarry.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
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

    private static final VectorSpecies<Integer> INTS = SPECIES.withLanes(int.class);

    /** Lanes of a vector: 4, 8 or 16. */
    static final int LANES = SPECIES.length();

    /** JDKs before 21 emulate masks, as do CPUs without mask registers; a load across two cache lines is then cheaper. */
    private static final boolean MASKS_ARE_CHEAP =
            LANES == 16 && Runtime.version().feature() >= 21;

    private static final VectorShuffle<Float> DOWN_8 = VectorShuffle.fromOp(SPECIES, i -> (i + 8) % LANES);
    private static final VectorShuffle<Float> DOWN_4 = VectorShuffle.fromOp(SPECIES, i -> (i + 4) % LANES);
    private static final VectorShuffle<Float> DOWN_2 = VectorShuffle.fromOp(SPECIES, i -> (i + 2) % LANES);
    private static final VectorShuffle<Float> DOWN_1 = VectorShuffle.fromOp(SPECIES, i -> (i + 1) % LANES);

    private static final int COARSE_ZERO = Float.floatToRawIntBits(Plain.TO_COARSE);
    private static final int FINE_ZERO = Float.floatToRawIntBits(Plain.TO_FINE);

    private Simd() {}

    // What is left beyond a multiple of 32 has methods of its own: masks beside a loop now and then keep the compiler
    // from
    // holding the sums of the loop in registers.

    static float squared(float[] a, int ai, float[] b, int bi, int d) {
        if (d <= LANES) {
            return tree(addSquare(a, ai, b, bi, d, FloatVector.zero(SPECIES)));
        }
        boolean rest = d % 32 != 0;
        if (LANES == 16) {
            return rest ? squared16WithRest(a, ai, b, bi, d) : squared16(a, ai, b, bi, d);
        } else if (LANES == 8) {
            return rest ? squared8WithRest(a, ai, b, bi, d) : squared8(a, ai, b, bi, d);
        }
        return squared4(a, ai, b, bi, d);
    }

    static float dot(float[] a, int ai, float[] b, int bi, int d) {
        if (d <= LANES) {
            return tree(addProduct(a, ai, b, bi, d, FloatVector.zero(SPECIES)));
        }
        boolean rest = d % 32 != 0;
        if (LANES == 16) {
            return rest ? dot16WithRest(a, ai, b, bi, d) : dot16(a, ai, b, bi, d);
        } else if (LANES == 8) {
            return rest ? dot8WithRest(a, ai, b, bi, d) : dot8(a, ai, b, bi, d);
        }
        return dot4(a, ai, b, bi, d);
    }

    private static float squared16(float[] a, int ai, float[] b, int bi, int d) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        for (int j = 0; j < d; j += 32) {
            s0 = addSquare(a, ai + j, b, bi + j, s0);
            s1 = addSquare(a, ai + j + 16, b, bi + j + 16, s1);
        }
        return tree(s0.add(s1));
    }

    private static float squared16WithRest(float[] a, int ai, float[] b, int bi, int d) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        int j = 0;
        for (; j <= d - 32; j += 32) {
            s0 = addSquare(a, ai + j, b, bi + j, s0);
            s1 = addSquare(a, ai + j + 16, b, bi + j + 16, s1);
        }
        s0 = addSquare(a, ai + j, b, bi + j, d - j, s0);
        s1 = addSquare(a, ai + j + 16, b, bi + j + 16, d - j - 16, s1);
        return tree(s0.add(s1));
    }

    private static float squared8(float[] a, int ai, float[] b, int bi, int d) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int j = 0; j < d; j += 32) {
            s0 = addSquare(a, ai + j, b, bi + j, s0);
            s1 = addSquare(a, ai + j + 8, b, bi + j + 8, s1);
            s2 = addSquare(a, ai + j + 16, b, bi + j + 16, s2);
            s3 = addSquare(a, ai + j + 24, b, bi + j + 24, s3);
        }
        return tree(s0.add(s2).add(s1.add(s3)));
    }

    private static float squared8WithRest(float[] a, int ai, float[] b, int bi, int d) {
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
        s0 = addSquare(a, ai + j, b, bi + j, d - j, s0);
        s1 = addSquare(a, ai + j + 8, b, bi + j + 8, d - j - 8, s1);
        s2 = addSquare(a, ai + j + 16, b, bi + j + 16, d - j - 16, s2);
        s3 = addSquare(a, ai + j + 24, b, bi + j + 24, d - j - 24, s3);
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
        for (int j = 0; j < d; j += 32) {
            s0 = addProduct(a, ai + j, b, bi + j, s0);
            s1 = addProduct(a, ai + j + 16, b, bi + j + 16, s1);
        }
        return tree(s0.add(s1));
    }

    private static float dot16WithRest(float[] a, int ai, float[] b, int bi, int d) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        int j = 0;
        for (; j <= d - 32; j += 32) {
            s0 = addProduct(a, ai + j, b, bi + j, s0);
            s1 = addProduct(a, ai + j + 16, b, bi + j + 16, s1);
        }
        s0 = addProduct(a, ai + j, b, bi + j, d - j, s0);
        s1 = addProduct(a, ai + j + 16, b, bi + j + 16, d - j - 16, s1);
        return tree(s0.add(s1));
    }

    private static float dot8(float[] a, int ai, float[] b, int bi, int d) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int j = 0; j < d; j += 32) {
            s0 = addProduct(a, ai + j, b, bi + j, s0);
            s1 = addProduct(a, ai + j + 8, b, bi + j + 8, s1);
            s2 = addProduct(a, ai + j + 16, b, bi + j + 16, s2);
            s3 = addProduct(a, ai + j + 24, b, bi + j + 24, s3);
        }
        return tree(s0.add(s2).add(s1.add(s3)));
    }

    private static float dot8WithRest(float[] a, int ai, float[] b, int bi, int d) {
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
        s0 = addProduct(a, ai + j, b, bi + j, d - j, s0);
        s1 = addProduct(a, ai + j + 8, b, bi + j + 8, d - j - 8, s1);
        s2 = addProduct(a, ai + j + 16, b, bi + j + 16, d - j - 16, s2);
        s3 = addProduct(a, ai + j + 24, b, bi + j + 24, d - j - 24, s3);
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

    /** The same for the first {@code left} lanes; the others add 0 · 0, which changes no sum that began with 0. */
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
        return difference.fma(difference, sum);
    }

    private static FloatVector addProduct(float[] a, int ai, float[] b, int bi, int left, FloatVector sum) {
        if (left >= LANES) {
            return addProduct(a, ai, b, bi, sum);
        }
        if (left <= 0) {
            return sum;
        }
        VectorMask<Float> some = SPECIES.indexInRange(0, left);
        return FloatVector.fromArray(SPECIES, a, ai, some).fma(FloatVector.fromArray(SPECIES, b, bi, some), sum);
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

    /**
     * For {@code rows} rows of {@code a} and two vectors of packed columns: {@code out = offsets − 2 · (row · column)}.
     * Not the product of {@link Distances}: one chain over all of d.
     *
     * @param packed the columns side by side: element l of column c lies at {@code packedAt + l · 2 · LANES + c}
     * @param offsets one number per column from {@code offsetsAt}
     * @param out receives row r at {@code outAt + r · stride}
     */
    static void shiftedProducts(
            float[] a,
            int aAt,
            int rows,
            int d,
            float[] packed,
            int packedAt,
            float[] offsets,
            int offsetsAt,
            float[] out,
            int outAt,
            int stride) {
        int r = 0;
        for (; r <= rows - 4; r += 4) {
            fourRows(a, aAt + r * d, d, packed, packedAt, offsets, offsetsAt, out, outAt + r * stride, stride);
        }
        for (; r < rows; r++) {
            oneRow(a, aAt + r * d, d, packed, packedAt, offsets, offsetsAt, out, outAt + r * stride);
        }
    }

    private static void fourRows(
            float[] a,
            int a0,
            int d,
            float[] packed,
            int packedAt,
            float[] offsets,
            int offsetsAt,
            float[] out,
            int outAt,
            int stride) {
        FloatVector s00 = FloatVector.zero(SPECIES);
        FloatVector s01 = s00;
        FloatVector s10 = s00;
        FloatVector s11 = s00;
        FloatVector s20 = s00;
        FloatVector s21 = s00;
        FloatVector s30 = s00;
        FloatVector s31 = s00;
        int a1 = a0 + d;
        int a2 = a1 + d;
        int a3 = a2 + d;
        for (int l = 0; l < d; l++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, packed, packedAt + l * 2 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, packed, packedAt + l * 2 * LANES + LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + l]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + l]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + l]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + l]);
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
        }
        FloatVector minusTwo = FloatVector.broadcast(SPECIES, -2);
        FloatVector o0 = FloatVector.fromArray(SPECIES, offsets, offsetsAt);
        FloatVector o1 = FloatVector.fromArray(SPECIES, offsets, offsetsAt + LANES);
        s00.fma(minusTwo, o0).intoArray(out, outAt);
        s01.fma(minusTwo, o1).intoArray(out, outAt + LANES);
        s10.fma(minusTwo, o0).intoArray(out, outAt + stride);
        s11.fma(minusTwo, o1).intoArray(out, outAt + stride + LANES);
        s20.fma(minusTwo, o0).intoArray(out, outAt + 2 * stride);
        s21.fma(minusTwo, o1).intoArray(out, outAt + 2 * stride + LANES);
        s30.fma(minusTwo, o0).intoArray(out, outAt + 3 * stride);
        s31.fma(minusTwo, o1).intoArray(out, outAt + 3 * stride + LANES);
    }

    private static void oneRow(
            float[] a,
            int a0,
            int d,
            float[] packed,
            int packedAt,
            float[] offsets,
            int offsetsAt,
            float[] out,
            int outAt) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        for (int l = 0; l < d; l++) {
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + l]);
            s0 = x.fma(FloatVector.fromArray(SPECIES, packed, packedAt + l * 2 * LANES), s0);
            s1 = x.fma(FloatVector.fromArray(SPECIES, packed, packedAt + l * 2 * LANES + LANES), s1);
        }
        FloatVector minusTwo = FloatVector.broadcast(SPECIES, -2);
        s0.fma(minusTwo, FloatVector.fromArray(SPECIES, offsets, offsetsAt)).intoArray(out, outAt);
        s1.fma(minusTwo, FloatVector.fromArray(SPECIES, offsets, offsetsAt + LANES))
                .intoArray(out, outAt + LANES);
    }

    /** The smallest of {@code values[at..at + count)}, NaN if one is NaN; {@code count} is a multiple of the lanes. */
    static float smallest(float[] values, int at, int count) {
        FloatVector least = FloatVector.broadcast(SPECIES, Float.POSITIVE_INFINITY);
        for (int j = 0; j < count; j += LANES) {
            least = least.min(FloatVector.fromArray(SPECIES, values, at + j));
        }
        return least.reduceLanes(VectorOperators.MIN);
    }

    /**
     * The first index from {@code from} on whose value is not above the threshold, {@code to} if there is none. The
     * array may be read up to one vector beyond {@code to}.
     */
    static int firstNotAbove(float[] values, int from, int to, float threshold) {
        for (int j = from; j < to; j += LANES) {
            VectorMask<Float> above = FloatVector.fromArray(SPECIES, values, j).compare(VectorOperators.GT, threshold);
            if (!above.allTrue()) {
                return Math.min(to, j + above.not().firstTrue());
            }
        }
        return to;
    }

    /**
     * The first index j from {@code from} on whose value is not above the threshold or not above
     * {@code others[othersAt + j] + shift}, {@code to} if there is none. Both arrays may be read up to one vector beyond.
     */
    static int firstNotAboveEither(
            float[] values, int from, int to, float threshold, float[] others, int othersAt, float shift) {
        FloatVector one = FloatVector.broadcast(SPECIES, threshold);
        for (int j = from; j < to; j += LANES) {
            FloatVector value = FloatVector.fromArray(SPECIES, values, j);
            FloatVector other =
                    FloatVector.fromArray(SPECIES, others, othersAt + j).add(shift);
            VectorMask<Float> above =
                    value.compare(VectorOperators.GT, one).and(value.compare(VectorOperators.GT, other));
            if (!above.allTrue()) {
                return Math.min(to, j + above.not().firstTrue());
            }
        }
        return to;
    }

    private static FloatVector term(FloatVector p) {
        IntVector bits = p.max(Float.MIN_NORMAL).reinterpretAsInts();
        IntVector exponent = bits.sub(Plain.ROOT_HALF).lanewise(VectorOperators.ASHR, 23);
        FloatVector e = (FloatVector) exponent.convert(VectorOperators.I2F, 0);
        FloatVector x = bits.sub(exponent.lanewise(VectorOperators.LSHL, 23))
                .reinterpretAsFloats()
                .sub(1);
        FloatVector square = x.mul(x);
        FloatVector tail = FloatVector.broadcast(SPECIES, Plain.L7).fma(x, FloatVector.broadcast(SPECIES, Plain.L6));
        tail = tail.fma(x, FloatVector.broadcast(SPECIES, Plain.L5));
        tail = tail.fma(x, FloatVector.broadcast(SPECIES, Plain.L4));
        tail = tail.fma(x, FloatVector.broadcast(SPECIES, Plain.L3));
        tail = tail.fma(x, FloatVector.broadcast(SPECIES, Plain.L2));
        tail = tail.fma(x, FloatVector.broadcast(SPECIES, Plain.L1));
        tail = tail.fma(x, FloatVector.broadcast(SPECIES, Plain.L0));
        FloatVector rest = square.mul(x).fma(tail, e.mul(Plain.LN2_LOW));
        rest = square.fma(FloatVector.broadcast(SPECIES, -0.5f), rest);
        return p.mul(e.fma(FloatVector.broadcast(SPECIES, Plain.LN2_HIGH), x.add(rest)));
    }

    static void terms(float[] p, int at, int count, float[] out) {
        int j = 0;
        for (; j <= count - LANES; j += LANES) {
            term(FloatVector.fromArray(SPECIES, p, at + j)).intoArray(out, j);
        }
        if (j < count) {
            VectorMask<Float> some = SPECIES.indexInRange(j, count);
            term(FloatVector.fromArray(SPECIES, p, at + j, some)).intoArray(out, j, some);
        }
    }

    /**
     * As {@link Plain#members}; but what lies behind the classes in {@code means} and {@code terms}, up to one vector, may
     * be overwritten, so rows are to be written in ascending order.
     */
    static void members(float[] p, int at, int members, int classes, float[] means, float[] terms, int outAt) {
        for (int c = 0; c < classes; c += LANES) {
            int last = at + (members - 1) * classes + c;
            if (MASKS_ARE_CHEAP || last + LANES > p.length || outAt + c + LANES > means.length) {
                maskedMembers(p, at, members, classes, c, means, terms, outAt);
                continue;
            }
            FloatVector sum = FloatVector.zero(SPECIES);
            FloatVector termSum = sum;
            for (int from = at + c; from <= last; from += classes) {
                FloatVector value = FloatVector.fromArray(SPECIES, p, from);
                sum = sum.add(value);
                termSum = termSum.add(term(value));
            }
            sum.div(members).intoArray(means, outAt + c);
            termSum.intoArray(terms, outAt + c);
        }
    }

    /** The same for one vector of classes, touching nothing behind them. */
    private static void maskedMembers(
            float[] p, int at, int members, int classes, int c, float[] means, float[] terms, int outAt) {
        VectorMask<Float> some = SPECIES.indexInRange(c, classes);
        FloatVector sum = FloatVector.zero(SPECIES);
        FloatVector termSum = sum;
        for (int k = 0; k < members; k++) {
            FloatVector value = FloatVector.fromArray(SPECIES, p, at + k * classes + c, some);
            sum = sum.add(value);
            termSum = termSum.add(term(value));
        }
        sum.div(members).intoArray(means, outAt + c, some);
        termSum.intoArray(terms, outAt + c, some);
    }

    /** As {@link Plain#means}; it may overwrite as {@link #members} does. */
    static void means(float[] p, int at, int members, int classes, float[] means, int outAt) {
        for (int c = 0; c < classes; c += LANES) {
            int last = at + (members - 1) * classes + c;
            boolean inside = !MASKS_ARE_CHEAP && last + LANES <= p.length && outAt + c + LANES <= means.length;
            VectorMask<Float> some = SPECIES.indexInRange(c, classes);
            FloatVector sum = FloatVector.zero(SPECIES);
            if (inside) {
                for (int from = at + c; from <= last; from += classes) {
                    sum = sum.add(FloatVector.fromArray(SPECIES, p, from));
                }
                sum.div(members).intoArray(means, outAt + c);
            } else {
                for (int from = at + c; from <= last; from += classes) {
                    sum = sum.add(FloatVector.fromArray(SPECIES, p, from, some));
                }
                sum.div(members).intoArray(means, outAt + c, some);
            }
        }
    }

    /**
     * The squared distances, to the bit, of two rows to as many columns as there are lanes. Lanes are columns, so that
     * the tree needs no exchange between them; written out, since a helper is no longer inlined in so large a method. With w_j the sum of the partial sums j, j + 4, j + 8 …, the tree is
     * (w₀ + w₂) + (w₁ + w₃).
     *
     * @param x the rows from {@code x0} and {@code x1} on, {@code padded} numbers each, zeros from d on
     * @param padded d rounded up to a multiple of 32
     * @param packed element l of column c lies at {@code packedAt + l · LANES + c}; zeros from l = d on
     * @param sums room for 8 vectors
     */
    static void squaredPair(
            float[] x,
            int x0,
            int x1,
            int padded,
            float[] packed,
            int packedAt,
            float[] sums,
            float[] out,
            int out0,
            int out1) {
        for (int j = 0; j < 4; j++) {
            FloatVector a0 = FloatVector.zero(SPECIES);
            FloatVector a1 = a0;
            FloatVector a2 = a0;
            FloatVector a3 = a0;
            FloatVector a4 = a0;
            FloatVector a5 = a0;
            FloatVector a6 = a0;
            FloatVector a7 = a0;
            FloatVector b0 = a0;
            FloatVector b1 = a0;
            FloatVector b2 = a0;
            FloatVector b3 = a0;
            FloatVector b4 = a0;
            FloatVector b5 = a0;
            FloatVector b6 = a0;
            FloatVector b7 = a0;
            for (int l = j; l < padded; l += 32) {
                FloatVector p = FloatVector.fromArray(SPECIES, packed, packedAt + l * LANES);
                FloatVector e = p.sub(x[x0 + l]);
                a0 = e.fma(e, a0);
                e = p.sub(x[x1 + l]);
                b0 = e.fma(e, b0);
                p = FloatVector.fromArray(SPECIES, packed, packedAt + (l + 4) * LANES);
                e = p.sub(x[x0 + l + 4]);
                a1 = e.fma(e, a1);
                e = p.sub(x[x1 + l + 4]);
                b1 = e.fma(e, b1);
                p = FloatVector.fromArray(SPECIES, packed, packedAt + (l + 8) * LANES);
                e = p.sub(x[x0 + l + 8]);
                a2 = e.fma(e, a2);
                e = p.sub(x[x1 + l + 8]);
                b2 = e.fma(e, b2);
                p = FloatVector.fromArray(SPECIES, packed, packedAt + (l + 12) * LANES);
                e = p.sub(x[x0 + l + 12]);
                a3 = e.fma(e, a3);
                e = p.sub(x[x1 + l + 12]);
                b3 = e.fma(e, b3);
                p = FloatVector.fromArray(SPECIES, packed, packedAt + (l + 16) * LANES);
                e = p.sub(x[x0 + l + 16]);
                a4 = e.fma(e, a4);
                e = p.sub(x[x1 + l + 16]);
                b4 = e.fma(e, b4);
                p = FloatVector.fromArray(SPECIES, packed, packedAt + (l + 20) * LANES);
                e = p.sub(x[x0 + l + 20]);
                a5 = e.fma(e, a5);
                e = p.sub(x[x1 + l + 20]);
                b5 = e.fma(e, b5);
                p = FloatVector.fromArray(SPECIES, packed, packedAt + (l + 24) * LANES);
                e = p.sub(x[x0 + l + 24]);
                a6 = e.fma(e, a6);
                e = p.sub(x[x1 + l + 24]);
                b6 = e.fma(e, b6);
                p = FloatVector.fromArray(SPECIES, packed, packedAt + (l + 28) * LANES);
                e = p.sub(x[x0 + l + 28]);
                a7 = e.fma(e, a7);
                e = p.sub(x[x1 + l + 28]);
                b7 = e.fma(e, b7);
            }
            FloatVector w0 = a0.add(a4).add(a2.add(a6)).add(a1.add(a5).add(a3.add(a7)));
            FloatVector w1 = b0.add(b4).add(b2.add(b6)).add(b1.add(b5).add(b3.add(b7)));
            w0.intoArray(sums, j * LANES);
            w1.intoArray(sums, (4 + j) * LANES);
        }
        fold(sums, 0, out, out0);
        fold(sums, 4 * LANES, out, out1);
    }

    private static void fold(float[] sums, int at, float[] out, int outAt) {
        FloatVector even =
                FloatVector.fromArray(SPECIES, sums, at).add(FloatVector.fromArray(SPECIES, sums, at + 2 * LANES));
        FloatVector odd = FloatVector.fromArray(SPECIES, sums, at + LANES)
                .add(FloatVector.fromArray(SPECIES, sums, at + 3 * LANES));
        even.add(odd).intoArray(out, outAt);
    }

    /** As {@link Plain#densities} for two vectors of columns. */
    static boolean densities(
            float[] products,
            int rows,
            float[] squares,
            int row,
            float[] columnSquares,
            int column,
            float share,
            Density.Fixed columns,
            Density.Fixed sums) {
        int[] highs = sums.high;
        int[] lows = sums.low;
        FloatVector none = FloatVector.broadcast(SPECIES, share > 0 ? 0 : Float.POSITIVE_INFINITY); // a term of 0
        FloatVector square0 = FloatVector.fromArray(SPECIES, columnSquares, column);
        FloatVector square1 = FloatVector.fromArray(SPECIES, columnSquares, column + LANES);
        IntVector high0 = IntVector.fromArray(INTS, columns.high, column);
        IntVector high1 = IntVector.fromArray(INTS, columns.high, column + LANES);
        IntVector low0 = IntVector.fromArray(INTS, columns.low, column);
        IntVector low1 = IntVector.fromArray(INTS, columns.low, column + LANES);
        VectorMask<Float> all = SPECIES.maskAll(true);
        for (int r = 0; r < rows; r++) {
            FloatVector sum0 = square0.add(squares[row + r]);
            FloatVector sum1 = square1.add(squares[row + r]);
            FloatVector squared0 = sum0.add(FloatVector.fromArray(SPECIES, products, 2 * r * LANES));
            FloatVector squared1 = sum1.add(FloatVector.fromArray(SPECIES, products, 2 * r * LANES + LANES));
            VectorMask<Float> counts0 = squared0.compare(VectorOperators.GE, sum0.mul(Density.CANCELLED))
                    .and(squared0.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
            VectorMask<Float> counts1 = squared1.compare(VectorOperators.GE, sum1.mul(Density.CANCELLED))
                    .and(squared1.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
            all = all.and(counts0).and(counts1);
            FloatVector term0 = density(none.blend(squared0, counts0), share);
            FloatVector term1 = density(none.blend(squared1, counts1), share);
            FloatVector rounded0 = term0.add(Plain.TO_COARSE);
            FloatVector rounded1 = term1.add(Plain.TO_COARSE);
            IntVector coarse0 = rounded0.reinterpretAsInts().sub(COARSE_ZERO);
            IntVector coarse1 = rounded1.reinterpretAsInts().sub(COARSE_ZERO);
            IntVector fine0 = term0.sub(rounded0.sub(Plain.TO_COARSE))
                    .fma(FloatVector.broadcast(SPECIES, 0x1p20f), FloatVector.broadcast(SPECIES, Plain.TO_FINE))
                    .reinterpretAsInts()
                    .sub(FINE_ZERO);
            IntVector fine1 = term1.sub(rounded1.sub(Plain.TO_COARSE))
                    .fma(FloatVector.broadcast(SPECIES, 0x1p20f), FloatVector.broadcast(SPECIES, Plain.TO_FINE))
                    .reinterpretAsInts()
                    .sub(FINE_ZERO);
            high0 = high0.add(coarse0);
            high1 = high1.add(coarse1);
            low0 = low0.add(fine0);
            low1 = low1.add(fine1);
            int at = r * LANES;
            IntVector.fromArray(INTS, highs, at).add(coarse0.add(coarse1)).intoArray(highs, at);
            IntVector.fromArray(INTS, lows, at).add(fine0.add(fine1)).intoArray(lows, at);
        }
        high0.intoArray(columns.high, column);
        high1.intoArray(columns.high, column + LANES);
        low0.intoArray(columns.low, column);
        low1.intoArray(columns.low, column + LANES);
        return all.allTrue();
    }

    private static FloatVector density(FloatVector squared, float share) {
        FloatVector distance = squared.sqrt();
        return share > 0
                ? distance.mul(share)
                : FloatVector.broadcast(SPECIES, 1).div(distance.add(1));
    }

    /** Replaces squared distances by {@code 1 / (1 + distance)}; {@code count} is a multiple of the lanes. */
    static void inverse(float[] squared, int count) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int j = 0; j < count; j += LANES) {
            FloatVector distance = FloatVector.fromArray(SPECIES, squared, j).sqrt();
            one.div(distance.add(1)).intoArray(squared, j);
        }
    }

    /** Replaces squared distances by {@code max(0, 1 − squared / 2)}; {@code count} is a multiple of the lanes. */
    static void cosine(float[] squared, int count) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int j = 0; j < count; j += LANES) {
            one.sub(FloatVector.fromArray(SPECIES, squared, j).mul(0.5f)).max(0).intoArray(squared, j);
        }
    }

    /** Replaces x by {@code e^(scale · x)}, as {@link Plain#exp}; {@code count} is a multiple of the lanes. */
    static void exp(float[] values, int count, float scale) {
        for (int j = 0; j < count; j += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, values, j).mul(scale);
            VectorMask<Float> none = x.compare(VectorOperators.LT, Plain.LEAST_EXPONENT);
            FloatVector inside = x.blend(0, none);
            FloatVector whole = inside.fma(
                            FloatVector.broadcast(SPECIES, Plain.LOG2_E),
                            FloatVector.broadcast(SPECIES, Plain.ROUNDING))
                    .sub(Plain.ROUNDING);
            FloatVector rest = whole.fma(FloatVector.broadcast(SPECIES, -Plain.LN2_HIGH_OF_EXP), inside);
            rest = whole.fma(FloatVector.broadcast(SPECIES, -Plain.LN2_LOW_OF_EXP), rest);
            FloatVector power =
                    FloatVector.broadcast(SPECIES, Plain.E7).fma(rest, FloatVector.broadcast(SPECIES, Plain.E6));
            power = power.fma(rest, FloatVector.broadcast(SPECIES, Plain.E5));
            power = power.fma(rest, FloatVector.broadcast(SPECIES, Plain.E4));
            power = power.fma(rest, FloatVector.broadcast(SPECIES, Plain.E3));
            power = power.fma(rest, FloatVector.broadcast(SPECIES, 0.5f));
            power = power.fma(rest, FloatVector.broadcast(SPECIES, 1));
            power = power.fma(rest, FloatVector.broadcast(SPECIES, 1));
            IntVector exponent = (IntVector) whole.convert(VectorOperators.F2I, 0);
            FloatVector twos =
                    exponent.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            power.mul(twos).blend(0, none).intoArray(values, j);
        }
    }

    /** As {@link Plain#gains}; {@code count} is a multiple of the lanes. */
    static int gains(
            float[] similar,
            int at,
            int count,
            int so,
            float weight,
            int[] columnSo,
            float[] columnWeights,
            int[] columnSums) {
        IntVector sum = IntVector.zero(INTS);
        for (int c = 0; c < count; c += LANES) {
            FloatVector s = FloatVector.fromArray(SPECIES, similar, at + c);
            IntVector more = (IntVector) s.mul(weight).convert(VectorOperators.F2I, 0);
            IntVector.fromArray(INTS, columnSums, c).add(more.sub(so).max(0)).intoArray(columnSums, c);
            IntVector better = (IntVector)
                    s.mul(FloatVector.fromArray(SPECIES, columnWeights, c)).convert(VectorOperators.F2I, 0);
            sum = sum.add(better.sub(IntVector.fromArray(INTS, columnSo, c)).max(0));
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }
}
