package dev.quarry.cli;

import dev.quarry.dataset.Dataset;
import dev.quarry.kernel.Matrix;
import dev.quarry.learn.Model;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How often a model was right.
 *
 * @param rows on how many rows, possibly none
 * @param right how often
 */
record Judged(long rows, long right) {

    /** The two-sided 95 % point of the normal distribution. */
    private static final double Z = 1.959963984540054;

    /** Judges a model on labelled rows of the data whose classes it learnt. */
    static Judged of(Model model, Dataset dataset, Matrix features, int[] rows) {
        long right = 0;
        for (Blocks.Range range : Blocks.of(rows.length, features.cols())) {
            int[] some = Arrays.copyOfRange(rows, range.from(), range.to());
            Matrix probabilities = model.probabilities(features.select(some));
            for (int i = 0; i < some.length; i++) {
                right += Blocks.best(probabilities, i) == dataset.label(some[i]) ? 1 : 0;
            }
        }
        return new Judged(rows.length, right);
    }

    /** The share of right answers. */
    double accuracy() {
        return (double) right / rows;
    }

    /** An end of Wilson's 95 % interval for the accuracy on all rows like these. */
    private double end(int sign) {
        double p = accuracy();
        double z2 = Z * Z / rows;
        double half = Math.sqrt(p * (1 - p) / rows * Z * Z + z2 * z2 / 4);
        return (p + z2 / 2 + sign * half) / (1 + z2);
    }

    String text(String which) {
        return String.format(
                Locale.ROOT, "%.3f on %,d %s (95 %% interval %.3f to %.3f)", accuracy(), rows, which, end(-1), end(1));
    }

    Map<String, Object> json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("rows", rows);
        object.put("accuracy", accuracy());
        object.put("interval", new double[] {end(-1), end(1)});
        return object;
    }
}
