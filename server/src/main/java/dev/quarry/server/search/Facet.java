package dev.quarry.server.search;

import dev.quarry.server.project.LabelClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How some items are spread.
 *
 * @param key what they are told apart by: what a query calls it
 * @param values how many there are of each value; at most fifty, the most frequent ones
 */
public record Facet(String key, List<Count> values) {

    private static final int MOST = 50;
    private static final int BINS = 20;

    /** What is counted where nobody says what. */
    public static final List<String> USUAL = List.of("label", "pred", "prov", "verdict", "by");

    /**
     * A value and its number of items.
     *
     * @param title the value for people
     * @param term the term of a query that finds them
     * @param from where a range of numbers begins; null for anything else
     * @param to where it ends
     */
    public record Count(
            String title,
            String term,
            int count,
            @Nullable Double from,
            @Nullable Double to) {}

    static List<Facet> count(View view, RowSet rows, List<String> of) {
        return (of.isEmpty() ? USUAL : of)
                .stream().map(key -> new Facet(key, counts(view, rows, key))).toList();
    }

    private static List<Count> counts(View view, RowSet rows, String key) {
        StateColumns states = view.states();
        List<String> classes = view.classes().stream().map(LabelClass::name).toList();
        return switch (key) {
            case "label" -> coded(rows, key, classes, states::label);
            case "pred" -> coded(rows, key, classes, view::predicted);
            case "prov" -> coded(rows, key, Filter.names(StateColumns.PROVENANCES), states::provenance);
            case "verdict" -> coded(rows, key, Filter.names(StateColumns.VERDICTS), states::verdict);
            case "by" -> coded(rows, key, states.people(), states::person);
            case "conf" -> numbers(rows, key, view::confidence, 0, 1);
            case "margin" -> numbers(rows, key, view::margin, 0, 1);
            default -> {
                FieldColumn field = view.index().fields().get(key);
                yield switch (field) {
                    case FieldColumn.Numbers all ->
                        numbers(rows, quoted(key), row -> all.values()[row], all.least(), all.greatest());
                    case FieldColumn.Words words -> coded(rows, quoted(key), words.values(), row -> words.codes()[row]);
                    case null ->
                        throw new IllegalArgumentException(
                                "There is nothing to count called (%s). Maybe (label), (pred) or a field."
                                        .formatted(key));
                };
            }
        };
    }

    private static List<Count> coded(RowSet rows, String key, List<String> names, IntUnaryOperator column) {
        int[] counts = new int[names.size() + 1];
        rows.each(row -> counts[column.applyAsInt(row) + 1]++);
        return IntStream.range(0, counts.length)
                .filter(i -> counts[i] > 0)
                .mapToObj(i -> i == 0
                        ? new Count(Filter.NONE, "%s:none".formatted(key), counts[i], null, null)
                        : new Count(
                                names.get(i - 1),
                                "%s:%s".formatted(key, quoted(names.get(i - 1))),
                                counts[i],
                                null,
                                null))
                .sorted(Comparator.comparingInt(Count::count).reversed())
                .limit(MOST)
                .toList();
    }

    private static List<Count> numbers(
            RowSet rows, String key, IntToDoubleFunction column, double least, double greatest) {
        if (!(greatest > least)) {
            return List.of();
        }
        int[] counts = new int[BINS];
        rows.each(row -> {
            double value = column.applyAsDouble(row);
            if (!Double.isNaN(value)) {
                counts[Math.min(BINS - 1, (int) (BINS * ((value - least) / (greatest - least))))]++;
            }
        });
        List<Count> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            double from = least + i * (greatest - least) / BINS;
            double to = least + (i + 1) * (greatest - least) / BINS;
            bins.add(new Count(
                    "%.4g to %.4g".formatted(from, to), "%s:%s..%s".formatted(key, from, to), counts[i], from, to));
        }
        return bins;
    }

    /** As it must stand in a query. */
    static String quoted(String text) {
        boolean plain = !text.isEmpty()
                && !text.equals(Filter.NONE)
                && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.');
        return plain ? text : '"' + text.replace("\"", "") + '"';
    }
}
