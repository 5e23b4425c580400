package dev.quarry.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.server.job.Job.State;
import dev.quarry.server.job.Jobs.Lane;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobsTest {

    private final Jobs jobs = new Jobs(Clock.systemUTC());

    @AfterEach
    void stop() {
        jobs.close();
    }

    private Job submit(String title, Jobs.Work work) {
        return jobs.submit(Lane.WORK, "p", "kind", title, "ana", work);
    }

    @Test
    void what_came_of_a_job_is_remembered_and_its_way_is_told() throws Exception {
        List<State> told = Collections.synchronizedList(new ArrayList<>());
        jobs.listen(job -> told.add(job.state()));
        Job job = submit("count", progress -> {
            progress.at(0.5, "halfway");
            return 42;
        });
        Job ended = jobs.await(job.id());
        assertThat(ended.state()).isEqualTo(State.DONE);
        assertThat(ended.result()).isEqualTo(42);
        assertThat(ended.done()).isEqualTo(1);
        assertThat(ended.ended()).isNotNull();
        assertThat(told).startsWith(State.WAITING, State.RUNNING).endsWith(State.DONE);
    }

    @Test
    void a_sentence_for_people_is_shown_and_anything_else_is_not() throws Exception {
        Job foreseen = submit("read", progress -> {
            throw new IOException("The file (x) cannot be read.");
        });
        Job unforeseen = submit("read", progress -> {
            throw new ArithmeticException("secret");
        });
        assertThat(jobs.await(foreseen.id()).failure()).isEqualTo("The file (x) cannot be read.");
        assertThat(jobs.await(unforeseen.id()).failure())
                .isEqualTo("Something is broken here; it was noted in the log.");
        assertThat(jobs.await(unforeseen.id()).state()).isEqualTo(State.FAILED);
    }

    @Test
    void a_job_stops_where_it_looks_up() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Job job = submit("forever", progress -> {
            begun.countDown();
            while (true) {
                progress.check();
                Thread.sleep(1);
            }
        });
        begun.await();
        jobs.cancel(job.id());
        assertThat(jobs.await(job.id()).state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void a_job_that_waits_never_begins_once_it_was_stopped() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        Job first = submit("first", progress -> {
            free.await();
            return null;
        });
        List<String> begun = Collections.synchronizedList(new ArrayList<>());
        Job second = submit("second", progress -> begun.add("second"));
        jobs.cancel(second.id());
        free.countDown();
        assertThat(jobs.await(first.id()).state()).isEqualTo(State.DONE);
        assertThat(jobs.await(second.id()).state()).isEqualTo(State.CANCELLED);
        assertThat(begun).isEmpty();
    }

    @Test
    void when_the_app_stops_a_job_that_waits_for_something_waits_no_more() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        String id = jobs.submit(Jobs.Lane.WORK, "p", "train", "Training", "ana", progress -> {
                    begun.countDown();
                    never.await();
                    return null;
                })
                .id();
        begun.await();
        jobs.close();
        assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(Job.State.CANCELLED);
    }

    @Test
    void a_training_does_not_wait_for_an_import() throws Exception {
        CountDownLatch trained = new CountDownLatch(1);
        Job load = submit("import", progress -> {
            trained.await();
            return null;
        });
        Job train = jobs.submit(Lane.TEACHING, "p", "train", "train", "ana", progress -> {
            trained.countDown();
            return null;
        });
        assertThat(jobs.await(train.id()).state()).isEqualTo(State.DONE);
        assertThat(jobs.await(load.id()).state()).isEqualTo(State.DONE);
    }

    @Test
    void too_many_are_refused() {
        CountDownLatch free = new CountDownLatch(1);
        Jobs.Work waiting = progress -> {
            free.await();
            return null;
        };
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        submit("job " + i, waiting);
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("There are (50) jobs waiting already. Maybe try again in a minute.");
        free.countDown();
    }

    @Test
    void what_is_unknown_cannot_be_stopped() {
        assertThatThrownBy(() -> jobs.cancel("x"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("There is no job (x).");
    }
}
