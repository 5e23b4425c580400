package dev.quarry.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import org.junit.jupiter.api.Test;

class StandardisationTest {

    @Test
    void the_rows_it_learnt_from_have_mean_0_and_deviation_1() {
        DoubleMatrix rows = DoubleMatrix.of(new double[] {1, 10}, new double[] {3, 30});
        assertThat(Standardisation.of(rows).apply(rows))
                .isEqualTo(FloatMatrix.of(new float[] {-1, -1}, new float[] {1, 1}));
    }

    @Test
    void other_rows_are_moved_by_what_was_learnt() {
        DoubleMatrix rows = DoubleMatrix.of(new double[] {1}, new double[] {3});
        assertThat(Standardisation.of(rows).apply(DoubleMatrix.of(new double[] {7})))
                .isEqualTo(FloatMatrix.of(new float[] {5}));
    }

    @Test
    void a_constant_feature_becomes_zero() {
        DoubleMatrix rows = DoubleMatrix.of(new double[] {0.1}, new double[] {0.1}, new double[] {0.1});
        assertThat(Standardisation.of(rows).apply(rows).get(1, 0)).isBetween(-1e-6, 1e-6);
    }
}
