package dev.quarry.acquire;

import dev.quarry.evidence.Probabilities;
import java.util.Arrays;

/** How uncertain a model is about a candidate, never negative: what may be multiplied or serve as a weight. */
public enum Measure {
    /** {@code −Σ p·ln p}, in [0, ln C]. */
    ENTROPY,

    /** {@code 1 − (p₁ − p₂)}, in [0, 1]. */
    MARGIN,

    /** {@code 1 − max p}, in [0, 1 − 1/C]. */
    LEAST_CONFIDENCE;

    /** The measure of every candidate, shape [n]. */
    public double[] of(Probabilities evidence) {
        return switch (this) {
            case ENTROPY -> new Entropy().score(evidence);
            case MARGIN -> {
                double[] gaps = new Margin().score(evidence);
                Arrays.setAll(gaps, row -> 1 + gaps[row]);
                yield gaps;
            }
            case LEAST_CONFIDENCE -> new LeastConfidence().score(evidence);
        };
    }
}
