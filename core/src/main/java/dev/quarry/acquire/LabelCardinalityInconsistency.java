package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.TaughtLabelProbabilities;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Label cardinality inconsistency: by how many the predicted labels of a candidate (p above ½) are more or fewer than a
 * labelled item has on average, {@code | |Ŷ(x)| − mean |Y| |}, in [0, L]. It takes at most L + 1 values, so there are many
 * ties: {@link MaxMarginCardinality} weighs it with a margin.
 *
 * <p>O((n + m)·L) time. Li, Guo. <i>Active learning with multi-label SVM classification.</i> IJCAI 2013.
 */
@AutoService(Part.class)
@Named(
        value = "lci",
        summary = "Label cardinality inconsistency: far more or fewer predicted labels than labelled items have.",
        formula = "| |{l: p_l > ½}| − mean over labelled of |Y| |",
        cost = "O((n + m)·L)",
        paper = "Li, Guo. Active learning with multi-label SVM classification. IJCAI 2013")
@Advice(
        use = "A quick look for items whose predicted labels cannot be right, being far too many or too few.",
        avoid =
                "It counts labels and does not look at how sure they are; by itself it is blind to doubt. Take mmu-lci.")
public record LabelCardinalityInconsistency() implements Prepared<TaughtLabelProbabilities> {

    @Override
    public Score<TaughtLabelProbabilities> prepare(TaughtLabelProbabilities evidence) {
        LabelSets.require(this, evidence);
        double usual = LabelSets.cardinality(evidence);
        return (e, rows, out) ->
                RowScores.of(e.labelProbabilities(), rows, out, p -> Math.abs(LabelSets.count(p) - usual));
    }
}
