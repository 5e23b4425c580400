package dev.quarry.dataset.feature;

import com.google.auto.service.AutoService;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/** Numbers as they stand in the file; only missing ones become the median of their column. */
@AutoService(Part.class)
@Named(value = "unscaled", summary = "Numbers as they stand; missing ones become the median.", cost = "O(n·d·log n)")
public record Unscaled() implements Scaling {

    @Override
    public double shift(double least, double mean) {
        return 0;
    }

    @Override
    public double factor(double range, double deviation) {
        return 1;
    }
}
