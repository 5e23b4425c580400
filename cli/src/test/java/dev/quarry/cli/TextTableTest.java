package dev.quarry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void columns_are_as_wide_as_their_widest_cell_and_numbers_end_alike() {
        TextTable table = new TextTable().right(1);
        table.row("CLASS", "ROWS", "WHAT");
        table.row("a", "1,000", "many");
        table.row("long name", "7", "few");
        assertThat(table.toString().lines())
                .containsExactly(
                        "CLASS       ROWS  WHAT", //
                        "a          1,000  many",
                        "long name      7  few");
    }

    @Test
    void a_terminal_gets_lines_that_fit_and_the_widest_column_gives_way() {
        TextTable table = new TextTable(40);
        table.row("NAME", "MEANING");
        table.row("min-samples", "fewest rows of a node that is split, at least 2");
        table.row("trees", "how many");
        assertThat(table.toString().lines())
                .containsExactly(
                        "NAME         MEANING",
                        "min-samples  fewest rows of a node that",
                        "             is split, at least 2",
                        "trees        how many");
    }

    @Test
    void a_word_that_fits_nowhere_stays_whole() {
        assertThat(TextTable.lines("a unbreakable-word b", 5)).containsExactly("a", "unbreakable-word", "b");
        TextTable table = new TextTable(10);
        table.row("0123456789abcdef0123", "x");
        assertThat(table.toString().strip()).isEqualTo("0123456789abcdef0123  x");
    }
}
