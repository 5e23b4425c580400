package dev.quarry.select;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Score;
import dev.quarry.acquire.Scores;
import dev.quarry.acquire.Selection;
import dev.quarry.evidence.Evidence;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

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
        @Help("what values a candidate") Score<E> score) implements Acquisition<E> {

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
        return Scores.top(evidence.items(), Keys.scores(score, evidence), budget, random, Scores.reason(this));
    }
}
