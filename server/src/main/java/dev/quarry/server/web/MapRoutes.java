package dev.quarry.server.web;

import dev.quarry.server.account.Role;
import dev.quarry.server.project.Project;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.Objects;

/** Where items lie: places, colours, clusters. */
final class MapRoutes implements Routes {

    private static final String MAP = "/api/v1/projects/{project}/map";
    private static final int USUAL_CLUSTERS = 12;

    private final App app;

    MapRoutes(App app) {
        this.app = app;
    }

    /** A map to draw. */
    record NewMap(String method) {}

    @Override
    public String description() {
        return "map";
    }

    @Override
    public void add(JavalinDefaultRoutingApi routes) {
        routes.get(
                MAP,
                context -> context.json(
                        app.maps().all(app.project(context, Role.VIEWER).id())));
        routes.post(MAP, context -> {
            Project project = app.project(context, Role.VIEWER);
            String method = context.bodyAsClass(NewMap.class).method();
            context.status(202).json(app.maps().draw(project.id(), method, SearchRoutes.by(context)));
        });
        routes.get(MAP + "/places", this::places);
        routes.get(MAP + "/clusters", context -> {
            Project project = app.project(context, Role.VIEWER);
            context.json(app.maps().clusters(project.id(), method(context), App.query(context, "k", USUAL_CLUSTERS)));
        });
        routes.get(MAP + "/colours", context -> {
            Project project = app.project(context, Role.VIEWER);
            String by = Objects.requireNonNullElse(context.queryParam("by"), "label");
            SearchRoutes.answer(context, app.search().colours(project, SearchRoutes.by(context), by));
        });
    }

    private static String method(Context context) {
        return Objects.requireNonNullElse(context.queryParam("method"), "pca");
    }

    private void places(Context context) {
        String project = app.project(context, Role.VIEWER).id();
        String tag = app.maps()
                .tag(project, method(context))
                .map("\"%s\""::formatted)
                .orElseThrow(() -> Problem.missing("The map (%s) is not drawn yet.".formatted(method(context))));
        context.header("ETag", tag).header("Cache-Control", "private, no-cache");
        if (tag.equals(context.header("If-None-Match"))) {
            context.status(304);
            return;
        }
        context.contentType("application/octet-stream").result(app.maps().places(project, method(context)));
    }
}
