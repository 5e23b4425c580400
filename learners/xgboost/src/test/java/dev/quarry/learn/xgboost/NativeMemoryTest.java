package dev.quarry.learn.xgboost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.TrainingSet;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** By itself, since it looks at the memory of the whole process. */
@Isolated
class NativeMemoryTest {

    @Test
    void memory_is_flat_over_200_fits() throws IOException {
        Assumptions.assumeTrue(
                Files.isReadable(Path.of("/proc/self/status")), "resident memory is read from Linux's /proc");
        TrainingSet set = wide(300, 800); // 1 MB of features: 200 copies that nobody frees are 192 MB
        GradientBoosting learner = Parts.read(GradientBoosting.class, "gradient-boosting{trees: 1, max-depth: 1}");
        for (int fit = 0; fit < 20; fit++) {
            learner.fit(set, Randomness.seed(1));
        }
        long before = residentKilobytes();
        for (int fit = 0; fit < 200; fit++) {
            learner.fit(set, Randomness.seed(1));
        }
        assertThat(residentKilobytes() - before).isLessThan(60_000);
    }

    private static TrainingSet wide(int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int j = 0; j < values.length; j++) {
            values[j] = j * 31 % 101;
        }
        int[] labels = IntStream.range(0, rows).map(i -> i % 2).toArray();
        return TrainingSet.of(FloatMatrix.wrap(values, rows, columns), labels, 2);
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
