package dev.quarry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class LongWorkTest {

    private final StringWriter text = new StringWriter();
    private final PrintWriter err = new PrintWriter(text);

    @Test
    void short_work_says_nothing() {
        assertThat(LongWork.<Integer, RuntimeException>during(err, "Adding", () -> 1 + 1))
                .isEqualTo(2);
        assertThat(text.toString()).isEmpty();
    }

    @Test
    void a_file_gets_a_line_at_first_and_then_every_half_minute() {
        LongWork work = new LongWork(err, "Fitting", 0, false);
        for (int second = 2; second <= 63; second++) {
            work.tick(second + 0.01);
        }
        work.close();
        work.tick(99);
        assertThat(text.toString().lines()).containsExactly("Fitting … 2 s", "Fitting … 32 s", "Fitting … 1:02 min");
    }

    @Test
    void a_terminal_gets_one_line_that_tells_the_rest_and_vanishes() {
        LongWork work = new LongWork(err, "Predicting", 40_000, true);
        work.tick(2);
        work.done(10_000);
        work.tick(30);
        work.close();
        assertThat(text.toString().split("\r"))
                .containsExactly(
                        "",
                        "Predicting " + "╌".repeat(24) + " 0/40,000 (0 %)\033[K",
                        "Predicting " + "━".repeat(6) + "╌".repeat(18) + " 10,000/40,000 (25 %), 1:30 min to go\033[K",
                        "\033[K");
    }
}
