package dev.quarry.learn.classical;

import com.google.auto.service.AutoService;
import dev.quarry.bundle.State;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.Rules;
import dev.quarry.learn.SeenClasses;
import dev.quarry.learn.TrainingSet;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import dev.quarry.part.Parts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * AdaBoost for several classes (SAMME): one member after the other, each on weights that have grown where the members so
 * far were wrong. A member with the weighted error e votes for the class that it finds most probable with {@code α = rate
 * · (log((1 − e) / e) + log(C − 1))}, C being the classes that were seen; a class is as probable as the exponential of
 * its votes, which is what minimises the exponential loss that the votes follow. Classes that were not seen have
 * probability exactly 0.
 *
 * <p>An error below half a row among one more than there are counts as that much. It ends early with a member that is never wrong, or not better than
 * guessing, which is left out (the first one stays). Boosting changes nothing but the weights of the rows, so a learner that does not learn from
 * them is refused. A tree of one split, the usual choice for two classes, names two classes only: with more of them the
 * members may take turns for ever without getting better, so the default is deeper. Deterministic if the learner is. As many fits as members, one after the other. With many members
 * the probabilities come close to 0 and 1.
 */
@AutoService(Part.class)
@Named(
        value = "ada-boost",
        summary = "Members one after the other, each on weights that grow where those before it were wrong.",
        formula = "p(c) ∝ exp Σ αₘ [member m says c]",
        cost = "a fit and two predictions per member",
        paper = "Zhu, Zou, Rosset, Hastie. Multi-class AdaBoost. Statistics and Its Interface 2009")
public record AdaBoost(
        @Help("what each member is; it must learn from the weights of rows")
        Learner learner,

        @Help("most members, at least 1") int members,
        @Help("how much each member counts, above 0") double learningRate)
        implements Learner {

    /** States the rules. */
    public AdaBoost {
        Rules.atLeast("members", members, 1);
        Rules.positive("learning-rate", learningRate);
        if (!learner.weighted()) {
            throw new IllegalArgumentException(
                    "The learner (%s) cannot be boosted: boosting changes the weights of the rows, and it learns nothing from them, since they only multiply votes. Maybe (decision-tree{max-depth: 1}), or (bagging) of it."
                            .formatted(Parts.describe(learner)));
        }
    }

    /** At most 50 trees of three splits from root to leaf, each counting fully. */
    public AdaBoost() {
        this(DecisionTree.ofDepth(3), 50, 1);
    }

    @Override
    public boolean stochastic() {
        return learner.stochastic();
    }

    @Override
    public Model fit(TrainingSet examples, Randomness random) {
        TrainingSet usable = examples.usable("ada-boost");
        SeenClasses seen = new SeenClasses(usable);
        Refitting refitting = Refitting.of(learner, usable);
        List<Model> fitted = new ArrayList<>();
        double[] votes = new double[members];
        double[] weights = usable.weights();
        double total = Arrays.stream(weights).sum();
        double error = 1;
        for (int m = 0; m < members && error > 0; m++) {
            Model member = refitting.fit(weights, random.purpose("member").round(m));
            boolean[] wrong = wrong(member.probabilities(usable.features()), usable);
            error = error(weights, wrong, total);
            boolean guess = error >= 1 - 1.0 / seen.count();
            if (guess && m > 0) {
                break;
            }
            fitted.add(member);
            votes[m] = guess ? 1 : vote(Math.max(error, 0.5 / (1 + total)), seen.count());
            if (guess) {
                break;
            }
            reweigh(weights, wrong, StrictMath.exp(votes[m]), total);
        }
        double[] cast = Arrays.copyOf(votes, fitted.size());
        return learner instanceof DecisionTree
                ? BoostedTrees.of(fitted, cast, seen, usable.features().cols())
                : new BoostedModel(fitted, cast, seen, usable.features().cols());
    }

    private static double error(double[] weights, boolean[] wrong, double total) {
        double error = 0;
        for (int i = 0; i < wrong.length; i++) {
            error += wrong[i] ? weights[i] / total : 0;
        }
        return error;
    }

    private double vote(double error, int classes) {
        return learningRate * (StrictMath.log((1 - error) / error) + StrictMath.log(classes - 1));
    }

    private static boolean[] wrong(Matrix p, TrainingSet examples) {
        boolean[] wrong = new boolean[examples.size()];
        double[] row = new double[p.cols()];
        for (int i = 0; i < wrong.length; i++) {
            p.copyRow(i, row);
            wrong[i] = Softmax.largest(row, 0, row.length) != examples.label(i);
        }
        return wrong;
    }

    /** Multiplies the weights of wrong rows and brings their sum back to what it was. */
    private static void reweigh(double[] weights, boolean[] wrong, double factor, double total) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= wrong[i] ? factor : 1;
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= total / sum;
        }
    }

    @Override
    public Model restore(State state) {
        return learner instanceof DecisionTree ? BoostedTrees.of(state) : BoostedModel.of(state, learner);
    }
}
