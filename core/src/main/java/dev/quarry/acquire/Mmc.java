package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.TaughtLabelProbabilities;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.Arrays;

/**
 * Maximum loss reduction with maximal confidence: {@code Σ_l (1 − y_l·f_l) / 2} with {@code f = 2p − 1}, where y is 1 for
 * the c likeliest labels and −1 for the others, and c the number of labels that the candidate probably has. In [0, L].
 *
 * <p>c is predicted by a logistic regression on the sorted probabilities of the labels, scaled to sum to 1, as in the paper;
 * it is taught the labelled items while choosing, with a penalty of half the squared weights. The model's probabilities of
 * labelled items are better held out (cross-validation), since in hindsight it is too sure of them.
 *
 * <p>O(n·L·(log L + c) + m·L²) time and the fit of the regression, O(m·L + L²) memory. Yang, Sun, Wang, Chen. <i>Effective multi-label active
 * learning for text classification.</i> KDD 2009.
 */
@AutoService(Part.class)
@Named(
        value = "mmc",
        summary = "The largest loss first, if the likeliest labels are true, as many as are to be expected.",
        formula = "Σ over the c likeliest labels of (1 − p_l) + Σ over the others of p_l",
        cost = "O(n·L·(log L + c) + m·L²) and a logistic regression",
        paper = "Yang, Sun, Wang, Chen. Effective multi-label active learning for text classification. KDD 2009")
@Advice(
        use = "Several labels per item, and the number of labels varies: it first guesses how many an item has.",
        avoid = "The guess is a regression of its own and wants some dozens of labelled items.")
public record Mmc() implements Prepared<TaughtLabelProbabilities> {

    @Override
    public Score<TaughtLabelProbabilities> prepare(TaughtLabelProbabilities evidence) {
        LabelSets.require(this, evidence);
        LabelCounts counts =
                LabelCounts.fit(evidence.labelledLabelProbabilities(), LabelSets.counts(evidence.labelSets()));
        return (e, rows, out) -> RowScores.of(e.labelProbabilities(), rows, out, p -> loss(p, counts.of(p)));
    }

    private static double loss(double[] p, int count) {
        double[] sorted = p.clone();
        Arrays.sort(sorted);
        double loss = 0;
        for (int i = 0; i < sorted.length; i++) {
            loss += i < sorted.length - count ? sorted[i] : 1 - sorted[i];
        }
        return loss;
    }
}
