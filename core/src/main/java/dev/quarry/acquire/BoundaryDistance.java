package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.InputGradients;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * The distance in the space of the input to the boundary between the two likeliest classes, negated, by one linear step:
 * {@code −(ln p₁ − ln p₂) / ‖∇(ln p₁ − ln p₂)‖}. It is the first step of DeepFool towards the second likeliest class, and
 * exact where the logits are linear in the input and that class is the nearest. Where no small change of the input changes
 * the answer, the distance is the largest finite number.
 *
 * <p>O(n·(C + d)) time beside the evidence. Ducoffe, Precioso. <i>Adversarial active learning for deep networks: a margin
 * based approach.</i> 2018; Moosavi-Dezfooli, Fawzi, Frossard. <i>DeepFool.</i> CVPR 2016.
 */
@AutoService(Part.class)
@Named(
        value = "boundary-distance",
        summary = "The candidates first whose input needs the smallest change to be answered otherwise.",
        formula = "−(ln p₁ − ln p₂) / ‖∇ₓ(ln p₁ − ln p₂)‖, p₁ and p₂ the two largest",
        cost = "O(n·(C + d)) beside the evidence",
        paper =
                "Ducoffe, Precioso. Adversarial active learning for deep networks: a margin based approach. 2018; Moosavi-Dezfooli, Fawzi, Frossard. DeepFool: a simple and accurate method to fool deep neural networks. CVPR 2016")
@Advice(
        use =
                "Networks whose probabilities are not to be trusted: how far an input must move to be answered otherwise does not depend on calibration.",
        avoid =
                "It is one linear step: where a network bends or saturates the step misleads. The paper also labels the moved twin of each pick; here only the picks are. A large batch crowds at one border.")
public record BoundaryDistance() implements Score<InputGradients> {

    @Override
    public void score(InputGradients evidence, Rows rows, double[] out) {
        double[] p = new double[evidence.probabilities().cols()];
        double[] gradient = new double[evidence.gradients().cols()];
        for (int row = rows.from(); row < rows.to(); row++) {
            evidence.probabilities().copyRow(row, p);
            evidence.gradients().copyRow(row, gradient);
            out[row - rows.from()] = 0 - distance(p, gradient);
        }
    }

    private static double distance(double[] p, double[] gradient) {
        double first = 0;
        double second = 0;
        for (double value : p) {
            second = Math.max(second, Math.min(value, first));
            first = Math.max(first, value);
        }
        double margin = StrictMath.log(first) - StrictMath.log(second);
        double squared = 0;
        for (double slope : gradient) {
            squared = Math.fma(slope, slope, squared);
        }
        return margin == 0 ? 0 : Math.min(margin / Math.sqrt(squared), Double.MAX_VALUE);
    }
}
