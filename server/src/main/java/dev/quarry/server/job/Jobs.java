package dev.quarry.server.job;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All jobs. Each lane does one after the other, so that an import never stands before a training. What is done is
 * remembered until a hundred others of its project were asked for; nothing is remembered over a restart.
 */
public final class Jobs implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final int MOST_WAITING = 50;
    private static final int REMEMBERED = 100;

    /** How long jobs that are stopped may take to put their things away. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Who waits for whom. */
    public enum Lane {
        /** Training and predictions. */
        TEACHING,
        /** Imports, features, maps, exports. */
        WORK,
        /** What a page waits for and is soon done: an index, a first map. */
        LOOK
    }

    /**
     * What is done in a job.
     */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it.
         *
         * @return what came of it, as JSON can say it; null where its effect is all
         * @throws Exception why it cannot be done; the message is shown to people where it is an {@link
         *     IllegalArgumentException}, an {@link IllegalStateException} or an {@link java.io.IOException}
         */
        @Nullable
        Object run(Progress progress) throws Exception;
    }

    private final Clock clock;
    private volatile boolean closed;
    private final Map<Lane, ExecutorService> lanes = new EnumMap<>(Lane.class);
    private final Map<String, Job> known = new ConcurrentHashMap<>();
    private final Map<String, Future<?>> running = new ConcurrentHashMap<>();
    private final Map<String, Boolean> cancelled = new ConcurrentHashMap<>();
    private final List<Consumer<? super Job>> listeners = new CopyOnWriteArrayList<>();

    /** No jobs yet. */
    public Jobs(Clock clock) {
        this.clock = clock;
        for (Lane lane : Lane.values()) {
            lanes.put(
                    lane,
                    Executors.newSingleThreadExecutor(Thread.ofPlatform()
                            .name("quarry-" + lane.name().toLowerCase(Locale.ROOT))
                            .daemon()
                            .factory()));
        }
    }

    /** Listens to every change of every job. */
    public void listen(Consumer<? super Job> listener) {
        listeners.add(listener);
    }

    /**
     * Asks for work.
     *
     * @param by who asks
     * @throws IllegalStateException if too many wait already
     */
    public Job submit(Lane lane, String project, String kind, String title, String by, Work work) {
        if (known.values().stream()
                        .filter(job -> job.state() == Job.State.WAITING)
                        .count()
                >= MOST_WAITING) {
            throw new IllegalStateException(
                    "There are (%d) jobs waiting already. Maybe try again in a minute.".formatted(MOST_WAITING));
        }
        String id = UUID.randomUUID().toString().substring(0, 13);
        Job job = new Job(id, project, kind, title, by, Job.State.WAITING, -1, "", null, null, clock.instant(), null);
        forgetOld(project);
        tell(job);
        try {
            running.put(id, Objects.requireNonNull(lanes.get(lane)).submit(() -> run(job, work)));
        } catch (RejectedExecutionException e) {
            known.remove(id);
            throw new IllegalStateException("Quarry is stopping.", e);
        }
        return job;
    }

    private void forgetOld(String project) {
        List<Job> ended = known.values().stream()
                .filter(job -> job.project().equals(project) && job.state().isEnd())
                .sorted(Comparator.comparing(Job::asked).reversed())
                .toList();
        ended.stream().skip(REMEMBERED).forEach(job -> known.remove(job.id()));
    }

    private void run(Job waiting, Work work) {
        String id = waiting.id();
        if (cancelled.containsKey(id)) {
            end(waiting, Job.State.CANCELLED, null, null);
            return;
        }
        tell(waiting.at(-1, ""));
        try {
            Object result = work.run(new Watched(waiting));
            end(waiting, Job.State.DONE, null, result);
        } catch (CancellationException e) {
            end(waiting, Job.State.CANCELLED, null, null);
        } catch (IllegalArgumentException | IllegalStateException | IOException e) {
            LOG.info("The job ({}) of the project ({}) failed: {}", waiting.title(), waiting.project(), e.getMessage());
            end(waiting, Job.State.FAILED, String.valueOf(e.getMessage()), null);
        } catch (Exception | OutOfMemoryError e) {
            if (closed) {
                end(waiting, Job.State.CANCELLED, null, null);
                return;
            }
            LOG.error("The job ({}) of the project ({}) failed", waiting.title(), waiting.project(), e);
            String why = e instanceof OutOfMemoryError
                    ? "There is not enough memory for it. Maybe start Quarry with more, or with fewer features."
                    : "Something is broken here; it was noted in the log.";
            end(waiting, Job.State.FAILED, why, null);
        }
    }

    private void end(Job job, Job.State state, @Nullable String why, @Nullable Object result) {
        running.remove(job.id());
        cancelled.remove(job.id());
        tell(known.getOrDefault(job.id(), job).ended(state, why, result, clock.instant()));
    }

    private void tell(Job job) {
        known.put(job.id(), job);
        listeners.forEach(listener -> listener.accept(job));
    }

    /** The jobs of a project, newest first. */
    public List<Job> of(String project) {
        return known.values().stream()
                .filter(job -> job.project().equals(project))
                .sorted(Comparator.comparing(Job::asked).reversed())
                .toList();
    }

    /** A job, while it is remembered. */
    public Optional<Job> find(String id) {
        return Optional.ofNullable(known.get(id));
    }

    /**
     * Stops a job as soon as it can be stopped; one that ended stays as it is.
     *
     * @throws NoSuchElementException if there is none of this id
     */
    public void cancel(String id) {
        Job job = find(id).orElseThrow(() -> new NoSuchElementException("There is no job (%s).".formatted(id)));
        if (!job.state().isEnd()) {
            cancelled.put(id, true);
        }
    }

    /** Waits until a job ended: for tests and commands. */
    public Job await(String id) throws InterruptedException {
        while (true) {
            Job job = find(id).orElseThrow(() -> new NoSuchElementException("There is no job (%s).".formatted(id)));
            if (job.state().isEnd()) {
                return job;
            }
            Thread.sleep(5);
        }
    }

    /**
     * Stops all jobs where they look up or wait. One that does neither is not waited for: what it makes can be made again,
     * and it ends with the process.
     */
    @Override
    public void close() {
        closed = true;
        known.values().stream().filter(job -> !job.state().isEnd()).forEach(job -> cancelled.put(job.id(), true));
        lanes.values().forEach(ExecutorService::shutdownNow);
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (ExecutorService lane : lanes.values()) {
                lane.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Watched implements Progress {

        private static final long QUIET_NANOS = 100_000_000;

        private final Job job;
        private long told;

        Watched(Job job) {
            this.job = job;
        }

        @Override
        public void at(double done, String doing) {
            check();
            long now = System.nanoTime();
            if (now - told > QUIET_NANOS) {
                told = now;
                tell(job.at(done, doing));
            }
        }

        @Override
        public boolean isCancelled() {
            return cancelled.containsKey(job.id());
        }
    }
}
