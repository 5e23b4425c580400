package dev.quarry.torch;

import dev.quarry.kernel.Randomness;
import org.jspecify.annotations.Nullable;

/**
 * Which units dropout layers drop: a pure function of the randomness, the layer and the unit.
 *
 * @param random null where nothing is dropped
 * @param rowwise whether each row of a batch loses units of its own; if not, all lose the same
 */
record Masks(@Nullable Randomness random, boolean rowwise) {

    /** Nothing is dropped. */
    static final Masks NONE = new Masks(null, false);

    /** Each row loses its own units: one step of a training. */
    static Masks rowwise(Randomness step) {
        return new Masks(step, true);
    }

    /** All rows lose the same units: one sampled network, as Monte Carlo passes ask it. */
    static Masks joint(Randomness pass) {
        return new Masks(pass, false);
    }

    /** The factor of each unit: 0, or what makes up for the dropped ones. Two units share one draw of 64 bits. */
    static float[] factors(Randomness random, double rate, int units) {
        float[] factors = new float[units];
        float kept = (float) (1 / (1 - rate));
        long dropped = Math.round(rate * 0x1p32);
        for (int i = 0; i < units; i += 2) {
            long bits = random.bits(i);
            factors[i] = (bits >>> 32) < dropped ? 0 : kept;
            if (i + 1 < units) {
                factors[i + 1] = (bits & 0xFFFFFFFFL) < dropped ? 0 : kept;
            }
        }
        return factors;
    }
}
