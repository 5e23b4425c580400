package dev.quarry.acquire;

import dev.quarry.evidence.SampledProbabilities;

/** The rule of what compares several items under one model. */
final class Joint {

    private Joint() {}

    /**
     * Asserts that sample k of every candidate comes from the same model.
     *
     * @throws IllegalArgumentException if not; the message says what to do
     */
    static void require(Acquisition<?> acquisition, SampledProbabilities evidence) {
        if (!evidence.joint()) {
            throw new IllegalArgumentException(
                    "The acquisition (%s) asks what one model says about several items, but these samples are of independent passes, in which pass (k) of two items is not by the same model. Maybe keep one dropout mask per pass for all items, use the members of a committee, or choose (bald), which looks at each item alone."
                            .formatted(Scores.reason(acquisition)));
        }
    }
}
