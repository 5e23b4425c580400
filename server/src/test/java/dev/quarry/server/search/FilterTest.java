package dev.quarry.server.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.server.event.Fact.Verdict;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.item.Item;
import dev.quarry.server.job.Progress;
import dev.quarry.server.people.Sight;
import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.Project;
import dev.quarry.server.store.Folders;
import dev.quarry.server.teach.PredictionStore;
import dev.quarry.server.teach.Predictions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index against a plain look at each item. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilterTest {

    private static final int ITEMS = 3_000;
    private static final int LABELS = 700;
    private static final Instant NOW = Instant.parse("2026-01-01T00:10:00Z");

    private final Project project = new Project("generated");
    private final List<Item> items =
            IntStream.range(0, ITEMS).mapToObj(Generated::item).toList();

    private Predictions predictions;
    private ItemIndex index;

    static final Progress QUIET = new Progress() {
        @Override
        public void at(double done, String doing) {}

        @Override
        public boolean isCancelled() {
            return false;
        }
    };

    @BeforeAll
    void read(@TempDir Path folder) throws IOException {
        Generated.events(ITEMS, LABELS).forEach(project::apply);
        predictions = new PredictionStore(new Folders(folder)).keep("generated", 1, Generated.probabilities(ITEMS));
        index = ItemIndex.read(ITEMS, items::forEach, QUIET);
    }

    private View view() {
        return new View(
                index,
                index.states(),
                Sight.everything(),
                project.classes(),
                predictions,
                Map.of(
                        "sure cats",
                        new Slice("sure cats", "pred:cat conf>0.9", null, "ana"),
                        "some",
                        new Slice("some", "is:open", List.of(5, 800, 2900), "ana")),
                NOW);
    }

    private int[] found(String query) {
        return index.ask(
                project,
                () -> RowSet.of(ITEMS, Filter.of(Query.parse(query), view())).rows(ITEMS));
    }

    private int[] plain(IntPredicate holds) {
        return IntStream.range(0, ITEMS).filter(holds).toArray();
    }

    private ItemState state(int row) {
        return project.item(row);
    }

    private double brightness(int row) {
        String text = items.get(row).fields().get("brightness");
        return text == null ? Double.NaN : Double.parseDouble(text);
    }

    private boolean word(int row, String small) {
        Item item = items.get(row);
        List<String> texts = new ArrayList<>(List.of(item.name(), String.valueOf(item.content())));
        List.of("source", "remark").forEach(key -> texts.add(item.fields().getOrDefault(key, "")));
        return texts.stream()
                .flatMap(text -> Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")))
                .anyMatch(one -> one.startsWith(small));
    }

    /** Each kind of term as it is written and as it is meant. */
    private Map<String, IntPredicate> terms() {
        Map<String, IntPredicate> terms = new TreeMap<>();
        terms.put("label:cat", row -> state(row).label() == 0);
        terms.put("label:DOG|fox", row -> state(row).label() == 1 || state(row).label() == 2);
        terms.put("label:none", row -> state(row).label() == -1);
        terms.put("pred:\"wild boar\"", row -> predictions.predicted(row) == 3);
        terms.put("conf<0.6", row -> predictions.confidence(row) < 0.6);
        terms.put("margin>=0.5", row -> predictions.margin(row) >= 0.5);
        terms.put("by:ana", row -> state(row).by().equals("ana"));
        terms.put("by:nobody-at-all", row -> false);
        terms.put("prov:implicit", row -> state(row).provenance() == Provenance.IMPLICIT);
        terms.put(
                "verdict:skipped|wrong",
                row -> state(row).verdict() == Verdict.SKIPPED || state(row).verdict() == Verdict.WRONG);
        terms.put("has:note", row -> !state(row).note().isEmpty());
        terms.put("has:brightness", row -> !Double.isNaN(brightness(row)));
        terms.put("is:flagged", row -> state(row).flagged());
        terms.put("is:open", row -> state(row).isOpen());
        terms.put("is:labelled", row -> state(row).isLabelled());
        terms.put("is:duplicate", row -> row % 50 >= 48);
        terms.put(
                "wrong",
                row -> state(row).isLabelled()
                        && predictions.predicted(row) != state(row).label());
        terms.put("brightness>0.5", row -> brightness(row) > 0.5);
        terms.put("brightness:0.25..0.5", row -> brightness(row) >= 0.25 && brightness(row) <= 0.5);
        terms.put("source:phone", row -> "phone".equals(items.get(row).fields().get("source")));
        terms.put(
                "field.source:\"north site\"",
                row -> "North site".equals(items.get(row).fields().get("source")));
        terms.put("remark:12", row -> "12".equals(items.get(row).fields().get("remark")));
        terms.put("seen:3m", row -> isSince(state(row).at(), NOW.minusSeconds(180)));
        terms.put("round:3", row -> state(row).batch() == 3);
        terms.put("row>=1000", row -> row >= 1000);
        terms.put("cat", row -> word(row, "cat"));
        terms.put("über", row -> word(row, "über"));
        terms.put(
                "\"cat lamp\"",
                row -> (" " + String.valueOf(items.get(row).content()).toLowerCase(Locale.ROOT) + " ")
                        .contains(" cat lamp "));
        terms.put("~alogu", row -> String.valueOf(items.get(row).content()).contains("alogu"));
        terms.put("name:~0001", row -> items.get(row).name().contains("0001"));
        terms.put("text:snow", row -> String.valueOf(items.get(row).content()).contains("snow"));
        terms.put("in:\"sure cats\"", row -> predictions.predicted(row) == 0 && predictions.confidence(row) > 0.9);
        terms.put("in:some", row -> List.of(800, 2900).contains(row));
        return terms;
    }

    @Test
    void every_kind_of_term_finds_what_a_plain_look_finds() {
        terms().forEach((term, meant) -> {
            assertThat(found(term)).as(term).isEqualTo(plain(meant));
            assertThat(found("-" + term)).as("-" + term).isEqualTo(plain(meant.negate()));
        });
    }

    @Test
    void terms_together_find_what_fits_all_of_them() {
        List<Map.Entry<String, IntPredicate>> all = List.copyOf(terms().entrySet());
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 200; i++) {
            List<String> written = new ArrayList<>();
            IntPredicate meant = row -> true;
            for (int j = 0; j <= random.nextInt(3); j++) {
                var one = all.get(random.nextInt(all.size()));
                boolean negated = random.nextBoolean();
                written.add((negated ? "-" : "") + one.getKey());
                meant = meant.and(negated ? one.getValue().negate() : one.getValue());
            }
            String query = String.join("  ", written);
            assertThat(found(query)).as(query).isEqualTo(plain(meant));
        }
    }

    @Test
    void twins_of_different_classes_are_contradicted() {
        IntPredicate meant = row -> {
            int first = row - row % 50 + 48;
            return row % 50 >= 48
                    && state(first).isLabelled()
                    && state(first + 1).isLabelled()
                    && state(first).label() != state(first + 1).label();
        };
        assertThat(found("is:contradicted")).isEqualTo(plain(meant)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "name", "-name", "conf", "-conf", "margin", "-label", "at", "-at", "brightness", "-source"})
    void pages_are_complete_and_in_order(String sort) {
        List<Integer> all = new ArrayList<>();
        index.ask(project, () -> {
            RowSet rows = RowSet.of(ITEMS, Filter.of(Query.parse("-label:fox"), view()));
            RowOrder order = RowOrder.of(sort, view());
            int[] page = order.first(rows, row -> true, 37);
            while (page.length > 0) {
                Arrays.stream(page).forEach(all::add);
                page = order.first(rows, order.behind(order.cursor(page[page.length - 1]), ITEMS), 37);
            }
            assertThat(order.sorted(rows.rows(ITEMS)))
                    .containsExactly(all.stream().mapToInt(i -> i).toArray());
            return true;
        });
        assertThat(all).containsExactlyElementsOf(plainly(sort));
    }

    private List<Integer> plainly(String sort) {
        boolean falling = sort.startsWith("-");
        Comparator<Integer> byKey = sort.endsWith("name")
                ? Comparator.comparing((Integer row) -> items.get(row).name())
                : Comparator.comparingDouble((Integer row) -> key(sort.replace("-", ""), row));
        Comparator<Integer> missing = Comparator.comparing(
                (Integer row) -> !sort.endsWith("name") && Double.isNaN(key(sort.replace("-", ""), row)));
        Comparator<Integer> order =
                missing.thenComparing(falling ? byKey.reversed() : byKey).thenComparing(Comparator.naturalOrder());
        return IntStream.range(0, ITEMS)
                .filter(row -> state(row).label() != 2)
                .boxed()
                .sorted(order)
                .toList();
    }

    private double key(String sort, int row) {
        Instant at = state(row).at();
        return switch (sort) {
            case "conf" -> predictions.confidence(row);
            case "margin" -> predictions.margin(row);
            case "label" -> state(row).label() < 0 ? Double.NaN : state(row).label();
            case "at" -> at == null ? Double.NaN : at.toEpochMilli();
            case "brightness" -> brightness(row);
            case "source" ->
                List.of("North site", "phone", "web")
                        .indexOf(items.get(row).fields().get("source"));
            default -> row;
        };
    }

    @Test
    void what_is_not_known_is_answered_with_what_is_near() {
        assertThatThrownBy(() -> found("lable:cat"))
                .hasMessageContaining("no key (lable)")
                .hasMessageContaining("(label)");
        assertThatThrownBy(() -> found("label:cta")).hasMessage("There is no class (cta). Maybe (cat).");
        assertThatThrownBy(() -> found("is:flaged")).hasMessageContaining("Maybe (flagged)");
        assertThatThrownBy(() -> found("brightness>high")).hasMessageContaining("(high), which is not a number");
        assertThatThrownBy(() -> found("label<3")).hasMessageContaining("not a number");
        assertThatThrownBy(() -> found("seen:soon"))
                .hasMessageContaining("(soon)")
                .hasMessageContaining("seen:2d");
        assertThatThrownBy(() -> found("in:none-such")).hasMessageContaining("no slice (none-such)");
        assertThatThrownBy(() -> index.ask(project, () -> RowOrder.of("colour", view())))
                .hasMessageContaining("sort by called (colour)");
    }

    @Test
    void counts_add_up() {
        index.ask(project, () -> {
            RowSet all = RowSet.of(ITEMS, row -> true);
            for (Facet facet : Facet.count(view(), all, List.of("label", "pred", "prov", "by", "conf", "source"))) {
                assertThat(facet.values().stream().mapToInt(Facet.Count::count).sum())
                        .as(facet.key())
                        .isEqualTo(ITEMS);
                facet.values().stream()
                        .filter(one -> one.from() == null)
                        .forEach(one ->
                                assertThat(found(one.term())).as(one.term()).hasSize(one.count()));
            }
            return true;
        });
    }

    private static boolean isSince(@Nullable Instant at, Instant since) {
        return at != null && !at.isBefore(since);
    }
}
