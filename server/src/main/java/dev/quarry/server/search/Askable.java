package dev.quarry.server.search;

import dev.quarry.server.project.LabelClass;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that a query can ask for.
 *
 * @param key as it is written
 * @param kind {@code class}, {@code number}, {@code choice}, {@code person}, {@code age} or {@code words}
 * @param values what it can be, where that is a short list
 * @param least the smallest number; null where it is none
 * @param greatest the greatest
 * @param sortable whether items can be sorted by it
 * @param field whether it is a field that came with the items
 * @param help what it means, for people
 */
public record Askable(
        String key,
        String kind,
        List<String> values,
        @Nullable Double least,
        @Nullable Double greatest,
        boolean sortable,
        boolean field,
        String help) {

    private static final int MOST_VALUES = 100;

    static List<Askable> all(View view) {
        List<String> classes = Stream.concat(
                        view.classes().stream().filter(one -> !one.retired()).map(LabelClass::name),
                        Stream.of(Filter.NONE))
                .toList();
        List<Askable> all = new ArrayList<>(List.of(
                choice("label", "class", classes, true, "The class it has."),
                choice("pred", "class", classes, true, "The class that the model predicts."),
                number("conf", 0, 1, "How likely the predicted class is."),
                number("margin", 0, 1, "How much likelier it is than the second."),
                choice("by", "person", List.copyOf(view.states().people()), true, "Who said what it is."),
                choice("prov", "choice", Filter.names(StateColumns.PROVENANCES), true, "Where its label comes from."),
                choice("verdict", "choice", Filter.names(StateColumns.VERDICTS), true, "Why it has no class."),
                choice("is", "choice", Filter.IS, false, "What it is."),
                choice("has", "choice", Filter.HAS, false, "What it has, or the name of a field."),
                choice("seen", "age", List.of(), false, "When somebody last said what it is: 30m, 8h, 2d, 1w."),
                new Askable(
                        "round", "number", List.of(), null, null, true, false, "The batch in which it was asked for."),
                choice("name", "words", List.of(), true, "Words of its name; ~ before them finds parts of words."),
                choice("text", "words", List.of(), false, "Words of its text."),
                new Askable("row", "number", List.of(), 0.0, view.index().size() - 1.0, true, false, "Its row."),
                choice("in", "choice", List.copyOf(view.slices().keySet()), false, "A saved slice.")));
        for (FieldColumn field : view.index().fields().values()) {
            all.add(
                    switch (field) {
                        case FieldColumn.Numbers some ->
                            new Askable(
                                    Facet.quoted(some.name()),
                                    "number",
                                    List.of(),
                                    finite(some.least()),
                                    finite(some.greatest()),
                                    true,
                                    true,
                                    "");
                        case FieldColumn.Words some ->
                            new Askable(
                                    Facet.quoted(some.name()),
                                    some.values().size() <= MOST_VALUES ? "choice" : "words",
                                    some.values().size() <= MOST_VALUES ? some.values() : List.of(),
                                    null,
                                    null,
                                    true,
                                    true,
                                    "");
                    });
        }
        return all;
    }

    private static @Nullable Double finite(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static Askable choice(String key, String kind, List<String> values, boolean sortable, String help) {
        return new Askable(key, kind, values, null, null, sortable, false, help);
    }

    private static Askable number(String key, double least, double greatest, String help) {
        return new Askable(key, "number", List.of(), least, greatest, true, false, help);
    }
}
