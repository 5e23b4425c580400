package dev.quarry.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.store.Databases.Kind;
import dev.quarry.server.store.Databases.Opener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventLogTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T08:00:00.123456Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    /** Remembers what it is told. */
    private static final class Told implements EventLog.Truth {
        final List<Event> applied = new ArrayList<>();
        final List<Event> kept = new ArrayList<>();
        final List<Event> lost = new ArrayList<>();

        @Override
        public void apply(Event event) {
            applied.add(event);
        }

        @Override
        public void lost(List<Event> events) {
            lost.addAll(events);
        }

        @Override
        public void kept(List<Event> events) {
            kept.addAll(events);
        }
    }

    private static Fact label(int row) {
        return new Fact.Labelled(row, 1, Provenance.HUMAN, 2, 0, "single", 900);
    }

    private static List<Event> all(EventLog log, String project) {
        List<Event> events = new ArrayList<>();
        log.each(project, 0, events::add);
        return events;
    }

    @ParameterizedTest
    @EnumSource
    void what_was_acknowledged_is_there_when_the_database_is_opened_again(Kind kind) throws IOException {
        Opener opener = kind.empty(folder);
        List<Event> before;
        try (Database database = opener.open();
                EventLog log = new EventLog(database, CLOCK, new Told())) {
            log.act("ana", pen -> {
                pen.write("cats", new Fact.ProjectCreated("Cats \u202E <b>", "pictures"));
                pen.write("cats", new Fact.ClassAdded(0, "Katze", "#ff8800", null));
                return pen.act();
            });
            log.act("ben", pen -> {
                pen.write("dogs", label(7));
                return pen.act();
            });
            before = all(log, "cats");
        }
        try (Database database = opener.open();
                EventLog log = new EventLog(database, CLOCK, new Told())) {
            assertThat(all(log, "cats")).isEqualTo(before).hasSize(2);
            assertThat(before.getFirst().at()).isEqualTo(Instant.parse("2026-11-20T08:00:00.123Z"));
            assertThat(before).extracting(Event::act).containsOnly(1L);
            assertThat(all(log, "dogs")).singleElement().satisfies(event -> {
                assertThat(event.seq()).isEqualTo(3);
                assertThat(event.by()).isEqualTo("ben");
                assertThat(event.fact()).isEqualTo(label(7));
            });
            assertThat(log.verify()).isEqualTo(3);
            assertThat(log.projects()).containsExactly("cats");
        }
    }

    @ParameterizedTest
    @EnumSource
    void acts_of_many_people_get_one_order_and_none_is_lost_or_doubled(Kind kind) throws IOException {
        Told told = new Told();
        try (Database database = kind.empty(folder).open();
                EventLog log = new EventLog(database, CLOCK, told)) {
            List<CompletableFuture<Long>> answers = IntStream.range(0, 32)
                    .parallel()
                    .boxed()
                    .flatMap(person -> IntStream.range(0, 50)
                            .mapToObj(i -> log.submit("person %d".formatted(person), pen -> {
                                pen.write("p", label(person * 50 + i));
                                return pen.act();
                            })))
                    .toList();
            assertThat(answers.stream().map(CompletableFuture::join).sorted())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 1600).boxed().toList());
            assertThat(all(log, "p")).isEqualTo(told.kept).isEqualTo(told.applied);
            assertThat(told.kept.stream()
                            .map(event -> ((Fact.Labelled) event.fact()).row())
                            .sorted())
                    .containsExactlyElementsOf(IntStream.range(0, 1600).boxed().toList());
            assertThat(log.verify()).isEqualTo(1600);
        }
    }

    private static EventLog.Act<String> once(int row) {
        return pen -> {
            pen.write("p", label(row));
            return "act %d".formatted(pen.act());
        };
    }

    @ParameterizedTest
    @EnumSource
    void a_request_that_comes_again_is_answered_as_before_and_writes_nothing(Kind kind) throws IOException {
        Opener opener = kind.empty(folder);
        Once first = new Once("k1", "label 1");
        try (Database database = opener.open();
                EventLog log = new EventLog(database, CLOCK, new Told())) {
            assertThat(log.act("ana", first, once(1))).isEqualTo("act 1");
            assertThat(log.act("ana", first, once(1))).isEqualTo("act 1");
            assertThat(log.act("ben", first, once(1))).isEqualTo("act 2");
            assertThatThrownBy(() -> log.act("ana", new Once("k1", "label 2"), once(2)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("The Idempotency-Key stood for another request already");
        }
        try (Database database = opener.open();
                EventLog log = new EventLog(database, CLOCK, new Told())) {
            assertThat(log.act("ana", first, once(1))).isEqualTo("act 1");
            assertThat(all(log, "p")).hasSize(2);
            assertThat(log.verify()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_same_request_many_times_at_once_happens_once(Kind kind) throws IOException {
        try (Database database = kind.empty(folder).open();
                EventLog log = new EventLog(database, CLOCK, new Told())) {
            List<CompletableFuture<String>> answers = IntStream.range(0, 400)
                    .parallel()
                    .mapToObj(i -> log.submit("ana", new Once("k%d".formatted(i % 40), "same"), once(i % 40)))
                    .toList();
            List<String> told =
                    answers.stream().map(CompletableFuture::join).distinct().toList();
            assertThat(told).hasSize(40);
            assertThat(all(log, "p"))
                    .extracting(Event::fact)
                    .doesNotHaveDuplicates()
                    .hasSize(40);
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_failed_may_be_tried_again_under_the_same_key(Kind kind) throws IOException {
        try (Database database = kind.empty(folder).open();
                EventLog log = new EventLog(database, CLOCK, new Told())) {
            Once request = new Once("k", "label 1");
            assertThatThrownBy(() -> log.act("ana", request, pen -> {
                        throw new IllegalArgumentException("There is no item (1).");
                    }))
                    .hasMessage("There is no item (1).");
            assertThat(log.act("ana", request, once(1))).isEqualTo("act 1");
        }
    }

    @Test
    void an_answer_is_kept_with_its_events_or_not_at_all() throws IOException {
        try (Database database = Database.embedded(folder);
                EventLog log = new EventLog(database, CLOCK, new Told())) {
            database.jdbi()
                    .useHandle(
                            handle -> handle.execute(
                                    "CREATE TRIGGER full BEFORE INSERT ON idempotency WHEN NEW.request = 'k1' BEGIN SELECT RAISE(FAIL, 'no room'); END"));
            assertThatThrownBy(() -> log.act("ana", new Once("k1", ""), once(1)))
                    .hasMessageContaining("so it did not happen");
            assertThat(all(log, "p")).isEmpty();
            assertThat(log.act("ana", new Once("k2", ""), once(2))).isEqualTo("act 1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void answers_are_forgotten_after_a_week(Kind kind) throws IOException {
        Opener opener = kind.empty(folder);
        Once request = new Once("k", "");
        try (Database database = opener.open();
                EventLog log = new EventLog(database, CLOCK, new Told())) {
            assertThat(log.act("ana", request, once(1))).isEqualTo("act 1");
        }
        try (Database database = opener.open();
                EventLog log = new EventLog(database, Clock.offset(CLOCK, Duration.ofDays(6)), new Told())) {
            assertThat(log.act("ana", request, once(1))).isEqualTo("act 1");
        }
        try (Database database = opener.open();
                EventLog log = new EventLog(database, Clock.offset(CLOCK, Duration.ofDays(8)), new Told())) {
            assertThat(log.act("ana", request, once(1))).isEqualTo("act 2");
        }
    }

    @Test
    void an_act_that_cannot_be_done_leaves_nothing_and_does_not_hurt_those_beside_it() throws IOException {
        try (Database database = Database.embedded(folder);
                EventLog log = new EventLog(database, CLOCK, new Told())) {
            CompletableFuture<Integer> bad = log.submit("ana", pen -> {
                pen.write("p", label(1));
                throw new IllegalArgumentException("There is no item (1).");
            });
            log.act("ben", pen -> {
                pen.write("p", label(2));
                return 0;
            });
            assertThatThrownBy(bad::join).hasRootCauseMessage("There is no item (1).");
            assertThat(all(log, "p"))
                    .singleElement()
                    .satisfies(event -> assertThat(event.fact()).isEqualTo(label(2)));
        }
    }

    @Test
    void what_the_disk_refuses_did_not_happen_and_the_next_act_succeeds() throws IOException {
        Told told = new Told();
        try (Database database = Database.embedded(folder);
                EventLog log = new EventLog(database, CLOCK, told)) {
            database.jdbi()
                    .useHandle(
                            handle -> handle.execute(
                                    "CREATE TRIGGER full BEFORE INSERT ON event WHEN NEW.actor = 'ana' BEGIN SELECT RAISE(FAIL, 'no room'); END"));
            assertThatThrownBy(() -> log.act("ana", pen -> {
                        pen.write("p", label(1));
                        return 0;
                    }))
                    .hasMessageContaining("could not be written to the disk, so it did not happen")
                    .hasMessageContaining("no room");
            assertThat(told.lost).hasSize(1);
            log.act("ben", pen -> {
                pen.write("p", label(2));
                return 0;
            });
            assertThat(told.kept)
                    .singleElement()
                    .satisfies(event -> assertThat(event.seq()).isEqualTo(1));
            assertThat(log.verify()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_log_that_was_changed_behind_its_back_does_not_add_up(Kind kind) throws IOException {
        for (String change : List.of(
                "UPDATE event SET actor = 'eve' WHERE seq = 2",
                "UPDATE event SET fact = replace(fact, '\"label\":1', '\"label\":0') WHERE seq = 2",
                "UPDATE event SET at = at + 1 WHERE seq = 2",
                "DELETE FROM event WHERE seq = 2")) {
            try (Database database = kind.empty(folder.resolve("%x".formatted(change.hashCode())))
                            .open();
                    EventLog log = new EventLog(database, CLOCK, new Told())) {
                for (int i = 0; i < 3; i++) {
                    int row = i;
                    log.act("ana", pen -> {
                        pen.write("p", label(row));
                        return row;
                    });
                }
                database.jdbi().useHandle(handle -> handle.execute(change));
                assertThatThrownBy(log::verify).hasMessageContaining("does not add up at event (2)");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_second_process_is_kept_out(Kind kind) throws IOException {
        Opener opener = kind.empty(folder);
        try (Database database = opener.open()) {
            assertThat(database).isNotNull();
            assertThatThrownBy(opener::open)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is used by another Quarry");
        }
        opener.open().close();
    }

    @Test
    void a_database_that_is_not_there_is_a_sentence_without_its_password() {
        assertThatThrownBy(() -> Database.postgresql("postgresql://ana:secret@localhost:1/quarry"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("postgresql://localhost:1/quarry")
                .hasMessageContaining("cannot be opened")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> Database.postgresql("mysql://ana:secret@localhost/quarry"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Maybe (postgresql://user:password@host:5432/name)")
                .hasMessageNotContaining("secret");
    }
}
