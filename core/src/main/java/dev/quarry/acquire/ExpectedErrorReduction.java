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
 * Expected error reduction: the candidate after whose label the model would expect to be wrong least about the other
 * candidates. The model is fitted again for each label that the candidate can have, and the error that it then expects of
 * itself is averaged over the labels, each as probable as the model says now, and over the targets. The score is that
 * error with a minus: in [1/C − 1, 0] for the binary loss, in nats in [−ln C, 0] for the logarithmic one.
 *
 * <p>The authors look at a random part of the candidates and measure the error on another, since every number costs a fit;
 * so does this. Both are drawn anew in each round by the ids of the items; a batch is never larger than what is looked at.
 * With {@code candidates: 0} and {@code targets: 0} nothing is drawn and the numbers are exact. The candidates of a batch
 * are chosen one beside the other: what they would teach together is not asked.
 *
 * <p>Items that were chosen earlier in the same batch do not count: nobody knows what the model would learn from them.
 *
 * <p>Candidates · C fits and predictions of the targets; O(targets·C) memory. Stops with an error where its thread is
 * interrupted. Roy, McCallum. <i>Toward optimal active learning through sampling estimation of error reduction.</i> ICML
 * 2001.
 */
@AutoService(Part.class)
@Named(
        value = "expected-error-reduction",
        summary = "The candidate after whose label the model would expect the least error on the others.",
        formula = "−Σ_y p_y(x) · mean over targets u of loss(p_{L ∪ (x, y)}(u)), loss 1 − max p or −Σ p·ln p",
        cost = "O(candidates · C) fits, each with a prediction of the targets",
        paper =
                "Roy, McCallum. Toward optimal active learning through sampling estimation of error reduction. ICML 2001")
@Advice(
        use = "A few hundred candidates and a model that fits in milliseconds: what you want is what it measures.",
        avoid =
                "A fit for every candidate and class. Its own model judges the error, so a wrong and sure one finds nothing to improve.")
public record ExpectedErrorReduction(
        @Help("the loss: log (the entropy) or binary (1 − the largest probability)")
        ExpectedError loss,

        @Help("how many candidates are drawn to be looked at, from 1 on; 0 for all")
        int candidates,

        @Help("on how many candidates the error is measured, from 1 on; 0 for all")
        int targets,

        @Help("whether a candidate that is a target too counts when its own label is supposed")
        boolean itself)
        implements Acquisition<Refits> {

    /** States the rules. */
    public ExpectedErrorReduction {
        OneMoreLabel.requireCounts(candidates, targets);
    }

    /** The logarithmic loss, 100 candidates, 1,000 targets. */
    public ExpectedErrorReduction() {
        this(ExpectedError.LOG, 100, 1_000, false);
    }

    @Override
    public Selection select(Refits evidence, int budget, Randomness random) {
        return new OneMoreLabel(candidates, targets).select(this, evidence, budget, random, this::lessError);
    }

    /** The score of every candidate, with all of them as targets; shape [n]. */
    public double[] score(Refits evidence) {
        return OneMoreLabel.ofAll(evidence, this::lessError);
    }

    private double lessError(int row, int[] seen, Matrix after) {
        double[] p = new double[after.cols()];
        double sum = 0;
        int count = 0;
        for (int i = 0; i < seen.length; i++) {
            if (itself || seen[i] != row) {
                after.copyRow(i, p);
                sum += loss.of(p);
                count++;
            }
        }
        return count == 0 ? 0 : -sum / count;
    }
}
