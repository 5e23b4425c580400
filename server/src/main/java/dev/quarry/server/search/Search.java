package dev.quarry.server.search;

import dev.quarry.server.event.Event;
import dev.quarry.server.item.ItemTable;
import dev.quarry.server.job.Job;
import dev.quarry.server.job.Jobs;
import dev.quarry.server.people.Sight;
import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.Project;
import dev.quarry.server.project.Projects;
import dev.quarry.server.teach.PredictionStore;
import dev.quarry.server.teach.Predictions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds items. The index of a project is read when it is first asked for, by a job, and kept up to date with the log from
 * then on; it takes about 100 bytes for an item, its text and 8 bytes for each field.
 */
public final class Search {

    /** The most items of a page. */
    public static final int LARGEST_PAGE = 500;

    private static final int SOON = 4_000;
    private static final int REMEMBERED = 8;

    private final Projects projects;
    private final ItemTable items;
    private final PredictionStore predictions;
    private final Jobs jobs;
    private final Clock clock;
    private final BiFunction<Project, String, Sight> sights;
    private final Map<String, Opened> open = new ConcurrentHashMap<>();

    /** What there is of a project: an index, or a job that makes one, or both where items were added since. */
    private record Opened(
            @Nullable ItemIndex index, @Nullable Job job, Answers answers) {}

    /**
     * What was asked for, or how far its reading is.
     *
     * @param value null while it cannot be said
     * @param job what reads the items; null where nothing does
     * @param indexed how many items are known
     */
    public record Ask<T>(@Nullable T value, @Nullable Job job, int indexed) {}

    /**
     * An item as lists show it.
     *
     * @param label the number of its class; −1 for none
     * @param verdict in small letters; null for none
     * @param provenance in small letters; null for none
     * @param by who said it; empty for nobody
     * @param at when, in milliseconds since 1970; 0 for never
     * @param round the batch in which it was asked for; 0 for none
     * @param version of the item: who changes it says which version they saw
     * @param predicted the number of the predicted class; −1 for none
     * @param confidence in [0, 1]; null without a prediction
     * @param margin in [0, 1]; null without a prediction
     */
    public record Hit(
            int row,
            String name,
            int label,
            @Nullable String verdict,
            @Nullable String provenance,
            String by,
            long at,
            int round,
            boolean flagged,
            boolean noted,
            long version,
            int predicted,
            @Nullable Double confidence,
            @Nullable Double margin) {}

    /**
     * A page of what was found.
     *
     * @param total how many items fit in all
     * @param rows those of the page
     * @param next what the next page comes after; null where there is none
     * @param indexed how many items are known; less than there are while new ones are read
     */
    public record Page(int total, List<Hit> rows, @Nullable String next, int indexed) {}

    /**
     * Which page.
     *
     * @param after the end of the page before; empty for the first, or where {@code offset} counts
     * @param offset how many items come before it, where {@code after} is empty
     */
    public record Wanted(String query, String sort, int limit, String after, int offset) {
        /** States the rules. */
        public Wanted {
            if (limit < 1 || limit > LARGEST_PAGE) {
                throw new IllegalArgumentException(
                        "A page has between 1 and (%d) items, not (%d).".formatted(LARGEST_PAGE, limit));
            }
        }
    }

    /**
     * Searches in the items of these projects.
     *
     * @param sights what somebody sees in a project
     */
    public Search(
            Projects projects,
            ItemTable items,
            PredictionStore predictions,
            Jobs jobs,
            Clock clock,
            BiFunction<Project, String, Sight> sights) {
        this.projects = projects;
        this.items = items;
        this.predictions = predictions;
        this.jobs = jobs;
        this.clock = clock;
        this.sights = sights;
        projects.listen(this::kept);
    }

    private void kept(List<Event> events) {
        for (Event event : events) {
            Opened opened = open.get(event.project());
            if (opened != null && opened.index != null) {
                opened.index.happened(projects.get(event.project()), event);
            }
        }
    }

    // ---- the index

