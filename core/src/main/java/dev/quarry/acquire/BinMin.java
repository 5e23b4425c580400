package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.LabelProbabilities;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Binary minimum: the candidate nearest to the boundary of any label, {@code −min |f_l|} with {@code f = 2p − 1} in
 * [−1, 1] in the place of the distance to a hyperplane. In [−1, 0]. It looks at one label of each candidate only.
 *
 * <p>O(n·L) time. Brinker. <i>On active learning in multi-label classification.</i> 2006.
 */
@AutoService(Part.class)
@Named(
        value = "bin-min",
        summary = "The candidate nearest to the boundary of any one label first.",
        formula = "−min over labels l of |2p_l − 1|",
        cost = "O(n·L)",
        paper = "Brinker. On active learning in multi-label classification. 2006")
@Advice(
        use = "Several labels per item and one of them unsure: the plainest uncertainty there is.",
        avoid = "Many labels: the least certain of a hundred is nearly always near one half, so all items look alike.")
public record BinMin() implements Score<LabelProbabilities> {

    @Override
    public void score(LabelProbabilities evidence, Rows rows, double[] out) {
        RowScores.of(evidence.labelProbabilities(), rows, out, p -> {
            double least = 1;
            for (double one : p) {
                least = Math.min(least, Math.abs(2 * one - 1));
            }
            return 0 - least; // not −0
        });
    }
}
