package dev.quarry.server.web;

import dev.quarry.server.account.Role;
import dev.quarry.server.data.Intake.Remembered;
import dev.quarry.server.item.Item;
import dev.quarry.server.media.PictureKind;
import dev.quarry.server.media.SafePicture;
import dev.quarry.server.media.Thumbnails;
import dev.quarry.server.people.Sight;
import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.Project;
import dev.quarry.server.teach.Occlusion;
import dev.quarry.server.teach.Predictions;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Items as pages see them, and their pictures. */
final class ItemRoutes implements Routes {

    private static final int MOST_AT_ONCE = 200;
    private static final int LIKELIEST = 5;
    private static final int LARGE = 2_048;
    private static final String FOR_EVER = "private, max-age=31536000, immutable";

    private final App app;
    private final Turns turns = new Turns("questions about words", 2, 8);
    private final Occlusion occlusion;

    ItemRoutes(App app) {
        this.app = app;
        this.occlusion = new Occlusion(app.teacher(), app.builder());
    }

    /**
     * An item.
     *
     * @param id its id for life, as text since numbers of JavaScript are shorter
     * @param kind {@code picture}, {@code text} or {@code row}
     * @param fields what is known of it
     * @param answers of that, what labels come from: nothing that whoever labels should see; empty for who only labels
     */
    record Shown(
            int row,
            String id,
            String name,
            String kind,
            @Nullable String text,
            Map<String, String> fields,
            Map<String, String> answers,
            @Nullable Integer width,
            @Nullable Integer height,
            ItemState state,
            @Nullable Prediction prediction) {}

    /** What the model in charge says of an item. */
    record Prediction(int model, int label, float confidence, float margin, List<Likelihood> classes) {}

    /** How likely a class is. */
    record Likelihood(int label, double probability) {}

    @Override
    public String description() {
        return "items";
    }

    @Override
    public void add(JavalinDefaultRoutingApi routes) {
        routes.get("/api/v1/projects/{project}/items", this::several);
        routes.get("/api/v1/projects/{project}/items/{row}", this::one);
        routes.get("/api/v1/projects/{project}/items/{row}/words", turns.of(this::words));
        routes.get("/api/v1/projects/{project}/items/{row}/thumbnail", this::thumbnail);
        routes.get("/api/v1/projects/{project}/items/{row}/picture", this::picture);
    }

    private void one(Context context) {
        Project project = app.project(context, Role.VIEWER);
        int row = App.row(context);
        project.item(row);
        context.json(view(context, project).of(app.items().get(project.id(), row)));
    }

    private void several(Context context) {
        Project project = app.project(context, Role.VIEWER);
        String rows = context.queryParam("rows");
        if (rows == null || !rows.matches("[0-9]{1,9}(,[0-9]{1,9})*")) {
            throw Problem.invalid("The rows (%s) are not numbers with commas between, such as (?rows=1,2,3)."
                    .formatted(rows == null ? "" : rows));
        }
        List<Integer> wanted = new ArrayList<>();
        for (String row : rows.split(",", -1)) {
            wanted.add(Integer.parseInt(row));
        }
        if (wanted.size() > MOST_AT_ONCE) {
            throw Problem.invalid(
                    "(%d) items were asked for at once, more than (%d).".formatted(wanted.size(), MOST_AT_ONCE));
        }
        wanted.forEach(project::item);
        Map<Integer, Item> found = new HashMap<>();
        app.items().list(project.id(), new TreeSet<>(wanted)).forEach(item -> found.put(item.row(), item));
        View view = view(context, project);
        List<Shown> all = new ArrayList<>();
        for (int row : wanted) {
            Item item = found.get(row);
            if (item != null) {
                all.add(view.of(item));
            }
        }
        context.json(all);
    }

    private View view(Context context, Project project) {
        Set<String> labels = Remembered.of(project).labels().keySet();
        return new View(project, app.sight(context, project), labels, App.may(context, Role.REVIEWER));
    }

    /** The items of a project as somebody sees them. */
    private final class View {
        private final Project project;
        private final Sight sight;
        private final Set<String> labels;
        private final boolean all;

        /**
         * @param labels the columns that labels come from
         * @param all whether these are seen too
         */
        View(Project project, Sight sight, Set<String> labels, boolean all) {
            this.project = project;
            this.sight = sight;
            this.labels = labels;
            this.all = all;
        }

