package dev.quarry.server.teach;

import dev.quarry.learn.Learner;
import dev.quarry.loop.Capabilities;
import dev.quarry.part.Parts;
import dev.quarry.strategy.Demand;
import dev.quarry.strategy.Strategy;
import java.util.Optional;

/** Whether a learner and a strategy go together where people label. */
final class Pairing {

    private Pairing() {}

    /**
     * Asserts that they do.
     *
     * @throws IllegalArgumentException if they do not, with the reason
     */
    static void require(Learner learner, Strategy strategy) {
        Capabilities.check(strategy, learner);
        for (Demand<?> demand : strategy.demands()) {
            if (demand instanceof Demand.Answers) {
                throw new IllegalArgumentException(
                        "The strategy (%s) wants each answer before it chooses the next item, which people who label together cannot give. Maybe (margin) or (badge)."
                                .formatted(Parts.describe(strategy)));
            }
        }
    }

    /** Asserts the same of what chooses before there is a model. */
    static void requireCold(Strategy strategy) {
        if (!isCold(strategy)) {
            throw new IllegalArgumentException(
                    "The strategy (%s) needs a model, so it cannot choose before there is one. Maybe (typiclust), (k-center) or (random)."
                            .formatted(Parts.describe(strategy)));
        }
    }

    /** Whether it can choose before there is a model. */
    static boolean isCold(Strategy strategy) {
        return strategy.demands().stream().allMatch(Demand.Places.class::isInstance);
    }

    /** Why they do not go together, or why a text means no strategy; none where all is well. */
    static Optional<String> refusal(Learner learner, String strategy) {
        try {
            require(learner, Parts.read(Strategy.class, strategy));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
