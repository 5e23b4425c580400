package dev.quarry.dataset.feature;

import com.google.auto.service.AutoService;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Missing numbers become the most frequent of the known ones of their column, the least of several; or 0 in a column
 * without any.
 *
 * @param indicator whether a further column says where a number was missing
 */
@AutoService(Part.class)
@Named(
        value = "most-frequent",
        summary = "Missing numbers become the most frequent number of their column, the least of several.",
        cost = "O(n·d·log n)")
public record MostFrequent(
        @Help("whether a further column says where a number was missing")
        boolean indicator) implements Imputation {

    /** No further columns. */
    public MostFrequent() {
        this(false);
    }

    @Override
    public double fill(double[] known) {
        double most = 0;
        int longest = 0;
        int run = 0;
        for (int i = 0; i < known.length; i++) {
            run = i > 0 && known[i] == known[i - 1] ? run + 1 : 1;
            if (run > longest) {
                longest = run;
                most = known[i];
            }
        }
        return most;
    }
}
