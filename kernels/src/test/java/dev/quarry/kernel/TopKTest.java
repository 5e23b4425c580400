package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopKTest {

    @ParameterizedTest
    @CsvSource({
        "0, 3, 1",
        "1, 1, 1",
        "10, 0, 9",
        "10, 3, 2",
        "10, 20, 3",
        "5000, 1, 9",
        "5000, 7, 4",
        "20000, 100, 100000",
        "20000, 4000, 30",
        "3000, 3000, 50",
        "9000, 10, 1"
    })
    void the_best_are_those_of_sorting_all(int n, int k, int different) {
        SplittableRandom random = new SplittableRandom(n + k);
        for (String order : new String[] {"random", "rising", "falling", "organ pipe"}) {
            double[] scores = new double[n];
            for (int i = 0; i < n; i++) {
                scores[i] = switch (order) {
                    case "rising" -> Math.floorDiv(i, Math.max(1, n / different));
                    case "falling" -> Math.floorDiv(-i, Math.max(1, n / different));
                    case "organ pipe" -> Math.min(i, n - i);
                    default -> random.nextInt(different) - different / 2;
                };
            }
            TopK.Ties ties = row -> Randomness.seed(n).tie(row);
            int[] wanted = IntStream.range(0, n)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer row) -> -scores[row])
                            .thenComparing(ties::of, Long::compareUnsigned))
                    .limit(k)
                    .mapToInt(Integer::intValue)
                    .toArray();
            assertThat(TopK.largest(scores, k, ties)).as(order).containsExactly(wanted);
        }
    }
}
