package dev.quarry.server.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffortTest {

    private static final Instant START = Instant.parse("2026-11-20T23:50:00Z");

    private final Effort effort = new Effort();
    private long seq;

    private void at(int second, String by, Fact fact) {
        seq++;
        effort.add(Event.after(Event.ORIGIN, seq, "p", seq, START.plusSeconds(second), by, fact));
    }

    private static Fact label(int millis) {
        return new Fact.Labelled(0, 0, Provenance.HUMAN, 1, 0, "single", millis);
    }

    @Test
    void pauses_of_more_than_five_minutes_do_not_count() {
        at(0, "ana", label(4_000)); // nothing before: what the page says
        at(10, "ana", label(9_000)); // 10 s
        at(310, "ana", label(1)); // 300 s, just no pause
        at(611, "ana", label(2_000)); // 301 s are a pause: what the page says
        at(612, "ben", label(-1)); // unknown
        assertThat(effort.millis()).isEqualTo(4_000 + 10_000 + 300_000 + 2_000);
        assertThat(effort.labels()).isEqualTo(5);
    }

    @Test
    void days_begin_where_the_person_is() {
        at(0, "ana", label(0));
        at(60, "ana", label(0));
        at(600, "ana", label(3_000)); // midnight in UTC
        assertThat(effort.days(ZoneOffset.UTC))
                .containsExactly(
                        new Effort.Day("ana", LocalDate.of(2026, 11, 21), 1, 3_000),
                        new Effort.Day("ana", LocalDate.of(2026, 11, 20), 2, 60_000));
        assertThat(effort.days(ZoneId.of("Asia/Kathmandu")))
                .containsExactly(new Effort.Day("ana", LocalDate.of(2026, 11, 21), 3, 63_000));
    }

    @Test
    void only_what_people_say_is_work() {
        at(0, "ana", new Fact.LabelledMany(List.of(0), List.of(0), Provenance.WEAK, "import"));
        at(1, "quarry", new Fact.Trained(1, "forest", 5, 1, "f", 10));
        assertThat(effort.days(ZoneOffset.UTC)).isEmpty();
        at(2, "ana", new Fact.Judged(0, Fact.Verdict.UNSURE, 1, "single", 500));
        at(5, "ana", new Fact.Flagged(0, true));
        assertThat(effort.days(ZoneOffset.UTC))
                .containsExactly(new Effort.Day("ana", LocalDate.of(2026, 11, 20), 1, 3_500));
    }
}
