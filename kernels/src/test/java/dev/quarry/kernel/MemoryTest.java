package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemoryTest {

    @Test
    void a_budget_holds_for_a_piece_of_work_and_its_workers_and_ends_with_it() {
        long before = Memory.budget();
        AtomicLong least = new AtomicLong(Long.MAX_VALUE);
        long inside = Memory.using(1000, () -> Memory.using(500, Memory::budget) + Memory.budget());
        Memory.using(
                700,
                () -> Workers.using(3, () -> {
                    Workers.current().chunks(9, 1, (from, to) -> least.accumulateAndGet(Memory.budget(), Math::min));
                    return true;
                }));
        assertThat(inside).isEqualTo(1500);
        assertThat(least).hasValue(700);
        assertThat(Memory.budget()).isEqualTo(before);
    }

    @Test
    void what_does_not_fit_is_refused_with_what_would() {
        assertThatThrownBy(() -> Memory.using(3 << 20, () -> refused(4L << 20)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "A table needs (4) MiB, more than the memory budget of (3) MiB. Maybe use a list, or allow more with --memory (and -Xmx).");
        assertThat(Memory.<Boolean>using(3 << 20, () -> refused(3L << 20))).isFalse();
        assertThatThrownBy(() -> Memory.using(0, Memory::budget)).hasMessageContaining("(0) must be at least 1");
    }

    private static boolean refused(long bytes) {
        Memory.require(bytes, "A table", "use a list");
        return false;
    }

    @Test
    void sizes_are_read() {
        assertThat(Memory.parse("12")).isEqualTo(12);
        assertThat(Memory.parse("3K")).isEqualTo(3 << 10);
        assertThat(Memory.parse("512m")).isEqualTo(512 << 20);
        assertThat(Memory.parse("2g")).isEqualTo(2L << 30);
        for (String wrong : new String[] {"", "g", "1t", "1.5g", "99999999999g"}) {
            assertThatThrownBy(() -> Memory.parse(wrong)).hasMessageContaining("(" + wrong + ") is not a size");
        }
    }
}
