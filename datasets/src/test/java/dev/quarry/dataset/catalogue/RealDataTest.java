package dev.quarry.dataset.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.PictureShape;
import dev.quarry.dataset.RealData;
import dev.quarry.dataset.read.Cifar;
import dev.quarry.dataset.read.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published datasets as they are: counts as their READMEs state them, and the traps of their files. */
class RealDataTest {

    private static Dataset load(String name) throws IOException {
        return Catalogue.find(name).load(List.of(RealData.folder()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            iris                    |   150 |   0.3 | 50 50 50
            wine                    |   178 |   0.3 | 59 71 48
            breast-cancer-wdbc      |   569 |   0.3 | 357 212
            digits-8x8              |  1797 |   0.3 | 178 182 177 183 181 182 181 179 174 180
            spambase                |  4601 |   0.3 | 2788 1813
            ionosphere              |   351 |   0.3 | 126 225
            letter                  | 20000 |  4000 | 789 766 736 805 768 775 773 734 755 747 739 761 792 783 753 803 783 758 748 796 813 764 752 787 786 734
            vehicle                 |   846 |   0.3 | 212 217 218 199
            waveform                |  5000 |   0.3 | 1692 1653 1655
            adult                   | 48842 | 16281 | 37155 11687
            winequality-white       |  4898 |   0.3 | 20 163 1457 2198 880 175 5
            electricity             | 45312 |     0 | 26075 19237
            emb-cifar10             | 12000 |  2000 | 1200 1200 1200 1200 1200 1200 1200 1200 1200 1200
            sms-spam                |  5574 |   0.3 | 4827 747
            amazon-sentences        |  1000 |   0.3 | 500 500
            trec                    |  5952 |   500 | 95 1300 1344 1288 916 1009
            asreview-kitchenham2010 |  1704 |     0 | 1659 45
            asreview-nagtegaal2019  |  2019 |     0 | 1918 101
            clothing-photos         |   341 |   0.3 | 32 14 49 24 49 29 26 25 12 81
            trees-tiny              |    21 |     0 | 10 10
            """)
    void has_its_items_classes_and_test_rows(String name, int items, double test, String counts) throws IOException {
        Dataset data = load(name);
        assertThat(data.size()).isEqualTo(items);
        assertThat(data.classCounts())
                .containsExactly(Arrays.stream(counts.split(" ", -1))
                        .mapToInt(Integer::parseInt)
                        .toArray());
        if (test >= 1 || test == 0) {
            assertThat(data.testRows()).hasSize((int) test);
        } else {
            assertThat((double) data.testRows().length / items).isBetween(0.295, 0.305);
        }
    }

    @Test
    void iris_is_sorted_by_class() throws IOException {
        Dataset data = load("iris");
        assertThat(data.label(0)).isEqualTo(data.label(49)).isNotEqualTo(data.label(50));
        assertThat(data.classes()).containsExactly("Iris-setosa", "Iris-versicolor", "Iris-virginica");
        assertThat(data.featureNames()).contains("petal length");
    }

    @Test
    void patients_of_wdbc_name_the_items_and_are_no_feature() throws IOException {
        Dataset data = load("breast-cancer-wdbc");
        assertThat(data.items().id(0)).isEqualTo(842302);
        assertThat(data.classes()).containsExactly("B", "M");
        assertThat(data.label(0)).isEqualTo(1);
    }

    @Test
    void letter_has_its_label_first_and_its_last_4000_rows_for_testing() throws IOException {
        Dataset data = load("letter");
        assertThat(data.classes().get(data.label(0))).isEqualTo("T");
        assertThat(data.testRows()).startsWith(16000).endsWith(19999);
    }

    @Test
    void the_fixed_column_of_ionosphere_becomes_0() throws IOException {
        Dataset data = load("ionosphere");
        assertThat(IntStream.range(0, data.size())
                        .mapToDouble(row -> data.features().get(row, 1)))
                .containsOnly(0.0);
    }

    @Test
    void digits_lie_between_0_and_1_in_16_steps() throws IOException {
        Dataset data = load("digits-8x8");
        assertThat(data.features().get(0, 2)).isEqualTo(5 / 16.0);
    }

    @Test
    void adult_has_108_columns_with_missing_values_as_a_level() throws IOException {
        Dataset data = load("adult");
        assertThat(data.cols()).isEqualTo(108);
        assertThat(data.featureNames())
                .contains("workclass=?", "occupation=?", "native-country=?", "age", "sex=Female")
                .doesNotContain("sex=?");
        int unknownWork = data.featureNames().indexOf("workclass=?");
        assertThat(IntStream.of(data.poolRows()).filter(row -> data.features().get(row, unknownWork) == 1))
                .hasSize(1836);
        assertThat(IntStream.of(data.testRows()).filter(row -> data.label(row) == 1))
                .hasSize(3846);
    }

    @Test
    void saying_what_came_last_is_right_in_85_percent_of_electricity() throws IOException {
        Dataset data = load("electricity");
        long same = IntStream.range(1, data.size())
                .filter(row -> data.label(row) == data.label(row - 1))
                .count();
        assertThat((double) same / (data.size() - 1)).isBetween(0.8533, 0.8534);
    }

    @Test
    void quoted_names_of_vehicle_are_read() throws IOException {
        assertThat(load("vehicle").featureNames())
                .contains("PR.AXIS ASPECT RATIO")
                .hasSize(18);
    }

    @ParameterizedTest
    @CsvSource({"mnist,7,2,1", "fashion-mnist,9,2,1"})
    void idx_files_have_their_first_labels_and_pictures(String name, int first, int second, int third)
            throws IOException {
        Dataset data = load(name);
        assertThat(data.size()).isEqualTo(22000);
        assertThat(data.shape()).contains(new PictureShape(1, 28, 28));
        assertThat(data.testRows()).hasSize(10000).startsWith(12000);
        assertThat(new int[] {data.label(12000), data.label(12001), data.label(12002)})
                .containsExactly(first, second, third);
        double sum = IntStream.range(0, 784)
                .mapToDouble(pixel -> data.features().get(12000, pixel))
                .sum();
        assertThat(sum).isBetween(20.0, 400.0);
        assertThat(data.picture(12000).orElseThrow().image().getWidth()).isEqualTo(28);
    }

    @Test
    void banking77_keeps_the_line_breaks_inside_its_quotes() throws IOException {
        Dataset data = load("banking77");
        assertThat(data.size()).isEqualTo(13083);
        assertThat(data.testRows()).hasSize(3080).startsWith(10003);
        assertThat(data.classes()).hasSize(77);
        assertThat(IntStream.range(0, data.size())
                        .filter(row -> data.text(row).orElseThrow().contains("\n")))
                .hasSize(13);
    }

    @Test
    void trec_is_read_as_latin_1() throws IOException {
        Dataset data = load("trec");
        assertThat(IntStream.range(0, data.size())
                        .mapToObj(row -> data.text(row).orElseThrow()))
                .anyMatch(text -> text.contains("sister\u00F0city"));
        assertThat(data.text(0)).contains("How did serfdom develop in and then leave Russia ?");
        int[] pool = new int[6];
        Arrays.stream(data.poolRows()).forEach(row -> pool[data.label(row)]++);
        assertThat(pool).containsExactly(86, 1162, 1250, 1223, 835, 896);
    }

    @Test
    void quotes_of_sms_are_characters() throws IOException {
        Dataset data = load("sms-spam");
        assertThat(IntStream.range(0, data.size())
                        .filter(row -> data.text(row).orElseThrow().contains("\"")))
                .hasSize(145);
    }

    @Test
    void records_of_asreview_are_named_by_their_key_and_have_abstracts() throws IOException {
        Dataset data = load("asreview-kitchenham2010");
        assertThat(data.items().name(0)).isEqualTo("1");
        assertThat(IntStream.range(0, data.size())
                        .filter(row -> data.text(row).orElseThrow().strip().contains("\n")))
                .hasSize(1700);
    }

    @Test
    void hemlocks_and_cherries_have_one_photo_without_a_label() throws IOException {
        Dataset data = load("trees-tiny");
        assertThat(data.classes()).containsExactly("Hemlock", "Japanese_Cherry");
        int unlabelled = IntStream.range(0, 21)
                .filter(row -> data.label(row) == Dataset.UNKNOWN)
                .findFirst()
                .orElseThrow();
        assertThat(data.items().name(unlabelled)).isEqualTo("Test/test_image.jpg");
    }

    @Test
    void the_test_pictures_of_cifar_are_the_same_in_the_zip_and_in_the_binary_layout() throws IOException {
        Path folder = RealData.folder().resolve("cifar10-jpeg");
        Dataset zip = load("cifar10-jpeg");
        Dataset binary = new Cifar()
                .read(List.of(new Source(folder.resolve("test2000_from_jpeg.bin.gz"), true)))
                .build();
        assertThat(zip.size()).isEqualTo(12000);
        assertThat(zip.testRows()).hasSize(2000);
        assertThat(binary.size()).isEqualTo(2000);
        int[] rank = new int[10];
        int compared = 0;
        for (int row = 0; row < 2000; row++) { // the number of a file is its rank within its class
            int label = binary.label(row);
            int number = rank[label]++;
            if (row % 50 == 0 && number < 200) {
                int same = 10000 + 200 * label + number;
                assertThat(zip.label(same)).isEqualTo(label);
                double difference = 0;
                for (int j = 0; j < 3072; j++) {
                    difference += Math.abs(
                            zip.features().get(same, j) - binary.features().get(row, j));
                }
                assertThat(difference / 3072).isLessThan(0.005); // decoders of JPEG may differ by a step
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(30);
    }
}
