package dev.quarry.server.web;

import dev.quarry.lab.report.CurveFiles;
import dev.quarry.lab.report.CurvesCsv;
import dev.quarry.lab.result.Results;
import dev.quarry.server.experiment.Runs;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The runs of the lab. Whoever is logged in may look at them. */
final class ExperimentRoutes implements Routes {

    private static final String RUN = "/api/v1/experiments/{run}";

    private final Runs runs;

    ExperimentRoutes(App app) {
        List<Path> folders = new ArrayList<>(app.settings().runs());
        folders.add(app.settings().data().resolve("runs"));
        this.runs = new Runs(folders);
    }

    @Override
    public String description() {
        return "experiments";
    }

    @Override
    public void add(JavalinDefaultRoutingApi routes) {
        routes.get("/api/v1/experiments", context -> context.json(runs.all()));
        routes.get(RUN, context -> context.json(runs.get(context.pathParam("run"))));
        routes.get(RUN + "/files/{file}", this::file);
    }

    private void file(Context context) throws IOException {
        Results results = runs.results(context.pathParam("run"));
        String file = context.pathParam("file");
        context.header("Content-Disposition", "attachment; filename=\"%s\"".formatted(file.replaceAll("[^a-z.]", "")));
        switch (file) {
            case "curves.csv" -> text(context, "text/csv", CurvesCsv.curves(results));
            case "timings.csv" -> text(context, "text/csv", CurvesCsv.timings(results));
            case "curves.svg" -> {
                context.header("Content-Security-Policy", "sandbox");
                text(context, "image/svg+xml", CurveFiles.svg(results));
            }
            case "curves.png" -> context.contentType("image/png").result(CurveFiles.png(results));
            default ->
                throw Problem.missing(
                        "There is no file (%s); there are curves.csv, timings.csv, curves.svg and curves.png."
                                .formatted(file));
        }
    }

    private static void text(Context context, String type, String text) {
        context.contentType(type + "; charset=utf-8").result(text.getBytes(StandardCharsets.UTF_8));
    }
}
