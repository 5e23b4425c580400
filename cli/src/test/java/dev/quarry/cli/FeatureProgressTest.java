package dev.quarry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class FeatureProgressTest {

    private final StringWriter err = new StringWriter();
    private final LongWork shown = new LongWork(new PrintWriter(err, true), "Reading photos", 0, false);
    private final FeatureProgress progress = new FeatureProgress(shown);

    /** What is said after so many seconds, where nothing else is shown. */
    private String said(double seconds) {
        err.getBuffer().setLength(0);
        shown.tick(seconds);
        return err.toString();
    }

    @Test
    void reading_goes_over_to_features_and_these_to_others() {
        assertThat(said(3)).isEqualTo("Reading photos … 3 s" + System.lineSeparator());
        progress.progress("texts", 0, 4);
        progress.progress("texts", 4, 4);
        assertThat(said(33)).contains("Features of texts").contains("4/4 (100 %)");
        progress.progress("pictures", 20, 1000);
        assertThat(said(63))
                .contains("Features of pictures")
                .contains("20/1,000 (2 %)")
                .doesNotContain("to go");
    }

    @Test
    void what_was_there_before_does_not_count_for_the_time_that_is_left() {
        shown.next("Features of pictures", 1000, 800, 10);
        shown.done(850);
        assertThat(said(30)).contains("850/1,000 (85 %), 1:00 min to go"); // 50 in 20 s, 150 to go
    }

    @Test
    void sentences_stand_on_lines_of_their_own() {
        progress.note("(2) of (3) texts are cut.");
        assertThat(err.toString()).isEqualTo("(2) of (3) texts are cut." + System.lineSeparator());
    }
}
