package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.RegressionPredictions;
import dev.quarry.kernel.FarthestFirst;
import dev.quarry.kernel.Gains;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * Greedy sampling on the output, GSy: again and again the candidate whose predicted number is farthest from all that are
 * known, the numbers of labelled items and the predictions for those taken. The score of a pick is that distance; with
 * nothing labelled the first pick is any candidate, of score 0. The papers begin with GSx, which is {@link KCenter} on the
 * features.
 *
 * <p>O(n·(m + k)) time at most, O(n) memory. Wu, Lin, Huang. <i>Active learning for regression using greedy sampling.</i>
 * Information Sciences 2019.
 */
@AutoService(Part.class)
@Named(
        value = "greedy-sampling-y",
        summary = "The candidate whose predicted number is farthest from all known ones, again and again.",
        formula = "max over candidates of min over labelled or taken s of |f(x) − y_s|",
        cost = "O(n·(m + k)) at most",
        paper = "Wu, Lin, Huang. Active learning for regression using greedy sampling. Information Sciences 2019")
@Advice(
        use = "Regression whose targets are unevenly spread: predicted numbers that nobody has labelled yet.",
        avoid =
                "A poor model: its predictions say where to go. Places play no part, so two items that look alike may both be taken.")
public record GreedySamplingY() implements SetGain<RegressionPredictions> {

    @Override
    public Gains gains(RegressionPredictions evidence) {
        return FarthestFirst.lazy(evidence.predictions(), evidence.targets());
    }

    @Override
    public Selection certify(Selection selection, double nextGain) {
        return new Selection(rooted(selection.picks()));
    }

    /** Squared distances as distances; 0 for a pick that had nothing to be far from. */
    static List<Pick> rooted(List<Pick> squared) {
        List<Pick> picks = new ArrayList<>(squared);
        picks.replaceAll(pick ->
                new Pick(pick.id(), pick.score() == Double.MAX_VALUE ? 0 : Math.sqrt(pick.score()), pick.reason()));
        return picks;
    }
}
