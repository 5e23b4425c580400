package dev.quarry.lab;

import dev.quarry.lab.result.CellResult;
import dev.quarry.loop.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs cells, several at a time, each in one thread; stores each as soon as it is finished. The first failure stops all. */
final class CellRunner {

    /** Does the work of one cell; empty if it was stopped. */
    @FunctionalInterface
    interface Work {
        Optional<CellResult> run(Cell cell, Consumer<? super Progress> listener, Cancellation cancellation);
    }

    private final int cells;
    private final CellStore store;
    private final Consumer<? super Progress> listener;
    private final Cancellation cancellation;
    private final AtomicReference<@Nullable SimulationFailedException> failure = new AtomicReference<>();
    private int done;

    CellRunner(int cells, CellStore store, Consumer<? super Progress> listener, Cancellation cancellation) {
        this.cells = cells;
        this.store = store;
        this.listener = listener;
        this.cancellation = cancellation;
    }

    void run(List<Cell> todo, int threads, Work work) {
        if (threads < 1) {
            throw new IllegalArgumentException("The threads (%d) must be at least 1.".formatted(threads));
        }
        done = cells - todo.size();
        tell(new Progress.Started(cells, done));
        AtomicInteger next = new AtomicInteger();
        Runnable worker = () -> {
            for (int i = next.getAndIncrement(); i < todo.size() && !stopped(); i = next.getAndIncrement()) {
                attempt(todo.get(i), work);
            }
        };
        await(Math.max(1, Math.min(threads, todo.size())), worker);
        SimulationFailedException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        tell(new Progress.Ended(done, cells));
    }

    private boolean stopped() {
        return failure.get() != null || cancellation.requested();
    }

    @SuppressWarnings("IllegalCatch") // whatever goes wrong in a cell must end the run with its name
    private void attempt(Cell cell, Work work) {
        try {
            tell(new Progress.CellStarted(cell));
            work.run(cell, this::tell, this::stopped).ifPresent(result -> finished(cell, result));
        } catch (RuntimeException | Error e) {
            if (failure.compareAndSet(null, new SimulationFailedException(cell, e))) {
                tell(new Progress.CellFailed(cell, SimulationFailedException.reason(e)));
            }
        }
    }

    private synchronized void finished(Cell cell, CellResult result) {
        store.add(result);
        done++;
        listener.accept(new Progress.CellFinished(cell, result.finalAccuracy(), done, cells));
    }

    private synchronized void tell(Progress event) {
        listener.accept(event);
    }

    private static void await(int threads, Runnable worker) {
        try (ExecutorService pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("quarry-cell-", 0).factory())) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(worker));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The comparison was interrupted.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The comparison failed: %s".formatted(e.getCause()), e.getCause());
        }
    }
}
