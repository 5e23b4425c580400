package dev.quarry.server.search;

import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.LabelClass;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One value for each item, for a map.
 *
 * @param of what a query calls it
 * @param kind {@code class}, {@code choice} or {@code number}
 * @param names of the values, where they are told apart by codes from 0 on
 * @param least the smallest number; null for codes
 * @param greatest the greatest
 * @param values a float32 for each item, little-endian, as base64: a code or a number; NaN for none
 */
public record Colours(
        String of,
        String kind,
        List<String> names,
        @Nullable Double least,
        @Nullable Double greatest,
        String values) {

    private static final int MOST_NAMES = 200;

    static Colours of(View view, String of) {
        StateColumns states = view.states();
        List<String> classes = view.classes().stream().map(LabelClass::name).toList();
        int size = view.index().size();
        return switch (of) {
            case "label" -> coded(of, "class", classes, size, states::label);
            case "pred" -> coded(of, "class", classes, size, view::predicted);
            case "prov" -> coded(of, "choice", Filter.names(StateColumns.PROVENANCES), size, states::provenance);
            case "verdict" -> coded(of, "choice", Filter.names(StateColumns.VERDICTS), size, states::verdict);
            case "by" -> coded(of, "choice", List.copyOf(states.people()), size, states::person);
            case "conf" -> numbers(of, size, view::confidence);
            case "margin" -> numbers(of, size, view::margin);
            case "round" -> numbers(of, size, row -> states.round(row) == 0 ? Double.NaN : states.round(row));
            default ->
                switch (view.index().fields().get(of)) {
                    case FieldColumn.Numbers some -> numbers(of, size, row -> some.values()[row]);
                    case FieldColumn.Words some -> {
                        if (some.values().size() > MOST_NAMES) {
                            throw new IllegalArgumentException(
                                    "(%s) has (%d) different values, too many to tell apart by colour."
                                            .formatted(of, some.values().size()));
                        }
                        yield coded(of, "choice", some.values(), size, row -> some.codes()[row]);
                    }
                    case null ->
                        throw new IllegalArgumentException(
                                "There is nothing to colour by called (%s). Maybe (label), (pred), (conf) or a field."
                                        .formatted(of));
                };
        };
    }

    private static Colours coded(String of, String kind, List<String> names, int size, IntUnaryOperator column) {
        return new Colours(of, kind, names, null, null, packed(size, row -> {
            int code = column.applyAsInt(row);
            return code == ItemState.NONE ? Double.NaN : code;
        }));
    }

    private static Colours numbers(String of, int size, IntToDoubleFunction column) {
        double[] values = IntStream.range(0, size).mapToDouble(column).toArray();
        double[] known =
                DoubleStream.of(values).filter(value -> !Double.isNaN(value)).toArray();
        return new Colours(
                of,
                "number",
                List.of(),
                known.length == 0 ? null : DoubleStream.of(known).min().orElseThrow(),
                known.length == 0 ? null : DoubleStream.of(known).max().orElseThrow(),
                packed(size, row -> values[row]));
    }

    private static String packed(int size, IntToDoubleFunction column) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(4, size)).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < size; row++) {
            bytes.putFloat((float) column.applyAsDouble(row));
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
