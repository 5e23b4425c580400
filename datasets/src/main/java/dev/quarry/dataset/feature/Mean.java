package dev.quarry.dataset.feature;

import com.google.auto.service.AutoService;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Missing numbers become the mean of the known ones of their column, or 0 in a column without any.
 *
 * @param indicator whether a further column says where a number was missing
 */
@AutoService(Part.class)
@Named(value = "mean", summary = "Missing numbers become the mean of their column.", cost = "O(n·d·log n)")
public record Mean(
        @Help("whether a further column says where a number was missing")
        boolean indicator) implements Imputation {

    /** No further columns. */
    public Mean() {
        this(false);
    }

    @Override
    public double fill(double[] known) {
        double sum = 0;
        for (double number : known) {
            sum += number;
        }
        return known.length == 0 ? 0 : sum / known.length;
    }
}
