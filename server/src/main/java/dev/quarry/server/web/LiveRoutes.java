package dev.quarry.server.web;

import dev.quarry.server.account.Accounts.Account;
import dev.quarry.server.account.Role;
import dev.quarry.server.event.Event;
import dev.quarry.server.job.Job;
import dev.quarry.server.live.Live.Changed;
import dev.quarry.server.live.Live.Message;
import dev.quarry.server.project.Project;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Jobs, and what just happened, told as it happens. */
final class LiveRoutes implements Routes {

    private static final int MOST_UNHEARD = 1_000;
    private static final int BEAT_SECONDS = 5;

    private final App app;
    private final Turns pages = new Turns("pages open", 64, 1_000);

    LiveRoutes(App app) {
        this.app = app;
    }

    @Override
    public String description() {
        return "live";
    }

    @Override
    public void add(JavalinDefaultRoutingApi routes) {
        routes.get("/api/v1/projects/{project}/jobs", context -> {
            Project project = app.project(context, Role.VIEWER);
            context.json(app.jobs().of(project.id()));
        });
        routes.get("/api/v1/projects/{project}/jobs/{job}", context -> context.json(job(context, Role.VIEWER)));
        routes.post("/api/v1/projects/{project}/jobs/{job}/cancel", context -> {
            app.jobs().cancel(job(context, Role.LABELLER).id());
            context.status(204);
        });
        routes.sse("/api/v1/projects/{project}/live", this::live);
    }

    private Job job(Context context, Role needed) {
        String project = app.project(context, needed).id();
        String id = context.pathParam("job");
        return app.jobs()
                .find(id)
                .filter(job -> job.project().equals(project))
                .orElseThrow(() -> Problem.missing("There is no job (%s).".formatted(id)));
    }

    /** First what was missed since the last message that was heard, then everything as it happens. */
    private void live(SseClient client) {
        Project project = app.project(client.ctx(), Role.VIEWER);
        Account account = Guard.account(client.ctx());
        String secret = Guard.secret(client.ctx());
        Runnable back = pages.take(account.name());
        BlockingQueue<Message> unheard = new LinkedBlockingQueue<>(MOST_UNHEARD);
        Runnable deaf = app.live().listen(project.id(), message -> {
            if (!unheard.offer(message)) {
                client.close(); // who cannot follow comes back and asks for what was missed
            }
        });
        Runnable stop = () -> {
            deaf.run();
            back.run();
        };
        client.onClose(stop);
        client.keepAlive();
        String last = client.ctx().header("Last-Event-ID");
        Thread.ofVirtual().name("quarry-live").start(() -> {
            try {
                send(client, missed(project.id(), last));
                follow(client, unheard, () -> mayHear(account, secret, project.id()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                stop.run();
                client.close();
            }
        });
    }

    private @Nullable Message missed(String project, @Nullable String last) {
        if (last == null || !last.matches("[0-9]{1,18}")) {
            return null;
        }
        List<Event> events = new ArrayList<>();
        app.log().each(project, Long.parseLong(last), events::add);
        return events.isEmpty() ? null : Message.changed(Changed.of(events));
    }

    /** Who was logged out, disabled or taken out of the project hears no more. */
    private boolean mayHear(Account account, String secret, String project) {
        return app.accounts().isOpen(secret) && app.role(account, project).isPresent();
    }

    private static void follow(SseClient client, BlockingQueue<Message> unheard, BooleanSupplier mayHear)
            throws InterruptedException {
        long asked = System.nanoTime();
        while (!client.terminated()) {
            if (System.nanoTime() - asked > TimeUnit.SECONDS.toNanos(BEAT_SECONDS)) {
                if (!mayHear.getAsBoolean()) {
                    return;
                }
                asked = System.nanoTime();
            }
            Message message = unheard.poll(BEAT_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                client.sendComment("still here");
            } else if (message.equals(Message.END)) {
                return;
            } else {
                send(client, message);
            }
        }
    }

    private static void send(SseClient client, @Nullable Message message) {
        if (message != null) {
            client.sendEvent(message.type(), message.data(), message.seq() == 0 ? null : Long.toString(message.seq()));
        }
    }
}
