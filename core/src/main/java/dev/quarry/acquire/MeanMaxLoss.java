package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.LabelProbabilities;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Mean max loss: the loss of {@link MaxLoss} if one predicted label is the only one that is true, on average over the
 * predicted labels (those of p above ½; the likeliest where none is). In [0, 2L].
 *
 * <p>modAL averages over all labels, predicted or not, and takes the predicted ±1 for f.
 *
 * <p>O(n·L) time. Li, Wang, Sung. <i>Multilabel SVM active learning for image classification.</i> ICIP 2004.
 */
@AutoService(Part.class)
@Named(
        value = "mean-max-loss",
        summary = "The largest hinge loss first, on average if each predicted label is the only one.",
        formula = "2·(1 + Σ_l p_l − 2·mean over predicted l of p_l)",
        cost = "O(n·L)",
        paper = "Li, Wang, Sung. Multilabel SVM active learning for image classification. ICIP 2004")
@Advice(
        use = "Several labels, some of them predicted: the loss to be expected if each were the only one.",
        avoid = "Where nothing is predicted it has nothing to average and takes the likeliest label alone.")
public record MeanMaxLoss() implements Score<LabelProbabilities> {

    @Override
    public void score(LabelProbabilities evidence, Rows rows, double[] out) {
        RowScores.of(evidence.labelProbabilities(), rows, out, p -> LabelLoss.of(p, LabelLoss.meanOfPredicted(p)));
    }
}
