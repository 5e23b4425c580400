package dev.quarry.dataset.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.part.PartType;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every format, found by discovery. */
class FormatContractTest {

    @TempDir
    Path folder;

    static List<String> formats() {
        return Parts.of(Format.class).stream().map(PartType::name).toList();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void its_resolved_text_reads_back(String name) {
        Format format = Parts.read(Format.class, name);
        assertThat(Parts.read(Format.class, Parts.resolve(format))).isEqualTo(format);
        assertThat(Parts.describe(format)).isEqualTo(name);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void a_missing_and_an_empty_file_get_a_sentence(String name) throws IOException {
        Format format = Parts.read(Format.class, name);
        Path empty = Written.bytes(folder, "empty.bin", new byte[0]);
        for (Path path : List.of(empty, folder.resolve("missing.npy"))) {
            assertThatThrownBy(() -> format.read(Source.all(List.of(path, path), false)))
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching("(?s)[A-Z].*\\..*")
                    .hasMessageContaining(path.getFileName().toString());
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void bytes_at_random_get_a_sentence_that_names_the_file(String name) throws IOException {
        byte[] bytes = new byte[5000];
        new SplittableRandom(1).nextBytes(bytes);
        Path file = Written.bytes(folder, "noise.png", bytes);
        Format format = Parts.read(Format.class, name);
        assertThatThrownBy(() -> format.read(Source.all(List.of(file, file), false)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("noise.png");
    }
}
