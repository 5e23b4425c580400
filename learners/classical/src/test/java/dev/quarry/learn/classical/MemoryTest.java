package dev.quarry.learn.classical;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Npy;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Learner;
import dev.quarry.learn.TrainingSet;
import dev.quarry.part.PartType;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {

    private static final Randomness RANDOM = Randomness.seed(1);

    @TempDir
    private Path folder;

    /** A file of zeros that takes no room on the disk; mapped, its rows are in memory only if somebody copies them. */
    private Matrix zeros(int rows, int cols) throws IOException {
        Path file = folder.resolve("zeros.npy");
        Npy.write(file, FloatMatrix.wrap(new float[4], 2, 2));
        byte[] header = Files.readAllBytes(file);
        String text = new String(header, StandardCharsets.ISO_8859_1);
        String shape = "(%d, %d)".formatted(rows, cols);
        int at = text.indexOf("(2, 2)");
        String longer = text.substring(0, at) + shape + text.substring(at + 6, header.length - 16);
        String cut = longer.substring(0, header.length - 17).stripTrailing();
        String padded = cut + " ".repeat(header.length - 17 - cut.length()) + "\n";
        Files.write(file, padded.getBytes(StandardCharsets.ISO_8859_1));
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(header.length - 16 + 4L * rows * cols);
        }
        return Npy.open(file).matrix();
    }

    @Test
    void more_columns_than_memory_are_refused_with_a_sentence() throws IOException {
        int cols = 500_000_000;
        TrainingSet wide = TrainingSet.of(zeros(2, cols), new int[] {0, 1}, 2);
        for (PartType type : Parts.of(Learner.class)) {
            Learner learner = (Learner) type.standard();
            assertThatThrownBy(() -> learner.fit(wide, RANDOM))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(
                            "The learner (%s) on (2) rows of (%d) columns needs".formatted(type.name(), cols))
                    .hasMessageContaining("more than the memory budget");
        }
    }
}
