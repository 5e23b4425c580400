package dev.quarry.server.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.kernel.FloatMatrix;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimilarTest {

    private static final int ROWS = 40_000;
    private static final int COLUMNS = 5;

    private static FloatMatrix points() {
        SplittableRandom random = new SplittableRandom(3);
        float[] values = new float[ROWS * COLUMNS];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(20); // whole numbers: distances without rounding, and many equal ones
        }
        return FloatMatrix.wrap(values, ROWS, COLUMNS);
    }

    private static double squared(FloatMatrix points, int a, int b) {
        double sum = 0;
        for (int j = 0; j < COLUMNS; j++) {
            sum += Math.pow(points.get(a, j) - points.get(b, j), 2);
        }
        return sum;
    }

    @Test
    void the_nearest_are_those_of_a_plain_look_at_all() {
        FloatMatrix points = points();
        for (int row : new int[] {0, 16_384, ROWS - 1}) {
            List<Integer> plain = IntStream.range(0, ROWS)
                    .filter(other -> other != row)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer other) -> squared(points, row, other))
                            .thenComparing(Comparator.naturalOrder()))
                    .limit(25)
                    .toList();
            assertThat(Similar.to(points, row, 25).stream().map(Similar::row)).containsExactlyElementsOf(plain);
        }
    }

    @Test
    void there_may_be_fewer_than_were_asked_for() {
        FloatMatrix two = FloatMatrix.of(new float[] {0, 0}, new float[] {3, 4});
        assertThat(Similar.to(two, 0, 9)).containsExactly(new Similar(1, 5));
        assertThatThrownBy(() -> Similar.to(two, 2, 9))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("(2) has no features yet");
    }
}
