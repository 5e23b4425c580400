package dev.quarry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class WorkersTest {

    @ParameterizedTest
    @CsvSource({"1, 10, 3", "2, 10, 3", "7, 1000, 1", "3, 5, 100", "4, 0, 3", "2, 2147483647, 1000000000"})
    void every_row_is_worked_on_once(int threads, int n, int size) {
        LongAdder rows = new LongAdder();
        AtomicIntegerArray times = new AtomicIntegerArray(Math.min(n, 1000));
        chunks(threads, n, size, (from, to) -> {
            rows.add(to - from);
            for (int row = from; row < Math.min(to, times.length()); row++) {
                times.incrementAndGet(row);
            }
        });
        assertThat(rows.sum()).isEqualTo(n);
        for (int row = 0; row < times.length(); row++) {
            assertThat(times.get(row)).isEqualTo(1);
        }
    }

    @Test
    void threads_are_kept_and_the_caller_is_one_of_them() throws InterruptedException {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        for (int time = 0; time < 200; time++) {
            CountDownLatch both = new CountDownLatch(2); // so that a second thread must come
            chunks(2, 2, 1, (from, to) -> {
                seen.add(Thread.currentThread());
                both.countDown();
                await(both);
            });
        }
        assertThat(seen).contains(Thread.currentThread()).hasSizeLessThan(100); // others may use the same threads
        assertThat(seen).allMatch(thread -> thread.equals(Thread.currentThread()) || thread.isDaemon());
    }

    @Test
    void a_chunk_has_one_thread_unless_it_asks_for_more() {
        AtomicInteger most = new AtomicInteger();
        int outside = Workers.using(5, () -> {
            Workers.current()
                    .chunks(
                            20,
                            1,
                            (from, to) ->
                                    most.accumulateAndGet(Workers.current().threads(), Math::max));
            return Workers.current().threads();
        });
        assertThat(most).hasValue(1);
        assertThat(outside).isEqualTo(5);
    }

    @Test
    void work_within_work_does_not_wait_for_itself() {
        LongAdder leaves = new LongAdder();
        chunks(3, 9, 1, (a, b) -> chunks(3, 9, 1, (c, d) -> chunks(3, 9, 1, (e, f) -> leaves.increment())));
        assertThat(leaves.sum()).isEqualTo(729);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "7"})
    void the_first_failure_reaches_the_caller_as_it_is(int threads) {
        for (int time = 0; time < 50; time++) {
            AtomicInteger begun = new AtomicInteger();
            assertThatThrownBy(() -> chunks(threads, 100_000, 1, (from, to) -> {
                        begun.incrementAndGet();
                        if (from >= 5) {
                            throw new IllegalArgumentException("row " + from);
                        }
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("row 5");
            assertThat(begun.get()).isBetween(6, 6 + threads);
        }
        chunks(threads, 10, 1, (from, to) -> assertThat(from).isLessThan(10)); // and the threads go on
    }

    @Test
    void an_error_reaches_the_caller_too() {
        assertThatThrownBy(() -> chunks(2, 10, 1, (from, to) -> {
                    throw new StackOverflowError("deep");
                }))
                .isInstanceOf(StackOverflowError.class);
    }

    @Test
    void nothing_runs_any_more_when_a_failure_is_reported() {
        AtomicInteger running = new AtomicInteger();
        for (int time = 0; time < 50; time++) {
            assertThatThrownBy(() -> chunks(4, 100, 1, (from, to) -> {
                        running.incrementAndGet();
                        try {
                            Thread.onSpinWait();
                            throw new IllegalStateException("no");
                        } finally {
                            running.decrementAndGet();
                        }
                    }))
                    .hasMessage("no");
            assertThat(running).hasValue(0);
        }
    }

    @Test
    void an_interrupt_ends_the_waiting_and_the_work() throws InterruptedException {
        CountDownLatch asleep = new CountDownLatch(2);
        CountDownLatch woken = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            Thread self = Thread.currentThread();
            try {
                chunks(2, 2, 1, (from, to) -> {
                    asleep.countDown();
                    await(asleep);
                    if (!self.equals(Thread.currentThread())) {
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            woken.countDown();
                        }
                    }
                });
            } catch (IllegalStateException e) {
                assertThat(self.isInterrupted()).isTrue();
                thrown.set(e);
            }
        });
        caller.start();
        await(asleep);
        caller.interrupt();
        caller.join();
        assertThat(thrown.get()).hasMessage("The work was interrupted.");
        assertThat(woken.await(30, TimeUnit.SECONDS)).isTrue();
        LongAdder later = new LongAdder();
        for (int time = 0; time < 20; time++) {
            chunks(4, 8, 1, (from, to) -> later.add(Thread.currentThread().isInterrupted() ? 100 : 1));
        }
        assertThat(later.sum()).isEqualTo(160); // the interrupt was meant for that work only
    }

    private static void chunks(int threads, int n, int size, Workers.Chunk work) {
        Workers.using(threads, () -> {
            Workers.current().chunks(n, size, work);
            return true;
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
