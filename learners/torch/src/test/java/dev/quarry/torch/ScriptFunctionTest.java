package dev.quarry.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.torch.ScriptFunction.Argument.Floats;
import dev.quarry.torch.ScriptFunction.Argument.Whole;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptFunctionTest {

    @TempDir
    private Path folder;

    /** A module with the weight [[1, 2], [3, 4]] and a forward method, compiled and saved by PyTorch itself. */
    private ScriptFunction script(String forward) throws IOException {
        Path file = folder.resolve("m.pt");
        Torch.using(1, () -> {
            try (JitModule module = new JitModule(new QualifiedName("__torch__.M"))) {
                try (Tensor weight = Tensors.of(new float[] {1, 2, 3, 4}, Device.CPU, 2, 2)) {
                    module.register_parameter("weight", weight, false);
                }
                module.define(forward);
                module.save(file.toString());
            }
            return true;
        });
        return ScriptFunction.load(file);
    }

    private static Floats floats(float... values) {
        return new Floats(FloatBuffer.wrap(values), values.length / 2, 2);
    }

    @Test
    void a_module_with_weights_runs() throws IOException {
        try (ScriptFunction script = script("def forward(self, x):\n  return x @ self.weight\n")) {
            assertThat(script.inputs()).containsExactly("x");
            for (int i = 0; i < 4; i++) { // the same bits from the first call on
                ScriptFunction.Result result = script.run(List.of(floats(1, 0, .5f, 1)), "", 1);
                assertThat(result.dims()).containsExactly(2, 2);
                assertThat(result.values()).containsExactly(1, 2, 3.5f, 5);
            }
        }
    }

    @Test
    void whole_numbers_go_in_too() throws IOException {
        try (ScriptFunction script = script("""
                def forward(self, ids, mask):
                  return self.weight[ids] * mask.unsqueeze(2)
                """)) {
            assertThat(script.inputs()).containsExactly("ids", "mask");
            ScriptFunction.Result result =
                    script.run(List.of(new Whole(new long[] {1, 0}, 1, 2), new Whole(new long[] {1, 0}, 1, 2)), "", 1);
            assertThat(result.dims()).containsExactly(1, 2, 2);
            assertThat(result.values()).containsExactly(3, 4, 0, 0);
        }
    }

    @Test
    void one_of_several_tensors_is_chosen() throws IOException {
        try (ScriptFunction script = script("def forward(self, x):\n  return [x, x + 1]\n")) {
            assertThat(script.run(List.of(floats(1, 2)), "1", 1).values()).containsExactly(2, 3);
            assertThatThrownBy(() -> script.run(List.of(floats(1, 2)), "2", 1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("[0, 1]. Maybe say which: (output: 0)");
        }
    }

    @Test
    void failures_are_one_sentence() throws IOException {
        try (ScriptFunction script = script("def forward(self, x):\n  return x @ self.weight\n")) {
            Floats wide = new Floats(FloatBuffer.wrap(new float[3]), 1, 3);
            assertThatThrownBy(() -> script.run(List.of(wide), "", 1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("failed: mat1 and mat2 shapes cannot be multiplied (1x3 and 2x2). Maybe")
                    .message()
                    .doesNotContain("\n");
        }
        Path text = Files.writeString(folder.resolve("t.pt"), "x");
        assertThatThrownBy(() -> ScriptFunction.load(text))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("t.pt) cannot be loaded")
                .message()
                .doesNotContain("\n");
        assertThatThrownBy(() -> ScriptFunction.load(folder.resolve("none.pt"))).isInstanceOf(IOException.class);
    }
}
