package dev.quarry.dataset.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.dataset.BadDataException;
import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.Picture;
import dev.quarry.dataset.catalogue.Datasets;
import dev.quarry.dataset.feature.PictureFeatures;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Workers;
import dev.quarry.part.Parts;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingTest {

    private static final Offset<Float> CLOSE = within(1e-5f);

    @TempDir
    private Path folder;

    private FloatMatrix of(Path model, String options, List<? extends Picture> pictures) throws IOException {
        return Parts.read(
                        PictureFeatures.class,
                        "embedding{model: \"%s\", normalise: none%s%s}"
                                .formatted(model, options.isEmpty() ? "" : ", ", options))
                .rows(pictures);
    }

    private static List<Picture> pictures(int n, int width, int height) {
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            BufferedImage picture = Patterns.picture(width, height);
            picture.setRGB(i % width, i / width, 0x102030 * (i + 1));
            pictures.add(() -> picture);
        }
        return pictures;
    }

    /** Pixel value in [0, 1] of a picture of the size that the network takes. */
    private static double pixel(BufferedImage picture, int x, int y, int channel) {
        return (picture.getRGB(x, y) >> (16 - 8 * channel) & 255) / 255.0;
    }

    @Test
    void rows_are_what_the_definition_of_the_layers_says() throws IOException {
        Path model = Models.convolution().write(folder.resolve("m.onnx"));
        List<Picture> pictures = pictures(5, 4, 4);
        FloatMatrix rows = of(model, "", pictures);
        assertThat(rows.rows()).isEqualTo(5);
        assertThat(rows.cols()).isEqualTo(3);
        for (int i = 0; i < 5; i++) {
            double[] means = Models.meansOfMap(pictures.get(i).image(), EmbeddingTest::pixel);
            for (int j = 0; j < 3; j++) {
                double expected = Models.BIAS[j] + means[0] * Models.LAST[j] + means[1] * Models.LAST[3 + j];
                assertThat((float) rows.get(i, j)).isCloseTo((float) expected, CLOSE);
            }
        }
    }

    @Test
    void a_tensor_inside_the_model_can_be_taken() throws IOException {
        Path model = Models.convolution().write(folder.resolve("m.onnx"));
        List<Picture> pictures = pictures(3, 4, 4);
        FloatMatrix before = of(model, "output: flat", pictures);
        FloatMatrix pooledHere = of(model, "output: map, pooling: mean", pictures);
        assertThat(before.cols()).isEqualTo(2);
        for (int i = 0; i < 3; i++) {
            double[] means = Models.meansOfMap(pictures.get(i).image(), EmbeddingTest::pixel);
            for (int j = 0; j < 2; j++) {
                assertThat((float) before.get(i, j)).isCloseTo((float) means[j], CLOSE);
                assertThat((float) pooledHere.get(i, j)).isCloseTo((float) means[j], CLOSE);
            }
        }
        assertThat(of(model, "output: pooled", pictures)).isEqualTo(before); // [n, 2, 1, 1] is one row each
    }

    @Test
    void a_row_can_have_length_one() throws IOException {
        Path model = Models.convolution().write(folder.resolve("m.onnx"));
        FloatMatrix rows = of(model, "unit: true", pictures(2, 4, 4));
        FloatMatrix plain = of(model, "", pictures(2, 4, 4));
        double length = Math.sqrt(plain.get(1, 0) * plain.get(1, 0)
                + plain.get(1, 1) * plain.get(1, 1)
                + plain.get(1, 2) * plain.get(1, 2));
        assertThat(rows.get(1, 2)).isCloseTo(plain.get(1, 2) / length, within(1e-7));
    }

    @Test
    void tokens_are_pooled_as_asked() throws IOException {
        // [n, 3, 4, 4] as [n, 3, 16]: three tokens, the planes.
        Path model = new WrittenModel()
                .input("x", WrittenModel.FLOAT, -1, 3, 4, 4)
                .wholeNumbers("shape", 0, 3, 16)
                .node("Reshape", "x,shape", "tokens")
                .output("tokens", WrittenModel.FLOAT, -1, 3, 16)
                .write(folder.resolve("m.onnx"));
        List<Picture> pictures = pictures(2, 4, 4);
        BufferedImage second = pictures.get(1).image();
        FloatMatrix first = of(model, "pooling: cls", pictures);
        FloatMatrix mean = of(model, "pooling: mean", pictures);
        for (int place = 0; place < 16; place++) {
            double red = pixel(second, place % 4, place / 4, 0);
            double all = red + pixel(second, place % 4, place / 4, 1) + pixel(second, place % 4, place / 4, 2);
            assertThat((float) first.get(1, place)).isEqualTo((float) red);
            assertThat((float) mean.get(1, place)).isCloseTo((float) (all / 3), CLOSE);
        }
        assertThatThrownBy(() -> of(model, "", pictures))
                .isInstanceOf(BadDataException.class)
                .hasMessage(
                        "The output (tokens) has the shape [16, 3, 16], several rows for each item. Maybe (pooling: mean) or (pooling: cls).");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 32})
    void a_row_does_not_depend_on_its_neighbours_or_on_threads(int n) throws IOException {
        Path model = Models.convolution().write(folder.resolve("m.onnx"));
        List<Picture> pictures = pictures(32, 9, 7);
        FloatMatrix all = of(model, "batch: 5", pictures);
        FloatMatrix some = of(model, "batch: 5", pictures.subList(32 - n, 32));
        FloatMatrix inParallel = Workers.using(3, () -> {
            try {
                return of(model, "batch: 5", pictures);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(inParallel).isEqualTo(all);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < 3; j++) {
                assertThat(some.get(i, j)).isEqualTo(all.get(32 - n + i, j));
            }
        }
    }

    @Test
    void a_model_of_one_fixed_batch_is_given_that_batch() throws IOException {
        Path one = Models.convolution(1).write(folder.resolve("one.onnx"));
        Path free = Models.convolution().write(folder.resolve("free.onnx"));
        assertThat(of(one, "", pictures(5, 4, 4))).isEqualTo(of(free, "", pictures(5, 4, 4)));
    }

    @Test
    void half_precision_is_accepted() throws IOException {
        Path model = new WrittenModel()
                .input("x", WrittenModel.FLOAT16, -1, 3, 1, 1)
                .node("Flatten", "x", "y")
                .output("y", WrittenModel.FLOAT16, -1, 3)
                .write(folder.resolve("m.onnx"));
        FloatMatrix rows = of(model, "", List.<Picture>of(() -> Patterns.plain(2, 2, 0xFF0033)));
        assertThat(rows.values()).containsExactly(1f, 0f, Float.float16ToFloat(Float.floatToFloat16(0.2f)));
    }

    @Test
    void weights_may_lie_beside_the_model() throws IOException {
        WrittenModel written = Models.convolutionWithWeightsIn("weights.bin");
        Path model = written.write(folder.resolve("m.onnx"));
        assertThatThrownBy(() -> of(model, "", pictures(1, 4, 4)))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining(
                        "has weights in a file (" + folder.resolve("weights.bin") + ") that is not there");
        Files.write(folder.resolve("weights.bin"), Models.bytes(Models.LAST));
        Path whole = Models.convolution().write(folder.resolve("whole.onnx"));
        assertThat(of(model, "", pictures(3, 4, 4))).isEqualTo(of(whole, "", pictures(3, 4, 4)));
        String before = ModelFile.named(model.toString()).hash();
        Files.write(folder.resolve("weights.bin"), Models.bytes(new float[6]));
        assertThat(ModelFile.named(model.toString()).hash()).isNotEqualTo(before);
    }

    @Test
    void a_folder_is_opened_with_a_model() throws IOException {
        Path model = Models.convolution().write(folder.resolve("m.onnx"));
        Path photos = Files.createDirectory(folder.resolve("photos"));
        Files.createDirectory(photos.resolve("cat"));
        Files.createDirectory(photos.resolve("dog"));
        Patterns.png(photos.resolve("cat/1.png"), Patterns.picture(30, 20));
        Patterns.png(photos.resolve("dog/2.png"), Patterns.picture(20, 30));
        Dataset dataset = Datasets.open(
                "%s{features: embedding{model: \"%s\", output: flat}}".formatted(photos, model), List.of(), 1);
        assertThat(dataset.classes()).containsExactly("cat", "dog");
        assertThat(dataset.cols()).isEqualTo(2);
        List<Picture> pictures = List.of(() -> Patterns.picture(30, 20), () -> Patterns.picture(20, 30));
        FloatMatrix direct = Parts.read(
                        PictureFeatures.class, "embedding{model: \"%s\", output: flat}".formatted(model))
                .rows(pictures);
        assertThat(dataset.features()).isEqualTo(direct);
        Files.writeString(photos.resolve("dog/3.png"), "no picture");
        assertThatThrownBy(() ->
                        Datasets.open("%s{features: embedding{model: \"%s\"}}".formatted(photos, model), List.of(), 1))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("3.png")
                .hasMessageContaining("is no JPEG, PNG");
    }

    @Test
    void one_picture_alone_has_the_row_it_has_among_others() throws IOException {
        Path model = Models.convolution().write(folder.resolve("m.onnx"));
        PictureFeatures features = Parts.read(PictureFeatures.class, "embedding{model: \"%s\"}".formatted(model));
        float[] out = new float[5];
        features.write(Patterns.picture(6, 6), out, 1);
        FloatMatrix row = features.rows(List.<Picture>of(() -> Patterns.picture(6, 6)));
        assertThat(features.cols()).isEqualTo(3);
        assertThat(out).containsExactly(0, row.values()[0], row.values()[1], row.values()[2], 0);
    }

    @Test
    void rows_stand_beside_other_features() throws IOException {
        Path model = Models.convolution().write(folder.resolve("m.onnx"));
        List<Picture> pictures = pictures(3, 8, 8);
        String embedding = "embedding{model: \"%s\"}".formatted(model);
        FloatMatrix both = Parts.read(
                        PictureFeatures.class,
                        "together{parts: [thumbnail{size: 2, colours: 0}, %s]}".formatted(embedding))
                .rows(pictures);
        FloatMatrix thumbnails = Parts.read(PictureFeatures.class, "thumbnail{size: 2, colours: 0}")
                .rows(pictures);
        FloatMatrix rows = Parts.read(PictureFeatures.class, embedding).rows(pictures);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 7; j++) {
                assertThat(both.get(i, j)).isEqualTo(j < 4 ? thumbnails.get(i, j) : rows.get(i, j - 4));
            }
        }
    }
}
