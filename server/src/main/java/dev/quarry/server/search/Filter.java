package dev.quarry.server.search;

import dev.quarry.part.Nearest;
import dev.quarry.server.event.Fact.Verdict;
import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.LabelClass;
import dev.quarry.server.search.Query.Relation;
import dev.quarry.server.search.Query.Term;
import dev.quarry.server.search.Query.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns a query into a test of items; says what a name may be that means nothing. */
final class Filter {

    /** What can be asked beside fields. */
    static final List<String> KEYS = List.of(
            "label", "pred", "conf", "margin", "by", "prov", "verdict", "has", "is", "seen", "round", "name", "text",
            "row", "in");

    /** What an item can be. */
    static final List<String> IS =
            List.of("open", "labelled", "flagged", "wrong", "reviewed", "excluded", "duplicate", "contradicted");

    /** What an item can have, beside fields. */
    static final List<String> HAS = List.of("label", "prediction", "verdict", "note", "text");

    /** The word for nothing. */
    static final String NONE = "none";

    private static final String FIELD = "field.";
    private static final int DEEPEST = 3;

    private final View view;
    private final int depth;

    private Filter(View view, int depth) {
        this.view = view;
        this.depth = depth;
    }

    /**
     * The test of a query.
     *
     * @throws IllegalArgumentException if something in it is not known
     */
    static RowTest of(Query query, View view) {
        return new Filter(view, 0).all(query);
    }

    private RowTest all(Query query) {
        RowTest[] tests = query.terms().stream()
                .map(term -> term.negated() ? test(term).not() : test(term))
                .toArray(RowTest[]::new);
        return row -> {
            for (RowTest test : tests) {
                if (!test.holds(row)) {
                    return false;
                }
            }
            return true;
        };
    }

    private RowTest test(Term term) {
        String key = term.key();
        if (key == null) {
            return free(term);
        }
        StateColumns states = view.states();
        return switch (key) {
            case "label" -> classes(term, states::label);
            case "pred" -> classes(term, view::predicted);
            case "conf" -> numbers(term, view::confidence);
            case "margin" -> numbers(term, view::margin);
            case "row" -> numbers(term, row -> row);
            case "round" -> numbers(term, row -> states.round(row) == 0 ? Double.NaN : states.round(row));
            case "by" -> people(term);
            case "prov" -> coded(term, states::provenance, names(StateColumns.PROVENANCES));
            case "verdict" -> coded(term, states::verdict, names(StateColumns.VERDICTS));
            case "is" -> any(term, this::is);
            case "has" -> any(term, this::has);
            case "seen" -> seen(term);
            case "name" -> any(term, value -> inPart(value, Texts.Part.FIRST_LINE));
            case "text" -> any(term, value -> inPart(value, Texts.Part.REST));
            case "in" -> any(term, this::slice);
            default -> field(term, key);
        };
    }

    /** Makes a test of one value. */
    private interface Test {
        RowTest of(Value value);
    }

    private static RowTest any(Term term, Test test) {
        requireIs(term);
        RowTest[] tests = term.values().stream().map(test::of).toArray(RowTest[]::new);
        return tests.length == 1
                ? tests[0]
                : row -> {
                    for (RowTest one : tests) {
                        if (one.holds(row)) {
                            return true;
                        }
                    }
                    return false;
                };
    }

    private static void requireIs(Term term) {
        if (term.relation() != Relation.IS) {
            throw new IllegalArgumentException("(%s) is not a number, so nothing is above or below it. Maybe (%s:%s)."
                    .formatted(term.key(), term.key(), term.values().getFirst().text()));
        }
    }

    // ---- words

    private RowTest free(Term term) {
        if (term.values().size() == 1) {
            Value only = term.values().getFirst();
            if (!only.quoted() && !only.part() && only.text().equals("wrong")) {
                return is(only);
            }
        }
        return any(term, value -> {
            Needle needle = Needle.of(value);
            RowTest inFields = inFields(needle);
            RowSet texts = view.index().searched().with(needle, Texts.Part.ALL);
            return row -> texts.has(row) || inFields.holds(row);
        });
    }

    /** In the words of any field; each different word is looked at once. */
    private RowTest inFields(Needle needle) {
        List<FieldColumn.Words> columns = new ArrayList<>();
        List<BitSet> fitting = new ArrayList<>();
        for (FieldColumn field : view.index().fields().values()) {
            if (field instanceof FieldColumn.Words words) {
                BitSet some = fitting(words, needle);
                if (!some.isEmpty()) {
                    columns.add(words);
                    fitting.add(some);
                }
            }
        }
        return row -> {
            for (int i = 0; i < fitting.size(); i++) {
                int code = columns.get(i).codes()[row];
                if (code >= 0 && fitting.get(i).get(code)) {
                    return true;
                }
            }
            return false;
        };
    }

