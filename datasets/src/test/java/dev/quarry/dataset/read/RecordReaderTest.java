package dev.quarry.dataset.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.dataset.read.RecordReader.Dialect;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {

    private static final Dialect CSV = new Dialect(',', "\"", false, Signs.NONE);

    private static List<List<String>> read(String text, Dialect dialect) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8, dialect);
    }

    private static List<List<String>> read(byte[] bytes, Charset charset, Dialect dialect) throws IOException {
        RecordReader records = new RecordReader("x.csv", new ByteArrayInputStream(bytes), charset, dialect);
        List<List<String>> all = new ArrayList<>();
        while (records.next()) {
            all.add(IntStream.range(0, records.cells()).mapToObj(records::cell).toList());
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void any_line_break_ends_a_record_and_the_last_may_lack_it(String end) throws IOException {
        assertThat(read("a,b" + end + end + "c,d", CSV)).containsExactly(List.of("a", "b"), List.of("c", "d"));
        assertThat(read("a,b" + end, CSV)).containsExactly(List.of("a", "b"));
    }

    @Test
    void quotes_hold_delimiters_line_breaks_and_doubled_quotes() throws IOException {
        assertThat(read("\"a,b\",\"line 1\r\nline 2\",\"say \"\"hi\"\"\"\nx,,\"\"\n", CSV))
                .containsExactly(List.of("a,b", "line 1\nline 2", "say \"hi\""), List.of("x", "", ""));
    }

    @Test
    void blanks_around_cells_go_but_those_inside_quotes_stay() throws IOException {
        assertThat(read(" a , \" b \" ,c d \t\n", CSV)).containsExactly(List.of("a", " b ", "c d"));
    }

    @Test
    void a_tab_is_no_blank_where_it_delimits() throws IOException {
        assertThat(read("a\t\t b\n", new Dialect('\t', "", false, Signs.NONE))).containsExactly(List.of("a", "", "b"));
    }

    @Test
    void a_quote_inside_a_plain_cell_is_a_character() throws IOException {
        assertThat(read("5\" pipe,b\n", CSV)).containsExactly(List.of("5\" pipe", "b"));
        assertThat(read("\"a\tb\n", new Dialect('\t', "", false, Signs.NONE))).containsExactly(List.of("\"a", "b"));
    }

    @Test
    void comments_a_byte_order_mark_and_blank_lines_are_passed_over() throws IOException {
        assertThat(read("\uFEFF|made by hand\n\n   \na,b\n|end", new Dialect(',', "\"", false, '|')))
                .containsExactly(List.of("a", "b"));
    }

    @Test
    void a_backslash_escapes_inside_quotes_where_the_dialect_says_so() throws IOException {
        assertThat(read("'it\\'s',\"b\"\n", new Dialect(',', "'\"", true, '%'))).containsExactly(List.of("it's", "b"));
    }

    @Test
    void lines_are_counted_through_quotes_and_comments() throws IOException {
        RecordReader records = new RecordReader(
                "x.csv",
                new ByteArrayInputStream("a\r\n\"b\nb\"\n\nc".getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.UTF_8,
                CSV);
        List<Long> lines = new ArrayList<>();
        while (records.next()) {
            lines.add(records.line());
        }
        assertThat(lines).containsExactly(1L, 2L, 5L);
    }

    @Test
    void an_unclosed_quote_is_named_by_the_line_where_it_opens() {
        assertThatThrownBy(() -> read("a,b\nc,\"d\ne,f\n", CSV))
                .hasMessageStartingWith("The quote that opens in line (2) of (x.csv) is never closed.");
    }

    @Test
    void a_character_after_a_closing_quote_is_an_error() {
        assertThatThrownBy(() -> read("\"a\"b,c\n", CSV))
                .hasMessage(
                        "In line (1) of (x.csv) the character (b) follows a closing quote. Maybe a quote inside the text is not doubled.");
    }

    @Test
    void bytes_of_another_character_set_are_an_error_and_not_a_question_mark() throws IOException {
        byte[] latin = "caf\u00E9,b\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> read(latin, StandardCharsets.UTF_8, CSV))
                .hasMessageContaining("bytes that are not of its character set")
                .hasMessageContaining("Maybe say (charset: ISO-8859-1).");
        assertThat(read(latin, StandardCharsets.ISO_8859_1, CSV)).containsExactly(List.of("caf\u00E9", "b"));
    }

    @Test
    void nothing_gives_no_record() throws IOException {
        assertThat(read("", CSV)).isEmpty();
        assertThat(read("\n\r\n  \n", CSV)).isEmpty();
    }

    @Test
    void records_longer_than_any_buffer_survive() throws IOException {
        String cell = "0123456789".repeat(20_000);
        String table = (cell + ",\"" + cell + "\"\r\n").repeat(3);
        assertThat(read(table, CSV)).hasSize(3).allMatch(record -> record.equals(List.of(cell, cell)));
    }

    @Test
    void whatever_is_written_in_quotes_reads_back() throws IOException {
        String letters = ",\"\n \tx|\u00E0\uD83D";
        SplittableRandom random = new SplittableRandom(7);
        for (int table = 0; table < 500; table++) {
            List<List<String>> records = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (int i = 0; i <= random.nextInt(5); i++) {
                List<String> cells = new ArrayList<>();
                for (int j = 0; j <= random.nextInt(5); j++) {
                    StringBuilder cell = new StringBuilder();
                    for (int k = random.nextInt(9); k > 0; k--) {
                        char letter = letters.charAt(random.nextInt(letters.length()));
                        cell.append(letter == '\uD83D' ? "\uD83D\uDE00" : String.valueOf(letter));
                    }
                    cells.add(cell.toString());
                }
                records.add(cells);
                text.append(cells.stream()
                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(",", "", "\r\n")));
            }
            assertThat(read(text.toString(), CSV)).isEqualTo(records);
        }
    }
}
