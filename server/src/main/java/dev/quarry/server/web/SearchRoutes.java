package dev.quarry.server.web;

import dev.quarry.server.account.Role;
import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import dev.quarry.server.feature.FeatureStore.Features;
import dev.quarry.server.job.Job;
import dev.quarry.server.people.Sight;
import dev.quarry.server.project.Project;
import dev.quarry.server.search.Search;
import dev.quarry.server.search.Search.Ask;
import dev.quarry.server.search.Search.Hit;
import dev.quarry.server.search.Similar;
import dev.quarry.server.search.Slice;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finding items: search, counts, slices, what is similar, what was said. */
final class SearchRoutes implements Routes {

    private static final int USUAL_PAGE = 60;
    private static final int MOST_SIMILAR = 100;
    private static final String ITEMS = "/api/v1/projects/{project}/items";

    private final App app;

    SearchRoutes(App app) {
        this.app = app;
    }

    /**
     * A slice to keep.
     *
     * @param rows the items, where they were chosen one by one
     */
    record NewSlice(String name, String query, @Nullable List<Integer> rows) {}

    /**
     * A slice as lists show it.
     *
     * @param rows how many items were chosen one by one; null where a query says which
     */
    record ShownSlice(String name, String query, @Nullable Integer rows, String by) {
        static ShownSlice of(Slice slice) {
            return new ShownSlice(
                    slice.name(),
                    slice.query(),
                    slice.rows() == null ? null : slice.rows().size(),
                    slice.by());
        }
    }

    /**
     * The items are being read.
     *
     * @param indexing how much of it is done, in [0, 1]; −1 while that is unknown
     */
    record Reading(double indexing, @Nullable Job job) {}

    /** A similar item and how far it is. */
    record Neighbour(double distance, Hit item) {}

    /**
     * Something that was said about an item.
     *
     * @param act the act that it belongs to
     * @param kind what kind of fact, as in the log
     * @param at when, in milliseconds since 1970
     * @param label the class that it gave; −1 for none
     * @param verdict what else was said; null for nothing
     * @param provenance where it comes from; null where that has no meaning
     * @param note what was written; null for nothing
     * @param flagged whether it was marked; null where it is about something else
     * @param mode where it was said; null where unknown
     * @param undone whether it was taken back
     */
    record Said(
            long act,
            String kind,
            long at,
            String by,
            int label,
            @Nullable String verdict,
            @Nullable String provenance,
            @Nullable String note,
            @Nullable Boolean flagged,
            @Nullable String mode,
            boolean undone) {}

    @Override
    public String description() {
        return "search";
    }

    @Override
    public void add(JavalinDefaultRoutingApi routes) {
        routes.get(ITEMS + "/search", this::search);
        routes.get(ITEMS + "/matching", this::matching);
        routes.get(ITEMS + "/facets", this::facets);
        routes.get(ITEMS + "/{row}/similar", this::similar);
        routes.get(ITEMS + "/{row}/history", this::history);
        routes.get("/api/v1/projects/{project}/fields", context -> {
            Project project = app.project(context, Role.VIEWER);
            answer(context, app.search().fields(project, by(context)));
        });
        routes.get(
                "/api/v1/projects/{project}/slices",
                context -> context.json(Slice.of(app.project(context, Role.VIEWER)).stream()
                        .map(ShownSlice::of)
                        .toList()));
        routes.post("/api/v1/projects/{project}/slices", this::keep);
        routes.delete("/api/v1/projects/{project}/slices/{name}", this::forget);
    }

    static String by(Context context) {
        return Guard.account(context).name();
    }

    /** Answers, or says how far the reading of the items is. */
    static void answer(Context context, Ask<?> ask) {
        Object value = ask.value();
        if (value == null) {
            Job job = ask.job();
            context.status(202).json(new Reading(job == null ? -1 : job.done(), job));
        } else {
            context.json(value);
        }
    }

    private static String text(Context context, String name) {
        return Objects.requireNonNullElse(context.queryParam(name), "");
    }

    private void search(Context context) {
        Project project = app.project(context, Role.VIEWER);
        Search.Wanted wanted = new Search.Wanted(
                text(context, "query"),
                text(context, "sort"),
                App.query(context, "limit", USUAL_PAGE),
                text(context, "after"),
                App.query(context, "offset", 0));
        answer(context, app.search().page(project, by(context), wanted));
    }

