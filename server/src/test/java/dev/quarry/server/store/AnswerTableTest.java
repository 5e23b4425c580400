package dev.quarry.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.server.store.Databases.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnswerTableTest {

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-03-01T00:00:00Z");
    private final InstantSource clock = () -> now;

    private static Once once(int i) {
        return Once.of("k" + i, new byte[] {(byte) i});
    }

    @ParameterizedTest
    @EnumSource
    void what_is_oldest_is_forgotten_by_age_and_by_size(Kind kind) throws IOException {
        try (Database database = kind.empty(folder).open()) {
            AnswerTable answers = new AnswerTable(database, clock.withZone(ZoneOffset.UTC), 100_000);
            for (int i = 0; i < 20; i++) {
                now = now.plus(Duration.ofHours(2));
                assertThat(answers.begin("ana", once(i))).isEmpty();
                answers.answer("ana", once(i), "x".repeat(10_000));
            }
            now = now.plus(Duration.ofHours(2));
            assertThat(answers.begin("ana", once(19)).orElseThrow().text()).hasSize(10_000);
            assertThat(answers.begin("ana", once(12))).isPresent();
            assertThat(answers.begin("ana", once(5)))
                    .as("more than fit came since")
                    .isEmpty();
            now = now.plus(Duration.ofDays(8));
            assertThat(answers.begin("ana", once(19))).as("too long ago").isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_key_stands_for_one_request_of_one_account(Kind kind) throws IOException {
        try (Database database = kind.empty(folder).open()) {
            AnswerTable answers = new AnswerTable(database, Clock.systemUTC());
            assertThat(answers.begin("ana", once(1))).isEmpty();
            assertThat(answers.begin("ana", once(1)).orElseThrow().text()).isEmpty();
            assertThat(answers.begin("ben", once(1))).isEmpty();
            assertThatThrownBy(() -> answers.begin("ana", Once.of("k1", new byte[] {2})))
                    .isInstanceOf(IllegalStateException.class);
            answers.forget("ana", once(1));
            assertThat(answers.begin("ana", once(1))).isEmpty();
        }
    }

    /** A password in a request must not be found by trying, from what is kept of it. */
    @Test
    void what_is_kept_of_a_request_tells_nothing_without_its_key() {
        assertThat(Once.of("k1", new byte[] {1}).key()).isNotEqualTo("k1");
        assertThat(Once.of("k1", new byte[] {1}).fingerprint())
                .isNotEqualTo(Once.of("k2", new byte[] {1}).fingerprint());
    }
}
