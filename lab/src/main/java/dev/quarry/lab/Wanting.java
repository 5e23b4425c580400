package dev.quarry.lab;

import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Score;
import dev.quarry.acquire.SetGain;
import dev.quarry.evidence.Evidence;
import dev.quarry.kernel.Gains;
import dev.quarry.strategy.Demand;
import dev.quarry.strategy.Deterministic;
import dev.quarry.strategy.Diversity;
import dev.quarry.strategy.Ensemble;
import dev.quarry.strategy.MonteCarlo;
import dev.quarry.strategy.Strategy;
import dev.quarry.strategy.Supply;
import org.jspecify.annotations.Nullable;

/** How much a strategy wants each candidate by itself: its score, or its gain as the first of a batch. */
final class Wanting {

    private Wanting() {}

    /** One finite number per candidate, higher is more; null where the strategy does not value candidates one by one. */
    static double @Nullable [] of(Strategy strategy, Supply supply) {
        return switch (strategy) {
            case Deterministic(var acquisition) -> of(acquisition, supply.supply(new Demand.Prediction()));
            case Diversity(var acquisition) -> of(acquisition, supply.supply(new Demand.Places()));
            case Ensemble(int members, var acquisition) ->
                of(acquisition, supply.supply(new Demand.Committee(members)));
            case MonteCarlo(int passes, var acquisition) -> of(acquisition, supply.supply(new Demand.Passes(passes)));
            default -> null; // strategies are an open world
        };
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