    private void matching(Context context) {
        Project project = app.project(context, Role.VIEWER);
        int most = App.query(context, "limit", Integer.MAX_VALUE);
        Ask<int[]> found = app.search().rows(project, by(context), text(context, "query"), most);
        int[] rows = found.value();
        if (rows == null) {
            answer(context, found);
            return;
        }
        ByteBuffer bytes = ByteBuffer.allocate(4 * rows.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(rows);
        context.contentType("application/octet-stream").result(bytes.array());
    }

    private void facets(Context context) {
        Project project = app.project(context, Role.VIEWER);
        List<String> of = Stream.of(text(context, "of").split(",", 20))
                .filter(key -> !key.isBlank())
                .toList();
        answer(context, app.search().facets(project, by(context), text(context, "query"), of));
    }

    private void similar(Context context) {
        Project project = app.project(context, Role.VIEWER);
        int row = App.row(context);
        int k = App.query(context, "k", 12);
        if (k < 1 || k > MOST_SIMILAR) {
            throw Problem.invalid("The number (k) is between 1 and (%d), not (%d).".formatted(MOST_SIMILAR, k));
        }
        project.item(row);
        Features seen = app.features()
                .current(project.id())
                .orElseThrow(() -> Problem.impossible(
                        "There are no features yet, so nothing says which items are alike. Maybe choose some first."));
        List<Similar> near = Similar.to(seen.rows(), row, k);
        Ask<List<Hit>> hits = app.search()
                .hits(project, by(context), near.stream().mapToInt(Similar::row).toArray());
        List<Hit> known = hits.value();
        if (known == null) {
            answer(context, hits);
            return;
        }
        List<Neighbour> answer = new ArrayList<>();
        for (Similar one : near) {
            known.stream()
                    .filter(hit -> hit.row() == one.row())
                    .findFirst()
                    .ifPresent(hit -> answer.add(new Neighbour(one.distance(), hit)));
        }
        context.json(answer);
    }

    private void history(Context context) {
        Project project = app.project(context, Role.VIEWER);
        int row = App.row(context);
        Sight sight = app.sight(context, project);
        context.json(project.history(row).stream()
                .filter(event -> sight.sees(project, row, event))
                .map(event -> said(project, event, row))
                .toList());
    }

    private static Said said(Project project, Event event, int row) {
        int label = -1;
        String verdict = null;
        String provenance = null;
        String note = null;
        Boolean flagged = null;
        String mode = null;
        switch (event.fact()) {
            case Fact.Labelled fact -> {
                label = fact.label();
                provenance = word(fact.provenance());
                mode = fact.mode();
            }
            case Fact.LabelledMany fact -> {
                int at = fact.rows().indexOf(row);
                label = at < 0 ? -1 : fact.labels().get(at);
                provenance = word(fact.provenance());
                mode = fact.mode();
            }
            case Fact.Judged fact -> {
                verdict = word(fact.verdict());
                mode = fact.mode();
            }
            case Fact.Settled fact -> label = fact.label();
            case Fact.Noted fact -> note = fact.note();
            case Fact.Flagged fact -> flagged = fact.flagged();
            default -> {
                // the kind says all
            }
        }
        return new Said(
                event.act(),
                event.fact().type(),
                event.at().toEpochMilli(),
                event.by(),
                label,
                verdict,
                provenance,
                note,
                flagged,
                mode,
                project.isUndone(event.act()));
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    private void keep(Context context) {
        Project project = app.project(context, Role.LABELLER);
        NewSlice wanted = context.bodyAsClass(NewSlice.class);
        Slice added = new Slice(wanted.name(), wanted.query(), wanted.rows(), by(context));
        app.search().require(project, by(context), added.query());
        app.log().act(added.by(), pen -> {
            pen.write(project.id(), new Fact.SettingChanged(Slice.SETTING, Slice.with(Slice.of(project), added)));
            return added;
        });
        context.status(201).json(ShownSlice.of(added));
    }

    private void forget(Context context) {
        Project project = app.project(context, Role.LABELLER);
        String name = context.pathParam("name");
        app.log().act(by(context), pen -> {
            pen.write(project.id(), new Fact.SettingChanged(Slice.SETTING, Slice.without(Slice.of(project), name)));
            return name;
        });
        context.status(204);
    }
}
