package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The twins give the same bits. */
class SimdTest {

    @BeforeEach
    void there_are_vectors() {
        Awkward.assumeVectors();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 47, 48, 63, 64, 65, 100, 512, 1000})
    void distances_and_products_have_the_same_bits(int d) {
        for (int offset = 0; offset < 5; offset++) {
            float[] a = Awkward.gauss(d + 31L * offset, d + offset);
            float[] b = Awkward.gauss(d + 37L * offset + 1, d + 2 * offset);
            assertSameBits(
                    Simd.squared(a, offset, b, 2 * offset, d), Plain.squared(a, offset, b, 2 * offset, d), offset);
            assertSameBits(Simd.dot(a, offset, b, 2 * offset, d), Plain.dot(a, offset, b, 2 * offset, d), offset);
            assertSameBits(
                    Simd.squared(a, offset, b, 2 * offset, d), Awkward.squared(a, offset, b, 2 * offset, d), offset);
        }
    }

    @Test
    void what_overflows_underflows_or_is_not_a_number_does_so_in_both() {
        float[] values = {1e30f, -1e30f, 1e-30f, 0, -0f, Float.MIN_VALUE, Float.NaN, Float.POSITIVE_INFINITY};
        for (int i = 0; i < values.length; i++) {
            for (int d = 1; d <= values.length - i; d++) {
                float[] other = new float[d];
                assertSameBits(Simd.squared(values, i, other, 0, d), Plain.squared(values, i, other, 0, d), i);
                assertSameBits(Simd.dot(values, i, values, i, d), Plain.dot(values, i, values, i, d), i);
            }
        }
    }

    @Test
    void terms_have_the_same_bits_for_every_kind_of_number() {
        float[] p = new float[40_003];
        for (int j = 0; j < 40_000; j++) {
            p[j] = Float.intBitsToFloat(j * 26_633); // from 0 over all magnitudes to just above 1
        }
        p[40_000] = 1;
        p[40_001] = Float.NaN;
        p[40_002] = Math.nextDown(1f);
        float[] fast = new float[p.length];
        float[] plain = new float[p.length];
        for (int at : new int[] {0, 1, 7, 39_990}) {
            Simd.terms(p, at, p.length - at, fast);
            Plain.terms(p, at, p.length - at, plain);
            for (int j = 0; j < p.length - at; j++) {
                assertSameBits(fast[j], plain[j], j);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 15, 16, 17, 33, 100})
    void sums_over_members_have_the_same_bits(int classes) {
        for (int members : new int[] {1, 2, 7, 20}) {
            FloatMatrix p = Awkward.distributions(members, 3, members, classes);
            float[] fast = new float[3 * classes];
            float[] fastTerms = new float[3 * classes];
            float[] fastMeans = new float[3 * classes];
            float[] plain = new float[3 * classes];
            float[] plainTerms = new float[3 * classes];
            float[] plainMeans = new float[3 * classes];
            for (int row = 0; row < 3; row++) {
                int at = row * members * classes;
                Simd.members(p.values(), at, members, classes, fast, fastTerms, row * classes);
                Plain.members(p.values(), at, members, classes, plain, plainTerms, row * classes);
                Simd.means(p.values(), at, members, classes, fastMeans, row * classes);
                Plain.means(p.values(), at, members, classes, plainMeans, row * classes);
            }
            assertThat(fastTerms).containsExactly(plainTerms);
            assertThat(fastMeans).containsExactly(plainMeans).containsExactly(plain);
            assertThat(fast).containsExactly(plain);
        }
    }

    @Test
    void exponentials_have_the_same_bits_and_are_right() {
        float[] x = new float[16 * 2500];
        for (int j = 0; j < x.length; j++) {
            x[j] = 95f * j / x.length;
        }
        x[1] = Float.NaN;
        x[2] = Float.POSITIVE_INFINITY;
        float[] fast = x.clone();
        Simd.exp(fast, x.length, -1);
        for (int j = 0; j < x.length; j++) {
            assertSameBits(fast[j], Plain.exp(-x[j]), j);
            if (x[j] < 87) {
                double wanted = StrictMath.exp(-(double) x[j]);
                assertThat((double) fast[j]).isCloseTo(wanted, Assertions.within(2e-7 * wanted));
            }
        }
        assertThat(Plain.exp(0)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 10, 33})
    void products_with_packed_columns_have_the_same_bits(int rows) {
        int width = 2 * Simd.LANES;
        for (int d : new int[] {1, 7, 20}) {
            float[] a = Awkward.gauss(d, rows * d + 1);
            float[] packed = Awkward.gauss(d + 1, d * width + 3);
            float[] offsets = Awkward.gauss(d + 2, width);
            float[] fast = new float[rows * (width + 5)];
            float[] plain = fast.clone();
            Simd.shiftedProducts(a, 1, rows, d, packed, 3, offsets, 0, fast, 0, width + 5);
            Plain.shiftedProducts(a, 1, rows, d, packed, 3, width, offsets, 0, plain, 0, width + 5);
            assertThat(fast).containsExactly(plain);
        }
    }

    @Test
    void terms_of_facility_location_have_the_same_bits() {
        float[] similar = Awkward.gauss(3, 64);
        int[] so = new int[64];
        float[] weights = new float[64];
        int[] fast = new int[64];
        int[] plain = new int[64];
        for (int c = 0; c < 64; c++) {
            weights[c] = c * 1000;
            similar[c] = Math.abs(similar[c]) / 8;
            so[c] = 10 * c;
        }
        assertThat(Simd.gains(similar, 0, 64, 5000, 1e6f, so, weights, fast))
                .isEqualTo(Plain.gains(similar, 0, 64, 5000, 1e6f, so, weights, plain))
                .isPositive();
        assertThat(fast).isEqualTo(plain);
        assertThat(Arrays.stream(plain).sum()).isPositive();
    }

    @Test
    void sums_of_densities_have_the_same_bits() {
        int width = 2 * Simd.LANES;
        float[] squares = {1, 0, 1.5f, 40, 3, 2};
        float[] columnSquares = new float[3 * width];
        float[] products = Awkward.gauss(4, 4 * width);
        for (int c = 0; c < columnSquares.length; c++) {
            columnSquares[c] = c % 9 == 0 ? Float.POSITIVE_INFINITY : c / 8f;
        }
        products[5] = -100;
        products[width + 3] = Float.NaN;
        for (float share : new float[] {0, 0.01f}) {
            for (int column : new int[] {0, width}) {
                Density.Fixed[] sums = new Density.Fixed[4];
                Arrays.setAll(sums, i -> new Density.Fixed(3 * width));
                boolean fast = Simd.densities(products, 4, squares, 2, columnSquares, column, share, sums[0], sums[1]);
                boolean plain = Plain.densities(
                        products, 4, width, Simd.LANES, squares, 2, columnSquares, column, share, sums[2], sums[3]);
                assertThat(fast).isEqualTo(plain).isFalse();
                for (int i = 0; i < 2; i++) {
                    assertThat(sums[i].high).isEqualTo(sums[i + 2].high);
                    assertThat(sums[i].low).isEqualTo(sums[i + 2].low);
                    assertThat(Arrays.stream(sums[i].high).sum()).isPositive();
                }
            }
        }
        Arrays.fill(products, 0);
        Arrays.fill(columnSquares, 1);
        Density.Fixed some = new Density.Fixed(3 * width);
        assertThat(Simd.densities(products, 4, squares, 2, columnSquares, 0, 0, some, some))
                .isTrue();
    }

    private static void assertSameBits(float got, float wanted, int where) {
        assertThat(Float.floatToIntBits(got))
                .as("%s and %s at %d", got, wanted, where)
                .isEqualTo(Float.floatToIntBits(wanted));
    }
}
