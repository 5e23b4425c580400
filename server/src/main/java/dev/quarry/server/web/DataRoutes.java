package dev.quarry.server.web;

import dev.quarry.server.account.Role;
import dev.quarry.server.data.FolderBrowser;
import dev.quarry.server.data.Intake;
import dev.quarry.server.data.Reading;
import dev.quarry.server.data.Source;
import dev.quarry.server.data.Upload;
import dev.quarry.server.job.Job;
import dev.quarry.server.job.Jobs;
import dev.quarry.server.project.Project;
import dev.quarry.server.store.AllowedFolders;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Data on its way into a project. */
final class DataRoutes implements Routes {

    private static final String UPLOADS = "/api/v1/projects/{project}/uploads";

    private final App app;
    private final Turns uploads = new Turns("uploads", 8, 24);

    DataRoutes(App app) {
        this.app = app;
    }

    /** Where data is, and how it is to be read. */
    record Wanted(
            @Nullable String upload,
            @Nullable String folder,
            @Nullable Reading reading) {

        Source source() {
            return new Source(upload, folder);
        }

        Reading how() {
            return reading == null ? Reading.GUESSED : reading;
        }
    }

    @Override
    public String description() {
        return "data";
    }

    @Override
    public void add(JavalinDefaultRoutingApi routes) {
        routes.post(UPLOADS, context -> {
            Project project = app.project(context, Role.OWNER);
            context.status(201).json(app.uploads().begin(project.id()).standing());
        });
        routes.get(
                UPLOADS + "/{upload}", context -> context.json(upload(context).standing()));
        routes.delete(UPLOADS + "/{upload}", context -> {
            Project project = app.project(context, Role.OWNER);
            app.uploads().discard(project.id(), context.pathParam("upload"));
            context.status(204);
        });
        routes.put(UPLOADS + "/{upload}/files", uploads.of(this::receive), Repeats.Address.STREAMED);
        routes.post("/api/v1/projects/{project}/previews", this::preview);
        routes.post("/api/v1/projects/{project}/imports", this::take);
        routes.get("/api/v1/projects/{project}/skipped/{list}", this::skipped);
        routes.get("/api/v1/projects/{project}/folders", context -> {
            app.project(context, Role.OWNER);
            FolderBrowser browser =
                    new FolderBrowser(new AllowedFolders(app.settings().roots()));
            context.json(browser.look(context.queryParam("path")));
        });
        routes.get("/api/v1/projects/{project}/imported", context -> {
            Project project = app.project(context, Role.VIEWER);
            context.json(app.intake().features(project.id()));
        });
    }

    private Upload upload(Context context) {
        Project project = app.project(context, Role.OWNER);
        return app.uploads().get(project.id(), context.pathParam("upload"));
    }

    /** The body is the file; it goes to the disk as it comes and has its own bounds. */
    private void receive(Context context) throws IOException {
        Upload upload = upload(context);
        String name = context.queryParam("name");
        if (name == null) {
            throw Problem.invalid("The address lacks the name of the file (?name=).");
        }
        context.json(upload.add(name, context.req().getContentLengthLong(), context.bodyInputStream()));
    }

    private void preview(Context context) {
        Project project = app.project(context, Role.OWNER);
        Wanted wanted = context.bodyAsClass(Wanted.class);
        Source source = checked(project, wanted);
        Job job = app.jobs()
                .submit(
                        Jobs.Lane.WORK,
                        project.id(),
                        "preview",
                        "Looking at the data",
                        Guard.account(context).name(),
                        progress -> app.intake().preview(project, source, wanted.how(), progress));
        context.status(202).json(job);
    }

    private void take(Context context) {
        Project project = app.project(context, Role.OWNER);
        Wanted wanted = context.bodyAsClass(Wanted.class);
        Source source = checked(project, wanted);
        String by = Guard.account(context).name();
        Job job = app.jobs()
                .submit(
                        Jobs.Lane.WORK,
                        project.id(),
                        "import",
                        "Importing",
                        by,
                        progress -> app.intake().take(project, source, wanted.how(), by, progress));
        context.status(202).json(job);
    }

    /** What is not there is said at once, not by a job. */
    private Source checked(Project project, Wanted wanted) {
        Source source = wanted.source();
        if (source.upload() != null) {
            app.uploads().get(project.id(), source.upload());
        } else if (source.folder() != null) {
            new AllowedFolders(app.settings().roots()).real(source.folder());
        }
        return source;
    }

    private void skipped(Context context) throws IOException {
        Project project = app.project(context, Role.OWNER);
        String list = context.pathParam("list");
        Path file = Intake.lists(app.folders(), project.id()).resolve(list + ".csv");
        if (!list.matches("[0-9a-f-]{36}") || !Files.exists(file)) {
            throw Problem.missing("There is no such list.");
        }
        context.contentType("text/csv; charset=utf-8")
                .header("Content-Disposition", "attachment; filename=\"skipped.csv\"")
                .result(Files.newInputStream(file));
    }
}
