package dev.quarry.dataset.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.reduce.Pca;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {

    @TempDir
    Path folder;

    private Dataset read(String options, String text) throws IOException {
        return Written.read(Parts.read(Format.class, options), Written.text(folder, "x.csv", text));
    }

    @Test
    void with_a_header_everything_is_found_out() throws IOException {
        Dataset data = read("csv", "height,Class,width\n1,b,3\n2,a,5\n");
        assertThat(data.featureNames()).containsExactly("height", "width");
        assertThat(data.classes()).containsExactly("a", "b");
        assertThat(data.labels()).containsExactly(1, 0);
        assertThat(data.features().get(1, 1)).isEqualTo(1); // standardised
    }

    @Test
    void without_a_header_the_last_column_is_the_label() throws IOException {
        Dataset data = read("csv{scaling: unscaled}", "5.1,3.5,Iris-setosa\n4.9,3.0,Iris-setosa\n");
        assertThat(data.size()).isEqualTo(2);
        assertThat(data.featureNames()).containsExactly("0", "1");
        assertThat(data.classes()).containsExactly("Iris-setosa");
        assertThat(data.features().get(1, 1)).isEqualTo(3);
    }

    @Test
    void a_table_of_words_without_header_keeps_its_first_line() throws IOException {
        Dataset data = read("csv{text: [1], label: 0}", "ham,Go until\nspam,Free entry\n");
        assertThat(data.size()).isEqualTo(2);
        assertThat(data.text(0)).contains("Go until");
    }

    @Test
    void attributes_are_known_beside_the_features_and_go_with_every_copy() throws IOException {
        String table = "id,height,patient,price,y\nk1,1,ann,2.5,a\nk2,2,?,4,b\nk3,3,ann,1,a\n";
        Dataset data = read("csv{key: id, attributes: [patient, price]}", table);
        assertThat(data.featureNames()).containsExactly("height");
        assertThat(data.attributes().columns()).containsExactly("patient", "price");
        for (Dataset copy : List.of(
                data,
                data.withTest(0.5, 1),
                data.withLabels(List.of("c"), new int[3]),
                data.reduced(new Pca(1, false)))) {
            assertThat(copy.attributes().texts("patient", copy.items())).containsExactly("ann", "", "ann");
            assertThat(copy.attributes().numbers("price", copy.items())).containsExactly(2.5, 4, 1);
        }
        assertThat(read("csv{text: [body], attributes: [who]}", "body,who,y\nhello,ann,a\nno,ben,b\n")
                        .attributes()
                        .values("who"))
                .containsExactly("ann", "ben");
        assertThat(read("csv", table).attributes().columns()).isEmpty();
        assertThatThrownBy(() -> read("csv{attributes: [y]}", table))
                .hasMessageContaining("The column (y) of (x.csv) is the label, so it cannot be an attribute");
        assertThatThrownBy(() -> read("csv{attributes: [patent]}", table)).hasMessageContaining("patient");
    }

    @Test
    void the_label_may_stand_first_or_after_a_key() throws IOException {
        Dataset first = read("csv{label: first, header: false}", "T,2,8\nI,5,12\n");
        assertThat(first.classes()).containsExactly("I", "T");
        assertThat(first.cols()).isEqualTo(2);
        Dataset second = read("csv{key: 0, label: 1, header: false}", "842302,M,17.99\n842517,B,20.57\n");
        assertThat(second.classes()).containsExactly("B", "M");
        assertThat(second.cols()).isEqualTo(1);
        assertThat(second.items().id(1)).isEqualTo(842517);
    }

    @Test
    void classes_that_are_numbers_come_in_the_order_of_numbers() throws IOException {
        assertThat(read("csv{header: false}", "1,10\n1,9\n1,2\n").classes()).containsExactly("2", "9", "10");
    }

    @Test
    void nominal_columns_become_one_column_for_each_value_and_one_for_missing() throws IOException {
        Dataset data = read("csv{header: true, label: y}", "c,x,y\nred,1,a\n?,2,b\nblue,3,a\nred,,b\n");
        assertThat(data.featureNames()).containsExactly("c=blue", "c=red", "c=?", "x");
        assertThat(data.features().get(0, 1)).isEqualTo(1);
        assertThat(data.features().get(1, 2)).isEqualTo(1);
        assertThat(data.features().get(1, 0)).isZero();
        assertThat(data.features().get(3, 3)).isCloseTo(0, within(1e-6)); // the median 2 is the mean
    }

    @Test
    void codes_that_look_like_numbers_are_nominal_where_it_is_said() throws IOException {
        Dataset data = read("csv{header: true, nominal: [zip], label: y}", "zip,y\n10,a\n9,b\n");
        assertThat(data.featureNames()).containsExactly("zip=9", "zip=10");
    }

    @Test
    void medians_are_those_of_the_pool_rows() throws IOException {
        Path train = Written.text(folder, "train.csv", "1,a\n3,a\n?,b\n");
        Path test = Written.text(folder, "test.csv", "100,a\n?,b\n");
        Csv csv = (Csv) Parts.read(Format.class, "csv{header: false, scaling: unscaled}");
        Dataset data = csv.read(List.of(new Source(train, false), new Source(test, true)))
                .build();
        assertThat(data.testRows()).containsExactly(3, 4);
        assertThat(data.features().get(2, 0)).isEqualTo(2);
        assertThat(data.features().get(4, 0)).isEqualTo(2);
        assertThat(data.features(new int[] {3}).get(2, 0)).isEqualTo(100);
    }

    @Test
    void blanks_question_marks_comments_and_full_stops_of_adult_are_survived() throws IOException {
        Path train = Written.text(folder, "adult.data", "39, State-gov, <=50K\n50, ?, >50K\n\n");
        Path test = Written.text(folder, "adult.test", "|1x3 Cross validator\n25, Private, <=50K.\n38, ?, >50K.\n");
        Csv csv = (Csv) Parts.read(Format.class, "csv{header: false, label-suffix: ., comment: bar}");
        Dataset data = csv.read(List.of(new Source(train, false), new Source(test, true)))
                .build();
        assertThat(data.classes()).containsExactly("<=50K", ">50K");
        assertThat(data.labels()).containsExactly(0, 1, 0, 1);
        assertThat(data.featureNames()).containsExactly("0", "1=Private", "1=State-gov", "1=?");
    }

    @Test
    void text_with_line_breaks_inside_quotes_is_one_item() throws IOException {
        Dataset data = read("csv{text: [text]}", "text,category\n\"first\nsecond, third\",a\nplain,b\n");
        assertThat(data.size()).isEqualTo(2);
        assertThat(data.text(0)).contains("first\nsecond, third");
        assertThat(data.cols()).isEqualTo(4096);
    }

    @Test
    void several_text_columns_are_joined() throws IOException {
        Dataset data = read(
                "csv{text: [title, abstract], label: keep, key: id}", "id,title,abstract,keep\nr1,A,B,0\nr2,C,,1\n");
        assertThat(data.text(0)).contains("A\nB");
        assertThat(data.text(1)).contains("C\n");
        assertThat(data.items().name(1)).isEqualTo("r2");
    }

    @Test
    void the_delimiter_is_found_or_named() throws IOException {
        assertThat(read("csv", "a;b;class\n1;2;x\n").cols()).isEqualTo(2);
        assertThat(read("csv{delimiter: bar}", "a|b|class\n1|2|x\n").cols()).isEqualTo(2);
        Path tsv = Written.text(folder, "y.tsv", "1, one\t2\tx\n");
        assertThat(Written.read(Parts.read(Format.class, "csv{ignore: [0]}"), tsv)
                        .cols())
                .isEqualTo(1);
    }

    @Test
    void a_missing_label_is_unknown_and_one_class_is_enough_to_load() throws IOException {
        Dataset data = read("csv{header: false}", "1,a\n2,\n3,?\n");
        assertThat(data.labels()).containsExactly(0, Dataset.UNKNOWN, Dataset.UNKNOWN);
        assertThat(data.classes()).containsExactly("a");
        assertThat(read("csv{label: none, header: false}", "1,2\n3,4\n").classes())
                .isEmpty();
    }

    @Test
    void another_character_set_is_read_where_it_is_named() throws IOException {
        Path file = Written.text(folder, "l.csv", "text,label\ncaf\u00E9,a\n", StandardCharsets.ISO_8859_1);
        Format csv = Parts.read(Format.class, "csv{text: [text], charset: ISO-8859-1}");
        assertThat(Written.read(csv, file).text(0)).contains("caf\u00E9");
        assertThatThrownBy(() -> Written.read(Parts.read(Format.class, "csv{text: [text]}"), file))
                .hasMessageContaining("(l.csv) holds bytes that are not of its character set");
    }

    @Test
    void a_numeric_table_is_read_without_an_object_for_each_cell() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < 10_000; row++) {
            text.append("12.5,-3,0.001,7,8,9,1234567,0,1,2,a\n");
        }
        Path file = Written.text(folder, "many.csv", text.toString());
        Format csv = Parts.read(Format.class, "csv{header: false}");
        csv.read(List.of(new Source(file, false)));
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        csv.read(List.of(new Source(file, false)));
        double perCell = (thread.getCurrentThreadAllocatedBytes() - before) / 110_000.0;
        assertThat(perCell).isLessThan(32); // growing arrays and buffers; a String alone takes more
    }

    @Test
    void gzip_is_unpacked() throws IOException {
        Path file = Written.bytes(folder, "x.csv.gz", Written.gzip("1,a\n2,b\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(Written.read(new Csv(), file).size()).isEqualTo(2);
    }

    @Test
    void a_word_in_a_numeric_column_is_named_with_line_and_value() {
        assertThatThrownBy(() -> read("csv{header: true, label: y}", "x,y\n1,a\n2,b\ntwo,a\n"))
                .hasMessage(
                        "The value (two) of column (x) in line (4) of (x.csv) is not a number. Maybe it marks a missing value (missing: [...]), or the column is nominal (nominal: [x]).");
    }

    @Test
    void a_number_too_large_for_float32_is_refused_as_well() {
        assertThatThrownBy(() -> read("csv{header: false}", "1,a\n1e60,b\n"))
                .hasMessageContaining("The value (1e60) of column (0) in line (2)");
    }

    @Test
    void a_ragged_line_is_named() {
        assertThatThrownBy(() -> read("csv", "x,z,label\n1,2,a\n1,2,3,b\n"))
                .hasMessage(
                        "Line (3) of (x.csv) has (4) values but there are (3) columns. Maybe a value with a delimiter inside is not quoted.");
    }

    @Test
    void an_unknown_label_column_is_answered_with_the_nearest() {
        assertThatThrownBy(() -> read("csv{label: spices, header: true}", "petal,species\n1,a\n"))
                .hasMessage("There is no column in (x.csv) named (spices). Maybe (species). Known: petal, species.");
    }

    @Test
    void a_class_that_was_not_announced_is_named_with_its_line() {
        assertThatThrownBy(() -> read("csv{header: false, classes: [yes, no]}", "1,yes\n2,noo\n"))
                .hasMessageStartingWith(
                        "In line (2) of (x.csv): There is no value of column (1) named (noo). Maybe (no)");
    }

    @Test
    void empty_files_and_lone_headers_are_refused() {
        assertThatThrownBy(() -> read("csv", "")).hasMessageContaining("has no rows. Maybe it is empty.");
        assertThatThrownBy(() -> read("csv{header: true}", "a,b\n")).hasMessageContaining("(x.csv) has no rows.");
    }

    @Test
    void a_table_of_labels_alone_is_refused() {
        assertThatThrownBy(() -> read("csv{header: false}", "a\nb\n"))
                .hasMessageContaining("(x.csv) has no feature columns.");
    }

    @Test
    void a_column_of_keys_is_not_spread_into_thousands() {
        StringBuilder text = new StringBuilder("id,label\n");
        for (int i = 0; i < 1001; i++) {
            text.append("k").append(i).append(",a\n");
        }
        assertThatThrownBy(() -> read("csv", text.toString()))
                .hasMessageContaining(
                        "The column (id) of (x.csv) has more than (1000) different values, the last one being (k1000) in line (1002).")
                .hasMessageContaining("(ignore: [id])");
    }

    @Test
    void a_key_that_comes_twice_is_refused() {
        assertThatThrownBy(() -> read("csv{key: id}", "id,x,label\np,1,a\np,2,b\n"))
                .hasMessageContaining("The key column of (x.csv) names no items: The item (p)");
    }

    @Test
    void a_second_file_with_other_columns_is_refused() throws IOException {
        Path one = Written.text(folder, "one.csv", "x,label\n1,a\n");
        Path other = Written.text(folder, "other.csv", "z,label\n1,a\n");
        assertThatThrownBy(() -> new Csv().read(List.of(new Source(one, false), new Source(other, true))))
                .hasMessageContaining("(other.csv) does not begin with the columns [x, label]");
    }

    @Test
    void impossible_options_are_refused_before_anything_is_read() {
        assertThatThrownBy(() -> Parts.read(Format.class, "csv{charset: utf-99}"))
                .hasMessage("csv: There is no charset (utf-99). Maybe (UTF-8), (ISO-8859-1) or (windows-1252).");
        assertThatThrownBy(() -> Parts.read(Format.class, "csv{delimiter: ab}"))
                .hasMessageContaining("The delimiter (ab) is not a character.");
        assertThatThrownBy(() -> Parts.read(Format.class, "csv{lable: x}")).hasMessageContaining("Maybe (label)");
    }

    @Test
    void a_missing_file_is_named() {
        assertThatThrownBy(() -> Written.read(new Csv(), folder.resolve("gone.csv")))
                .hasMessageContaining("There is no file (")
                .hasMessageContaining("gone.csv");
    }
}
