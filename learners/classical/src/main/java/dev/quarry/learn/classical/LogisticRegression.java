package dev.quarry.learn.classical;

import com.google.auto.service.AutoService;
import dev.quarry.bundle.State;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.HeadedModel;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.Rules;
import dev.quarry.learn.TrainingSet;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.Set;

/**
 * Multinomial logistic regression: minimises {@code C · Σ weight · (−log p(y)) + ½ ‖W‖²} with L-BFGS, one weight vector
 * per class that was seen, intercepts not penalised. Classes that were not seen have probability exactly 0.
 *
 * <p>With two classes this is scikit-learn's binary model of twice the C, since there one vector is penalised instead of
 * two opposite ones of half its length. Features should be of comparable scale. Nothing is random. O(m·d·C) time per step, in the non-zeros
 * where there are few; columns that are 0 in all rows cost nothing.
 */
@AutoService(Part.class)
@Named(
        value = "logistic-regression",
        summary = "Multinomial logistic regression with an L2 penalty, fitted by L-BFGS.",
        formula = "min C·Σ wᵢ·(−log pᵢ(yᵢ)) + ½‖W‖²",
        cost = "O(m·d·C) per step",
        paper = "Cox. The regression analysis of binary sequences. JRSS B 1958")
public record LogisticRegression(
        @Help("C, the weight of the data against the penalty, above 0")
        double c,

        @Help("stop when no derivative of the mean loss is larger, above 0")
        double tolerance,

        @Help("most steps of the optimiser, at least 1; the best weights so far are kept")
        int maxIterations)
        implements Learner {

    /** States the rules. */
    public LogisticRegression {
        Rules.positive("c", c);
        Rules.positive("tolerance", tolerance);
        Rules.atLeast("max-iterations", maxIterations, 1);
    }

    /** C 1, tolerance 1e-6, at most 1000 steps. */
    public LogisticRegression() {
        this(1, 1e-6, 1000);
    }

    @Override
    public LogisticModel fit(TrainingSet examples, Randomness random) {
        return LogisticModel.fit(examples.usable("logistic-regression"), this);
    }

    @Override
    public LogisticModel restore(State state) {
        return LogisticModel.of(state);
    }

    @Override
    public Set<Class<? extends Model>> gives() {
        return Set.of(HeadedModel.class);
    }
}
