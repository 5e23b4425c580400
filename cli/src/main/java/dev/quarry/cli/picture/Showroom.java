package dev.quarry.cli.picture;

import dev.quarry.acquire.Selection;
import dev.quarry.journal.Journal;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.loop.Cancellation;
import dev.quarry.loop.Capabilities;
import dev.quarry.loop.Loop;
import dev.quarry.loop.LoopEvent;
import dev.quarry.oracle.KnownLabels;
import dev.quarry.part.Parts;
import dev.quarry.pool.Pool;
import dev.quarry.strategy.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lets strategies pick on the plane, as the loop would. */
public final class Showroom {

    private Showroom() {}

    private static final int PICKS = 8;

    /** Who fits the plane: the first that can give what the strategy asks for. */
    private static final List<String> LEARNERS =
            List.of("logistic-regression", "mlp{hidden: [32], training: plan{snapshots: 20}}");

    /**
     * The picks of the first of some strategies that a learner here can serve; empty if there is none.
     *
     * @param strategies as a command line writes them
     */
    public static Optional<Shown> firstOf(List<String> strategies) {
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

    /** One turn of the loop over the plane: what it fits, and what is then picked. */
    private static Shown shown(String strategy, String learner) {
        Plane plane = Plane.example();
        Pool pool = plane.pool();
        int[] labels = plane.labels().stream().mapToInt(Integer::intValue).toArray();
        Loop loop = new Loop(Parts.read(Learner.class, learner), Parts.read(Strategy.class, strategy))
                .withStart(0)
                .withBatch(PICKS)
                .withBudget(plane.known() + PICKS);
        List<Model> models = new ArrayList<>();
        List<Selection> selections = new ArrayList<>();
        loop.run(
                pool,
                new KnownLabels(pool.items(), labels, Plane.CLASSES),
                Journal.inMemory(),
                event -> {
                    if (event instanceof LoopEvent.Fitted fitted) {
                        models.add(fitted.model());
                    } else if (event instanceof LoopEvent.Selected selected) {
                        selections.add(selected.selection());
                    }
                },
                Cancellation.NEVER);
        return new Shown(strategy, learner, models.getFirst(), selections.getFirst());
    }
}
