package dev.quarry.dataset.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.dataset.Dataset;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesTest {

    @TempDir
    Path folder;

    @Test
    void a_label_in_front_ends_at_its_character_and_the_text_begins_after_the_other() throws IOException {
        Path file = Written.text(
                folder,
                "t",
                "DESC:manner How did serfdom: develop ?\n\nLOC:city Sister\u00F0city ?\n",
                StandardCharsets.ISO_8859_1);
        Format trec = Parts.read(Format.class, "lines{label-end: colon, text-start: blank, charset: ISO-8859-1}");
        Dataset data = Written.read(trec, file);
        assertThat(data.classes()).containsExactly("DESC", "LOC");
        assertThat(data.text(0)).contains("How did serfdom: develop ?");
        assertThat(data.text(1)).contains("Sister\u00F0city ?");
    }

    @Test
    void fine_labels_are_those_up_to_the_blank() throws IOException {
        Path file = Written.text(folder, "t", "DESC:manner How ?\n");
        assertThat(Written.read(Parts.read(Format.class, "lines{label-end: blank}"), file)
                        .classes())
                .containsExactly("DESC:manner");
    }

    @Test
    void plain_lines_are_unlabelled_items() throws IOException {
        Dataset data = Written.read(new Lines(), Written.text(folder, "t.txt", "one \"quoted\", text\r\n\r\ntwo\r\n"));
        assertThat(data.size()).isEqualTo(2);
        assertThat(data.labels()).containsOnly(Dataset.UNKNOWN);
        assertThat(data.text(0)).contains("one \"quoted\", text");
    }

    @Test
    void a_line_without_its_label_is_named() throws IOException {
        Path file = Written.text(folder, "t.txt", "a:one\ntwo\n");
        assertThatThrownBy(() -> Written.read(Parts.read(Format.class, "lines{label-end: colon}"), file))
                .hasMessage(
                        "Line (2) of (t.txt) lacks the character (:) between label and text. Maybe its lines have no labels.");
    }

    @Test
    void an_empty_file_and_another_character_set_get_their_sentence() throws IOException {
        Path empty = Written.text(folder, "e.txt", "\n\n");
        assertThatThrownBy(() -> Written.read(new Lines(), empty)).hasMessageContaining("e.txt) has no lines.");
        Path latin = Written.text(folder, "l.txt", "na\u00EFve\n", StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> Written.read(new Lines(), latin))
                .hasMessageContaining("Maybe say (charset: ISO-8859-1).");
    }
}
