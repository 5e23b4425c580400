package dev.quarry.dataset;

import dev.quarry.kernel.Matrix;
import java.util.List;

/** Features that are what they are. */
record FixedFeatures(Matrix features, List<String> names) implements Preparation {

    FixedFeatures {
        names = List.copyOf(names);
    }

    @Override
    public int cols() {
        return features.cols();
    }

    @Override
    public Matrix fit(int[] rows) {
        return features;
    }
}
