package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Entropy;
import dev.quarry.acquire.Pick;
import dev.quarry.acquire.Selection;
import dev.quarry.kernel.Admission;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Another strategy whose items have a price: a choice may cost so much and never more. In every step one that is still
 * affordable is taken:
 *
 * <ul>
 *   <li>{@code ratio}: that of the largest score, or gain, per cost. One cheap item of little worth can keep out a dear one
 *       of great worth, so the choice by itself may be worth any small part of the best.
 *   <li>{@code score}: that of the largest score, or gain, whatever it costs.
 *   <li>{@code better}: whichever of these two choices is worth more, the sum of its scores or gains. It is worth at least
 *       half of the best choice where scores add up, and (1 − 1/e)/2 ≈ 0.316 of it where the gains are those of a monotone
 *       submodular function (facility location, herding), as long as only cost limits the choice.
 * </ul>
 *
 * <p>By {@code ratio} and {@code better} the strategy must be a score or a set gain, and scores must not be negative: a
 * negative score per cost would prefer what is dear. A pick has its score, or its gain, not its ratio.
 */
@AutoService(Part.class)
@Named(
        value = "budgeted",
        summary = "Another strategy within a budget of cost: the best per cost while it can be paid.",
        formula = "max over affordable candidates of s(x) / cost(x)",
        cost = "that of the other, twice by better",
        paper =
                "Leskovec, Krause, Guestrin, Faloutsos, VanBriesen, Glance. Cost-effective outbreak detection in networks. KDD 2007")
@Advice(
        use = "Labels whose prices differ: long texts, large scans, hours of a specialist.",
        avoid =
                "By ratio many cheap items of little worth beat a dear one of great worth; by better, half of the best is promised, no more.",
        shown = "budgeted{column: cost, limit: 12, of: entropy}")
public record Budgeted(
        @Help("the column of the attributes that says what an item costs, above 0")
        String column,

        @Help("what a choice may cost, above 0, in the unit of the column")
        double limit,

        @Help("what is best: score or gain per cost, by itself, or the better of both choices")
        By by,

        @Help("what chooses") Strategy of)
        implements Limit {

    /** What is taken first. */
    public enum By {
        /** The largest score or gain per cost. */
        RATIO,
        /** The largest score or gain. */
        SCORE,
        /** Whichever of both choices is worth more. */
        BETTER
    }

    /** States the rules. */
    public Budgeted {
        if (!(limit > 0 && limit < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The limit (%s) must be positive and finite.".formatted(limit));
        }
        if (by != By.SCORE) {
            PerCost.require(of);
        }
    }

    /** 100 units of cost, by ratio, entropy. */
    public Budgeted() {
        this("cost", 100, By.RATIO, new Deterministic(new Entropy()));
    }

    @Override
    public Admission admission(Supply supply, Admission around) {
        return new Purse(costs(supply, around), limit, 0);
    }

    /** What can still be paid. */
    private static final class Purse implements Admission {
        private final double[] costs;
        private final double limit;
        private double spent;

        Purse(double[] costs, double limit, double spent) {
            this.costs = costs;
            this.limit = limit;
            this.spent = spent;
        }

        @Override
        public boolean open(int row) {
            return spent + costs[row] <= limit;
        }

        @Override
        public void take(int row) {
            spent += costs[row];
        }

        @Override
        public Admission fork() {
            return new Purse(costs, limit, spent);
        }
    }

    /** What each candidate costs; something where it may not be taken anyway. */
    private double[] costs(Supply supply, Admission around) {
        double[] costs = supply.attributes().numbers(column, supply.candidates());
        Limit.requireAll(supply.candidates(), around, row -> !Double.isNaN(costs[row]), column);
        for (int row = 0; row < costs.length; row++) {
            if (!around.open(row)) {
                costs[row] = 1;
            } else if (!(costs[row] > 0 && costs[row] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("The item (%s) costs (%s) by the column (%s), which must be above 0."
                        .formatted(supply.candidates().name(row), costs[row], column));
            }
        }
        return costs;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if a cost is missing or not positive, or a score negative where it is divided
     */
    @Override
    public Selection select(Supply supply, int budget, Admission admission, Randomness random) {
        return switch (by) {
            case RATIO -> byRatio(supply, budget, admission, random);
            case SCORE -> Limit.super.select(supply, budget, admission, random);
            case BETTER -> {
                Selection ratio = byRatio(supply, budget, admission.fork(), random);
                Selection score = Limit.super.select(supply, budget, admission.fork(), random);
                Selection better = worth(score) > worth(ratio) ? score : ratio;
                better.picks()
                        .forEach(pick -> admission.take(supply.candidates().row(pick.id())));
                yield better;
            }
        };
    }

    private Selection byRatio(Supply supply, int budget, Admission admission, Randomness random) {
        double[] costs = costs(supply, admission);
        return PerCost.select(of, supply, budget, costs, admission.and(new Purse(costs, limit, 0)), random);
    }

    private static double worth(Selection selection) {
        return selection.picks().stream().mapToDouble(Pick::score).sum();
    }
}
