package dev.quarry.cli.picture;

import dev.quarry.acquire.Selection;
import dev.quarry.kernel.Matrix;
import dev.quarry.learn.Model;

/**
 * What a strategy picks on the plane.
 *
 * @param strategy as a command line writes it
 * @param learner as a command line writes it
 * @param model what was fitted on the labelled items
 * @param selection the picks
 */
public record Shown(String strategy, String learner, Model model, Selection selection) {

    /** What the model says about places, shape [n, C]. */
    Matrix probabilities(Matrix places) {
        return model.probabilities(places);
    }
}
