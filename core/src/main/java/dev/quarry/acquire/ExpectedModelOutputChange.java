package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Refits;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Expected model change, measured where it counts: by how much the answers of the model would change with the label of the
 * candidate. The model is fitted again for each label that the candidate can have; the score is the mean over the targets
 * of {@code ‖p⁺ − p‖₁}, averaged over the labels, each as probable as the model says now; in [0, 2].
 *
 * <p>{@link ExpectedGradientLength} is the form of expected model change that looks at one step of gradient descent
 * instead: no fit, but what a parameter moves need not matter to any answer, and a long input moves much. What this sees
 * changes by chance too, where fits are random: all fits share their random numbers, so that a label is what differs.
 *
 * <p>The targets are candidates, those looked at included; both are drawn anew in each round by the ids of the items, since
 * every number costs a fit. With {@code candidates: 0} and {@code targets: 0} nothing is drawn. Items that were chosen
 * earlier in the same batch do not count.
 *
 * <p>Candidates · C fits and predictions of the targets; O(targets·C) memory. Stops with an error where its thread is
 * interrupted. Freytag, Rodner, Denzler. <i>Selecting influential examples: active learning with expected model output
 * changes.</i> ECCV 2014, there for Gaussian process regression.
 */
@AutoService(Part.class)
@Named(
        value = "expected-model-output-change",
        summary =
                "The candidate whose label is expected to change the answers of the model most: expected model change.",
        formula = "Σ_y p_y(x) · mean over targets u of ‖p_{L ∪ (x, y)}(u) − p(u)‖₁",
        cost = "O(candidates · C) fits, each with a prediction of the targets",
        paper =
                "Freytag, Rodner, Denzler. Selecting influential examples: active learning with expected model output changes. ECCV 2014")
@Advice(
        use = "Small pools and cheap models: a label counts by what it changes in the answers, not in the parameters.",
        avoid =
                "A fit for every candidate and class: minutes for what margin does in milliseconds. Inside subpool or prefilter only.")
public record ExpectedModelOutputChange(
        @Help("how many candidates are drawn to be looked at, from 1 on; 0 for all")
        int candidates,

        @Help("on how many candidates the change is measured, from 1 on; 0 for all")
        int targets)
        implements Acquisition<Refits> {

    /** States the rules. */
    public ExpectedModelOutputChange {
        OneMoreLabel.requireCounts(candidates, targets);
    }

    /** 100 candidates, 1,000 targets. */
    public ExpectedModelOutputChange() {
        this(100, 1_000);
    }

    @Override
    public Selection select(Refits evidence, int budget, Randomness random) {
        Matrix before = evidence.probabilities();
        return new OneMoreLabel(candidates, targets)
                .select(this, evidence, budget, random, (row, seen, after) -> distance(before, seen, after));
    }

    private static double distance(Matrix before, int[] targets, Matrix after) {
        double[] p = new double[before.cols()];
        double[] changed = new double[before.cols()];
        double sum = 0;
        for (int i = 0; i < targets.length; i++) {
            before.copyRow(targets[i], p);
            after.copyRow(i, changed);
            for (int c = 0; c < p.length; c++) {
                sum += Math.abs(changed[c] - p[c]);
            }
        }
        return sum / targets.length;
    }
}
