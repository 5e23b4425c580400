package dev.quarry.dataset.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.dataset.BadDataException;
import dev.quarry.dataset.Picture;
import dev.quarry.dataset.feature.PictureFeatures;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadModelTest {

    @TempDir
    private Path folder;

    /** The sentence with which a model is refused. */
    private AbstractStringAssert<?> refusal(String model, String options) {
        Embedding embedding = (Embedding) Parts.read(
                PictureFeatures.class,
                "embedding{model: \"%s\"%s}".formatted(model, options.isEmpty() ? "" : ", " + options));
        Throwable thrown = Assertions.catchThrowable(
                () -> new PictureRun(embedding, Optional.empty()).of(List.<Picture>of(() -> Patterns.picture(4, 4))));
        assertThat(thrown).isInstanceOf(BadDataException.class);
        return assertThat(thrown.getMessage())
                .contains("Maybe")
                .doesNotContain("\n")
                .endsWith(".");
    }

    private String written(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes).toString();
    }

    @Test
    void a_model_that_is_not_there() {
        refusal("", "").isEqualTo("The model is not named. Maybe (model: FILE).");
        refusal(folder.resolve("no.onnx").toString(), "").startsWith("There is no model (" + folder.resolve("no.onnx"));
        refusal(folder.toString(), "").startsWith("There is no model (" + folder + ")");
    }

    @Test
    void a_file_that_is_no_model() throws IOException {
        refusal(written("text.onnx", "This is no model at all.".getBytes(StandardCharsets.UTF_8)), "")
                .contains("is no ONNX model");
        refusal(written("empty.onnx", new byte[0]), "").contains("is no ONNX model: it names no output");
        byte[] random = new byte[500];
        for (int i = 0; i < random.length; i++) {
            random[i] = (byte) (i * 31 + 7);
        }
        refusal(written("random.onnx", random), "").contains("is no ONNX model");
    }

    @Test
    void a_model_that_was_cut_short_anywhere() throws IOException {
        byte[] whole = Models.convolution().bytes();
        for (int length = 1; length < whole.length - 8; length += 23) {
            refusal(written("cut.onnx", Arrays.copyOf(whole, length)), "").contains("cut.onnx");
        }
    }

    @Test
    void a_model_with_an_operator_that_nobody_knows() throws IOException {
        byte[] model = new WrittenModel()
                .input("x", WrittenModel.FLOAT, -1, 3, 4, 4)
                .node("Frobnicate", "x", "y")
                .output("y", WrittenModel.FLOAT, -1, 3)
                .bytes();
        refusal(written("m.onnx", model), "").contains("cannot be loaded").contains("Frobnicate");
    }

    @Test
    void a_name_that_no_tensor_has() throws IOException {
        String model = Models.convolution().write(folder.resolve("m.onnx")).toString();
        refusal(model, "output: mapp")
                .startsWith("There is no output or inner tensor of (" + model + ") named (mapp). Maybe (map)")
                .endsWith("Known: scores, flat, pooled, map, raw.");
    }

    @Test
    void several_outputs_without_a_choice() throws IOException {
        byte[] two = OnnxFile.withOutput(Models.convolution().bytes(), "flat");
        String model = written("two.onnx", two);
        refusal(model, "").endsWith("has (2) outputs. Maybe say which: (output: scores). Known: scores, flat.");
    }

    @Test
    void inputs_of_another_kind() throws IOException {
        byte[] bytes = new WrittenModel()
                .input("x", WrittenModel.UINT8, -1, 3, 4, 4)
                .node("Flatten", "x", "y")
                .output("y", WrittenModel.UINT8, -1, 48)
                .bytes();
        refusal(written("bytes.onnx", bytes), "").contains("takes other of shape [-1, 3, 4, 4]");
        byte[] flat = new WrittenModel()
                .input("x", WrittenModel.FLOAT, -1, 48)
                .node("Relu", "x", "y")
                .output("y", WrittenModel.FLOAT, -1, 48)
                .bytes();
        refusal(written("flat.onnx", flat), "").contains("of shape [-1, 48], but a picture is float32 of four axes");
        byte[] both = new WrittenModel()
                .input("pixels", WrittenModel.FLOAT, -1, 3, 4, 4)
                .input("ids", WrittenModel.INT64, -1, 77)
                .node("Flatten", "pixels", "y")
                .node("Cast", "ids", "z", WrittenModel.whole("to", 1))
                .output("y", WrittenModel.FLOAT, -1, 48)
                .output("z", WrittenModel.FLOAT, -1, 77)
                .bytes();
        refusal(written("both.onnx", both), "output: y").contains("has (2) inputs, pixels, ids");
    }

    @Test
    void outputs_of_another_kind() throws IOException {
        byte[] whole = new WrittenModel()
                .input("x", WrittenModel.FLOAT, -1, 3, 4, 4)
                .node("ArgMax", "x", "y", WrittenModel.whole("axis", 1))
                .output("y", WrittenModel.INT64, -1, 1, 4, 4)
                .bytes();
        refusal(written("whole.onnx", whole), "").contains("The output (y)").contains("not floating-point numbers");
        byte[] one = new WrittenModel()
                .input("x", WrittenModel.FLOAT, -1, 3, 4, 4)
                .node("ReduceMean", "x", "y", WrittenModel.whole("keepdims", 0))
                .output("y", WrittenModel.FLOAT)
                .bytes();
        refusal(written("one.onnx", one), "").contains("shape [], not one row for each of (16) items");
        String model = Models.convolution().write(folder.resolve("m.onnx")).toString();
        refusal(model, "pooling: mean").contains("nothing to pool by (mean). Maybe (pooling: none)");
        refusal(model, "output: map, pooling: cls").contains("nothing to pool by (cls)");
        refusal(model, "output: map").contains("several rows for each item. Maybe (pooling: mean)");
    }

    @Test
    void a_model_that_fails_while_it_runs() throws IOException {
        byte[] model = new WrittenModel()
                .input("x", WrittenModel.FLOAT, -1, 3, -1, -1)
                .wholeNumbers("shape", 0, 7)
                .node("Reshape", "x,shape", "y")
                .output("y", WrittenModel.FLOAT, -1, 7)
                .bytes();
        refusal(written("m.onnx", model), "").contains("failed").contains("Maybe its input has another shape");
    }

    @Test
    void a_batch_that_does_not_fit_the_memory() throws IOException {
        byte[] model = new WrittenModel()
                .input("x", WrittenModel.FLOAT, -1, 3, -1, -1)
                .node("GlobalAveragePool", "x", "y")
                .output("y", WrittenModel.FLOAT, -1, 3, 1, 1)
                .bytes();
        Embedding large = (Embedding) Parts.read(
                PictureFeatures.class,
                "embedding{model: \"%s\", size: 4096, batch: 1024}".formatted(written("m.onnx", model)));
        assertThatThrownBy(() ->
                        new PictureRun(large, Optional.empty()).of(List.<Picture>of(() -> Patterns.picture(4, 4))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("A batch of (1024) pictures needs (196608) MiB");
    }
}
