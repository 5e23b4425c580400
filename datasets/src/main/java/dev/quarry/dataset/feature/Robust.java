package dev.quarry.dataset.feature;

import com.google.auto.service.AutoService;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Median 0 and distance 1 between the quartiles in each column, so that a few far numbers do not matter. A constant column
 * becomes 0; one whose quartiles are equal is only moved.
 */
@AutoService(Part.class)
@Named(
        value = "robust",
        summary = "Median 0 and distance 1 between the quartiles in each column; a constant column becomes 0.",
        formula = "(x − median) / (upper quartile − lower quartile)",
        cost = "O(n·d·log n)")
public record Robust() implements Scaling {

    @Override
    public double shift(ColumnStatistics column) {
        return column.median();
    }

    @Override
    public double factor(ColumnStatistics column) {
        return column.quartiles() == 0 ? 1 : 1 / column.quartiles();
    }
}
