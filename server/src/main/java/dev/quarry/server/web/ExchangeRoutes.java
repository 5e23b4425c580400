package dev.quarry.server.web;

import dev.quarry.server.account.Accounts.Account;
import dev.quarry.server.account.Role;
import dev.quarry.server.event.Fact;
import dev.quarry.server.exchange.ExportPlan;
import dev.quarry.server.exchange.ExportRow;
import dev.quarry.server.exchange.ExportRows;
import dev.quarry.server.exchange.Exporter;
import dev.quarry.server.exchange.Exporter.Exported;
import dev.quarry.server.exchange.LabelImport;
import dev.quarry.server.exchange.Manifest;
import dev.quarry.server.exchange.ProjectArchive;
import dev.quarry.server.job.Job;
import dev.quarry.server.job.Jobs.Lane;
import dev.quarry.server.job.Progress;
import dev.quarry.server.project.Project;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Taking results out, bringing labels and whole projects in. */
final class ExchangeRoutes implements Routes {

    private static final String EXPORTS = "/api/v1/projects/{project}/exports";
    private static final String LABELS = "/api/v1/projects/{project}/labelfiles";
    private static final String ID = "[0-9a-f-]{13}";
    private static final int SHOWN = 5;
    private static final int KEPT = 10;
    private static final long LARGEST_LABELS = 1L << 29;
    private static final long LARGEST_ARCHIVE = 1L << 36;
    private static final Duration STAGED = Duration.ofDays(1);

    private final App app;
    private final Turns turns = new Turns("exports and imports", 3, 12);
    private final Downloads downloads = new Downloads(4, 16, Duration.ofSeconds(30), 128 << 10);
    private final Exporter exporter;
    private final LabelImport labels;
    private final ProjectArchive archives;

    ExchangeRoutes(App app) {
        this.app = app;
        List<Path> roots = app.settings().roots();
        this.exporter =
                new Exporter(app.log(), app.items(), app.predictions(), app.folders(), roots, Clock.systemUTC());
        this.labels = new LabelImport(app.log(), app.items());
        this.archives = new ProjectArchive(app.log(), app.items(), app.folders(), roots);
    }

    /**
     * What a plan takes, before it is taken.
     *
     * @param elsewhere what a whole project has in folders of the server; null for other forms
     */
    record Preview(ExportRows.Counts counts, List<ExportRow> first, Exporter.@Nullable Elsewhere elsewhere) {}

    /** A file that was exported. */
    record Ready(String id, String format, String name, long bytes, Instant made) {}

    /** What came of an export. */
    record Result(String file, String name, long bytes, String sha256, int lines, Manifest manifest) {}

    /** A file that was sent. */
    record Sent(String file, long bytes) {}

    /** A project that was taken in. */
    record TakenIn(String id, String name) {}

    @Override
    public String description() {
        return "exchange";
    }

    @Override
    public void add(JavalinDefaultRoutingApi routes) {
        routes.post(EXPORTS + "/preview", turns.of(this::preview));
        routes.post(EXPORTS, turns.of(this::export));
        routes.get(EXPORTS, context -> context.json(ready(app.project(context, Role.REVIEWER))));
        routes.get(EXPORTS + "/{file}", this::download);
        routes.post(LABELS, turns.of(this::send), Repeats.Address.STREAMED);
        routes.post(LABELS + "/{file}/preview", turns.of(this::previewLabels));
        routes.post(LABELS + "/{file}", turns.of(this::takeLabels));
        routes.post("/api/v1/archives", turns.of(this::takeIn), Repeats.Address.STREAMED);
    }

    // ---- out

    private void preview(Context context) {
        Project project = app.project(context, Role.REVIEWER);
        ExportPlan plan = plan(context, project);
        boolean whole = plan.format() == ExportPlan.Format.ARCHIVE;
        if (whole) {
            app.project(context, Role.OWNER);
        }
        ExportRows rows = exporter.rows(project, plan);
        context.json(new Preview(
                rows.each((item, row) -> {}), rows.first(SHOWN), whole ? exporter.elsewhere(project) : null));
    }

    /** What is asked for, with the items that its query finds just now. */
    private ExportPlan plan(Context context, Project project) {
        ExportPlan plan = context.bodyAsClass(ExportPlan.class);
        String query = plan.query();
        if (query == null || query.isBlank()) {
            return plan;
        }
        int[] found = app.search()
                .rows(project, Guard.account(context).name(), query, Integer.MAX_VALUE)
                .value();
        if (found == null) {
            throw Problem.impossible("The items are being read. Try again in a moment.");
        }
        return plan.withRows(IntStream.of(found).boxed().toList());
    }

    private void export(Context context) {
        Project project = app.project(context, Role.REVIEWER);
        ExportPlan plan = plan(context, project);
        if (plan.format().isEverything()) {
            app.project(context, Role.OWNER);
        }
        Account account = Guard.account(context);
        Job job = app.jobs()
                .submit(
                        Lane.WORK,
                        project.id(),
                        "export",
                        "Export",
                        account.name(),
                        progress -> write(project, plan, account.name(), progress));
        context.status(202).json(job);
    }