    /**
     * Asks the index of a project, which begins to be read where it is not there.
     *
     * @param by who asks
     * @throws IllegalStateException if it could not be read; the next question tries again
     */
    private <T> Ask<T> ask(Project project, String by, Function<View, T> question) {
        Opened opened = opened(project, by);
        ItemIndex index = opened.index;
        if (index == null) {
            return new Ask<>(null, opened.job, 0);
        }
        T answer = index.ask(project, () -> question.apply(view(project, index, by)));
        return new Ask<>(answer, opened.job, index.size());
    }

    private View view(Project project, ItemIndex index, String by) {
        Sight sight = sights.apply(project, by);
        Map<Integer, ItemState> otherwise = sight.otherwise(project);
        StateColumns states =
                otherwise.isEmpty() ? index.states() : index.states().but(otherwise);
        Predictions said = project.model()
                .flatMap(model -> predictions.of(project.id(), model.number()))
                .orElse(null);
        return new View(index, states, sight, project.classes(), said, Slice.named(project), clock.instant());
    }

    private synchronized Opened opened(Project project, String by) {
        String id = project.id();
        Opened opened = open.getOrDefault(id, new Opened(null, null, new Answers()));
        Job job = opened.job == null ? null : jobs.find(opened.job.id()).orElse(null);
        if (job != null && job.state() == Job.State.FAILED && opened.index == null) {
            open.remove(id);
            throw new IllegalStateException("The items cannot be searched: %s".formatted(job.failure()));
        }
        boolean atWork = job != null && !job.state().isEnd();
        boolean behind = opened.index == null || opened.index.size() < project.size();
        if (!atWork && behind) {
            job = jobs.submit(Jobs.Lane.LOOK, id, "index", "Reading the items for search", by, progress -> {
                int rows = project.size();
                long begun = System.nanoTime();
                ItemIndex read = ItemIndex.read(rows, reader -> items.each(id, 0, rows, reader), progress);
                open.compute(id, (key, before) -> new Opened(read, before == null ? null : before.job, new Answers()));
                return Map.of(
                        "items", read.size(), "bytes", read.bytes(), "millis", (System.nanoTime() - begun) / 1_000_000);
            });
            Job begun = job;
            open.compute(
                    id,
                    (key, before) -> new Opened(
                            before == null ? null : before.index,
                            begun,
                            before == null ? opened.answers : before.answers));
        }
        Opened now = open.getOrDefault(id, opened);
        return new Opened(now.index, job != null && !job.state().isEnd() ? job : null, now.answers);
    }

    // ---- questions

    /**
     * A page of what a query finds.
     *
     * @throws IllegalArgumentException if the query cannot be read or names what there is not
     */
    public Ask<Page> page(Project project, String by, Wanted wanted) {
        return ask(project, by, view -> {
            RowSet found = found(project, view, wanted.query);
            RowOrder order = RowOrder.of(wanted.sort, view);
            int[] rows = rows(project, view, wanted, found, order);
            boolean more = rows.length > wanted.limit;
            int shown = Math.min(rows.length, wanted.limit);
            return new Page(
                    found.count(),
                    IntStream.range(0, shown)
                            .mapToObj(i -> hit(project, view, rows[i]))
                            .toList(),
                    more ? order.cursor(rows[shown - 1]) : null,
                    view.index().size());
        });
    }

    /** The rows of the page and one more where there is one. */
    private int[] rows(Project project, View view, Wanted wanted, RowSet found, RowOrder order) {
        int most = wanted.limit + 1;
        if (!wanted.after.isEmpty()) {
            return order.first(found, order.behind(wanted.after, view.index().size()), most);
        } else if (wanted.offset + most <= SOON) {
            int[] first = order.first(found, row -> true, wanted.offset + most);
            return Arrays.copyOfRange(first, Math.min(wanted.offset, first.length), first.length);
        }
        int[] all = answers(project)
                .sorted(
                        Asked.of(project, view, wanted.query),
                        wanted.sort,
                        () -> order.sorted(found.rows(Integer.MAX_VALUE)));
        int from = Math.min(wanted.offset, all.length);
        return Arrays.copyOfRange(all, from, Math.min(all.length, from + most));
    }

