package dev.quarry.learn.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.TrainingSet;
import dev.quarry.learn.contract.Samples;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that was ended goes on and ends at the same bits. */
final class CheckpointTest {

    private static final Randomness RANDOM = Randomness.seed(5);
    private static final TrainingSet EXAMPLES = Samples.clouds(60, 6, 3, 3, 2, 1);

    @TempDir
    Path folder;

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** Interrupts the fit as soon as a checkpoint is there. */
    private void fitUntilInterrupted(Learner learner) {
        Thread fitting = Thread.currentThread();
        Thread watcher = new Thread(() -> {
            try {
                while (files().stream().noneMatch(file -> file.toString().endsWith(".checkpoint"))) {
                    Thread.onSpinWait();
                }
                fitting.interrupt();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        watcher.start();
        assertThatThrownBy(() -> learner.fit(EXAMPLES, RANDOM)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mlp{hidden: [64], batch-norm: true, training: plan{epochs: 400, snapshots: 3, checkpoints: \"%s\"}}",
                "mlp{hidden: [64], training: plan{optimiser: sgd, schedule: cosine, epochs: 400, patience: 300, checkpoints: \"%s\"}}"
            })
    void a_training_that_was_ended_goes_on_and_ends_at_the_same_bits(String text) throws IOException {
        Learner learner = Parts.read(Learner.class, text.formatted(folder));
        Model straight = learner.fit(EXAMPLES, RANDOM);
        assertThat(files()).isEmpty();
        fitUntilInterrupted(learner);
        assertThat(files()).hasSize(1);
        Model resumed = learner.fit(EXAMPLES, RANDOM);
        assertThat(files()).isEmpty();
        assertThat(resumed.state()).isEqualTo(straight.state());
    }

    @Test
    void another_training_does_not_take_what_is_not_its_own() throws IOException {
        Learner learner = Parts.read(
                Learner.class, "mlp{hidden: [64], training: plan{epochs: 300, checkpoints: \"%s\"}}".formatted(folder));
        fitUntilInterrupted(learner);
        Model other = learner.fit(EXAMPLES, RANDOM.round(1));
        assertThat(files()).hasSize(1);
        assertThat(learner.fit(EXAMPLES, RANDOM.round(1)).state()).isEqualTo(other.state());
    }

    @Test
    void a_broken_checkpoint_is_refused() throws IOException {
        Learner learner = Parts.read(
                Learner.class, "mlp{hidden: [64], training: plan{epochs: 300, checkpoints: \"%s\"}}".formatted(folder));
        fitUntilInterrupted(learner);
        byte[] content = Files.readAllBytes(files().getFirst());
        content[content.length / 2] ^= 1;
        Files.write(files().getFirst(), content);
        assertThatThrownBy(() -> learner.fit(EXAMPLES, RANDOM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(".checkpoint) is broken. Maybe delete it");
    }
}
