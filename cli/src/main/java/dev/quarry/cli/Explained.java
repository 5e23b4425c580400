package dev.quarry.cli;

import dev.quarry.acquire.Term;
import dev.quarry.strategy.Explanation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Explanations of picks as people and as programs read them. */
final class Explained {

    private Explained() {}

    /** A table for lines of so many letters. */
    static TextTable table(List<Explanation> explanations, LongFunction<Object> names, int width) {
        boolean several =
                explanations.stream().map(one -> one.pick().reason()).distinct().count() > 1;
        TextTable table = new TextTable(width).right(0, 2, 5);
        table.row(row(several, "", "id", "score", "because", "nearest labelled", "stands for", "chosen by"));
        for (int i = 0; i < explanations.size(); i++) {
            Explanation one = explanations.get(i);
            Explanation.Near near = one.labelled();
            table.row(row(
                    several,
                    Integer.toString(i + 1),
                    String.valueOf(names.apply(one.pick().id())),
                    number(one.pick().score()),
                    one.terms().stream().map(Explained::text).collect(Collectors.joining(", ")),
                    near == null ? "" : "%s at %s".formatted(near.item(), number(near.distance())),
                    one.standsFor() == 0 ? "" : Integer.toString(one.standsFor()),
                    one.pick().reason()));
        }
        return table;
    }

    /** Who chose is said where several did. */
    private static String[] row(boolean several, String... cells) {
        return several ? cells : Arrays.copyOf(cells, cells.length - 1);
    }

    private static String text(Term term) {
        String number = "%s %s".formatted(term.name(), number(term.value()));
        return term.about().isEmpty() ? number : "%s (%s)".formatted(number, term.about());
    }

    /** Four digits that count. */
    static String number(double value) {
        double size = Math.abs(value);
        if (value == 0) {
            return "0";
        } else if (size < 1e-4 || size >= 1e7) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        int digits = Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
        return String.format(Locale.ROOT, "%%.%df".formatted(digits), value);
    }

    /** What a program reads of one pick, beside its id and score. */
    static Map<String, @Nullable Object> json(Explanation one) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("by", one.pick().reason());
        object.put("terms", one.terms());
        object.put("nearestLabelled", one.labelled());
        object.put("standsFor", one.standsFor());
        return object;
    }
}
