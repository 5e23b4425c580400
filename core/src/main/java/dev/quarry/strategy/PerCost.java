package dev.quarry.strategy;

import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Score;
import dev.quarry.acquire.Scores;
import dev.quarry.acquire.Selection;
import dev.quarry.acquire.SetGain;
import dev.quarry.evidence.Evidence;
import dev.quarry.kernel.Admission;
import dev.quarry.kernel.Gains;
import dev.quarry.kernel.LazyGreedy;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Parts;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The choice of the largest scores, or gains, per cost. */
final class PerCost {

    private PerCost() {}

    /** Asserts that a strategy has scores or gains to divide. */
    static void require(Strategy of) {
        if (!(of instanceof Applied<?> applied
                && (applied.acquisition() instanceof Score<?> || applied.acquisition() instanceof SetGain<?>))) {
            throw new IllegalArgumentException(
                    "The strategy (%s) has no score or gain of an item that a cost could divide. Maybe use (by: score), or write other limits around (budgeted)."
                            .formatted(Parts.describe(of)));
        }
    }

    static Selection select(
            Strategy of, Supply supply, int budget, double[] costs, Admission admission, Randomness random) {
        return applied((Applied<?>) of, supply, budget, costs, admission, random);
    }

    @SuppressWarnings("unchecked") // an acquisition for any supertype of E takes E
    private static <E extends Evidence> Selection applied(
            Applied<E> of, Supply supply, int budget, double[] costs, Admission admission, Randomness random) {
        E evidence = supply.supply(of.demand());
        Acquisition<? super E> acquisition = of.acquisition();
        return acquisition instanceof Score<? super E> score
                ? scores((Score<E>) score, evidence, budget, costs, admission, random)
                : gains((SetGain<E>) acquisition, evidence, budget, costs, admission, random);
    }

    private static <E extends Evidence> Selection scores(
            Score<E> score, E evidence, int budget, double[] costs, Admission admission, Randomness random) {
        double[] scores = score.score(evidence);
        double[] ratios = new double[scores.length];
        for (int row = 0; row < scores.length; row++) {
            if (scores[row] < 0 && admission.open(row)) {
                throw new IllegalArgumentException(
                        "The score (%s) of item (%s) is negative, so per cost the dear ones would come first. Maybe use (by: score), or a score like entropy or least-confidence."
                                .formatted(scores[row], evidence.items().name(row)));
            }
            ratios[row] = scores[row] / costs[row];
        }
        int[] rows = Scores.admitted(ratios, budget, Scores.ties(evidence.items(), random), admission);
        return Scores.picks(evidence.items(), rows, row -> scores[row], Scores.reason(score));
    }

    private static <E extends Evidence> Selection gains(
            SetGain<E> objective, E evidence, int budget, double[] costs, Admission admission, Randomness random) {
        Priced priced = new Priced(objective.gains(evidence), costs);
        LazyGreedy.Result taken =
                LazyGreedy.take(admission.over(priced), budget, Scores.ties(evidence.items(), random));
        int[] rows = IntStream.range(0, taken.size())
                .filter(i -> taken.gain(i) > Double.NEGATIVE_INFINITY)
                .map(taken::row)
                .toArray();
        Selection chosen = Scores.picks(evidence.items(), rows, row -> priced.worth[row], Scores.reason(objective));
        return new Selection(objective.certify(chosen, Double.NaN).picks());
    }

    /** Gains per cost; the least cost counts as 1, so that nothing grows beyond what a number can hold. */
    private static final class Priced implements Gains {
        private static final double SLACK = 1e-12; // so that rounding never makes a bound look exact

        private final Gains gains;
        private final double[] prices;
        private final double[] worth; // the gain of a row when it was asked for last

        Priced(Gains gains, double[] costs) {
            double least = Arrays.stream(costs).min().orElse(1);
            this.gains = gains;
            this.prices = Arrays.stream(costs).map(cost -> cost / least).toArray();
            this.worth = new double[costs.length];
        }

        @Override
        public int size() {
            return gains.size();
        }

        @Override
        public double gain(int row, double floor) {
            double wanted = floor * prices[row];
            boolean bound = !Double.isInfinite(wanted);
            worth[row] = gains.gain(row, bound ? wanted - SLACK * Math.abs(wanted) : wanted);
            return worth[row] / prices[row];
        }

        @Override
        public void take(int row) {
            gains.take(row);
        }

        @Override
        public boolean shift() {
            return gains.shift();
        }

        @Override
        public boolean refreshed() {
            return gains.refreshed();
        }
    }
}
