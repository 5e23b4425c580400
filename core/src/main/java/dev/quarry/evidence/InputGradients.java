package dev.quarry.evidence;

import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;

/**
 * In which direction of the input the likeliest class of each candidate gains most over the second likeliest, and how
 * fast: the gradient of {@code ln p₁ − ln p₂} by the input. It is the difference of the two logits' gradients, so one
 * vector says all that a linear step to the boundary between the two classes needs. Of equally likely classes the lower
 * one counts as likelier.
 */
public interface InputGradients extends Probabilities {

    /** The gradients, shape [n, d]; finite. */
    Matrix gradients();

    /**
     * Evidence from gradients.
     *
     * @param probabilities shape [n, C], at least two classes
     * @param gradients shape [n, d]
     * @throws IllegalArgumentException if a number is not finite; the message names its item and value
     */
    static InputGradients of(Items items, Matrix probabilities, Matrix gradients) {
        Checks.rows(items, probabilities, "probabilities");
        Checks.rows(items, gradients, "input gradients");
        Checks.distributions(items, probabilities, 1);
        if (items.size() > 0 && probabilities.cols() < 2) {
            throw new IllegalArgumentException(
                    "The probabilities have (1) class but a boundary lies between two. Maybe the file holds the probability of one class only.");
        }
        Checks.finite(gradients, row -> "input gradient of item (%s)".formatted(items.name(row)));
        return new Given.OfInputGradients(items, probabilities, gradients);
    }
}