        Shown of(Item item) {
            String kind = project.kind();
            Map<String, String> fields = new LinkedHashMap<>(item.fields());
            Map<String, String> answers = new LinkedHashMap<>();
            fields.forEach((name, value) -> {
                if (all && labels.contains(name)) {
                    answers.put(name, value);
                }
            });
            fields.keySet().removeAll(labels);
            return new Shown(
                    item.row(),
                    Long.toString(item.id()),
                    item.name(),
                    kind.substring(0, kind.length() - 1),
                    kind.equals("texts") ? item.content() : null,
                    fields,
                    answers,
                    number(item.fields().get("width")),
                    number(item.fields().get("height")),
                    sight.item(project, item.row()),
                    prediction(project, item.row()));
        }
    }

    private static @Nullable Integer number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,6}") ? Integer.valueOf(text) : null;
    }

    private @Nullable Prediction prediction(Project project, int row) {
        Predictions predictions = project.model()
                .flatMap(model -> app.predictions().of(project.id(), model.number()))
                .orElse(null);
        if (predictions == null || row >= predictions.size()) {
            return null;
        }
        double[] of = new double[predictions.probabilities().cols()];
        predictions.probabilities().copyRow(row, of);
        List<Likelihood> likeliest = IntStream.range(0, of.length)
                .mapToObj(label -> new Likelihood(label, of[label]))
                .sorted(Comparator.comparingDouble(Likelihood::probability).reversed())
                .limit(LIKELIEST)
                .toList();
        return new Prediction(
                predictions.model(),
                predictions.predicted(row),
                predictions.confidence(row),
                predictions.margin(row),
                likeliest);
    }

    private void words(Context context) throws IOException {
        Project project = app.project(context, Role.VIEWER);
        int row = App.row(context);
        project.item(row);
        if (!project.kind().equals("texts")) {
            throw Problem.missing("The items of the project (%s) are no texts.".formatted(project.name()));
        }
        Integer label = context.queryParam("label") == null ? null : App.query(context, "label", 0);
        context.json(occlusion.words(project, app.items().get(project.id(), row), label));
    }

    // ---- pictures

    private Item pictured(Context context, Project project) {
        int row = App.row(context);
        project.item(row);
        if (!project.kind().equals("pictures")) {
            throw Problem.missing("The items of the project (%s) are no pictures.".formatted(project.name()));
        }
        return app.items().get(project.id(), row);
    }

    private void thumbnail(Context context) throws IOException {
        Project project = app.project(context, Role.VIEWER);
        Item item = pictured(context, project);
        int size = App.query(context, "size", 320);
        if (!Thumbnails.SIZES.contains(size)) {
            throw Problem.invalid("The size (%d) is not one of 160, 320, 640.".formatted(size));
        }
        if (isThere(context, item, size)) {
            return;
        }
        try {
            Path file = app.thumbnails()
                    .of(project.id(), item.row(), size, app.originals().picture(project.id(), item));
            context.contentType("image/jpeg").result(Files.readAllBytes(file));
        } catch (IOException e) {
            context.removeHeader("ETag").header("Cache-Control", "no-store");
            throw Problem.missing(e.getMessage());
        }
    }

    /** Names the version of the picture; what never changes is not sent twice. */
    private static boolean isThere(Context context, Item item, int size) {
        String sha256 = item.sha256();
        if (sha256 == null) {
            return false;
        }
        String tag = "\"%s-%d\"".formatted(sha256.substring(0, 32), size);
        context.header("ETag", tag).header("Cache-Control", FOR_EVER);
        if (tag.equals(context.header("If-None-Match"))) {
            context.status(304);
            return true;
        }
        return false;
    }

    /** As it came where browsers may see it so, made anew where they cannot, and to be saved only in all other cases. */
    private void picture(Context context) throws IOException {
        Project project = app.project(context, Role.VIEWER);
        Item item = pictured(context, project);
        if (isThere(context, item, 0)) {
            return;
        }
        SafePicture picture = app.originals().picture(project.id(), item);
        PictureKind kind = PictureKind.of(picture.file());
        if (kind.isShown()) {
            context.contentType(kind.mediaType())
                    .header("Content-Disposition", "inline")
                    .result(Files.newInputStream(picture.file()));
        } else if (kind.isReadable()) {
            try {
                context.contentType("image/jpeg").result(app.thumbnails().decoded(picture, LARGE));
            } catch (IOException e) {
                throw Problem.missing(e.getMessage());
            }
        } else {
            context.contentType("application/octet-stream")
                    .header("Content-Security-Policy", "sandbox")
                    .header("Content-Disposition", "attachment; filename=\"item-%d\"".formatted(item.row()))
                    .result(Files.newInputStream(picture.file()));
        }
    }
}
