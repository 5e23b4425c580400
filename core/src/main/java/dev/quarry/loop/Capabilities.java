package dev.quarry.loop;

import dev.quarry.evidence.Layers;
import dev.quarry.learn.GradientModel;
import dev.quarry.learn.HeadedModel;
import dev.quarry.learn.HistoryModel;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.part.Parts;
import dev.quarry.strategy.Demand;
import dev.quarry.strategy.Ensemble;
import dev.quarry.strategy.Strategy;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a learner can give a strategy what it asks for, before anything is trained. */
public final class Capabilities {

    private Capabilities() {}

    /**
     * What a demand asks of a learner.
     *
     * @param wanted what the strategy needs, to follow "needs"
     * @param had what models of the learner have instead, to follow "but models of the learner …"
     * @param able whether a learner can
     * @param instead what else could be done, to follow "Maybe"; possibly empty
     */
    private record Need(String wanted, String had, Predicate<Learner> able, String instead) {}

    /**
     * Asserts that every demand can be met.
     *
     * @throws IllegalArgumentException if one cannot, naming the demand and what could meet it
     */
    public static void check(Strategy strategy, Learner learner) {
        for (Demand<?> demand : strategy.demands()) {
            Optional<Need> unmet = need(demand, learner).filter(need -> !need.able.test(learner));
            if (unmet.isPresent()) {
                throw new IllegalArgumentException(sentence(strategy, learner, unmet.get()));
            }
        }
    }

    private static Optional<Need> need(Demand<?> demand, Learner learner) {
        if (demand instanceof Demand.Passes passes) {
            int wanted = passes.passes();
            return Optional.of(new Need(
                    "(%d) stochastic passes".formatted(wanted),
                    learner.maxPasses() == 0
                            ? "always answer the same"
                            : "have (%d) at most".formatted(learner.maxPasses()),
                    other -> other.maxPasses() >= wanted,
                    "use (ensemble{members: %d, acquisition: …})".formatted(wanted)));
        } else if (demand instanceof Demand.Committee committee) {
            return committee(committee, learner);
        } else if (demand instanceof Demand.LastLayer) {
            return Optional.of(giving(HeadedModel.class, "the last layer of the model", "do not end in a linear one"));
        } else if (demand instanceof Demand.History) {
            return Optional.of(moments(2, learner));
        } else if (demand instanceof Demand.LossGradients gradients && gradients.layers() == Layers.ALL) {
            Need need = giving(GradientModel.class, "gradients by all layers", "do not give any");
            return Optional.of(new Need(need.wanted, need.had, need.able, "use (layers: last)"));
        } else if (demand instanceof Demand.BoundaryGradients) {
            return Optional.of(giving(GradientModel.class, "gradients by the input", "do not give any"));
        }
        return Optional.empty();
    }

    private static Optional<Need> committee(Demand.Committee committee, Learner learner) {
        if (committee.by() == Ensemble.By.SEEDS) {
            return Optional.of(new Need(
                    "(%d) models that differ by their seed".formatted(committee.members()),
                    "are the same for every seed",
                    Learner::stochastic,
                    "use (by: bootstrap)"));
        } else if (committee.by() == Ensemble.By.SNAPSHOTS) {
            Need need = moments(committee.members(), learner);
            return Optional.of(new Need(need.wanted, need.had, need.able, need.instead + ", or use (by: bootstrap)"));
        }
        return Optional.empty();
    }

    private static Need giving(Class<? extends Model> kind, String wanted, String had) {
        return new Need(wanted, had, other -> other.gives().contains(kind), "");
    }

    private static Need moments(int wanted, Learner learner) {
        boolean some = learner.gives().contains(HistoryModel.class) && learner.moments() > 0;
        return new Need(
                "(%d) moments of a training".formatted(wanted),
                some ? "remember (%d)".formatted(learner.moments()) : "remember none",
                other -> other.gives().contains(HistoryModel.class) && other.moments() >= wanted,
                "let the learner remember more of them, where it has a parameter for that");
    }

    private static String sentence(Strategy strategy, Learner learner, Need need) {
        String able = Parts.of(Learner.class).stream()
                .filter(type -> need.able.test((Learner) type.standard()))
                .map(type -> "(%s)".formatted(type.name()))
                .collect(Collectors.joining(", "));
        String others = able.isEmpty() ? "" : "use one of the learners that can: %s".formatted(able);
        String maybe =
                Stream.of(need.instead, others).filter(text -> !text.isEmpty()).collect(Collectors.joining(", or "));
        return "The strategy (%s) needs %s, but models of the learner (%s) %s.%s"
                .formatted(
                        Parts.describe(strategy),
                        need.wanted,
                        Parts.describe(learner),
                        need.had,
                        maybe.isEmpty() ? " No learner here can." : " Maybe %s.".formatted(maybe));
    }
}
