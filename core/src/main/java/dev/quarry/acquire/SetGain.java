package dev.quarry.acquire;

import dev.quarry.evidence.Evidence;
import dev.quarry.kernel.Admission;
import dev.quarry.kernel.Gains;
import dev.quarry.kernel.LazyGreedy;
import dev.quarry.kernel.Randomness;

/**
 * An acquisition that values a batch: the gain of one more candidate depends on those taken before and never grows. By
 * itself it takes the candidate of the largest gain again and again, evaluating only what it must (Minoux 1978).
 *
 * @param <E> the evidence it needs
 */
public interface SetGain<E extends Evidence> extends Sequential<E> {

    /** The gains of the candidates when nothing has been taken yet. */
    Gains gains(E evidence);

    /** What the largest gain that is left says about the selection, where it says something. */
    default Selection certify(Selection selection, double nextGain) {
        return selection;
    }

    @Override
    default Selection select(E evidence, int budget, Randomness random) {
        return Scores.greedy(this, evidence, budget, random);
    }

    /** {@inheritDoc} There is no certificate, since what is left out by others says nothing about the choice. */
    @Override
    default Selection select(E evidence, int budget, Admission admission, Randomness random) {
        Gains gains = admission.over(gains(evidence));
        LazyGreedy.Result taken = LazyGreedy.take(gains, budget, Scores.ties(evidence.items(), random));
        Selection admitted = Scores.admitted(evidence.items(), taken, Scores.reason(this));
        return new Selection(certify(admitted, taken.nextGain()).picks());
    }
}
