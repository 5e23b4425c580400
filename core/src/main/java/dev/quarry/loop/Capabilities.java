package dev.quarry.loop;

import dev.quarry.learn.Learner;
import dev.quarry.part.Parts;
import dev.quarry.strategy.Demand;
import dev.quarry.strategy.Strategy;
import java.util.stream.Collectors;

/** Whether a learner can give a strategy what it asks for, before anything is trained. */
public final class Capabilities {

    private Capabilities() {}

    /**
     * Asserts that every demand can be met.
     *
     * @throws IllegalArgumentException if one cannot, naming the demand and what could meet it
     */
    public static void check(Strategy strategy, Learner learner) {
        for (Demand<?> demand : strategy.demands()) {
            if (demand instanceof Demand.Passes passes && passes.passes() > learner.maxPasses()) {
                throw new IllegalArgumentException(
                        "The strategy (%s) needs (%d) stochastic passes, but models of the learner (%s) %s. Maybe use (ensemble{members: %d, acquisition: …}), or one of the learners that can: %s."
                                .formatted(
                                        Parts.describe(strategy),
                                        passes.passes(),
                                        Parts.describe(learner),
                                        learner.maxPasses() == 0
                                                ? "always answer the same"
                                                : "have (%d) at most".formatted(learner.maxPasses()),
                                        passes.passes(),
                                        able()));
            }
        }
    }

    private static String able() {
        return Parts.of(Learner.class).stream()
                .filter(type -> ((Learner) type.standard()).maxPasses() > 0)
                .map(type -> "(" + type.name() + ")")
                .collect(Collectors.joining(", "));
    }
}
