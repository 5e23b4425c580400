package dev.quarry.dataset.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.dataset.Dataset;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyFilesTest {

    @TempDir
    Path folder;

    private Path npy(String name, String type, String shape, ByteBuffer data) throws IOException {
        String dict = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
        String head = dict + " ".repeat(63 - (10 + dict.length()) % 64) + "\n";
        ByteBuffer file =
                ByteBuffer.allocate(10 + head.length() + data.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.ISO_8859_1))
                .put((byte) 1)
                .put((byte) 0);
        file.putShort((short) head.length())
                .put(head.getBytes(StandardCharsets.ISO_8859_1))
                .put(data.rewind());
        return Written.bytes(folder, name, file.array());
    }

    private Path floats(String name, int rows, float... values) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return npy(name, "<f4", "(%d, %d)".formatted(rows, values.length / rows), data);
    }

    private Path ints(String name, int... values) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asIntBuffer().put(values);
        return npy(name, "<i4", "(%d,)".formatted(values.length), data);
    }

    @Test
    void features_and_labels_of_pool_and_test_are_joined() throws IOException {
        List<Source> sources = List.of(
                new Source(floats("a", 2, 1, 2, 3, 4), false),
                new Source(ints("b", 1, -1), false),
                new Source(floats("c", 1, 5, 6), true),
                new Source(ints("d", 0), true));
        Dataset data = new NpyFiles().read(sources).build();
        assertThat(data.labels()).containsExactly(1, Dataset.UNKNOWN, 0);
        assertThat(data.testRows()).containsExactly(2);
        assertThat(data.features().get(2, 1)).isEqualTo(6);
        assertThat(data.classes()).containsExactly("0", "1");
    }

    @Test
    void float64_and_uint16_are_read_and_features_alone_are_unlabelled() throws IOException {
        ByteBuffer doubles = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(0.5)
                .putDouble(0.25);
        Dataset alone = Written.read(new NpyFiles(), npy("p", "<f8", "(2, 1)", doubles));
        assertThat(alone.labels()).containsOnly(Dataset.UNKNOWN);
        assertThat(alone.classes()).isEmpty();
        assertThat(alone.features().isDouble()).isFalse();
        ByteBuffer shorts = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 1)
                .putShort((short) 0);
        Dataset labelled = Written.read(new NpyFiles(), folder.resolve("p"), npy("l", "<u2", "(2,)", shorts));
        assertThat(labelled.labels()).containsExactly(1, 0);
    }

    @Test
    void a_path_brings_its_labels_along() throws IOException {
        Path features = floats("X.npy", 1, 1, 2);
        Path labels = ints("y.npy", 0);
        assertThat(new NpyFiles().claims(features)).containsExactly(features, labels);
        assertThat(new NpyFiles().claims(folder)).containsExactly(features, labels);
        Path train = floats("train-features.npy", 1, 1, 2);
        assertThat(new NpyFiles().claims(train)).containsExactly(train);
        Path trainLabels = ints("train-labels.npy", 0);
        assertThat(new NpyFiles().claims(train)).containsExactly(train, trainLabels);
    }

    @Test
    void what_does_not_fit_is_refused() throws IOException {
        Path features = floats("X.npy", 2, 1, 2, 3, 4);
        assertThatThrownBy(() -> Written.read(new NpyFiles(), features, ints("three", 0, 1, 1)))
                .hasMessageContaining("three) has (3) labels for (2) rows of features.");
        assertThatThrownBy(() -> Written.read(new NpyFiles(), features, ints("minus", 0, -2)))
                .hasMessageContaining("The label (-2) of row (1)");
        assertThatThrownBy(() -> Written.read(new NpyFiles(List.of("only")), features, ints("far", 0, 1)))
                .hasMessageContaining("The label (1) of row (1)")
                .hasMessageContaining("one of (1) classes");
        assertThatThrownBy(() -> Written.read(new NpyFiles(), features, ints("huge", 0, 2_000_000_000)))
                .hasMessageContaining("Maybe it is a measurement");
        assertThatThrownBy(() -> Written.read(new NpyFiles(), ints("lone", 0, 1)))
                .hasMessageContaining("lone) has one axis, so it holds labels");
        assertThatThrownBy(() -> Written.read(new NpyFiles(), features, floats("wide", 1, 1, 2, 3)))
                .hasMessageContaining("wide) has (3) columns but the one before has (2)");
        assertThatThrownBy(() -> Written.read(new NpyFiles(), floats("nan", 2, 1, 2, Float.NaN, 4)))
                .hasMessageContaining("The value (NaN) in row (1), column (0) of (");
    }
}
