package dev.quarry.server.web;

import dev.quarry.server.account.Role;
import dev.quarry.server.classes.ClassList;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.job.Job;
import dev.quarry.server.job.Jobs.Lane;
import dev.quarry.server.media.Contents;
import dev.quarry.server.project.Project;
import dev.quarry.server.start.ColumnValues;
import dev.quarry.server.start.Source;
import dev.quarry.server.start.StartLabels;
import dev.quarry.server.start.ZeroShotLabels;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Labels that are there before anybody has labelled. */
final class StartRoutes implements Routes {

    private static final Map<String, Provenance> TRUST =
            Map.of("trusted", Provenance.IMPORTED, "weak", Provenance.WEAK);

    private final App app;
    private final StartLabels labels;
    private final ZeroShotLabels zeroShot;

    StartRoutes(App app) {
        this.app = app;
        this.labels = new StartLabels(app.items(), app.log());
        this.zeroShot = new ZeroShotLabels(
                app.items(), new Contents(app.folders(), app.settings().roots()), labels);
    }

    /**
     * What labels can be taken from.
     *
     * @param labelled how many items have a label by where it comes from
     * @param zeroShot why labels by pictures and sentences are not possible; null where they are
     * @param files networks and tokenizers that lie ready for that
     */
    record Choices(
            int items,
            Map<Provenance, Integer> labelled,
            List<ColumnValues.Column> columns,
            @Nullable String zeroShot,
            List<String> files) {}

    /**
     * Labels to take.
     *
     * @param trust {@code trusted} or {@code weak}; may be missing where it is only asked what would come of it
     * @param mapping the name of the class that each value means
     * @param confidence the column that says how sure a value is
     */
    record Wanted(
            String column,
            Map<String, String> mapping,
            @Nullable String trust,
            @Nullable String confidence,
            @Nullable Double least) {
        Source source() {
            return new Source(column, mapping, confidence, least == null ? 0 : least);
        }
    }

    @Override
    public String description() {
        return "start";
    }

    @Override
    public void add(JavalinDefaultRoutingApi routes) {
        String start = "/api/v1/projects/{project}/start";
        routes.get(start, context -> context.json(choices(app.project(context, Role.VIEWER))));
        routes.post(start + "/plan", context -> {
            Project project = app.project(context, Role.REVIEWER);
            context.json(labels.plan(project, source(project, context.bodyAsClass(Wanted.class))));
        });
        routes.post(start, this::take);
        routes.post(start + "/zero-shot", this::compare);
    }

    private Choices choices(Project project) throws IOException {
        Map<Provenance, Integer> labelled = new EnumMap<>(Provenance.class);
        for (int row : project.labelled()) {
            Provenance from = project.item(row).provenance();
            if (from != null) {
                labelled.merge(from, 1, Integer::sum);
            }
        }
        return new Choices(
                project.size(),
                labelled,
                labels.columns(project),
                ZeroShotLabels.impossible(project).orElse(null),
                zeroShot.files());
    }

    private Source source(Project project, Wanted wanted) {
        Source source = wanted.source();
        List<String> columns =
                labels.columns(project).stream().map(ColumnValues.Column::name).toList();
        requireColumn(columns, source.column());
        if (source.confidence() != null) {
            requireColumn(columns, source.confidence());
        }
        ClassList classes = new ClassList(project.classes());
        classes.addedAll(List.copyOf(source.classes().values())); // refuses what cannot be a class
        return source;
    }

    private static void requireColumn(List<String> columns, String name) {
        if (!columns.contains(name)) {
            throw Problem.invalid("There is no column (%s). Maybe one of %s.".formatted(name, columns));
        }
    }

    private void take(Context context) {
        Project project = app.project(context, Role.OWNER);
        Wanted wanted = context.bodyAsClass(Wanted.class);
        Source source = source(project, wanted);
        Provenance provenance = TRUST.get(String.valueOf(wanted.trust()));
        if (provenance == null) {
            throw Problem.invalid("The trust (%s) is not one of trusted, weak.".formatted(wanted.trust()));
        }
        if (app.builder().sees(project, source.column())) {
            throw Problem.impossible(
                    "Models look at the column (%s), and would read off labels that come from it. Maybe choose other features first, or import the data anew with this column as label."
                            .formatted(source.column()));
        }
        String by = Guard.account(context).name();
        String title = "Labels from the column %s".formatted(source.column());
        Job job = app.jobs()
                .submit(
                        Lane.WORK,
                        project.id(),
                        "start",
                        title,
                        by,
                        progress -> labels.take(project, source, provenance, by, progress));
        context.status(202).json(job);
    }

    private void compare(Context context) {
        Project project = app.project(context, Role.OWNER);
        ZeroShotLabels.Wanted wanted = context.bodyAsClass(ZeroShotLabels.Wanted.class);
        ZeroShotLabels.Ready ready = zeroShot.ready(project, wanted);
        String by = Guard.account(context).name();
        Job job = app.jobs()
                .submit(
                        Lane.WORK,
                        project.id(),
                        "start",
                        "Pictures compared with sentences",
                        by,
                        progress -> ready.run(by, progress));
        context.status(202).json(job);
    }
}
