package dev.quarry.cli.picture;

import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.TrainingSet;
import dev.quarry.loop.Capabilities;
import dev.quarry.loop.FittedSupply;
import dev.quarry.part.Parts;
import dev.quarry.pool.Pool;
import dev.quarry.pool.Status;
import dev.quarry.strategy.Strategy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Lets strategies pick on the plane. Each learner is fitted once. */
public final class Showroom {

    private static final int PICKS = 8;

    /** Who fits the plane: the first that can give what the strategy asks for. */
    private static final List<String> LEARNERS =
            List.of("logistic-regression", "mlp{hidden: [32], training: plan{snapshots: 20}}");

    private final Randomness random = Randomness.seed(0);
    private final Pool pool = Plane.example().pool();
    private final TrainingSet examples = examples(pool);
    private final Map<String, Model> models = new HashMap<>();

    private static TrainingSet examples(Pool pool) {
        int[] rows = pool.rows(Status.LABELLED);
        int[] labels = IntStream.of(rows).map(pool::label).toArray();
        return TrainingSet.of(pool.features().select(rows), labels, Plane.CLASSES.size());
    }

    /**
     * The picks of the first of some strategies that a learner here can serve; empty if there is none.
     *
     * @param strategies as a command line writes them
     */
    public Optional<Shown> firstOf(List<String> strategies) {
        for (String learner : LEARNERS) {
            for (String strategy : strategies) {
                if (fits(strategy, learner)) {
                    return Optional.of(shown(strategy, learner));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean fits(String strategy, String learner) {
        try {
            Capabilities.check(Parts.read(Strategy.class, strategy), Parts.read(Learner.class, learner));
            return true;
        } catch (IllegalArgumentException cannot) {
            return false;
        }
    }

    private Shown shown(String strategy, String learner) {
        Learner fitting = Parts.read(Learner.class, learner);
        Model model = models.computeIfAbsent(learner, name -> fitting.fit(examples, random.purpose("fit")));
        FittedSupply supply = new FittedSupply(pool, fitting, model, examples, random.purpose("evidence"));
        Strategy picking = Parts.read(Strategy.class, strategy);
        return new Shown(strategy, learner, model, picking.select(supply, PICKS, random.purpose("select")));
    }
}
