package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LbfgsTest {

    @Test
    void the_optimiser_follows_a_curved_valley() {
        Lbfgs.Objective rosenbrock = (x, gradient) -> {
            double a = 1 - x[0];
            double b = x[1] - x[0] * x[0];
            gradient[0] = -2 * a - 400 * x[0] * b;
            gradient[1] = 200 * b;
            return a * a + 100 * b * b;
        };
        assertThat(Lbfgs.minimise(rosenbrock, new double[] {-1.2, 1}, 1e-9, 500))
                .containsExactly(new double[] {1, 1}, within(1e-8));
    }
}