    private Result write(Project project, ExportPlan plan, String by, Progress progress) throws IOException {
        String format = word(plan);
        String id = UUID.randomUUID().toString().substring(0, 13);
        Path file = folder(project).resolve("%s.%s.zip".formatted(id, format));
        Exported exported = exporter.write(project, plan, by, file, progress);
        forgetOld(project);
        app.log().act(by, pen -> {
            pen.write(
                    project.id(),
                    new Fact.Exported(format, exported.manifest().scope(), exported.lines(), exported.sha256()));
            return pen.act();
        });
        return new Result(
                id,
                name(project, format, Instant.now()),
                Files.size(file),
                exported.sha256(),
                exported.lines(),
                exported.manifest());
    }

    private static String word(ExportPlan plan) {
        return plan.format().name().toLowerCase(Locale.ROOT);
    }

    private Path folder(Project project) {
        return app.folders().project(project.id()).resolve("exports");
    }

    private static String name(Project project, String format, Instant when) {
        String plain = project.name()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return "%s-%s-%s.zip"
                .formatted(plain.isEmpty() ? "project" : plain, format, LocalDate.ofInstant(when, ZoneOffset.UTC));
    }

    private List<Ready> ready(Project project) throws IOException {
        Path folder = folder(project);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().matches(ID + "\\.[a-z]+\\.zip"))
                    .map(file -> ready(project, file))
                    .sorted(Comparator.comparing(Ready::made).reversed())
                    .toList();
        }
    }

    private static Ready ready(Project project, Path file) {
        String[] parts = file.getFileName().toString().split("\\.", -1);
        Instant made = Instant.ofEpochMilli(file.toFile().lastModified());
        return new Ready(
                parts[0], parts[1], name(project, parts[1], made), file.toFile().length(), made);
    }

    private void forgetOld(Project project) throws IOException {
        for (Ready old : ready(project).stream().skip(KEPT).toList()) {
            Files.deleteIfExists(folder(project).resolve("%s.%s.zip".formatted(old.id(), old.format())));
        }
    }

    private void download(Context context) throws IOException {
        Project project = app.project(context, Role.REVIEWER);
        String id = context.pathParam("file");
        Ready ready = ready(project).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.missing("There is no export (%s) any more. Make it again.".formatted(id)));
        if (ExportPlan.Format.valueOf(ready.format().toUpperCase(Locale.ROOT)).isEverything()) {
            app.project(context, Role.OWNER);
        }
        Path file = folder(project).resolve("%s.%s.zip".formatted(ready.id(), ready.format()));
        context.contentType("application/zip");
        context.header("Content-Disposition", "attachment; filename=\"%s\"".formatted(ready.name()));
        downloads.send(context, Guard.account(context).name(), file);
    }

    // ---- in

    private void send(Context context) throws IOException {
        Project project = app.project(context, Role.OWNER);
        Path folder = Files.createDirectories(staged(project));
        forgetStaged(folder);
        String id = UUID.randomUUID().toString().substring(0, 13);
        long bytes = receive(context, folder.resolve(id), LARGEST_LABELS);
        context.status(201).json(new Sent(id, bytes));
    }

    private Path staged(Project project) {
        return app.folders().staging().resolve("labels").resolve(project.id());
    }

    private static void forgetStaged(Path folder) throws IOException {
        Instant since = Instant.now().minus(STAGED);
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(since)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Writes what is sent into a file, and no more than so many bytes. */
    private static long receive(Context context, Path file, long largest) throws IOException {
        long all = 0;
        try (InputStream in = context.bodyInputStream();
                OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                all += n;
                if (all > largest) {
                    throw Problem.invalid("The file has more than (%d) MiB.".formatted(largest >> 20));
                }
                out.write(buffer, 0, n);
            }
            return all;
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private Path sent(Context context, Project project) {
        String id = context.pathParam("file");
        Path file = staged(project).resolve(id.matches(ID) ? id : "none");
        if (!Files.isRegularFile(file)) {
            throw Problem.missing("There is no file (%s) any more. Send it again.".formatted(id));
        }
        return file;
    }

    private void previewLabels(Context context) throws IOException {
        Project project = app.project(context, Role.OWNER);
        Path file = sent(context, project);
        context.json(labels.preview(project, file, context.bodyAsClass(LabelImport.Plan.class)));
    }

    private void takeLabels(Context context) throws IOException {
        Project project = app.project(context, Role.OWNER);
        Path file = sent(context, project);
        LabelImport.Plan plan = context.bodyAsClass(LabelImport.Plan.class);
        LabelImport.Done done =
                labels.take(project, file, plan, Guard.account(context).name());
        Files.deleteIfExists(file);
        context.status(201).json(done);
    }

    private void takeIn(Context context) throws IOException {
        Account account = Guard.owner(context, "takes projects in");
        Path folder = Files.createDirectories(app.folders().staging());
        Path file = folder.resolve("archive-" + UUID.randomUUID());
        try {
            receive(context, file, LARGEST_ARCHIVE);
            String id = archives.read(file, account.name());
            app.accounts().member(id, account.name(), Role.OWNER);
            context.status(201).json(new TakenIn(id, app.projects().get(id).name()));
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
