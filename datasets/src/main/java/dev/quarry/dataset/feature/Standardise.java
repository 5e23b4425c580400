package dev.quarry.dataset.feature;

import com.google.auto.service.AutoService;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/** Mean 0 and standard deviation 1 in each column. A constant column becomes 0. */
@AutoService(Part.class)
@Named(
        value = "standardise",
        summary = "Mean 0 and standard deviation 1 in each column; a constant column becomes 0.",
        formula = "(x − mean) / sd",
        cost = "O(n·d·log n)")
public record Standardise() implements Scaling {

    @Override
    public double shift(ColumnStatistics column) {
        return column.mean();
    }

    @Override
    public double factor(ColumnStatistics column) {
        return column.greatest() == column.least() || column.deviation() == 0 ? 1 : 1 / column.deviation();
    }
}
