package dev.quarry.dataset.feature;

import com.google.auto.service.AutoService;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Missing numbers become one and the same number, in every column.
 *
 * @param value the number, finite
 * @param indicator whether a further column says where a number was missing
 */
@AutoService(Part.class)
@Named(value = "constant", summary = "Missing numbers become one and the same number.", cost = "O(n·d)")
public record Constant(
        @Help("the number") double value,

        @Help("whether a further column says where a number was missing")
        boolean indicator)
        implements Imputation {

    /** Checks the number. */
    public Constant {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("The value (%s) must be finite.".formatted(value));
        }
    }

    /** Zero, no further columns. */
    public Constant() {
        this(0, false);
    }

    @Override
    public double fill(double[] known) {
        return value;
    }
}
