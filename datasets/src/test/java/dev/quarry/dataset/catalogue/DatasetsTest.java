package dev.quarry.dataset.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.dataset.DataFile;
import dev.quarry.dataset.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {

    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Dataset open(String text) throws IOException {
        return Datasets.open(text, List.of(), 3);
    }

    @Test
    void a_generator_is_called_with_the_seed() throws IOException {
        Dataset data = open("moons{n: 50, noise: 0.2}");
        assertThat(data.size()).isEqualTo(50);
        assertThat(data.provenance().source()).endsWith("seed 3");
        assertThat(data.features())
                .isNotEqualTo(
                        Datasets.open("moons{n: 50, noise: 0.2}", List.of(), 4).features());
    }

    @Test
    void a_path_is_read_by_the_format_that_its_name_tells() throws IOException {
        Path csv = write("mine.csv", "x,label\n1,a\n2,b\n");
        Dataset data = open(csv.toString());
        assertThat(data.name()).isEqualTo("mine.csv");
        assertThat(data.classes()).containsExactly("a", "b");
        DataFile file = data.provenance().files().getFirst();
        assertThat(file.bytes()).isEqualTo(16);
        assertThat(file.sha256()).isEqualTo(Hashes.of(csv));
        assertThat(open(write("t.tsv", "1\ta\n").toString()).size()).isEqualTo(1);
        assertThat(open(write("a.arff", "@relation r\n@attribute x real\n@attribute y {a}\n@data\n1,a\n")
                                .toString())
                        .classes())
                .containsExactly("a");
        assertThat(open(write("l.txt", "one\ntwo\n").toString()).text(1)).contains("two");
    }

    @Test
    void options_of_the_format_and_a_split_follow_in_braces() throws IOException {
        Path csv = write("mine.csv", "k,x,z\np,1,a\nq,2,b\nr,3,a\ns,4,b\n");
        Dataset data = open(csv + "{key: k, label: z, header: true, test-fraction: 0.5}");
        assertThat(data.testRows()).hasSize(2);
        assertThat(data.items().name(0)).isEqualTo("p");
        Path more = write("more.csv", "k,x,z\nt,5,b\n");
        assertThat(open(csv + "{key: k, label: z, header: true, test: " + more + "}")
                        .testRows())
                .containsExactly(4);
    }

    @Test
    void the_format_can_be_said_where_the_name_does_not_tell_it() throws IOException {
        Path file = write("mine.dat", "a,1\nb,2\n");
        assertThat(open(file + "{format: csv{label: 0}}").classes()).containsExactly("a", "b");
        assertThatThrownBy(() -> open(file.toString()))
                .hasMessageContaining("mine.dat) does not tell its format.")
                .hasMessageContaining("csv");
        assertThatThrownBy(() -> open(file + "{format: csv, label: 0}"))
                .hasMessageContaining("The option (label) of (")
                .hasMessageContaining("belongs into its format");
    }

    @Test
    void what_nothing_has_is_answered_with_the_nearest() {
        assertThatThrownBy(() -> open("moon"))
                .hasMessageStartingWith("There is no dataset, generator, file or folder named (moon). Maybe (moons)");
        assertThatThrownBy(() -> open("letters")).hasMessageContaining("Maybe (letter)");
        assertThatThrownBy(() -> open("moons{nn: 3}")).hasMessageContaining("Maybe (n)");
        assertThatThrownBy(() -> open("letter{n: 3}"))
                .hasMessageContaining("is published as it is, so (n) cannot be said of it. Known: features, scaling");
        assertThatThrownBy(() -> open("[a, b]")).hasMessageContaining("is a list where one dataset is expected");
        assertThatThrownBy(() -> open(folder.toString())).hasMessageContaining("does not tell its format");
    }

    @Test
    void a_wrong_option_of_a_path_is_answered_with_the_nearest() throws IOException {
        Path csv = write("mine.csv", "x,label\n1,a\n");
        assertThatThrownBy(() -> open(csv + "{lable: x}"))
                .hasMessageContaining("There is no parameter of (csv) named (lable). Maybe (label).");
        assertThatThrownBy(() -> open(csv + "{test-fraction: half}"))
                .hasMessageContaining("The test-fraction (half) must be a number");
    }
}
