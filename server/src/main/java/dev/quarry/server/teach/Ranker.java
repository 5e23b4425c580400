package dev.quarry.server.teach;

import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Score;
import dev.quarry.acquire.Selection;
import dev.quarry.item.Items;
import dev.quarry.kernel.Workers;
import dev.quarry.learn.Model;
import dev.quarry.learn.TrainingSet;
import dev.quarry.loop.FittedSupply;
import dev.quarry.part.Part;
import dev.quarry.part.Parts;
import dev.quarry.pool.Pool;
import dev.quarry.pool.Verdict;
import dev.quarry.server.project.Project;
import dev.quarry.strategy.Random;
import dev.quarry.strategy.Strategy;
import dev.quarry.strategy.Supply;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets the strategy of a project rank what may be asked. */
final class Ranker {

    /** How far a ranking goes where each item has a score of its own. */
    private static final int SCORED = 2_000;

    /** How many batches a strategy chooses ahead where what it takes changes what it takes next. */
    private static final int BATCHES = 4;

    private Ranker() {}

    /**
     * The ranking of a moment.
     *
     * @param lesson what is labelled by now
     * @param items all items, row by row
     * @param model the model in charge; null where there is none
     * @param number its number; 0 where there is none
     * @param said what it says about all items; null where there is none
     * @param lent items that lie before somebody
     * @param batch how many items people take at a time
     */
    static Ranking rank(
            Project project,
            Lesson lesson,
            Items items,
            @Nullable Model model,
            int number,
            @Nullable Predictions said,
            Set<Integer> lent,
            int batch) {
        Teaching teaching = lesson.teaching();
        Strategy strategy = model == null ? teaching.cold() : teaching.warm();
        Pool pool = new Pool(items, lesson.pool(), lesson.classes());
        for (int row = 0; row < items.size(); row++) {
            if (lent.contains(row) || !Candidates.isAskable(project.item(row))) {
                pool.apply(items.id(row), Verdict.IGNORE);
            }
        }
        TrainingSet examples = lesson.examples();
        Items taught = items.select(lesson.rows());
        int wanted = eachAlone(strategy) ? Math.max(SCORED, BATCHES * batch) : BATCHES * batch;
        Selection selection = Workers.using(Lesson.threads(), () -> {
            FittedSupply computed = new FittedSupply(
                    pool, teaching.fitted(), model, taught, examples, lesson.random("evidence", number));
            Supply supply = model == null || said == null || said.size() != items.size()
                    ? computed
                    : new KnownSupply(
                            computed,
                            said.probabilities()
                                    .select(items.rows(computed.candidates().ids())),
                            model,
                            examples,
                            taught);
            return strategy.select(supply, wanted, lesson.random("select", number));
        });
        return Ranking.of(number, text(teaching, model != null), selection.picks(), items);
    }

    /** What chooses, as the settings say it. */
    static String text(Teaching teaching, boolean trained) {
        return trained ? teaching.strategy() : teaching.coldStrategy();
    }

    /** Whether a longer ranking begins with the shorter one, so that one is enough for many batches. */
    static boolean eachAlone(Strategy strategy) {
        List<Part> inside = Parts.inside(strategy).toList();
        return strategy instanceof Random
                || (!inside.isEmpty()
                        && inside.stream().allMatch(Acquisition.class::isInstance)
                        && inside.stream().allMatch(Score.class::isInstance));
    }
}
