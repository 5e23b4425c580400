package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.TaughtLabelProbabilities;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Max-margin prediction uncertainty and label cardinality inconsistency: {@code u^β·c^(1 − β)}, where u is one over the
 * separation of the predicted labels from the others, {@code 1 / (min over predicted of |f| + min over others of |f|)} with
 * {@code f = 2p − 1}, and c that of {@link LabelCardinalityInconsistency}. With β = 1 it is the uncertainty alone, with
 * β = 0 the inconsistency alone. Where no label or every label is predicted, the boundary stands for the empty side, with
 * |f| = 0; a separation below 1e−6 counts as 1e−6.
 *
 * <p>The paper chooses β anew in each round by refitting the model with the picks of several β; here it is given.
 *
 * <p>O((n + m)·L) time. Li, Guo. <i>Active learning with multi-label SVM classification.</i> IJCAI 2013.
 */
@AutoService(Part.class)
@Named(
        value = "mmu-lci",
        summary = "Predicted labels badly separated from the others and unusually many or few.",
        formula = "(1 / separation)^β · | |Ŷ| − mean |Y| |^(1 − β)",
        cost = "O((n + m)·L)",
        paper = "Li, Guo. Active learning with multi-label SVM classification. IJCAI 2013")
@Advice(
        use =
                "Several labels: doubt about where the predicted ones end, and numbers of labels that do not fit, in one measure.",
        avoid = "The best β is unknown; its paper chose it by refits.")
public record MaxMarginCardinality(
        @Help("the share of the margin β, in [0, 1]") double beta) implements Prepared<TaughtLabelProbabilities> {

    private static final double LEAST = 1e-6;

    /** States the rules. */
    public MaxMarginCardinality {
        if (!(beta >= 0 && beta <= 1)) {
            throw new IllegalArgumentException("The beta (%s) is not in [0, 1].".formatted(beta));
        }
    }

    /** Half and half. */
    public MaxMarginCardinality() {
        this(0.5);
    }

    @Override
    public Score<TaughtLabelProbabilities> prepare(TaughtLabelProbabilities evidence) {
        LabelSets.require(this, evidence);
        double usual = LabelSets.cardinality(evidence);
        return (e, rows, out) -> RowScores.of(
                e.labelProbabilities(),
                rows,
                out,
                p -> StrictMath.pow(1 / Math.max(LEAST, separation(p)), beta)
                        * StrictMath.pow(Math.abs(LabelSets.count(p) - usual), 1 - beta));
    }

    private static double separation(double[] p) {
        double above = Double.POSITIVE_INFINITY;
        double below = Double.POSITIVE_INFINITY;
        for (double one : p) {
            if (one > 0.5) {
                above = Math.min(above, 2 * one - 1);
            } else {
                below = Math.min(below, 1 - 2 * one);
            }
        }
        return (Double.isInfinite(above) ? 0 : above) + (Double.isInfinite(below) ? 0 : below);
    }
}
