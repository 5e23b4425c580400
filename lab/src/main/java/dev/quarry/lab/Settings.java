package dev.quarry.lab;

import dev.quarry.learn.Learner;
import dev.quarry.loop.Capabilities;
import java.util.List;

/**
 * What is compared, and how.
 *
 * @param learner what is fitted in every round
 * @param contenders the strategies; random is always among them, and first
 * @param start labels to start with, drawn at random by the seed
 * @param batch labels in a round
 * @param budget labels in all, the start included
 * @param seeds how many seeds
 * @param firstSeed the first of them; the others follow
 * @param testShare the share of each class that becomes test rows, drawn by each seed, where the data bring
 *     none of their own; in (0, 1)
 */
public record Settings(
        Learner learner,
        List<Contender> contenders,
        int start,
        int batch,
        int budget,
        int seeds,
        long firstSeed,
        double testShare) {

    /** States the rules. */
    public Settings {
        contenders = Contender.withRandomFirst(contenders);
        if (start < 0 || batch < 1 || seeds < 1) {
            throw new IllegalArgumentException(
                    "The start (%d) must be at least 0, the batch (%d) and the seeds (%d) at least 1."
                            .formatted(start, batch, seeds));
        }
        if (budget <= start) {
            throw new IllegalArgumentException(
                    "The budget (%d) must be more than the start (%d), or nothing is left to choose."
                            .formatted(budget, start));
        }
        if (!(testShare > 0 && testShare < 1)) {
            throw new IllegalArgumentException("The share of test rows (%s) must be in (0, 1).".formatted(testShare));
        }
        contenders.forEach(contender -> Capabilities.check(contender.strategy(), learner));
    }

    /** A start of 20, batches of 10, a budget of 300, 10 seeds from 0, 30 % test rows. */
    public Settings(Learner learner, List<Contender> contenders) {
        this(learner, contenders, 20, 10, 300, 10, 0, 0.3);
    }

    /** The same settings with another start, batch and budget. */
    public Settings withLabels(int newStart, int newBatch, int newBudget) {
        return new Settings(learner, contenders, newStart, newBatch, newBudget, seeds, firstSeed, testShare);
    }

    /** The same settings with other seeds. */
    public Settings withSeeds(int count, long first) {
        return new Settings(learner, contenders, start, batch, budget, count, first, testShare);
    }
}
