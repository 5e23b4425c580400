package dev.quarry.dataset;

import dev.quarry.bundle.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The columns of a table of features. A nominal column of a file is one column for each of its levels, named {@code
 * colour=red}, with 1 where the level is and 0 elsewhere; {@code colour=?} is the level "missing".
 *
 * @param count how many, d
 * @param names a name for each, or none at all
 * @param levels for those that are a level: the name of the nominal column
 */
public record Columns(int count, List<String> names, SortedMap<Integer, String> levels) {

    /** The level of a nominal value that is missing. */
    public static final String MISSING = "?";

    /** Copies the collections. */
    public Columns {
        names = List.copyOf(names);
        levels = Collections.unmodifiableSortedMap(new TreeMap<>(levels));
        if (!names.isEmpty() && names.size() != count) {
            throw new IllegalArgumentException("There are (%d) names for (%d) columns.".formatted(names.size(), count));
        }
    }

    /** Columns without names. */
    public static Columns unnamed(int count) {
        return new Columns(count, List.of(), new TreeMap<>());
    }

    /** Columns of numbers. */
    public static Columns named(List<String> names) {
        return new Columns(names.size(), names, new TreeMap<>());
    }

    /** The name of the column of one level of a nominal column. */
    public static String level(String nominal, String value) {
        return nominal + "=" + value;
    }

    /** Whether a column is a level, 0 or 1. */
    public boolean isLevel(int col) {
        return levels.containsKey(col);
    }

    /** The state and these columns. */
    public State into(State state) {
        int[] places = levels.keySet().stream().mapToInt(Integer::intValue).toArray();
        return state.with("columns", new int[] {count})
                .with("names", names.stream().map(Columns::oneLine).toList())
                .with("levels", places)
                .with("nominal", levels.values().stream().map(Columns::oneLine).toList());
    }

    /** The columns that a state was learnt with. */
    public static Columns of(State state) {
        int[] places = state.whole("levels");
        List<String> nominal = state.lines("nominal");
        SortedMap<Integer, String> levels = new TreeMap<>();
        for (int i = 0; i < places.length; i++) {
            levels.put(places[i], asWritten(nominal.get(i)));
        }
        return new Columns(
                state.whole("columns")[0],
                state.lines("names").stream().map(Columns::asWritten).toList(),
                levels);
    }

    /** A cell may hold a line break, a line may not. */
    private static String oneLine(String name) {
        return name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String asWritten(String line) {
        StringBuilder name = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                c = line.charAt(++i);
                c = c == 'n' ? '\n' : c == 'r' ? '\r' : c;
            }
            name.append(c);
        }
        return name.toString();
    }

    /**
     * Where these columns lie in another table.
     *
     * @throws IllegalArgumentException if a column of numbers, or every level of a nominal one, is not there
     */
    public ColumnPlaces from(Columns other) {
        if (names.equals(other.names) && count == other.count && levels.equals(other.levels)) {
            return ColumnPlaces.same(count);
        } else if (names.isEmpty() || other.names.isEmpty()) {
            if (count != other.count) {
                throw new IllegalArgumentException(
                        "The features were learnt with (%d) columns but there are (%d) here. Maybe it is another kind of data."
                                .formatted(count, other.count));
            }
            return ColumnPlaces.same(count);
        }
        Map<String, Integer> known = other.byName();
        int[] places = new int[count];
        int[] nominal = new int[count];
        for (int col = 0; col < count; col++) {
            places[col] = known.getOrDefault(names.get(col), ColumnPlaces.NOWHERE);
            nominal[col] = ColumnPlaces.NOWHERE;
            if (!isLevel(col)) {
                requireNumbers(other, places[col], names.get(col));
            } else if (places[col] < 0 || !other.isLevel(places[col])) {
                places[col] = ColumnPlaces.NOWHERE;
                nominal[col] = other.emptyNominal(known, levels.getOrDefault(col, ""));
            }
        }
        return new ColumnPlaces(other, places, nominal, missingLevels());
    }

    private boolean[] missingLevels() {
        boolean[] missing = new boolean[count];
        levels.forEach((col, name) -> missing[col] = names.get(col).equals(level(name, MISSING)));
        return missing;
    }

    private static void requireNumbers(Columns other, int place, String name) {
        if (place >= 0 && !other.isLevel(place)) {
            return;
        }
        throw new IllegalArgumentException(
                other.levels.containsValue(name)
                        ? "The column (%s) held numbers when the features were learnt but is nominal here. Maybe a value marks a missing one (missing: [...])."
                                .formatted(name)
                        : absent(name));
    }

    /**
     * The column that should be nominal by this name but was taken for numbers, which is right where it has no value at
     * all; nowhere if the column is nominal here too.
     */
    private int emptyNominal(Map<String, Integer> known, String name) {
        if (levels.containsValue(name)) {
            return ColumnPlaces.NOWHERE;
        }
        Integer place = known.get(name);
        if (place == null) {
            throw new IllegalArgumentException(absent(name));
        }
        return place;
    }

    private static String absent(String name) {
        return "There is no column (%s), which the features were learnt with. Maybe it has another name here, or the file belongs to another dataset."
                .formatted(name);
    }

    private Map<String, Integer> byName() {
        Map<String, Integer> places = new HashMap<>();
        List<String> twice = new ArrayList<>();
        for (int col = 0; col < count; col++) {
            if (places.putIfAbsent(names.get(col), col) != null) {
                twice.add(names.get(col));
            }
        }
        if (!twice.isEmpty()) {
            throw new IllegalArgumentException(
                    "The columns cannot be told apart by name: %s occurs twice. Maybe name them anew (names: [...])."
                            .formatted(twice.stream().map("(%s)"::formatted).collect(Collectors.joining(", "))));
        }
        return places;
    }
}
