package dev.quarry.server.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what kind of field one is while its values come: numbers as long as all are numbers, words otherwise. A field
 * that had a thousand different numbers and no word stays a field of numbers; a word that comes later is none to it.
 */
final class FieldBuilder {

    private static final int CERTAIN = 1_000;

    private final String name;
    private double @Nullable [] numbers;
    private int @Nullable [] codes;
    private Map<String, Integer> known = new HashMap<>();
    private List<String> values = new ArrayList<>();

    FieldBuilder(String name, int rows) {
        this.name = name;
        this.numbers = new double[rows];
        Arrays.fill(numbers, Double.NaN);
        this.codes = new int[rows];
        Arrays.fill(codes, -1);
    }

    void add(int row, String value) {
        if (value.isBlank()) {
            return;
        }
        double[] all = numbers;
        if (all != null) {
            double number = number(value);
            if (!Double.isNaN(number)) {
                all[row] = number;
            } else if (codes != null) {
                numbers = null;
            }
        }
        if (codes != null) {
            codes[row] = known.computeIfAbsent(value, key -> {
                values.add(key);
                return values.size() - 1;
            });
            if (numbers != null && values.size() > CERTAIN) {
                codes = null;
                known = Map.of();
                values = List.of();
            }
        }
    }

    /** A decimal number; NaN where it is none. */
    static double number(String text) {
        String stripped = text.strip();
        for (int i = 0; i < stripped.length(); i++) {
            if ("0123456789+-.eE".indexOf(stripped.charAt(i)) < 0) {
                return Double.NaN;
            }
        }
        try {
            double value = Double.parseDouble(stripped);
            return Double.isFinite(value) ? value : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    FieldColumn build() {
        if (numbers != null) {
            return FieldColumn.Numbers.of(name, numbers);
        }
        return FieldColumn.Words.of(name, codes == null ? new int[0] : codes, values);
    }
}
