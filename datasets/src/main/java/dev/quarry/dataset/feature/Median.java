package dev.quarry.dataset.feature;

import com.google.auto.service.AutoService;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Missing numbers become the median of the known ones of their column, or 0 in a column without any.
 *
 * @param indicator whether a further column says where a number was missing
 */
@AutoService(Part.class)
@Named(value = "median", summary = "Missing numbers become the median of their column.", cost = "O(n·d·log n)")
public record Median(
        @Help("whether a further column says where a number was missing")
        boolean indicator) implements Imputation {

    /** No further columns. */
    public Median() {
        this(false);
    }

    @Override
    public double fill(double[] known) {
        int n = known.length;
        return n == 0 ? 0 : (known[(n - 1) / 2] + known[n / 2]) / 2;
    }
}
