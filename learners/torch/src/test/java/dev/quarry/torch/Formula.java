package dev.quarry.torch;

import dev.quarry.kernel.FloatMatrix;

/** Numbers by a formula that is easily said again in another language, so that two engines can compute the same. */
public final class Formula {

    private Formula() {}

    /**
     * Number i of array e is v = ((37·i + 11·e) mod 101 − 50) / 50, times √(3 / fan-in) where there is more than one size;
     * otherwise 1 + v/10 for variances, scales and weights of normalisations, v/10 for all else.
     */
    public static Weights weights(Layout layout) {
        return layout.read(entry -> {
            int e = layout.entries().indexOf(entry);
            float[] numbers = new float[entry.size()];
            for (int i = 0; i < numbers.length; i++) {
                double v = ((i * 37L + e * 11L) % 101 - 50) / 50.0;
                numbers[i] = (float) number(entry, v);
            }
            return numbers;
        });
    }

    private static double number(Layout.Entry entry, double v) {
        String last = entry.name().substring(entry.name().lastIndexOf('/') + 1);
        if (entry.shape().size() > 1) {
            return v * Math.sqrt(3.0 / (entry.size() / entry.rows()));
        }
        boolean aroundOne = last.equals("running-variance")
                || last.equals("scale")
                || (entry.name().contains("norm") && last.equals("weight"));
        return (aroundOne ? 1 : 0) + 0.1 * v;
    }

    /** Number i, row by row, is ((53·i) mod 97 − 48) / 48. */
    public static FloatMatrix rows(int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (((i * 53L) % 97 - 48) / 48.0);
        }
        return FloatMatrix.wrap(values, rows, columns);
    }
}