    private static BitSet fitting(FieldColumn.Words words, Needle needle) {
        BitSet some = new BitSet();
        for (int code = 0; code < words.values().size(); code++) {
            if (needle.in(words.values().get(code))) {
                some.set(code);
            }
        }
        return some;
    }

    private RowTest inPart(Value value, Texts.Part part) {
        RowSet found = view.index().searched().with(Needle.of(value), part);
        return found::has;
    }

    // ---- what is known of an item

    private RowTest classes(Term term, IntUnaryOperator column) {
        return any(term, value -> {
            int wanted = number(value);
            return row -> column.applyAsInt(row) == wanted;
        });
    }

    private int number(Value value) {
        if (!value.quoted() && value.text().equals(NONE)) {
            return ItemState.NONE;
        }
        List<LabelClass> fitting = view.classes().stream()
                .filter(one -> one.name().equalsIgnoreCase(value.text()))
                .toList();
        return fitting.stream()
                .filter(one -> !one.retired())
                .findFirst()
                .or(() -> fitting.stream().findFirst())
                .orElseThrow(() -> unknown(
                        "class",
                        value.text(),
                        view.classes().stream().map(LabelClass::name).toList()))
                .number();
    }

    private RowTest people(Term term) {
        List<String> people = view.states().people();
        return any(term, value -> {
            int wanted = value.text().equals(NONE) ? ItemState.NONE : people.indexOf(value.text());
            boolean known = wanted >= 0 || value.text().equals(NONE);
            return row -> known && view.states().person(row) == wanted;
        });
    }

    private static RowTest coded(Term term, IntUnaryOperator column, List<String> names) {
        return any(term, value -> {
            String name = value.text().toLowerCase(Locale.ROOT);
            int wanted = names.indexOf(name);
            if (wanted < 0 && !name.equals(NONE)) {
                throw unknown(
                        term.key() + ":",
                        value.text(),
                        Stream.concat(names.stream(), Stream.of(NONE)).toList());
            }
            return row -> column.applyAsInt(row) == wanted;
        });
    }

    /** The words of an enum as people write them. */
    static List<String> names(List<? extends Enum<?>> values) {
        return values.stream().map(one -> one.name().toLowerCase(Locale.ROOT)).toList();
    }

    private RowTest is(Value value) {
        StateColumns states = view.states();
        return switch (value.text()) {
            case "open" -> states::open;
            case "labelled" -> row -> states.label(row) != ItemState.NONE;
            case "flagged" -> states::flagged;
            case "wrong" -> view::wrong;
            case "reviewed" -> states::reviewed;
            case "excluded" -> {
                int excluded = StateColumns.VERDICTS.indexOf(Verdict.EXCLUDED);
                yield row -> states.verdict(row) == excluded;
            }
            case "duplicate" -> row -> view.index().twin(row) >= 0;
            case "contradicted" -> contradicted();
            default -> throw unknown("is:", value.text(), IS);
        };
    }

    /** The same to the byte, but of different classes. */
    private RowTest contradicted() {
        ItemIndex index = view.index();
        Map<Integer, Integer> labels = new HashMap<>();
        BitSet twofold = new BitSet();
        for (int row = 0; row < index.size(); row++) {
            int label = view.states().label(row);
            if (index.twin(row) >= 0 && label != ItemState.NONE) {
                Integer before = labels.putIfAbsent(index.twin(row), label);
                if (before != null && before != label) {
                    twofold.set(index.twin(row));
                }
            }
        }
        return row -> index.twin(row) >= 0 && twofold.get(index.twin(row));
    }

    private RowTest has(Value value) {
        StateColumns states = view.states();
        FieldColumn field = view.index().fields().get(value.text());
        return switch (value.text()) {
            case "label" -> row -> states.label(row) != ItemState.NONE;
            case "prediction", "pred" -> view::hasPrediction;
            case "verdict" -> row -> states.verdict(row) >= 0;
            case "note" -> states::noted;
            case "text" -> view.index().searched()::hasMore;
            default -> {
                if (field == null) {
                    throw unknown(
                            "has:",
                            value.text(),
                            Stream.concat(HAS.stream(), view.index().fields().keySet().stream())
                                    .toList());
                }
                yield field::has;
            }
        };
    }

    private RowTest seen(Term term) {
        StateColumns states = view.states();
        List<RowTest> tests = new ArrayList<>();
        for (Value value : term.values()) {
            long since = view.now().minus(age(value.text())).toEpochMilli();
            tests.add(
                    switch (term.relation()) {
                        case MORE, AT_LEAST -> row -> states.time(row) > 0 && states.time(row) < since;
                        default -> row -> states.time(row) >= since;
                    });
        }
        return row -> tests.stream().anyMatch(test -> test.holds(row));
    }

