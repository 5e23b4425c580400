package dev.quarry.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.pool.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {

    @TempDir
    private Path folder;

    private static Entry entry(long item, Verdict verdict) {
        return new Entry(
                2, item, verdict, "Ada\tL.", Instant.parse("2026-01-02T03:04:05.678Z"), "margin −0.1\nline \\ two");
    }

    @Test
    void what_was_appended_is_there_when_it_is_opened_again() throws IOException {
        Path file = folder.resolve("deeper/labels.journal");
        List<Entry> entries = List.of(
                entry(1, Verdict.label("tab\tnewline\nback\\slash")),
                entry(-9, Verdict.SKIP),
                entry(3, Verdict.UNSURE),
                entry(3, Verdict.UNDO),
                entry(4, Verdict.label("")));
        try (FileJournal journal = FileJournal.open(file)) {
            journal.append(entries.subList(0, 2));
            journal.append(entries.subList(2, 5));
        }
        try (FileJournal journal = FileJournal.open(file)) {
            assertThat(journal.entries()).isEqualTo(entries);
        }
    }

    @Test
    void a_line_that_was_cut_off_is_removed_and_writing_goes_on() throws IOException {
        Path file = folder.resolve("labels.journal");
        try (FileJournal journal = FileJournal.open(file)) {
            journal.append(List.of(entry(1, Verdict.SKIP)));
        }
        Files.writeString(file, "2\t7\tLABELL", StandardOpenOption.APPEND);
        try (FileJournal journal = FileJournal.open(file)) {
            assertThat(journal.entries()).hasSize(1);
            journal.append(List.of(entry(8, Verdict.SKIP)));
        }
        try (FileJournal journal = FileJournal.open(file)) {
            assertThat(journal.entries()).extracting(Entry::item).containsExactly(1L, 8L);
        }
    }

    @Test
    void a_broken_line_in_the_middle_is_named_and_nothing_is_touched() throws IOException {
        Path file = folder.resolve("labels.journal");
        String text = "quarry-journal\t1\n0\tx\tSKIPPED\t\tme\t2026-01-01T00:00:00Z\twhy\n";
        Files.writeString(file, text);
        assertThatThrownBy(() -> FileJournal.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line (2)");
        assertThat(file).hasContent(text.strip());
        Files.writeString(file, "a,b,c\n");
        assertThatThrownBy(() -> FileJournal.open(file)).hasMessageContaining("not a Quarry journal");
    }

    @Test
    void a_second_writer_is_refused() throws IOException {
        Path file = folder.resolve("labels.journal");
        try (FileJournal first = FileJournal.open(file)) {
            assertThat(first.entries()).isEmpty();
            assertThatThrownBy(() -> FileJournal.open(file)).hasMessageContaining("in use");
        }
    }

    @Test
    void what_was_acknowledged_survives_a_killed_process() throws Exception {
        Path file = folder.resolve("killed.journal");
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Endless.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long acknowledged = -1;
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            while (acknowledged < 200) {
                acknowledged = Long.parseLong(said.readLine());
            }
            writer.destroyForcibly().waitFor(); // SIGKILL
        }
        try (FileJournal journal = FileJournal.open(file)) {
            assertThat(journal.entries()).hasSizeGreaterThan((int) acknowledged);
            for (int i = 0; i < journal.entries().size(); i++) {
                assertThat(journal.entries().get(i).item()).isEqualTo(i);
            }
        }
    }

    /** Appends for ever and says which entry is safe. */
    static final class Endless {
        public static void main(String[] args) throws IOException {
            try (FileJournal journal = FileJournal.open(Path.of(args[0]))) {
                for (long item = 0; ; item++) {
                    journal.append(List.of(entry(item, Verdict.label("x".repeat((int) (item % 50))))));
                    System.out.println(item);
                    System.out.flush();
                }
            }
        }
    }
}
