package dev.quarry.server.web;

import dev.quarry.server.account.Accounts.Account;
import dev.quarry.server.data.Samples;
import dev.quarry.server.data.Source;
import dev.quarry.server.data.Upload;
import dev.quarry.server.event.Fact;
import dev.quarry.server.job.Progress;
import dev.quarry.server.project.Project;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.util.List;

/** Projects of generated data, ready to be labelled. */
final class SampleRoutes implements Routes {

    private static final List<String> COLOURS = List.of("#1f77b4", "#d9660a", "#2c8a3d", "#b3267d", "#7a5cc9");

    private final App app;

    SampleRoutes(App app) {
        this.app = app;
    }

    /** Which one. */
    record Wanted(String name) {}

    @Override
    public String description() {
        return "samples";
    }

    @Override
    public void add(JavalinDefaultRoutingApi routes) {
        routes.post("/api/v1/samples", this::make);
    }

    private void make(Context context) throws IOException {
        Account account = Guard.owner(context, "begins projects");
        Samples sample = Samples.named(context.bodyAsClass(Wanted.class).name());
        Project project = ProjectRoutes.begin(app, account, sample.title(), sample.kind());
        Upload upload = app.uploads().begin(project.id());
        sample.write(upload);
        app.intake()
                .take(
                        project,
                        new Source(upload.standing().id(), null),
                        sample.reading(),
                        account.name(),
                        new Unheard());
        app.log().act(account.name(), pen -> {
            for (int i = 0; i < sample.classes().size(); i++) {
                pen.write(
                        project.id(),
                        new Fact.ClassAdded(i, sample.classes().get(i), COLOURS.get(i), Integer.toString(i + 1)));
            }
            return project;
        });
        context.status(201).json(ProjectCard.of(app, account, project));
    }

    /** It is small, so nobody waits long enough to hear how far it is. */
    private static final class Unheard implements Progress {
        @Override
        public void at(double done, String doing) {}

        @Override
        public boolean isCancelled() {
            return false;
        }
    }
}
