package dev.quarry.learn.svm;

import com.google.auto.service.AutoService;
import dev.quarry.bundle.State;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Rules;
import dev.quarry.learn.SeenClasses;
import dev.quarry.learn.TrainingSet;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * A linear support vector machine, one per class against the rest: minimises
 * {@code ½‖w‖² + C · Σ weight · max(0, 1 − y f(x))²}, intercepts not penalised. Probabilities are a sigmoid of the
 * decision values of held-out rows (five folds) per class, divided by their sum; classes that were not seen have
 * probability exactly 0.
 *
 * <p>Nothing is random. O(m·d·C) time per step, 4·m·d bytes beside the features. Columns should be of comparable scale.
 */
@AutoService(Part.class)
@Named(
        value = "linear-svm",
        summary = "Linear support vector machine with squared hinge loss, calibrated on held-out rows.",
        formula = "min ½‖w‖² + C·Σ wᵢ·max(0, 1 − yᵢ(w·xᵢ + b))²",
        cost = "O(m·d·C) per step",
        paper = "Lin, Weng, Keerthi. Trust region Newton method for logistic regression. JMLR 2008; Platt 1999")
public record LinearSvm(
        @Help("C, what a row on the wrong side costs, above 0")
        double c,

        @Help("stop when the gradient is this share of what it was at the start, above 0")
        double tolerance,

        @Help("most steps of the optimiser, at least 1; the best weights so far are kept")
        int maxIterations)
        implements Learner {

    private static final String NAME = "linear-svm";

    /** States the rules. */
    public LinearSvm {
        Rules.positive("c", c);
        Rules.positive("tolerance", tolerance);
        Rules.atLeast("max-iterations", maxIterations, 1);
    }

    /** C 1, tolerance 1e-4, at most 1000 steps. */
    public LinearSvm() {
        this(1, 1e-4, 1000);
    }

    @Override
    public LinearSvmModel fit(TrainingSet examples, Randomness random) {
        TrainingSet usable = examples.usable(NAME);
        SeenClasses seen = new SeenClasses(usable);
        return LinearSvmModel.fit(new DistinctRows(usable, seen, NAME), seen, this);
    }

    @Override
    public LinearSvmModel restore(State state) {
        return LinearSvmModel.of(state);
    }
}