    /** Everything that a query finds, ascending, at most so many. */
    public Ask<int[]> rows(Project project, String by, String query, int most) {
        return ask(project, by, view -> found(project, view, query).rows(most));
    }

    /** Some items as lists show them, in the order in which they are named; rows that are not known are left out. */
    public Ask<List<Hit>> hits(Project project, String by, int[] rows) {
        return ask(
                project,
                by,
                view -> IntStream.of(rows)
                        .filter(row -> row >= 0 && row < view.index().size())
                        .mapToObj(row -> hit(project, view, row))
                        .toList());
    }

    /** How what a query finds is spread over classes, people, fields and so on. */
    public Ask<List<Facet>> facets(Project project, String by, String query, List<String> of) {
        return ask(project, by, view -> Facet.count(view, found(project, view, query), of));
    }

    /** What can be asked. */
    public Ask<List<Askable>> fields(Project project, String by) {
        return ask(project, by, Askable::all);
    }

    /** One value for each item, as a map colours them. */
    public Ask<Colours> colours(Project project, String by, String of) {
        return ask(project, by, view -> Colours.of(view, of));
    }

    /**
     * Whether a query means something.
     *
     * @throws IllegalArgumentException if it does not
     */
    public void require(Project project, String by, String query) {
        Query read = Query.parse(query);
        ask(project, by, view -> Filter.of(read, view));
    }

    private RowSet found(Project project, View view, String query) {
        RowTest test = Filter.of(Query.parse(query), view);
        if (query.contains("seen")) {
            return RowSet.of(view.index().size(), test); // what is recent changes by itself
        }
        return answers(project)
                .found(
                        Asked.of(project, view, query),
                        () -> RowSet.of(view.index().size(), test));
    }

    private Answers answers(Project project) {
        Opened opened = open.get(project.id());
        return opened == null ? new Answers() : opened.answers;
    }

    private static Hit hit(Project project, View view, int row) {
        ItemState state = view.sight().item(project, row);
        boolean predicted = view.hasPrediction(row);
        return new Hit(
                row,
                view.index().names().get(row),
                state.label(),
                word(state.verdict()),
                word(state.provenance()),
                state.by(),
                state.at() == null ? 0 : state.at().toEpochMilli(),
                state.batch(),
                state.flagged(),
                !state.note().isEmpty(),
                state.version(),
                view.predicted(row),
                predicted ? view.confidence(row) : null,
                predicted ? view.margin(row) : null);
    }

    private static @Nullable String word(@Nullable Enum<?> one) {
        return one == null ? null : one.name().toLowerCase(Locale.ROOT);
    }

    /** A question at a moment, and who sees what it was answered by. */
    private record Asked(String query, long version, String whose) {
        static Asked of(Project project, View view, String query) {
            long version = 31 * project.version() + System.identityHashCode(view.predictions());
            return new Asked(query, version, view.sight().whose());
        }
    }

    /** The newest answers, so that the next page, the counts and the map need not look again. */
    private static final class Answers {

        private final Map<Asked, RowSet> found = new LinkedHashMap<>();
        private final Map<List<Object>, int[]> sorted = new LinkedHashMap<>();

        RowSet found(Asked asked, Supplier<RowSet> look) {
            return remembered(found, asked, REMEMBERED, look);
        }

        int[] sorted(Asked asked, String sort, Supplier<int[]> look) {
            return remembered(sorted, List.of(asked, sort), 2, look);
        }

        private <K, V> V remembered(Map<K, V> some, K key, int most, Supplier<V> look) {
            synchronized (some) {
                V known = some.get(key);
                if (known != null) {
                    return known;
                }
            }
            V answer = look.get();
            synchronized (some) {
                some.put(key, answer);
                List<K> oldest = new ArrayList<>(some.keySet());
                oldest.stream().limit(Math.max(0, oldest.size() - most)).forEach(some::remove);
            }
            return answer;
        }
    }

    /** About how many bytes the index of a project takes; none where there is no index. */
    public Optional<Long> bytes(String project) {
        Opened opened = open.get(project);
        return opened == null || opened.index == null ? Optional.empty() : Optional.of(opened.index.bytes());
    }
}
