package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.RegressionCommittee;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Query by committee for numbers: the variance of the members' predictions, {@code mean_k (f_k − f̄)²}, in the square of
 * the unit of what is predicted. {@link CommitteeVariance} is the same for classes.
 *
 * <p>O(n·K) time. Burbidge, Rowland, King. <i>Active learning for regression based on query by committee.</i> IDEAL 2007.
 */
@AutoService(Part.class)
@Named(
        value = "regressor-variance",
        summary = "The largest variance of the predicted number between members first.",
        formula = "mean over members k of (f_k − f̄)²",
        cost = "O(n·K)",
        paper = "Burbidge, Rowland, King. Active learning for regression based on query by committee. IDEAL 2007")
@Advice(
        use = "Query by committee for numbers: where members disagree, a label settles it.",
        avoid = "Noise that differs from place to place: members disagree there for ever, and every label goes there.")
public record RegressorVariance() implements Score<RegressionCommittee> {

    @Override
    public void score(RegressionCommittee evidence, Rows rows, double[] out) {
        RowScores.of(evidence.members(), rows, out, numbers -> {
            double mean = mean(numbers);
            double squares = 0;
            for (double number : numbers) {
                squares += (number - mean) * (number - mean);
            }
            return squares / numbers.length;
        });
    }

    private static double mean(double[] numbers) {
        double sum = 0;
        for (double number : numbers) {
            sum += number;
        }
        return sum / numbers.length;
    }
}
