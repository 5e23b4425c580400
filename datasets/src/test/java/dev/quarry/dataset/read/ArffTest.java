package dev.quarry.dataset.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.dataset.Dataset;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArffTest {

    private static final String HEAD = """
            % made by hand
            @RELATION small
            @attribute 'PR.AXIS ASPECT RATIO'  real
            @attribute "colour of it" {red, 'dark blue'}
            @Attribute size INTEGER
            @attribute Class {van,bus}

            @DATA
            """;

    @TempDir
    Path folder;

    private Dataset read(String options, String text) throws IOException {
        return Written.read(Parts.read(Format.class, options), Written.text(folder, "x.arff", text));
    }

    @Test
    void quoted_names_nominal_and_missing_values_are_read() throws IOException {
        Dataset data = read(
                "arff{scaling: unscaled}",
                HEAD + "1.5, red, 3, bus\n% a remark\n?, 'dark blue', ?, van\n2.5,?,5,?\n%\n");
        assertThat(data.featureNames())
                .containsExactly(
                        "PR.AXIS ASPECT RATIO", "colour of it=dark blue", "colour of it=red", "colour of it=?", "size");
        assertThat(data.classes()).containsExactly("van", "bus"); // as declared
        assertThat(data.labels()).containsExactly(1, 0, Dataset.UNKNOWN);
        assertThat(data.features().get(1, 0)).isEqualTo(2);
        assertThat(data.features().get(1, 1)).isEqualTo(1);
        assertThat(data.features().get(2, 3)).isEqualTo(1);
    }

    @Test
    void the_label_is_chosen_by_name_and_attributes_can_be_left_out() throws IOException {
        Dataset data = read("arff{label: colour of it, ignore: [Class]}", HEAD + "1,red,2,bus\n");
        assertThat(data.classes()).containsExactly("red", "dark blue");
        assertThat(data.cols()).isEqualTo(2);
    }

    @Test
    void strings_are_texts_where_they_are_named_so() throws IOException {
        String text = "@relation t\n@attribute words string\n@attribute y {a,b}\n@data\n'it\\'s, here',a\n";
        assertThat(read("arff{text: [words]}", text).text(0)).contains("it's, here");
        assertThatThrownBy(() -> read("arff", text))
                .hasMessageContaining("The attribute (words) of (x.arff) has the type (string), which is no feature.");
    }

    @Test
    void what_is_not_declared_is_named_with_line_and_value() {
        assertThatThrownBy(() -> read("arff", HEAD + "1,red,3,bus\n1,red,3,bsu\n"))
                .hasMessage(
                        "In line (10) of (x.arff): There is no value of column (Class) named (bsu). Maybe (bus). Known: van, bus.");
        assertThatThrownBy(() -> read("arff", HEAD + "1,red,big,bus\n"))
                .hasMessageContaining("The value (big) of column (size) in line (9) of (x.arff) is not a number.");
        assertThatThrownBy(() -> read("arff", HEAD + "1,red,3\n"))
                .hasMessageContaining("Line (9) of (x.arff) has (3) values but there are (4) columns.");
    }

    @Test
    void sparse_rows_are_refused_rather_than_misread() {
        assertThatThrownBy(() -> read("arff", HEAD + "{0 1.5, 3 bus}\n"))
                .hasMessageContaining("Line (9) of (x.arff) is a sparse row");
    }

    @Test
    void broken_heads_are_named() {
        assertThatThrownBy(() -> read("arff", "@relation x\n@attribute a real\n"))
                .hasMessageContaining("(x.arff) has no line (@data)");
        assertThatThrownBy(() -> read("arff", "a,b,c\n1,2,3\n"))
                .hasMessageContaining("Line (1) of (x.arff) reads (a,b,c) where (@attribute) or (@data) is expected.");
        assertThatThrownBy(() -> read("arff", "@attribute 'a real\n@data\n"))
                .hasMessageContaining("lacks its name or type");
        assertThatThrownBy(() -> read("arff{label: colour}", HEAD + "1,red,2,bus\n"))
                .hasMessageContaining("There is no column in (x.arff) named (colour).");
        assertThatThrownBy(() -> read("arff", HEAD)).hasMessageContaining("(x.arff) has no rows");
    }

    @Test
    void a_second_file_must_declare_the_same() throws IOException {
        Path one = Written.text(folder, "one.arff", HEAD + "1,red,2,bus\n");
        Path same = Written.text(folder, "same.arff", HEAD + "2,red,2,van\n");
        Path other = Written.text(
                folder, "other.arff", "@relation o\n@attribute a real\n@attribute Class {van}\n@data\n1,van\n");
        Dataset both = new Arff()
                .read(List.of(new Source(one, false), new Source(same, true)))
                .build();
        assertThat(both.testRows()).containsExactly(1);
        assertThatThrownBy(() -> new Arff().read(List.of(new Source(one, false), new Source(other, true))))
                .hasMessageContaining("(other.arff) declares other attributes than (one.arff)");
    }
}
