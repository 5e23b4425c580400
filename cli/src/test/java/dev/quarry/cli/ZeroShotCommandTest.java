package dev.quarry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Npy;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ZeroShotCommandTest {

    /** ONNX, pixels [n, 3, 4, 4]: GlobalAveragePool, Flatten. */
    private static final String MEAN_COLOUR =
            "CAg6gAESBWdyYXBoWicKBnBpeGVscxIdChsIARIXCgkSB3BpeGVsczAKAggDCgIIBAoCCAQKIgoGcGl4ZWxzEgVtZWFucyIRR2xvYmFs"
                    + "QXZlcmFnZVBvb2wKEwoFbWVhbnMSAXkiB0ZsYXR0ZW5iFQoBeRIQCg4IARIKCgQSAnkwCgIIA0IECgAQEQ==";

    /** ONNX, input_ids [n, t]: Gather from a table in which rows 4, 5, 6 are those of the unit matrix, ReduceSum. */
    private static final String SUM_OF_ROWS =
            "CAg6hwMSBWdyYXBoWi8KCWlucHV0X2lkcxIiCiAIBxIcCgwSCmlucHV0X2lkczAKDBIKaW5wdXRfaWRzMSrQAQgQCAMQAUIFdGFi"
                    + "bGVKwAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA/AAAAAAAAAAAAAAAAAACAPwAA"
                    + "AAAAAAAAAAAAAAAAgD8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                    + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAKIAoFdGFibGUKCWlucHV0X2lkcxIEcm93cyIG"
                    + "R2F0aGVyKhQIARAHQgRheGlzSggBAAAAAAAAAAorCgRyb3dzCgRheGlzEgF5IglSZWR1Y2VTdW0qDwoIa2VlcGRpbXMYAKABAmIV"
                    + "CgF5EhAKDggBEgoKBBICeTAKAggDQgQKABAR";

    @TempDir
    private Path folder;

    private Path photos = Path.of("");
    private Path images = Path.of("");
    private Path texts = Path.of("");
    private Path tokenizer = Path.of("");

    @BeforeEach
    void write() throws IOException {
        images = Files.write(folder.resolve("images.onnx"), Base64.getDecoder().decode(MEAN_COLOUR));
        texts = Files.write(folder.resolve("texts.onnx"), Base64.getDecoder().decode(SUM_OF_ROWS));
        tokenizer = Files.writeString(folder.resolve("tokenizer.json"), """
                {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [], "normalizer": null,
                 "pre_tokenizer": {"type": "Whitespace"}, "post_processor": null, "decoder": null,
                 "model": {"type": "WordLevel", "unk_token": "?", "vocab": {"?": 0, "red": 4, "green": 5, "blue": 6}}}
                """);
        photos = Files.createDirectory(folder.resolve("photos"));
        plain("red/1.png", 0xFF0000);
        plain("red/2.png", 0xFF8000);
        plain("blue/3.png", 0x0000FF);
        plain("blue/4, odd.png", 0x00FF00);
    }

    private void plain(String name, int colour) throws IOException {
        BufferedImage picture = new BufferedImage(6, 5, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 30; i++) {
            picture.setRGB(i % 6, i / 6, colour);
        }
        Path file = photos.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(picture, "png", file.toFile());
    }

    private Called called(Object... more) {
        Object[] usual = {
            "zero-shot",
            photos,
            "--image-model",
            "embedding{model: \"%s\", normalise: none}".formatted(images),
            "--text-model",
            texts,
            "--tokenizer",
            tokenizer
        };
        Object[] all = Arrays.copyOf(usual, usual.length + more.length);
        System.arraycopy(more, 0, all, usual.length, more.length);
        return Called.with(all);
    }

    @Test
    void labels_and_probabilities_are_written() throws IOException {
        Path out = folder.resolve("labels.csv");
        Called called = called("--classes", "red,green,blue", "--logit-scale", "10", "--out", out);
        assertThat(called.code()).as(called.err()).isZero();
        Matrix probabilities = Npy.open(out.resolveSibling("probabilities.npy")).matrix();
        assertThat(probabilities.rows()).isEqualTo(4);
        assertThat(probabilities.cols()).isEqualTo(3);
        double certain = Math.exp(10) / (Math.exp(10) + 2);
        double orange = Math.exp(10 / Math.sqrt(1 + 128 * 128 / 255.0 / 255.0));
        double greenish = Math.exp(10 * 128 / 255.0 / Math.sqrt(1 + 128 * 128 / 255.0 / 255.0));
        assertThat(probabilities.get(0, 2)).isCloseTo(certain, within(1e-6)); // blue/3.png comes first
        assertThat(probabilities.get(3, 0)).isCloseTo(orange / (orange + greenish + 1), within(1e-6));
        assertThat(Files.readAllLines(out))
                .containsExactly(
                        "id,label,probability",
                        "blue/3.png,blue,%s".formatted((float) certain),
                        "\"blue/4, odd.png\",green,%s".formatted((float) certain),
                        "red/1.png,red,%s".formatted((float) certain),
                        "red/2.png,red,%s".formatted((float) probabilities.get(3, 0)));
        assertThat(called.out())
                .contains("Of (4) items whose label is known, (3) agree with it.")
                .contains("Labels are in (" + out + ")");
    }

    @Test
    void classes_are_those_of_the_dataset_unless_named() {
        Called called =
                called("--template", "{}", "--template", "green {}", "--out", folder.resolve("l.csv"), "--json");
        assertThat(called.code()).as(called.err()).isZero();
        JsonNode facts = JsonMapper.shared().readTree(called.out());
        assertThat(facts.path("items").asInt()).isEqualTo(4);
        assertThat(facts.path("counts").propertyNames()).containsExactly("blue", "red");
        assertThat(facts.path("agreeing").asInt())
                .isEqualTo(4); // green is as far from red as from blue: the first wins
    }

    @Test
    void a_model_can_be_fitted_on_the_labels() {
        Path labels = folder.resolve("labels.csv");
        called("--classes", "red,green,blue", "--out", labels);
        Called fitted = Called.with(
                "fit",
                photos,
                "--labels",
                labels,
                "--learner",
                "k-nearest-neighbours{k: 1}",
                "--out",
                folder.resolve("m.quarry"));
        assertThat(fitted.code()).as(fitted.err()).isZero();
    }

    @Test
    void labels_that_are_there_are_not_replaced() throws IOException {
        Path out = Files.writeString(folder.resolve("labels.csv"), "mine");
        assertThat(called("--out", out))
                .returns(2, Called::code)
                .extracting(Called::err)
                .asString()
                .contains("The file (" + out + ") exists. Maybe choose another name");
        assertThat(out).hasContent("mine");
        assertThat(called("--out", out, "--force").code()).isZero();
        assertThat(out).content().startsWith("id,label,probability");
    }

    @Test
    void a_wrong_call_is_told_apart_from_failed_work() throws IOException {
        Path out = folder.resolve("l.csv");
        assertThat(called("--classes", "red", "--out", out))
                .returns(2, Called::code)
                .extracting(Called::err)
                .asString()
                .contains("at least two");
        assertThat(called("--template", "a photo", "--out", out).err()).contains("no place for the class");
        assertThat(Called.with("zero-shot", photos, "--image-model", images, "--text-model", texts, "--out", out)
                        .err())
                .contains("needs its tokenizer. Maybe (--tokenizer tokenizer.json)");
        Files.writeString(images, "broken");
        assertThat(called("--out", out))
                .returns(1, Called::code)
                .extracting(Called::err)
                .asString()
                .contains("is no ONNX model");
        Path csv = Files.writeString(folder.resolve("t.csv"), "x,label\n1,a\n2,b\n");
        assertThat(Called.with(
                                "zero-shot",
                                csv,
                                "--image-model",
                                images,
                                "--text-model",
                                texts,
                                "--tokenizer",
                                tokenizer,
                                "--out",
                                out)
                        .err())
                .contains("The items of (t.csv) are no pictures");
        assertThat(out).doesNotExist();
    }
}
