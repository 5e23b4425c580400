package dev.quarry.dataset.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.dataset.BadDataException;
import dev.quarry.dataset.Picture;
import dev.quarry.dataset.feature.PictureFeatures;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZeroShotTest {

    private static final List<String> CLASSES = List.of("red", "green", "blue");

    @TempDir
    private Path folder;

    private PictureFeatures pictures = new Embedding();
    private TextEmbedding texts = new TextEmbedding();

    @BeforeEach
    void write() throws IOException {
        Path model = Tokenizers.colourPictures().write(folder.resolve("pictures.onnx"));
        pictures = Parts.read(PictureFeatures.class, "embedding{model: \"%s\", normalise: none}".formatted(model));
        texts = TextEmbedding.clip(
                Tokenizers.colourTexts().write(folder.resolve("texts.onnx")).toString(),
                Tokenizers.colours(folder.resolve("tokenizer.json")).toString());
    }

    private FloatMatrix probabilities(List<String> templates, double scale, int... colours) throws IOException {
        List<Picture> drawn = Arrays.stream(colours)
                .<Picture>mapToObj(colour -> () -> Patterns.plain(4, 4, colour))
                .toList();
        return new ZeroShot(pictures, texts, CLASSES, templates, scale).probabilities(drawn);
    }

    @Test
    void probabilities_are_the_softmax_of_scaled_cosines() throws IOException {
        FloatMatrix p = probabilities(List.of("a photo of a {}."), 5, 0xFF3300, 0x000080);
        double length = Math.sqrt(1 + 0.2 * 0.2);
        double red = StrictMath.exp(5 * 1 / length);
        double green = StrictMath.exp(5 * 0.2 / length);
        double sum = red + green + 1; // blue has cosine 0
        assertThat(p.get(0, 0)).isCloseTo(red / sum, within(1e-6));
        assertThat(p.get(0, 1)).isCloseTo(green / sum, within(1e-6));
        assertThat(p.get(0, 2)).isCloseTo(1 / sum, within(1e-6));
        assertThat(p.get(1, 2)).isCloseTo(StrictMath.exp(5) / (StrictMath.exp(5) + 2), within(1e-6));
    }

    @Test
    void the_row_of_a_class_is_the_mean_of_its_sentences_at_length_one() throws IOException {
        // "{}" gives (1, 0, 0) and "{} green" (1, 1, 0) / √2; their mean at length 1 has the angle 22.5° to both.
        FloatMatrix rows = new ZeroShot(pictures, texts, CLASSES, List.of("{}", "{} green"), 100).classRows();
        assertThat(rows.get(0, 0)).isCloseTo(Math.cos(Math.PI / 8), within(1e-6));
        assertThat(rows.get(0, 1)).isCloseTo(Math.sin(Math.PI / 8), within(1e-6));
        assertThat(rows.get(1, 1)).isCloseTo(1, within(1e-6)); // "green green" is green again
    }

    @Test
    void a_great_scale_gives_certainty_and_no_overflow() throws IOException {
        FloatMatrix p = probabilities(List.of("{}"), 1e6, 0x00FF00);
        assertThat(p.values()).containsExactly(0, 1, 0);
    }

    @Test
    void no_pictures_give_no_rows() throws IOException {
        assertThat(probabilities(List.of("{}"), 100).rows()).isZero();
    }

    @Test
    void halves_that_are_no_pair_are_refused() throws IOException {
        Path other = Models.convolution().write(folder.resolve("other.onnx"));
        pictures = Parts.read(PictureFeatures.class, "embedding{model: \"%s\", output: flat}".formatted(other));
        assertThatThrownBy(() -> probabilities(List.of("{}"), 100, 0))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("have (2) numbers each but the sentences (3). Maybe the two models are no pair");
    }

    @Test
    void broken_rules_are_refused() {
        assertThatThrownBy(() -> new ZeroShot(pictures, texts, List.of("a"), List.of("{}"), 1))
                .hasMessageContaining("at least two, all different");
        assertThatThrownBy(() -> new ZeroShot(pictures, texts, List.of("a", "a"), List.of("{}"), 1))
                .hasMessageContaining("[a, a]");
        assertThatThrownBy(() -> new ZeroShot(pictures, texts, List.of("a", " "), List.of("{}"), 1))
                .hasMessageContaining("must have names");
        assertThatThrownBy(() -> new ZeroShot(pictures, texts, CLASSES, List.of(), 1))
                .hasMessageContaining("at least one template");
        assertThatThrownBy(() -> new ZeroShot(pictures, texts, CLASSES, List.of("a photo"), 1))
                .hasMessageContaining("(a photo) has no place for the class. Maybe (a photo of a {}.)");
        assertThatThrownBy(() -> new ZeroShot(pictures, texts, CLASSES, List.of("{}"), 0))
                .hasMessageContaining("The logit scale (0.0) must be above 0");
    }
}
