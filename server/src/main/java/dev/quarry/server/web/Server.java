package dev.quarry.server.web;

import dev.quarry.server.account.Accounts;
import dev.quarry.server.account.Accounts.Account;
import dev.quarry.server.project.Projects;
import dev.quarry.server.store.Database;
import dev.quarry.server.store.EventLog;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.json.JavalinJackson3;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.time.Clock;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A running app: database, log, projects and the HTTP interface over them. */
public final class Server implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final long LARGEST_REQUEST = 1L << 20;

    private final Settings settings;
    private final Database database;
    private final Accounts accounts;
    private final EventLog log;
    private final Javalin web;

    private Server(Settings settings, Database database) {
        Clock clock = Clock.systemUTC();
        this.settings = settings;
        this.database = database;
        this.accounts = new Accounts(database, clock);
        Projects projects = new Projects();
        this.log = new EventLog(database, clock, projects);
        projects.from((id, visitor) -> log.each(id, 0, visitor));
        Guard guard = new Guard(accounts, settings.hosts(), settings.https());
        this.web = Javalin.create(config -> {
            configure(config, guard);
            new EntryRoutes(accounts, guard).add(config.routes);
            new ProjectRoutes(projects, accounts, log).add(config.routes);
            Page.add(config);
        });
    }

    /**
     * Starts the app.
     *
     * @throws IOException if folder, database or port cannot be had
     * @throws IllegalArgumentException if others could reach it although nobody has a password
     */
    public static Server start(Settings settings) throws IOException {
        Database database = settings.database() == null
                ? Database.embedded(settings.data())
                : Database.postgresql(settings.database());
        Server server = new Server(settings, database);
        try {
            server.requireSafe();
            server.web.start(settings.bind(), settings.port());
            return server;
        } catch (JavalinBindException e) {
            server.close();
            throw new IOException(
                    "The port (%d) of (%s) is taken. Maybe another Quarry runs; name another port with (--port N)."
                            .formatted(settings.port(), settings.bind()),
                    e);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void requireSafe() {
        if (!settings.isLocal() && accounts.all().stream().noneMatch(Account::owner)) {
            throw new IllegalArgumentException(
                    "Others could reach (%s), and there is no account yet. Maybe make one first with (quarry account create NAME), or listen on (127.0.0.1)."
                            .formatted(settings.bind()));
        }
    }

    private static void configure(JavalinConfig config, Guard guard) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = LARGEST_REQUEST;
        config.http.prefer405over404 = true;
        config.jsonMapper(new JavalinJackson3(
                JsonMapper.builder()
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .build(),
                true));
        config.routes.before(guard::headers);
        config.routes.before("/api/v1/*", guard::login);
        errors(config.routes);
    }

    /** Every failure becomes problem details; what is not foreseen says no more than that it was noted. */
    private static void errors(JavalinDefaultRoutingApi routes) {
        routes.exception(Problem.class, (e, context) -> answer(context, e.details()));
        routes.exception(
                Accounts.Refused.class,
                (e, context) ->
                        answer(context, Problem.forbidden(e.getMessage()).details()));
        routes.exception(
                NoSuchElementException.class,
                (e, context) -> answer(context, Problem.missing(e.getMessage()).details()));
        routes.exception(
                IllegalArgumentException.class,
                (e, context) -> answer(context, Problem.invalid(e.getMessage()).details()));
        routes.exception(JacksonException.class, (e, context) -> answer(context, malformed(e)));
        routes.exception(CompletionException.class, (e, context) -> {
            if (e.getCause() instanceof Problem problem) {
                answer(context, problem.details());
            } else {
                unforeseen(e, context);
            }
        });
        routes.exception(
                HttpResponseException.class,
                (e, context) -> answer(context, Problem.details(e.getStatus(), "Not possible", e.getMessage())));
        routes.exception(Exception.class, Server::unforeseen);
    }

    private static Problem.Details malformed(JacksonException e) {
        return Problem.invalid("The JSON of the request cannot be read: %s.".formatted(e.getOriginalMessage()))
                .details();
    }

    private static void unforeseen(Exception e, Context context) {
        LOG.error("{} {} failed", context.method(), context.path(), e);
        answer(
                context,
                Problem.details(
                        500,
                        "Something is broken here",
                        "It was noted in the log. Nothing that was acknowledged is lost."));
    }

    private static void answer(Context context, Problem.Details details) {
        context.status(details.status()).json(details).contentType(Problem.MEDIA_TYPE);
    }

    /** Where the page is. */
    public String address() {
        String host = settings.bind().equals("0.0.0.0") ? "localhost" : settings.bind();
        return "http://%s:%d".formatted(host, web.port());
    }

    /** An address that logs in the owner of this machine's own installation, once. */
    public String ownersAddress() {
        return "%s/#enter=%s".formatted(address(), accounts.invite(owner().name()));
    }

    private Account owner() {
        return accounts.all().stream()
                .filter(Account::owner)
                .findFirst()
                .orElseGet(() -> accounts.create("owner", null, true));
    }

    /** The log, for commands that check or rebuild it. */
    public EventLog log() {
        return log;
    }

    @Override
    public void close() throws IOException {
        web.stop();
        log.close();
        database.close();
    }
}
