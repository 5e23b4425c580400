package dev.quarry.lab;

import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Score;
import dev.quarry.acquire.SetGain;
import dev.quarry.evidence.Evidence;
import dev.quarry.kernel.Gains;
import dev.quarry.strategy.Applied;
import dev.quarry.strategy.Strategy;
import dev.quarry.strategy.Supply;
import org.jspecify.annotations.Nullable;

/** How much a strategy wants each candidate by itself: its score, or its gain as the first of a batch. */
final class Wanting {

    private Wanting() {}

    /** One finite number per candidate, higher is more; null where the strategy does not value candidates one by one. */
    static double @Nullable [] of(Strategy strategy, Supply supply) {
        return strategy instanceof Applied<?> applied ? of(applied, supply) : null; // strategies are an open world
    }

    private static <E extends Evidence> double @Nullable [] of(Applied<E> applied, Supply supply) {
        return of(applied.acquisition(), supply.supply(applied.demand()));
    }

    private static <E extends Evidence> double @Nullable [] of(Acquisition<? super E> acquisition, E evidence) {
        if (acquisition instanceof Score<? super E> score) {
            return score.score(evidence);
        } else if (acquisition instanceof SetGain<? super E> objective) {
            Gains gains = objective.gains(evidence);
            double[] first = new double[gains.size()];
            for (int row = 0; row < first.length; row++) {
                first[row] = gains.gain(row, Double.NEGATIVE_INFINITY);
            }
            return first;
        }
        return null;
    }
}
