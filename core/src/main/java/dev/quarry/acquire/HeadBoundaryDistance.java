package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Head;
import dev.quarry.evidence.HeadedPredictions;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Memory;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.stream.IntStream;

/**
 * DFAL on a linear head: the distance in the space of the representation to the nearest point that is answered otherwise,
 * negated. Boundaries between classes are planes there, so the smallest perturbation, which DeepFool looks for step by
 * step, is known at once: {@code min over i of (z_ŷ − z_i) / ‖w_ŷ − w_i‖} with logits z and weights w. Every class
 * counts, not the second likeliest alone as in {@link BoundaryDistance}, which works on the input of a deep model.
 *
 * <p>Where no other class can be reached, because it was never seen or has the same weights, the distance is the largest
 * finite number. The paper also adds each pick a second time as the perturbation has made it; here nothing is labelled
 * that nobody was asked for.
 *
 * <p>O(n·C·(d + C)) time, O(C²) memory beside a chunk. Ducoffe, Precioso. <i>Adversarial active learning for deep
 * networks: a margin based approach.</i> 2018.
 */
@AutoService(Part.class)
@Named(
        value = "head-boundary-distance",
        summary = "DFAL on a linear head: the candidates first whose representation is nearest to another answer.",
        formula = "−min over i ≠ ŷ of (z_ŷ − z_i) / ‖w_ŷ − w_i‖",
        cost = "O(n·C·(d + C))",
        paper = "Ducoffe, Precioso. Adversarial active learning for deep networks: a margin based approach. 2018")
@Advice(
        use =
                "Margin in the units of the representation: how far an item is from another answer, not how sure the model says it is.",
        avoid =
                "A network whose representation still moves: the distance is that of today's last layer. Batches are redundant, as with margin.")
public record HeadBoundaryDistance() implements Score<HeadedPredictions> {

    @Override
    public void score(HeadedPredictions evidence, Rows rows, double[] out) {
        Head head = evidence.head();
        double[] steepness = steepness(head.weights());
        Matrix some = evidence.embeddings()
                .among(IntStream.range(rows.from(), rows.to()).toArray());
        double[] logits = head.logits(some).values();
        int classes = head.classes();
        for (int i = 0; i < out.length; i++) {
            out[i] = 0 - distance(logits, i * classes, classes, steepness);
        }
    }

    /** How fast the gap between the logits of two classes may change, {@code ‖w_c − w_i‖} at {@code c · C + i}. */
    private static double[] steepness(Matrix weights) {
        int classes = weights.rows();
        Memory.require((long) classes * classes * Double.BYTES, "The boundaries between pairs of classes");
        double[] steepness = new double[classes * classes];
        double[] w = new double[weights.cols()];
        double[] v = new double[weights.cols()];
        for (int c = 0; c < classes; c++) {
            weights.copyRow(c, w);
            for (int i = 0; i < c; i++) {
                weights.copyRow(i, v);
                double squared = 0;
                for (int j = 0; j < w.length; j++) {
                    squared = Math.fma(w[j] - v[j], w[j] - v[j], squared);
                }
                steepness[c * classes + i] = Math.sqrt(squared);
                steepness[i * classes + c] = steepness[c * classes + i];
            }
        }
        return steepness;
    }

    private static double distance(double[] z, int at, int classes, double[] steepness) {
        int answer = 0;
        for (int c = 1; c < classes; c++) {
            answer = z[at + c] > z[at + answer] ? c : answer;
        }
        double least = Double.MAX_VALUE;
        for (int c = 0; c < classes; c++) {
            double gap = z[at + answer] - z[at + c];
            if (c != answer) {
                least = Math.min(least, gap == 0 ? 0 : gap / steepness[answer * classes + c]);
            }
        }
        return least;
    }
}
