package dev.quarry.server.web;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateTest {

    private final AtomicLong now = new AtomicLong();
    private final Rate rate = new Rate(now::get);

    private void ask(int times) {
        for (int i = 0; i < times; i++) {
            rate.count("ana");
        }
    }

    @Test
    void who_asks_too_fast_waits_and_nobody_else_does() {
        ask(Rate.BURST);
        assertThatThrownBy(() -> ask(1)).isInstanceOf(Problem.class).hasMessageContaining("(5000) requests a second");
        assertThatCode(() -> rate.count("bo")).doesNotThrowAnyException();
    }

    @Test
    void who_waited_is_heard_again_at_the_rate() {
        ask(Rate.BURST);
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> ask(1)).isInstanceOf(Problem.class); // costs nothing
        }
        now.addAndGet(1_000_000_000L);
        ask(Rate.EACH_SECOND);
        assertThatThrownBy(() -> ask(1)).isInstanceOf(Problem.class);
    }
}
