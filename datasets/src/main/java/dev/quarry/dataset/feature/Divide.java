package dev.quarry.dataset.feature;

import com.google.auto.service.AutoService;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Every number divided by one number that is known beforehand, such as the white of a picture.
 *
 * @param by the divisor, finite and above 0
 */
@AutoService(Part.class)
@Named(value = "divide", summary = "Every number divided by the same number.", formula = "x / by", cost = "O(n·d)")
public record Divide(@Help("the divisor, above 0") double by) implements Scaling {

    /** Checks the divisor. */
    public Divide {
        if (!(by > 0 && by < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The divisor by (%s) must be finite and above 0.".formatted(by));
        }
    }

    /** Bytes to [0, 1]. */
    public Divide() {
        this(255);
    }

    @Override
    public double shift(ColumnStatistics column) {
        return 0;
    }

    @Override
    public double factor(ColumnStatistics column) {
        return 1 / by;
    }
}
