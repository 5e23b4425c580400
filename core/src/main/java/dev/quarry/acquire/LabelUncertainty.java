package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.LabelProbabilities;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.Arrays;

/**
 * Uncertainty of several labels as one number: a measure of each label's probability, then the mean, the largest or the
 * smallest over the labels. The mean entropy is that of the whole set of labels over L, since each is a coin of its own.
 *
 * <p>The four of Esuli and Sebastiani that circulate are {@code {measure: absence, over: max}} (minimum confidence),
 * {@code {measure: presence}} (average confidence), {@code {measure: signed, over: max}} and {@code {measure: signed}}
 * (maximum and average score).
 *
 * <p>O(n·L) time. Esuli, Sebastiani. <i>Active learning strategies for multi-label text classification.</i> ECIR 2009.
 */
@AutoService(Part.class)
@Named(
        value = "label-uncertainty",
        summary = "Uncertain labels, taken together by their mean, their largest or their smallest.",
        formula = "mean, max or min over labels l of H(p_l), 1 − |2p_l − 1|, p_l, 1 − p_l or ±p_l / 2",
        cost = "O(n·L)",
        paper = "Esuli, Sebastiani. Active learning strategies for multi-label text classification. ECIR 2009")
@Advice(
        use = "Several labels per item: the mean for doubt all over, the largest for doubt in any.",
        avoid = "Rare labels: the mean is ruled by the many that are surely absent.")
public record LabelUncertainty(
        @Help("of one label: entropy, margin (1 − |2p − 1|), presence (p), absence (1 − p) or signed (±p / 2)")
        LabelMeasure measure,

        @Help("what the labels give together: mean, max or min")
        Over over)
        implements Score<LabelProbabilities> {

    /** The mean entropy. */
    public LabelUncertainty() {
        this(LabelMeasure.ENTROPY, Over.MEAN);
    }

    @Override
    public void score(LabelProbabilities evidence, Rows rows, double[] out) {
        double[] values = new double[evidence.labels()];
        RowScores.of(evidence.labelProbabilities(), rows, out, p -> {
            Arrays.setAll(values, label -> measure.of(p[label]));
            return over.of(values, values.length);
        });
    }
}