    private static Duration age(String text) {
        String digits = text.substring(0, text.length() - 1);
        String units = "mhdw";
        int unit = units.indexOf(text.charAt(text.length() - 1));
        if (unit < 0
                || digits.isEmpty()
                || digits.length() > 4
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException(
                    "The age (%s) is not a number of minutes, hours, days or weeks. Maybe (seen:2d).".formatted(text));
        }
        long count = Long.parseLong(digits);
        return switch (units.charAt(unit)) {
            case 'm' -> Duration.ofMinutes(count);
            case 'h' -> Duration.ofHours(count);
            case 'd' -> Duration.ofDays(count);
            default -> Duration.ofDays(7 * count);
        };
    }

    private RowTest slice(Value value) {
        Slice slice = view.slices().get(value.text());
        if (slice == null) {
            throw unknown("slice", value.text(), List.copyOf(view.slices().keySet()));
        }
        if (depth == DEEPEST) {
            throw new IllegalArgumentException(
                    "The slice (%s) stands in a slice in a slice in a slice. Maybe it names itself."
                            .formatted(value.text()));
        }
        RowTest fits = new Filter(view, depth + 1).all(Query.parse(slice.query()));
        if (slice.rows() == null) {
            return fits;
        }
        BitSet chosen = new BitSet();
        slice.rows().stream().filter(row -> row >= 0).forEach(chosen::set);
        return row -> chosen.get(row) && fits.holds(row);
    }

    // ---- fields and numbers

    private RowTest field(Term term, String key) {
        String name = key.startsWith(FIELD) ? key.substring(FIELD.length()) : key;
        FieldColumn field = view.index().fields().get(name);
        if (field == null) {
            throw unknown(
                    "key",
                    key,
                    Stream.concat(KEYS.stream(), view.index().fields().keySet().stream())
                            .toList());
        }
        return switch (field) {
            case FieldColumn.Numbers numbers -> numbers(term, row -> numbers.values()[row]);
            case FieldColumn.Words words ->
                any(term, value -> {
                    if (value.text().equals(NONE) && !value.quoted()) {
                        return row -> words.codes()[row] < 0;
                    }
                    BitSet some = value.part() ? fitting(words, Needle.of(value)) : same(words, value.text());
                    return row -> words.codes()[row] >= 0 && some.get(words.codes()[row]);
                });
        };
    }

    private static BitSet same(FieldColumn.Words words, String text) {
        BitSet some = new BitSet();
        for (int code = 0; code < words.values().size(); code++) {
            if (words.values().get(code).equalsIgnoreCase(text)) {
                some.set(code);
            }
        }
        return some;
    }

    private static RowTest numbers(Term term, IntToDoubleFunction column) {
        List<RowTest> tests = new ArrayList<>();
        for (Value value : term.values()) {
            tests.add(number(term, value.text(), column));
        }
        return tests.size() == 1 ? tests.getFirst() : row -> tests.stream().anyMatch(test -> test.holds(row));
    }

    private static RowTest number(Term term, String text, IntToDoubleFunction column) {
        int dots = text.indexOf("..");
        if (term.relation() == Relation.IS && text.equals(NONE)) {
            return row -> Double.isNaN(column.applyAsDouble(row));
        } else if (term.relation() == Relation.IS && dots > 0) {
            double least = value(term, text.substring(0, dots));
            double most = value(term, text.substring(dots + 2));
            return row -> column.applyAsDouble(row) >= least && column.applyAsDouble(row) <= most;
        }
        double wanted = value(term, text);
        return switch (term.relation()) {
            case IS -> row -> column.applyAsDouble(row) == wanted;
            case LESS -> row -> column.applyAsDouble(row) < wanted;
            case AT_MOST -> row -> column.applyAsDouble(row) <= wanted;
            case MORE -> row -> column.applyAsDouble(row) > wanted;
            case AT_LEAST -> row -> column.applyAsDouble(row) >= wanted;
        };
    }

    private static double value(Term term, String text) {
        double value = FieldBuilder.number(text);
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException(
                    "(%s) is compared with (%s), which is not a number. Maybe (%s>0.5) or (%s:1..5)."
                            .formatted(term.key(), text, term.key(), term.key()));
        }
        return value;
    }

    private static IllegalArgumentException unknown(String what, String name, List<String> known) {
        String nearest = Nearest.to(name, known);
        String hint = !nearest.isEmpty()
                ? " Maybe %s.".formatted(nearest)
                : known.isEmpty() || known.size() > 20
                        ? ""
                        : known.stream().collect(Collectors.joining(", ", " Known are ", "."));
        String quotes = what.equals("key") && nearest.isEmpty() ? " A text with such a sign goes between quotes." : "";
        return new IllegalArgumentException("There is no %s (%s).%s%s".formatted(what, name, hint, quotes));
    }
}
