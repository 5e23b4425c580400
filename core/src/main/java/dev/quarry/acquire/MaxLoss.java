package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.LabelProbabilities;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Max loss: the hinge loss over all labels if the likeliest label l* is the only one that is true,
 * {@code Σ_q max(0, 1 − y_q·f_q)} with {@code f = 2p − 1} in the place of the output of a support vector machine, y being 1
 * at l* and −1 elsewhere. In [0, 2L].
 *
 * <p>modAL takes the predicted ±1 for f, which leaves whole numbers and many ties.
 *
 * <p>O(n·L) time. Li, Wang, Sung. <i>Multilabel SVM active learning for image classification.</i> ICIP 2004.
 */
@AutoService(Part.class)
@Named(
        value = "max-loss",
        summary = "The largest hinge loss first, if the likeliest label is the only one.",
        formula = "2·(1 + Σ_l p_l − 2·max_l p_l)",
        cost = "O(n·L)",
        paper = "Li, Wang, Sung. Multilabel SVM active learning for image classification. ICIP 2004")
@Advice(
        use = "Several labels with mostly one per item: the loss if the likeliest were the only one.",
        avoid = "Items with truly many labels always look costly.")
public record MaxLoss() implements Score<LabelProbabilities> {

    @Override
    public void score(LabelProbabilities evidence, Rows rows, double[] out) {
        RowScores.of(evidence.labelProbabilities(), rows, out, p -> LabelLoss.of(p, LabelLoss.most(p)));
    }
}
