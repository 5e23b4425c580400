package dev.quarry.golden;

import dev.quarry.kernel.DoubleMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A flat, row-major array of a golden file with its shape; a bare number has the shape []. */
final class GoldenArray {

    private final List<Integer> shape;
    private final double[] values;

    private GoldenArray(List<Integer> shape, double[] values) {
        this.shape = shape;
        this.values = values;
        int wanted = shape.stream().reduce(1, Math::multiplyExact);
        if (wanted != values.length) {
            throw new IllegalArgumentException("An array of shape %s has (%d) values.".formatted(shape, values.length));
        }
    }

    static GoldenArray of(JsonNode node) {
        if (node.isObject()) {
            List<Integer> shape = stream(node.get("shape")).map(JsonNode::asInt).toList();
            return new GoldenArray(
                    shape,
                    stream(node.get("data")).mapToDouble(GoldenArray::number).toArray());
        }
        return new GoldenArray(List.of(), new double[] {number(node)});
    }

    static GoldenArray of(double... values) {
        return new GoldenArray(List.of(values.length), values);
    }

    static GoldenArray of(List<Integer> shape, double... values) {
        return new GoldenArray(shape, values);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** Numbers that JSON cannot write stand as text: NaN, Infinity, -Infinity. */
    private static double number(JsonNode node) {
        if (node.isBoolean()) {
            return node.asBoolean() ? 1 : 0;
        }
        return node.isString() ? Double.parseDouble(node.asString()) : node.doubleValue();
    }

    List<Integer> shape() {
        return shape;
    }

    int size(int axis) {
        return shape.get(axis);
    }

    double[] values() {
        return values.clone();
    }

    int[] integers() {
        return Arrays.stream(values).mapToInt(value -> (int) value).toArray();
    }

    /** As a matrix: the first axis gives the rows, all others together the columns. */
    DoubleMatrix matrix() {
        int rows = shape.get(0);
        int cols = shape.stream().skip(1).reduce(1, Math::multiplyExact);
        return DoubleMatrix.wrap(values.clone(), rows, cols);
    }

    /** Whether every value is that of {@code wanted} within a tolerance; NaN and infinities only equal themselves. */
    boolean isClose(GoldenArray wanted, double absolute, double relative) {
        if (!shape.equals(wanted.shape)) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            double got = values[i];
            double want = wanted.values[i];
            boolean close = Math.abs(got - want) <= absolute + relative * Math.abs(want);
            if (!(Double.isFinite(want) ? close : Double.compare(got, want) == 0)) {
                return false;
            }
        }
        return true;
    }

    GoldenArray sorted() {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new GoldenArray(shape, sorted);
    }

    @Override
    public String toString() {
        return shape + Arrays.toString(values);
    }
}
