package dev.quarry.bundle;

import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was learnt: matrices, whole numbers, texts and bytes, each under a name. Immutable. Names are in kebab case; those
 * of a state inside another follow its name and a slash, as in {@code members/3/weights}.
 */
public final class State {

    /** One value. Arrays go in and out of this package as copies only. */
    @SuppressWarnings("ArrayRecordComponent")
    sealed interface Value {
        /** Numbers, float32 or float64 as they are. */
        record Numbers(Matrix matrix) implements Value {}

        /** Whole numbers. */
        record Whole(int[] numbers) implements Value {}

        /** A text. */
        record Text(String text) implements Value {}

        /** Anything else. */
        record Blob(byte[] bytes) implements Value {}
    }

    private static final State EMPTY = new State(Map.of());

    private final Map<String, Value> values;

    private State(Map<String, Value> values) {
        this.values = values;
    }

    /** Nothing learnt. */
    public static State empty() {
        return EMPTY;
    }

    /** This and a matrix. */
    public State with(String name, Matrix matrix) {
        return and(name, new Value.Numbers(matrix));
    }

    /** This and a row of numbers. */
    public State with(String name, double[] numbers) {
        return with(name, DoubleMatrix.wrap(numbers.clone(), 1, numbers.length));
    }

    /** This and whole numbers. */
    public State with(String name, int[] numbers) {
        return and(name, new Value.Whole(numbers.clone()));
    }

    /** This and a text. */
    public State with(String name, String text) {
        return and(name, new Value.Text(text));
    }

    /** This and a list of texts, none of which has a line break. */
    public State with(String name, List<String> lines) {
        if (lines.stream().anyMatch(line -> line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0)) {
            throw new IllegalArgumentException("A line of (%s) has a line break inside.".formatted(name));
        }
        return with(name, lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
    }

    /** This and bytes. */
    public State with(String name, byte[] bytes) {
        return and(name, new Value.Blob(bytes.clone()));
    }

    /** This and all of another, under a name. */
    public State with(String name, State inner) {
        Map<String, Value> all = new LinkedHashMap<>(values);
        inner.values.forEach((key, value) -> add(all, name + "/" + key, value));
        return new State(all);
    }

    /** What was read; the names are checked already. */
    static State of(Map<String, Value> values) {
        return new State(new LinkedHashMap<>(values));
    }

    State and(String name, Value value) {
        Map<String, Value> all = new LinkedHashMap<>(values);
        add(all, name, value);
        return new State(all);
    }

    private static void add(Map<String, Value> all, String name, Value value) {
        if (!name.matches("[a-z0-9-]+(/[a-z0-9-]+)*")) {
            throw new IllegalArgumentException("The name (%s) is not in kebab case.".formatted(name));
        }
        if (all.putIfAbsent(name, value) != null) {
            throw new IllegalArgumentException("The name (%s) is taken already.".formatted(name));
        }
    }

    /** The names, in the order they were added; those of inner states with their path. */
    public Set<String> names() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** Whether there is a value, or an inner state, of this name. */
    public boolean has(String name) {
        return values.containsKey(name) || values.keySet().stream().anyMatch(key -> key.startsWith(name + "/"));
    }

    /**
     * A matrix.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public Matrix matrix(String name) {
        return value(name, Value.Numbers.class, "a matrix").matrix();
    }

    /**
     * A matrix of a certain shape.
     *
     * @throws IllegalArgumentException if there is none of this name and shape
     */
    public Matrix matrix(String name, int rows, int cols) {
        Matrix matrix = matrix(name);
        if (matrix.rows() != rows || matrix.cols() != cols) {
            throw new IllegalArgumentException("The value (%s) has the shape [%d, %d], not [%d, %d]."
                    .formatted(name, matrix.rows(), matrix.cols(), rows, cols));
        }
        return matrix;
    }

    /** A row of numbers, as a fresh array. */
    public double[] numbers(String name) {
        Matrix matrix = matrix(name);
        if (matrix.rows() != 1) {
            throw new IllegalArgumentException("The value (%s) has (%d) rows, not one.".formatted(name, matrix.rows()));
        }
        double[] row = new double[matrix.cols()];
        matrix.copyRow(0, row);
        return row;
    }

    /** Whole numbers, as a fresh array. */
    public int[] whole(String name) {
        return value(name, Value.Whole.class, "a list of whole numbers")
                .numbers()
                .clone();
    }

    /** A text. */
    public String text(String name) {
        return value(name, Value.Text.class, "a text").text();
    }

    /** A list of texts. */
    public List<String> lines(String name) {
        return text(name).lines().toList();
    }

    /** Bytes, as a fresh array. */
    public byte[] bytes(String name) {
        return value(name, Value.Blob.class, "a run of bytes").bytes().clone();
    }

    /** The state under a name; empty if nothing is there. */
    public State inner(String name) {
        Map<String, Value> some = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(name + "/")) {
                some.put(key.substring(name.length() + 1), value);
            }
        });
        return new State(some);
    }

    private <V extends Value> V value(String name, Class<V> kind, String what) {
        Value value = values.get(name);
        if (!kind.isInstance(value)) {
            throw new IllegalArgumentException("The value (%s) is %s; it should be %s. Maybe another version wrote it."
                    .formatted(name, value == null ? "missing" : "something else", what));
        }
        return kind.cast(value);
    }

    Map<String, Value> values() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof State state)
                || !List.copyOf(state.values.keySet()).equals(List.copyOf(values.keySet()))) {
            return false;
        }
        Iterator<Value> theirs = state.values.values().iterator();
        return values.values().stream().allMatch(value -> same(value, theirs.next()));
    }

    private static boolean same(Value one, Value other) {
        if (one instanceof Value.Whole a && other instanceof Value.Whole b) {
            return Arrays.equals(a.numbers, b.numbers);
        } else if (one instanceof Value.Blob a && other instanceof Value.Blob b) {
            return Arrays.equals(a.bytes, b.bytes);
        }
        return one.equals(other);
    }

    @Override
    public int hashCode() {
        return values.keySet().hashCode();
    }

    @Override
    public String toString() {
        return "State" + values.keySet();
    }
}
