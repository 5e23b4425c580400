package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.PlacedCommittee;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.Matrix;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Expected model change maximization, EMCM, of a linear model: the length of the gradient of its squared error at a
 * candidate, on average over the numbers that the members of a bootstrap committee predict for it,
 * {@code mean_k |f(x) − f_k(x)|·‖x‖}. Places are the inputs of the linear model; one with an intercept has an input that is 1
 * everywhere.
 *
 * <p>O(n·(K + d)) time. Cai, Zhang, Zhou. <i>Maximizing expected model change for active learning in regression.</i> ICDM
 * 2013.
 */
@AutoService(Part.class)
@Named(
        value = "expected-model-change-maximization",
        summary = "The candidate that would pull most at a linear regression first: EMCM.",
        formula = "mean over members k of |f(x) − f_k(x)|·‖x‖",
        cost = "O(n·(K + d))",
        paper = "Cai, Zhang, Zhou. Maximizing expected model change for active learning in regression. ICDM 2013")
@Advice(
        use = "Linear regression: the label that would move the coefficients most.",
        avoid = "Large features mean large gradients: scale them first, or it asks for the longest vectors.")
public record ExpectedModelChangeMaximization() implements Score<PlacedCommittee> {

    @Override
    public void score(PlacedCommittee evidence, Rows rows, double[] out) {
        Matrix members = evidence.members();
        Matrix places = evidence.embeddings();
        double[] numbers = new double[members.cols()];
        for (int row = rows.from(); row < rows.to(); row++) {
            members.copyRow(row, numbers);
            double prediction = evidence.predictions().get(row, 0);
            double sum = 0;
            for (double number : numbers) {
                sum += Math.abs(prediction - number);
            }
            double length = Math.sqrt(Distances.dot(places, row, places, row));
            out[row - rows.from()] = sum / numbers.length * length;
        }
    }
}
