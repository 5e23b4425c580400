package dev.quarry.select;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Explained;
import dev.quarry.acquire.Score;
import dev.quarry.acquire.Scores;
import dev.quarry.acquire.Selection;
import dev.quarry.acquire.Sequential;
import dev.quarry.acquire.Term;
import dev.quarry.acquire.Terms;
import dev.quarry.evidence.Evidence;
import dev.quarry.kernel.Admission;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.List;

/**
 * The candidates of the largest scores: what a score does by itself, said explicitly. Ties go to the random number of
 * the item.
 *
 * <p>O(n + k log k) time beside the score. Settles. <i>Active learning literature survey.</i> 2009.
 */
@AutoService(Part.class)
@Named(
        value = "top-k",
        summary = "The candidates of the largest scores.",
        formula = "arg top-k s(x)",
        cost = "O(n + k log k) beside the score",
        paper = "Settles. Active learning literature survey. 2009")
@Advice(
        use = "Batches of one or a few: the largest scores, nothing else.",
        avoid =
                "Large batches and redundant pools: neighbours have the same score, so the batch is copies. Take power, soft-rank, badge or distinct.")
public record Top<E extends Evidence>(
        @Help("what values a candidate") Score<E> score) implements Sequential<E>, Explained<E> {

    /** Entropy. */
    public Top() {
        this(Keys.standard());
    }

    @Override
    public Class<?> needs() {
        return score.needs();
    }

    @Override
    public Selection select(E evidence, int budget, Randomness random) {
        return select(evidence, budget, Admission.ALL, random);
    }

    @Override
    public Selection select(E evidence, int budget, Admission admission, Randomness random) {
        double[] scores = Keys.scores(score, evidence);
        int[] rows = Scores.admitted(scores, budget, Scores.ties(evidence.items(), random), admission);
        return Scores.picks(evidence.items(), rows, row -> scores[row], Scores.reason(this));
    }

    /** Those of the score. */
    @Override
    public List<List<Term>> terms(E evidence, int[] picks) {
        return Terms.of(score, evidence, picks);
    }
}
