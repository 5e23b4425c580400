package dev.quarry.dataset.feature;

import com.google.auto.service.AutoService;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/** Numbers as they stand in the file; only missing ones are filled. */
@AutoService(Part.class)
@Named(value = "unscaled", summary = "Numbers as they stand; only missing ones are filled.", cost = "O(n·d·log n)")
public record Unscaled() implements Scaling {

    @Override
    public double shift(ColumnStatistics column) {
        return 0;
    }

    @Override
    public double factor(ColumnStatistics column) {
        return 1;
    }
}
