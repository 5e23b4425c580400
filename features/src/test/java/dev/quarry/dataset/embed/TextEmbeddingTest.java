package dev.quarry.dataset.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.dataset.BadDataException;
import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.catalogue.Datasets;
import dev.quarry.dataset.feature.FeatureListener;
import dev.quarry.dataset.feature.TextFeatures;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextEmbeddingTest {

    @TempDir
    private Path folder;

    private Path tokenizer = Path.of("");

    @BeforeEach
    void write() throws IOException {
        tokenizer = Tokenizers.wordPiece(folder.resolve("tokenizer.json"));
    }

    private TextEmbedding embedding(Path model, String options) {
        return (TextEmbedding) Parts.read(
                TextFeatures.class,
                "text-embedding{model: \"%s\", tokenizer: \"%s\"%s}"
                        .formatted(model, tokenizer, options.isEmpty() ? "" : ", " + options));
    }

    private FloatMatrix rows(Path model, String options, String... texts) throws IOException {
        return new TextRun(embedding(model, options), Optional.empty()).of(List.of(texts));
    }

    /** Token i has the row (i, i²/10). */
    private Path table() throws IOException {
        return Tokenizers.table(-1).write(folder.resolve("table.onnx"));
    }

    @Test
    void the_mean_is_over_the_tokens_of_the_text_special_ones_included() throws IOException {
        // [CLS] the cat ##s [SEP] = 2 4 5 7 3; [CLS] dog [SEP] = 2 6 3
        FloatMatrix rows = rows(table(), "", "The cats", "dog");
        assertThat(rows.get(0, 0)).isCloseTo((2 + 4 + 5 + 7 + 3) / 5.0, within(1e-6));
        assertThat(rows.get(0, 1)).isCloseTo((4 + 16 + 25 + 49 + 9) / 50.0, within(1e-6));
        assertThat(rows.get(1, 0)).isCloseTo((2 + 6 + 3) / 3.0, within(1e-6));
        assertThat(rows(table(), "pooling: cls", "dog").values()).containsExactly(2, .4f);
    }

    @Test
    void a_row_does_not_depend_on_its_neighbours() throws IOException {
        String[] texts = new String[40];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = "the cat dog ".repeat(i % 13 + 1) + "cats".repeat(i % 3);
        }
        FloatMatrix all = rows(table(), "batch: 7", texts);
        for (int i = 0; i < texts.length; i++) {
            assertThat(rows(table(), "batch: 7", texts[i])).isEqualTo(all.select(new int[] {i}));
        }
    }

    @Test
    void masks_and_types_go_where_they_are_asked_for() throws IOException {
        // y = sum over tokens of (id · mask + 1000 · type), pooled inside the model
        Path model = Tokenizers.sums(WrittenModel.INT64).write(folder.resolve("sums.onnx"));
        assertThat(rows(model, "pooling: none", "The cats", "dog").values()).containsExactly(21, 11);
        Path narrow = Tokenizers.sums(WrittenModel.INT32).write(folder.resolve("narrow.onnx"));
        assertThat(rows(narrow, "pooling: none", "The cats", "dog").values()).containsExactly(21, 11);
    }

    @Test
    void a_text_is_filled_up_by_the_padding_token_and_to_full_length_if_asked() throws IOException {
        tokenizer = Tokenizers.padding(folder.resolve("padding.json"), 1); // pad_id 1, truncation at 6
        Path model = Tokenizers.unmasked().write(folder.resolve("m.onnx")); // y = sum of ids
        assertThat(rows(model, "pooling: none", "dog").values()).containsExactly(11 + 3); // 3 of 6: to its max_length
        assertThat(rows(model, "pooling: none, max-length: 20", "dog").values()).containsExactly(11 + 5); // to 8
        assertThat(rows(model, "pooling: none, max-length: 20, padding: full", "dog")
                        .values())
                .containsExactly(11 + 17);
    }

    @Test
    void long_texts_are_cut_and_it_is_said_once() throws IOException {
        List<String> notes = new ArrayList<>();
        FeatureListener listener = new FeatureListener() {
            @Override
            public void progress(String what, int done, int all) {
                assertThat(what).isEqualTo("texts");
            }

            @Override
            public void note(String sentence) {
                notes.add(sentence);
            }
        };
        FloatMatrix rows = FeatureListener.during(
                listener, () -> rows(table(), "max-length: 4", "the cat dog the", "dog", "cat cat cat"));
        assertThat(notes).containsExactly("(2) of (3) texts have more than (4) tokens and are cut there.");
        assertThat(rows.get(0, 0)).isCloseTo((2 + 4 + 5 + 3) / 4.0, within(1e-6)); // [SEP] stays at the end
    }

    @Test
    void a_model_of_one_length_gets_that_length() throws IOException {
        Path fixed = Tokenizers.table(6).write(folder.resolve("fixed.onnx"));
        assertThat(rows(fixed, "", "The cats", "dog")).isEqualTo(rows(table(), "", "The cats", "dog"));
        assertThat(rows(fixed, "", "the cat dog the cat").get(0, 0))
                .isCloseTo((2 + 4 + 5 + 6 + 4 + 3) / 6.0, within(1e-6));
        assertThatThrownBy(() -> rows(fixed, "max-length: 9", "dog"))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("takes (6) tokens, but the max-length is (9). Maybe (max-length: 6)");
    }

    @Test
    void texts_are_cached_by_their_content() throws IOException {
        Path cache = folder.resolve("cache");
        List<Integer> said = new ArrayList<>();
        FeatureListener listener = (what, done, all) -> said.add(done);
        TextEmbedding embedding = embedding(table(), "batch: 2");
        List<String> texts = List.of("dog", "cat", "the", "dog");
        FeatureListener.during(listener, () -> new TextRun(embedding, Optional.of(cache)).of(texts));
        assertThat(said).containsExactly(0, 2, 3);
        said.clear();
        FloatMatrix again = FeatureListener.during(
                listener, () -> new TextRun(embedding, Optional.of(cache)).of(List.of("the", "dogs", "dog")));
        assertThat(said).containsExactly(2, 3);
        assertThat(again).isEqualTo(rows(table(), "", "the", "dogs", "dog"));
        said.clear();
        Files.writeString(tokenizer, Files.readString(tokenizer).replace("\"dog\": 6", "\"dog\": 9"));
        FeatureListener.during(listener, () -> new TextRun(embedding, Optional.of(cache)).of(texts));
        assertThat(said).startsWith(0);
    }

    @Test
    void a_table_is_opened_with_a_model() throws IOException {
        Path csv = Files.writeString(folder.resolve("t.csv"), "text,label\nthe cats,a\ndog,b\n");
        Dataset dataset = Datasets.open(
                "%s{text: [text], features: text-embedding{model: \"%s\", tokenizer: \"%s\"}}"
                        .formatted(csv, table(), tokenizer),
                List.of(),
                1);
        assertThat(dataset.features()).isEqualTo(rows(table(), "", "the cats", "dog"));
        assertThat(dataset.text(1)).contains("dog");
    }

    @Test
    void what_is_no_tokenizer_is_refused() throws IOException {
        for (String content :
                List.of("", "no json", "[1, 2]", "{\"model_max_length\": 512}", "{\"model\": \"bert\"}")) {
            tokenizer = Files.writeString(folder.resolve("bad.json"), content);
            assertThatThrownBy(() -> rows(table(), "", "dog"))
                    .as(content)
                    .isInstanceOf(BadDataException.class)
                    .hasMessageContaining("bad.json) is no tokenizer.json of Hugging Face")
                    .hasMessageContaining("Maybe");
        }
        tokenizer = Files.writeString(folder.resolve("bad.json"), "{\"model\": {\"type\": \"Nonsense\"}}");
        assertThatThrownBy(() -> rows(table(), "", "dog"))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("bad.json) cannot be loaded");
        tokenizer = folder.resolve("no.json");
        assertThatThrownBy(() -> rows(table(), "", "dog")).hasMessageStartingWith("There is no tokenizer (");
    }

    @Test
    void inputs_that_are_not_for_texts_are_refused() throws IOException {
        Path picture = Models.convolution().write(folder.resolve("picture.onnx"));
        assertThatThrownBy(() -> rows(picture, "", "dog"))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("tokens are whole numbers of two axes. Maybe it is no model for texts");
        Path renamed = Tokenizers.sums(WrittenModel.INT64).write(folder.resolve("sums.onnx"));
        assertThatThrownBy(() -> rows(renamed, "pooling: none, mask: m", "dog"))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining(
                        "(attention_mask) is none of ids (input_ids), mask (m) and types (token_type_ids)");
    }
}
