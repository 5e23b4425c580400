package dev.quarry.server.web;

import dev.quarry.server.account.Accounts;
import dev.quarry.server.account.Accounts.Account;
import dev.quarry.server.account.Role;
import dev.quarry.server.data.Bounds;
import dev.quarry.server.data.Intake;
import dev.quarry.server.data.Uploads;
import dev.quarry.server.feature.FeatureBuilder;
import dev.quarry.server.feature.FeatureStore;
import dev.quarry.server.item.ItemTable;
import dev.quarry.server.job.Jobs;
import dev.quarry.server.label.Outdated;
import dev.quarry.server.live.Live;
import dev.quarry.server.map.Maps;
import dev.quarry.server.media.Contents;
import dev.quarry.server.media.Originals;
import dev.quarry.server.media.Thumbnails;
import dev.quarry.server.people.Sight;
import dev.quarry.server.project.Project;
import dev.quarry.server.project.Projects;
import dev.quarry.server.search.Search;
import dev.quarry.server.store.AllowedFolders;
import dev.quarry.server.store.AnswerTable;
import dev.quarry.server.store.Database;
import dev.quarry.server.store.EventLog;
import dev.quarry.server.store.Folders;
import dev.quarry.server.teach.PredictionStore;
import dev.quarry.server.teach.Queue;
import dev.quarry.server.teach.Teacher;
import dev.quarry.server.upkeep.Leftovers;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.json.JavalinJackson3;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A running app: database, log, projects and the HTTP interface over them. */
public final class Server implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final long LARGEST_REQUEST = 1L << 20;

    private static final String PROJECT = "/api/v1/projects/{project}";

    private final App app;
    private final Javalin web;
    private final Leftovers leftovers;

    private Server(Settings settings, Database database) throws IOException {
        Clock clock = Clock.systemUTC();
        Folders folders = new Folders(settings.data());
        Projects projects = new Projects();
        Live live = new Live();
        Jobs jobs = new Jobs(clock);
        jobs.listen(live::job);
        EventLog log = new EventLog(database, clock, projects);
        projects.from((id, visitor) -> log.each(id, 0, visitor));
        projects.listen(live::kept);
        Accounts accounts = new Accounts(database, clock);
        ItemTable items = new ItemTable(database.jdbi());
        AllowedFolders allowed = new AllowedFolders(settings.roots());
        Uploads uploads = new Uploads(folders, Bounds.USUAL);
        FeatureStore features = new FeatureStore(folders);
        PredictionStore predictions = new PredictionStore(folders);
        FeatureBuilder builder =
                new FeatureBuilder(folders, projects, items, features, new Contents(folders, settings.roots()), jobs);
        Teacher teacher = new Teacher(log, projects, items, features, builder, predictions, folders, jobs, clock);
        BiFunction<Project, String, Sight> sights =
                (project, person) -> Sight.of(project, person, () -> accounts.roleOf(project.id(), person));
        this.app = new App(
                settings,
                folders,
                database,
                accounts,
                log,
                projects,
                items,
                features,
                builder,
                predictions,
                jobs,
                live,
                uploads,
                new Intake(folders, allowed, uploads, items, log, Bounds.USUAL),
                new Originals(folders, allowed),
                new Thumbnails(folders),
                teacher,
                new Queue(log, projects, teacher),
                sights,
                new Search(projects, items, predictions, jobs, clock, sights),
                new Maps(folders, features, jobs));
        Instant now = clock.instant();
        List<String> known = log.projects();
        this.leftovers = new Leftovers(folders, projects, features, jobs, clock);
        Thread.ofPlatform().name("quarry-upkeep").daemon().start(() -> leftovers.sweep(known, now));
        Guard guard = new Guard(accounts, settings.hosts(), settings.https());
        this.web = Javalin.create(config -> {
            configure(config, guard);
            config.router.handlerWrapper(new Repeats(new AnswerTable(database, clock))::around);
            // whoever has nothing to do with a project learns nothing about it, whatever they send
            config.routes.before(PROJECT, context -> app.project(context, Role.VIEWER));
            config.routes.before(PROJECT + "/*", context -> app.project(context, Role.VIEWER));
            List<Routes> all = routes(guard);
            all.forEach(routes -> routes.add(config.routes));
            OpenApi.add(config.routes, all);
            Page.add(config);
        });
    }

    /** Everything that can be asked, part by part. */
    private List<Routes> routes(Guard guard) {
        return List.of(
                new EntryRoutes(app, guard), //
                new LabelRoutes(app),
                new LiveRoutes(app),
                new SearchRoutes(app), // before those of single items, whose row could be a word
                new DataRoutes(app),
                new ItemRoutes(app),
                new SampleRoutes(app),
                new ProjectRoutes(app),
                new TeachRoutes(app),
                new ClassRoutes(app),
                new StartRoutes(app),
                new StatusRoutes(app),
                new MapRoutes(app),
                new AccountRoutes(app),
                new PeopleRoutes(app),
                new AuditRoutes(app),
                new ExchangeRoutes(app),
                new ExperimentRoutes(app));
    }

    /**
     * Starts the app.
     *
     * @throws IOException if folder, database or port cannot be had
     * @throws IllegalArgumentException if others could reach it although nobody has a password
     */
    public static Server start(Settings settings) throws IOException {
        new Folders(settings.data()).create();
        Database database = settings.database() == null
                ? Database.embedded(settings.data())
                : Database.postgresql(settings.database());
        Server server = made(settings, database);
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

    private static Server made(Settings settings, Database database) throws IOException {
        try {
            return new Server(settings, database);
        } catch (IOException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private void requireSafe() {
        if (!app.settings().isLocal() && app.accounts().all().stream().noneMatch(Account::owner)) {
            throw new IllegalArgumentException(
                    "Others could reach (%s), and there is no account yet. Maybe make one first with (quarry account create NAME), or listen on (127.0.0.1)."
                            .formatted(app.settings().bind()));
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
                        .addModule(FiniteNumbers.module())
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
                Accounts.TooOften.class,
                (e, context) -> answer(context, Problem.tooMany(e.getMessage()).details()));
        routes.exception(
                Accounts.Refused.class,
                (e, context) ->
                        answer(context, Problem.forbidden(e.getMessage()).details()));
        routes.exception(
                Outdated.class,
                (e, context) -> context.status(409).json(Problem.Conflict.of(e)).contentType(Problem.MEDIA_TYPE));
        routes.exception(
                NoSuchElementException.class,
                (e, context) -> answer(context, Problem.missing(e.getMessage()).details()));
        routes.exception(
                IllegalStateException.class,
                (e, context) ->
                        answer(context, Problem.impossible(e.getMessage()).details()));
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

    /**
     * Answers, unless whoever asked is gone. It must not fail: what fails here would be answered here again, without end.
     */
    private static void answer(Context context, Problem.Details details) {
        try {
            if (!context.res().isCommitted()) {
                if (details.status() == Problem.TOO_MANY) {
                    context.header("Retry-After", Integer.toString(Problem.WAIT_SECONDS));
                }
                context.status(details.status()).json(details).contentType(Problem.MEDIA_TYPE);
            }
        } catch (RuntimeException e) {
            LOG.debug("{} was not answered", details.title(), e);
        }
    }

    /** Where the page is. */
    public String address() {
        String bind = app.settings().bind();
        String host = bind.equals("0.0.0.0") ? "localhost" : bind;
        return "http://%s:%d".formatted(host, web.port());
    }

    /** An address that logs in the owner of this machine's own installation, once. */
    public String ownersAddress() {
        return app.accounts().invite(owner().name(), address());
    }

    private Account owner() {
        return app.accounts().all().stream()
                .filter(Account::owner)
                .findFirst()
                .orElseGet(() -> app.accounts().create("owner", null, true));
    }

    /** Which addresses there are, as {@code GET /api/v1/…}: for the test of their description. */
    List<String> endpoints() {
        return web.unsafe.internalRouter.allHttpHandlers().stream()
                .map(one -> one.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod() && endpoint.path.startsWith("/api/"))
                .map(endpoint -> "%s %s".formatted(endpoint.method.name(), endpoint.path))
                .toList();
    }

    /** What the addresses work with: for tests that need more than the addresses give. */
    App app() {
        return app;
    }

    /** The log, for commands that check or rebuild it. */
    public EventLog log() {
        return app.log();
    }

    /** The database, for commands and tests. */
    Database database() {
        return app.database();
    }

    @Override
    public void close() throws IOException {
        app.live().end(); // while there is still somebody to tell it to
        web.stop();
        leftovers.close();
        app.teacher().close();
        app.jobs().close();
        app.thumbnails().close();
        app.log().close();
        app.database().close();
    }
}
