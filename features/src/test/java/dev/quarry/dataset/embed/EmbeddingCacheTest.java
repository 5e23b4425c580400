package dev.quarry.dataset.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.dataset.BadDataException;
import dev.quarry.dataset.Picture;
import dev.quarry.dataset.feature.FeatureListener;
import dev.quarry.dataset.feature.PictureFeatures;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.part.Parts;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingCacheTest {

    private static final int N = 30;

    @TempDir
    private Path folder;

    private Path model = Path.of("");
    private Path pictures = Path.of("");
    private Path cache = Path.of("");

    @BeforeEach
    void write() throws IOException {
        model = Models.convolution().write(folder.resolve("m.onnx"));
        pictures = folder.resolve("pictures");
        Patterns.files(pictures, N, 4);
        cache = folder.resolve("cache");
    }

    /** What is said while pictures are embedded. */
    private List<Integer> progress(Path of) throws IOException {
        List<Integer> said = new ArrayList<>();
        FeatureListener listener = (what, done, all) -> said.add(done);
        FeatureListener.during(listener, () -> EmbeddingProcess.embed(model, of, Optional.of(cache)));
        return said;
    }

    private FloatMatrix uncached() throws IOException {
        return EmbeddingProcess.embed(model, pictures, Optional.empty());
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(cache.resolve("embeddings"))) {
            return files.reduce((a, b) -> {
                        throw new AssertionError("two files");
                    })
                    .orElseThrow();
        }
    }

    @Test
    void what_was_computed_is_not_computed_again() throws IOException {
        assertThat(progress(pictures)).containsExactly(0, 4, 8, 12, 16, 20, 24, 28, 30);
        assertThat(progress(pictures)).containsExactly(30);
        assertThat(EmbeddingProcess.embed(model, pictures, Optional.of(cache))).isEqualTo(uncached());
    }

    @Test
    void content_counts_and_names_do_not() throws IOException {
        progress(pictures);
        Path renamed = Files.createDirectory(folder.resolve("renamed"));
        Files.copy(pictures.resolve("003.png"), renamed.resolve("a.png"));
        Files.copy(pictures.resolve("003.png"), renamed.resolve("b.png"));
        Files.copy(pictures.resolve("005.png"), renamed.resolve("c.png"));
        Patterns.png(renamed.resolve("d.png"), Patterns.plain(4, 4, 0xFFFFFF));
        assertThat(progress(renamed)).containsExactly(2, 3); // three contents, two of them known
        FloatMatrix rows = EmbeddingProcess.embed(model, renamed, Optional.of(cache));
        assertThat(rows.select(new int[] {0, 1, 2})).isEqualTo(uncached().select(new int[] {3, 3, 5}));
    }

    @Test
    void another_model_or_setting_has_rows_of_its_own_but_not_another_place_or_other_threads() throws IOException {
        progress(pictures);
        Path elsewhere = Files.copy(model, folder.resolve("copy.onnx"));
        model = elsewhere;
        assertThat(progress(pictures)).containsExactly(N);
        Embedding threads = (Embedding)
                Parts.read(PictureFeatures.class, "embedding{model: \"%s\", batch: 4, threads: 2}".formatted(model));
        assertThat(new PictureRun(threads, Optional.of(cache)).of(EmbeddingProcess.pictures(pictures)))
                .isEqualTo(uncached());
        onlyFile();
        Files.write(model, OnnxFile.withOutput(Files.readAllBytes(model), "flat")); // now with two outputs
        assertThatThrownBy(() -> progress(pictures)).hasMessageContaining("(2) outputs");
        Files.write(
                model,
                new WrittenModel()
                        .input("x", WrittenModel.FLOAT, -1, 3, 1, 1)
                        .node("Flatten", "x", "y")
                        .output("y", WrittenModel.FLOAT, -1, 3)
                        .bytes());
        assertThat(progress(pictures)).first().isEqualTo(0);
    }

    @Test
    void pictures_without_a_file_are_known_by_their_pixels() throws IOException {
        BufferedImage drawn = Patterns.picture(4, 4);
        Picture one = () -> drawn;
        PictureRun run = new PictureRun(EmbeddingProcess.embedding(model), Optional.of(cache));
        run.of(List.of(one));
        List<Integer> said = new ArrayList<>();
        FeatureListener listener = (what, done, all) -> said.add(done);
        FeatureListener.during(listener, () -> run.of(List.<Picture>of(() -> Patterns.picture(4, 4))));
        FeatureListener.during(listener, () -> run.of(List.<Picture>of(() -> Patterns.picture(4, 5))));
        assertThat(said).containsExactly(1, 0, 1);
    }

    @Test
    void a_listener_can_end_the_work_and_what_is_done_is_kept() throws IOException {
        List<Integer> said = new ArrayList<>();
        FeatureListener impatient = new FeatureListener() {
            @Override
            public void progress(String what, int done, int all) {
                said.add(done);
            }

            @Override
            public boolean isCancelled() {
                return said.getLast() >= 8;
            }
        };
        assertThatThrownBy(() -> FeatureListener.during(
                        impatient, () -> EmbeddingProcess.embed(model, pictures, Optional.of(cache))))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("after (8) of (30); these are kept");
        assertThat(progress(pictures)).startsWith(8, 12).endsWith(N);
    }

    @Test
    void a_killed_process_loses_no_batch_that_it_had_finished() throws Exception {
        Process process = EmbeddingProcess.start(EmbeddingProcess.class, List.of(), model, pictures, cache, 12);
        try (BufferedReader out = EmbeddingProcess.output(process)) {
            for (String line = out.readLine(); !"done 12".equals(line); line = out.readLine()) {
                assertThat(line).as("what it says").startsWith("done ");
            }
            process.destroyForcibly();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isNotZero();
        }
        assertThat(progress(pictures)).containsExactly(12, 16, 20, 24, 28, 30);
        assertThat(EmbeddingProcess.embed(model, pictures, Optional.of(cache))).isEqualTo(uncached());
    }

    @Test
    void a_process_killed_at_any_moment_leaves_a_cache_that_can_be_used() throws Exception {
        Process process = EmbeddingProcess.start(EmbeddingProcess.class, List.of(), model, pictures, cache, N + 1);
        int seen = 0;
        try (BufferedReader out = EmbeddingProcess.output(process)) {
            while (seen < 4) {
                seen = Integer.parseInt(out.readLine().substring("done ".length()));
            }
            process.destroyForcibly();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(progress(pictures).getFirst()).isGreaterThanOrEqualTo(seen);
        assertThat(EmbeddingProcess.embed(model, pictures, Optional.of(cache))).isEqualTo(uncached());
    }

    @Test
    void a_process_with_a_long_command_line_lives() throws Exception {
        List<String> flags = List.of("-Dlong=" + "x".repeat(100_000));
        Process process = EmbeddingProcess.start(EmbeddingProcess.class, flags, model, pictures, cache, N + 1);
        try (BufferedReader out = EmbeddingProcess.output(process)) {
            assertThat(out.lines())
                    .endsWith("rows " + Arrays.hashCode(uncached().values()));
            assertThat(process.waitFor()).isZero();
        }
    }

    @Test
    void two_processes_share_a_cache_without_harm() throws Exception {
        List<Process> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            both.add(EmbeddingProcess.start(EmbeddingProcess.class, List.of(), model, pictures, cache, N + 1));
        }
        FloatMatrix here = EmbeddingProcess.embed(model, pictures, Optional.of(cache)); // and a third
        String expected = "rows " + Arrays.hashCode(uncached().values());
        for (Process process : both) {
            try (BufferedReader out = EmbeddingProcess.output(process)) {
                assertThat(out.lines()).endsWith(expected);
                assertThat(process.waitFor()).isZero();
            }
        }
        assertThat(here).isEqualTo(uncached());
        assertThat(progress(pictures)).containsExactly(N);
        int slot = ContentKey.BYTES + 3 * Float.BYTES + Integer.BYTES;
        String description = Files.readString(onlyFile(), StandardCharsets.ISO_8859_1);
        assertThat(description).startsWith("QRYROWS1").contains("embedding{");
        long head = Files.size(onlyFile()) % slot;
        assertThat((Files.size(onlyFile()) - head) / slot).isGreaterThanOrEqualTo(N);
    }

    @Test
    void numbers_that_are_none_are_refused_with_the_picture_and_not_kept() throws IOException {
        model = new WrittenModel()
                .input("x", WrittenModel.FLOAT, -1, 3, 1, 1)
                .node("Log", "x", "l")
                .node("Flatten", "l", "y")
                .output("y", WrittenModel.FLOAT, -1, 3)
                .write(folder.resolve("log.onnx"));
        assertThatThrownBy(() -> progress(pictures))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("The model gave (NaN) for the picture (" + pictures.resolve("000.png") + ")");
        assertThat(progress(Files.createDirectory(folder.resolve("empty")))).containsExactly(0);
    }
}
