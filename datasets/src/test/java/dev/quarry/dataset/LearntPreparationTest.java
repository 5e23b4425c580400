package dev.quarry.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.bundle.State;
import dev.quarry.dataset.catalogue.Datasets;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is learnt from one file is applied to another. */
class LearntPreparationTest {

    @TempDir
    Path folder;

    private static final String TRAIN = "age,colour,label\n10,red,a\n20,green,b\n60,red,a\n";

    private Dataset open(String name, String content, String options) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, content);
        return Datasets.open(file + options, List.of(), 0);
    }

    private static double[] row(Matrix matrix, int row) {
        double[] values = new double[matrix.cols()];
        matrix.copyRow(row, values);
        return values;
    }

    @Test
    void the_same_data_give_the_same_bits() throws IOException {
        Dataset train = open("train.csv", TRAIN, "");
        Dataset again = open("again.csv", TRAIN, "");
        State learnt = train.learn(new int[] {0, 1});
        assertThat(train.features(learnt)).isEqualTo(train.features(new int[] {0, 1}));
        assertThat(again.features(learnt)).isEqualTo(train.features(learnt));
        assertThat(train.features(train.learn())).isEqualTo(train.features());
    }

    @Test
    void new_numbers_are_scaled_as_those_that_were_learnt() throws IOException {
        State learnt = open("train.csv", TRAIN, "{scaling: min-max}").learn();
        Matrix features = open("new.csv", "age,colour,label\n35,red,a\n110,green,a\n", "{scaling: standardise}")
                .features(learnt);
        assertThat(features.get(0, 0)).isEqualTo(0.5); // (35 − 10) / (60 − 10)
        assertThat(features.get(1, 0)).isEqualTo(2);
    }

    @Test
    void columns_go_by_their_names_whatever_their_order_and_company() throws IOException {
        State learnt = open("train.csv", TRAIN, "{scaling: unscaled}").learn();
        Dataset other = open("new.csv", "size,colour,age,label\n7,red,30,a\n8,green,40,b\n", "");
        assertThat(row(other.features(learnt), 0)).containsExactly(30, 0, 1); // age, colour=green, colour=red
        assertThat(row(other.features(learnt), 1)).containsExactly(40, 1, 0);
    }

    @Test
    void a_level_that_is_not_here_is_0_and_a_new_one_is_dropped() throws IOException {
        State learnt = open("train.csv", TRAIN, "{scaling: unscaled}").learn();
        Dataset other = open("new.csv", "age,colour,label\n30,red,a\n40,blue,b\n", "");
        assertThat(row(other.features(learnt), 0)).containsExactly(30, 0, 1);
        assertThat(row(other.features(learnt), 1)).containsExactly(40, 0, 0);
    }

    @Test
    void missing_values_are_filled_with_what_was_learnt() throws IOException {
        Dataset train = open("train.csv", TRAIN + "30,,b\n", "{scaling: unscaled}");
        assertThat(train.featureNames()).containsExactly("age", "colour=green", "colour=red", "colour=?");
        Dataset other = open("new.csv", "age,colour,label\n,,a\n", "");
        assertThat(row(other.features(train.learn()), 0)).containsExactly(25, 0, 0, 1); // median of 10, 20, 30, 60
    }

    @Test
    void a_column_that_is_gone_is_named() throws IOException {
        State learnt = open("train.csv", TRAIN, "").learn();
        Dataset noAge = open("no-age.csv", "colour,label\nred,a\n", "{header: true}");
        assertThatThrownBy(() -> noAge.features(learnt))
                .hasMessage(
                        "The dataset (no-age.csv): There is no column (age), which the features were learnt with. Maybe it has another name here, or the file belongs to another dataset.");
        Dataset noColour = open("no-colour.csv", "age,label\n3,a\n", "");
        assertThatThrownBy(() -> noColour.features(learnt)).hasMessageContaining("There is no column (colour)");
    }

    @Test
    void a_column_that_changed_its_nature_is_named() throws IOException {
        State learnt = open("train.csv", TRAIN, "").learn();
        Dataset words = open("words.csv", "age,colour,label\nold,red,a\n", "{header: true}");
        assertThatThrownBy(() -> words.features(learnt))
                .hasMessageContaining(
                        "The column (age) held numbers when the features were learnt but is nominal here.");
        Dataset codes = open("codes.csv", "age,colour,label\n3,4,a\n", "");
        assertThatThrownBy(() -> codes.features(learnt))
                .hasMessageContaining(
                        "The column (colour) was nominal when the features were learnt but holds numbers here, such as (4.0). Maybe declare it (nominal: [colour]).");
    }

    @Test
    void two_columns_of_one_name_cannot_be_matched() throws IOException {
        State learnt = open("train.csv", TRAIN, "").learn();
        Dataset twice = open("twice.csv", "age,age,colour,label\n3,4,red,a\n", "{header: true}");
        assertThatThrownBy(() -> twice.features(learnt)).hasMessageContaining("(age) occurs twice");
    }

    @Test
    void names_with_line_breaks_are_kept() throws IOException {
        String content = "\"a\nb\",c\\n,label\n1,\"x\ny\",0\n";
        Dataset train = open("odd.csv", content, "{header: true}");
        State learnt = train.learn();
        assertThat(train.featureNames()).containsExactly("a\nb", "c\\n=x\ny");
        Dataset other = open("other.csv", "c\\n,\"a\nb\",label\n\"x\ny\",1,0\n", "{header: true}");
        assertThat(other.features(learnt)).isEqualTo(train.features());
    }

    @Test
    void without_names_the_number_of_columns_must_agree() {
        Preparation two = Preparation.fixed(FloatMatrix.of(new float[] {1, 2}), List.of());
        Preparation three = Preparation.fixed(FloatMatrix.of(new float[] {1, 2, 3}), List.of("a", "b", "c"));
        Preparation twoNamed = Preparation.fixed(FloatMatrix.of(new float[] {1, 2}), List.of("b", "c"));
        assertThat(twoNamed.apply(two.learn(new int[] {0}))).isEqualTo(FloatMatrix.of(new float[] {1, 2}));
        assertThat(three.apply(twoNamed.learn(new int[] {0}))).isEqualTo(FloatMatrix.of(new float[] {2, 3}));
        assertThatThrownBy(() -> three.apply(two.learn(new int[] {0})))
                .hasMessage(
                        "The features were learnt with (2) columns but there are (3) here. Maybe it is another kind of data.");
    }

    @Test
    void words_weigh_what_they_weighed_when_they_were_learnt() throws IOException {
        Dataset train = open("train.txt", "cat dog\ncat\nbird\n", "{features: hashed-text{dimensions: 4096}}");
        Dataset other = open("new.txt", "dog cat\n", "{features: hashed-text{dimensions: 64}}");
        assertThat(row(other.features(train.learn()), 0)).isEqualTo(row(train.features(), 0));
        assertThat(other.cols()).isEqualTo(64);
    }

    @Test
    void pictures_go_through_the_features_that_were_learnt_with() throws IOException {
        Dataset small =
                Datasets.open("shapes{n: 12, size: 32, features: thumbnail{size: 4, colours: 0}}", List.of(), 1);
        Dataset large = Datasets.open("shapes{n: 12, size: 32, features: pixels}", List.of(), 1);
        assertThat(large.features(small.learn())).isEqualTo(small.features());
    }

    @Test
    void pictures_of_one_file_go_the_way_of_pictures_in_files() throws IOException {
        byte[] pixels = {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 0, 51, 102, (byte) 255};
        Files.write(folder.resolve("train-images-idx3-ubyte"), pixels);
        Files.write(folder.resolve("train-labels-idx1-ubyte"), new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 0});
        String file = folder.resolve("train-images-idx3-ubyte").toString();
        Dataset idx = Datasets.open(file, List.of(), 0);
        assertThat(row(idx.features(), 0)).containsExactly(0, 0.2f, 0.4f, 1);
        assertThat(idx.shape()).contains(new PictureShape(1, 2, 2));
        BufferedImage picture = new BufferedImage(4, 2, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setSample(3, 0, 0, 255);
        Files.createDirectories(folder.resolve("photos"));
        ImageIO.write(picture, "png", folder.resolve("photos/one.png").toFile());
        Dataset photos = Datasets.open(folder.resolve("photos").toString(), List.of(), 0);
        assertThat(row(photos.features(idx.learn()), 0)).containsExactly(0, 0.5, 0, 0);
        Dataset measured = Datasets.open(file + "{features: [quality, colour-histogram]}", List.of(), 0);
        assertThat(measured.cols()).isEqualTo(74);
        assertThat(measured.featureNames()).startsWith("brightness", "contrast").contains("colour-histogram 63");
        assertThat(measured.features().get(0, 1)).isEqualTo(255); // contrast of 0 to 255
        assertThat(measured.shape()).isEmpty();
    }

    @Test
    void options_of_columns_can_be_said_of_a_file() throws IOException {
        Dataset train = open("train.csv", TRAIN + ",red,a\n", "{impute: mean{indicator: true}, scaling: robust}");
        assertThat(train.featureNames()).containsExactly("age", "colour=green", "colour=red", "age=?");
        assertThat(row(train.features(), 3)).containsExactly(new double[] {0.25, 0, 1, 1}, within(1e-6));
        // 10 20 30 60: median 25, quartiles 17.5 and 37.5
    }

    @Test
    void other_kinds_of_data_are_refused() throws IOException {
        State texts = open("train.txt", "cat dog\n", "").learn();
        Dataset table = open("train.csv", TRAIN, "");
        assertThatThrownBy(() -> table.features(texts))
                .hasMessage(
                        "The dataset (train.csv): The features were learnt from (texts) but the items are (columns) here. Maybe they must be read in the same way, with the same options.");
    }
}
