package dev.quarry.dataset.feature;

import com.google.auto.service.AutoService;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/** Each column from 0 to 1 on the rows it is learnt from. A constant column becomes 0; other rows may lie outside. */
@AutoService(Part.class)
@Named(
        value = "min-max",
        summary = "Each column from 0 to 1; a constant column becomes 0.",
        formula = "(x − min) / (max − min)",
        cost = "O(n·d·log n)")
public record MinMax() implements Scaling {

    @Override
    public double shift(ColumnStatistics column) {
        return column.least();
    }

    @Override
    public double factor(ColumnStatistics column) {
        return column.greatest() == column.least() ? 1 : 1 / (column.greatest() - column.least());
    }
}
