package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Evidence;
import dev.quarry.item.Items;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Uniform sampling without replacement: every item in the order of a random number of its own. The floor that
 * everything else is measured against. The score of a pick is that number, in (0, 1).
 *
 * <p>O(n) time. The baseline of Cohn, Atlas, Ladner. <i>Improving generalization with active learning.</i> Machine
 * Learning 15, 1994.
 */
@AutoService(Part.class)
@Named(
        value = "uniform",
        summary = "Candidates at random, whatever is known about them.",
        formula = "each set of k candidates with the same probability",
        cost = "O(n)",
        paper = "Cohn, Atlas, Ladner. Improving generalization with active learning. Machine Learning 15, 1994")
@Advice(
        use =
                "As the floor of every comparison, and for whatever must stay representative: a start, a validation set, a test set.",
        avoid =
                "Where classes are rare or copies many, most of its labels teach nothing. Published baselines that draw with replacement are weaker than they should be: after ten rounds one of them held 8,690 different labels of 10,000.")
public record Uniform() implements Acquisition<Evidence>, Estimated {

    @Override
    public Selection select(Evidence evidence, int budget, Randomness random) {
        return among(evidence.items(), budget, random);
    }

    /** Chooses among items that nothing is known about. */
    public Selection among(Items items, int budget, Randomness random) {
        double[] numbers = Scores.uniform(items, random.purpose("uniform"));
        return Scores.top(items, numbers, budget, random, Scores.reason(this));
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        return Estimate.exact(sizes, Work.NONE);
    }
}
