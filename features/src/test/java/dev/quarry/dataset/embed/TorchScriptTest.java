package dev.quarry.dataset.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.dataset.BadDataException;
import dev.quarry.dataset.Picture;
import dev.quarry.dataset.feature.FeatureListener;
import dev.quarry.dataset.feature.PictureFeatures;
import dev.quarry.dataset.feature.TextFeatures;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchScriptTest {

    private static final String MEANS = """
            def forward(self: __torch__.M, x: Tensor) -> Tensor:
              return torch.mean(x, [2, 3])
            """;

    @TempDir
    private Path folder;

    private static Embedding embedding(Path model, String options) {
        return (Embedding) Parts.read(
                PictureFeatures.class,
                "embedding{model: \"%s\", size: 4, normalise: none%s}".formatted(model, options));
    }

    private static List<Picture> pictures(int... colours) {
        return Arrays.stream(colours)
                .<Picture>mapToObj(colour -> () -> Patterns.plain(5, 6, colour))
                .toList();
    }

    private FloatMatrix rows(String forward, String options, int... colours) throws IOException {
        Path model = WrittenScript.write(folder.resolve("m.pt"), forward);
        return new PictureRun(embedding(model, options), Optional.empty()).of(pictures(colours));
    }

    @Test
    void pictures_go_through() throws IOException {
        FloatMatrix rows = rows(MEANS, "", 0xFF8000, 0x000033);
        assertThat(rows.get(0, 0)).isCloseTo(1, within(1e-6));
        assertThat(rows.get(0, 1)).isCloseTo(128 / 255.0, within(1e-6));
        assertThat(rows.get(1, 2)).isCloseTo(0.2, within(1e-6));
        assertThat(rows.get(1, 0)).isZero();
    }

    @Test
    void both_engines_give_the_same_rows() throws IOException {
        Path onnx = Tokenizers.colourPictures().write(folder.resolve("m.onnx"));
        FloatMatrix there = new PictureRun(embedding(onnx, ""), Optional.empty()).of(pictures(0x123456, 0xFEDCBA));
        FloatMatrix here = rows(MEANS, "", 0x123456, 0xFEDCBA);
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 3; j++) {
                assertThat(here.get(i, j)).isCloseTo(there.get(i, j), within(1e-6));
            }
        }
    }

    @Test
    void a_map_is_pooled_and_a_tensor_chosen_by_place_or_key() throws IOException {
        String tuple = """
                def forward(self: __torch__.M, x: Tensor) -> Tuple[Tensor, Tensor]:
                  return (x, torch.mean(x, [2, 3]))
                """;
        assertThat(rows(tuple, ", output: 1", 0xFF0000).values()).containsExactly(1, 0, 0);
        assertThat(rows(tuple, ", output: 0, pooling: mean", 0xFF0000).values()).containsExactly(1, 0, 0);
        assertThatThrownBy(() -> rows(tuple, "", 0))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("gives several tensors, [0, 1]. Maybe say which: (output: 0)");
        String dictionary = """
                def forward(self: __torch__.M, x: Tensor) -> Dict[str, Tensor]:
                  return {"map": x, "means": torch.mean(x, [2, 3])}
                """;
        assertThat(rows(dictionary, ", output: means", 0x00FF00).values()).containsExactly(0, 1, 0);
        assertThatThrownBy(() -> rows(dictionary, ", output: mean", 0)).hasMessageContaining("[map, means]");
        assertThatThrownBy(() -> rows(MEANS, ", output: x", 0)).hasMessageContaining("no tensor named (x)");
    }

    @Test
    void texts_go_through_inputs_known_by_their_names() throws IOException {
        Path model = WrittenScript.write(folder.resolve("t.pt"), """
                def forward(self: __torch__.M, attention_mask: Tensor, input_ids: Tensor) -> Tensor:
                  _0 = torch.mul(input_ids, attention_mask)
                  _1 = torch.to(torch.sum(_0, [1], True), 6)
                  return _1
                """);
        Path tokenizer = Tokenizers.padding(folder.resolve("tokenizer.json"), 1);
        TextEmbedding embedding = (TextEmbedding) Parts.read(
                TextFeatures.class,
                "text-embedding{model: \"%s\", tokenizer: \"%s\", pooling: none, max-length: 20}"
                        .formatted(model, tokenizer));
        FloatMatrix rows = new TextRun(embedding, Optional.empty()).of(List.of("The cats", "dog"));
        assertThat(rows.values()).containsExactly(21, 11);
    }

    @Test
    void rows_are_cached_for_a_number_of_threads_since_it_may_change_them() throws IOException {
        Path model = WrittenScript.write(folder.resolve("m.pt"), MEANS);
        Optional<Path> cache = Optional.of(folder.resolve("cache"));
        List<Integer> said = new ArrayList<>();
        FeatureListener listener = (what, done, all) -> said.add(done);
        for (String options : List.of("", ", threads: 1", ", threads: 2")) {
            FeatureListener.during(
                    listener, () -> new PictureRun(embedding(model, options), cache).of(pictures(0x102030)));
        }
        assertThat(said).containsExactly(0, 1, 1, 0, 1); // 0 threads are 1
    }

    @Test
    void what_is_no_module_or_fails_is_refused_in_one_sentence() throws IOException {
        Path text = Files.writeString(folder.resolve("text.pt"), "no module");
        assertThatThrownBy(() -> new PictureRun(embedding(text, ""), Optional.empty()).of(pictures(0)))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("text.pt) cannot be loaded")
                .hasMessageContaining("Maybe it was saved by torch.save")
                .message()
                .doesNotContain("\n");
        assertThatThrownBy(() -> rows("""
                def forward(self: __torch__.M, x: Tensor) -> Tensor:
                  return torch.reshape(x, [7])
                """, "", 0))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("failed: shape '[7]' is invalid for input of size 768. Maybe")
                .message()
                .doesNotContain("\n");
        assertThatThrownBy(() -> rows("""
                def forward(self: __torch__.M, x: Tensor, y: Tensor) -> Tensor:
                  return x
                """, "", 0))
                .hasMessageContaining("has (2) inputs, x, y, but a picture fills one");
        assertThatThrownBy(() -> rows("""
                def forward(self: __torch__.M, x: Tensor) -> Tensor:
                  return torch.argmax(x, 1)
                """, "", 0)).hasMessageContaining("gives whole numbers");
    }
}
