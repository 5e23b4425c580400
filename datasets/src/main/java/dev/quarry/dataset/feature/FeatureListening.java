package dev.quarry.dataset.feature;

/** Who listens. */
final class FeatureListening {

    static final ScopedValue<FeatureListener> CURRENT = ScopedValue.newInstance();

    private FeatureListening() {}
}
