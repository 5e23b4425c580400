package dev.quarry.server.data;

import dev.quarry.server.data.Reading.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What stands in a column, counted. */
final class ColumnCount {

    private static final int MOST_VALUES = 1_000;
    private static final int SHOWN = 20;
    private static final int EXAMPLES = 3;
    private static final int LONGEST = 80;

    private final Map<String, int[]> values = new HashMap<>();
    private final List<String> examples = new ArrayList<>();
    private boolean tooMany;
    private int filled;
    private int numbers;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;

    void add(String value) {
        if (Numbers.isMissing(value)) {
            return;
        }
        filled++;
        number(Numbers.of(value));
        String shown = value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
        if (examples.size() < EXAMPLES && !examples.contains(shown)) {
            examples.add(shown);
        }
        if (!tooMany) {
            values.computeIfAbsent(shown, key -> new int[1])[0]++;
            if (values.size() > MOST_VALUES) {
                tooMany = true;
                values.clear();
            }
        }
    }

    void add(float number) {
        tooMany = true;
        if (!Float.isNaN(number)) {
            filled++;
            number(number);
        }
    }

    private void number(double number) {
        if (!Double.isNaN(number)) {
            numbers++;
            least = Math.min(least, number);
            most = Math.max(most, number);
        }
    }

    int filled() {
        return filled;
    }

    /** The commonest values, at most so many. */
    List<Preview.Value> values(int longest) {
        return values.entrySet().stream()
                .map(one -> new Preview.Value(one.getKey(), one.getValue()[0]))
                .sorted(Comparator.comparingInt(Preview.Value::count).reversed().thenComparing(Preview.Value::value))
                .limit(longest)
                .toList();
    }

    Preview.Column column(String name, Role role, int full) {
        boolean numeric = numbers > 0 && numbers == filled;
        return new Preview.Column(
                name,
                role,
                full,
                tooMany ? -1 : values.size(),
                values(SHOWN),
                List.copyOf(examples),
                numeric ? least : null,
                numeric ? most : null);
    }
}
