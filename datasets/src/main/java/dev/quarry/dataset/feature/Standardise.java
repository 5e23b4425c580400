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
    public double shift(double least, double mean) {
        return mean;
    }

    @Override
    public double factor(double range, double deviation) {
        return range == 0 || deviation == 0 ? 1 : 1 / deviation;
    }
}
