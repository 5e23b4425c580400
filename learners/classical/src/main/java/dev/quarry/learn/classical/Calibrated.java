package dev.quarry.learn.classical;

import com.google.auto.service.AutoService;
import dev.quarry.bundle.State;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.HeadedModel;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.Rules;
import dev.quarry.learn.SeenClasses;
import dev.quarry.learn.TrainingSet;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Temperature scaling of any learner: its probabilities become p^(1/T), brought back to sum 1. T is the one of the least
 * weighted log-loss on rows that a model did not see: the rows are cut into folds, each class spread evenly over them, and
 * every fold is predicted by a model fitted on the others. The model itself is then fitted on all rows. The order of the
 * classes of an item does not change, only how certain it is of them.
 *
 * <p>With few labels: the only row of a class is in no fold, so that the others can always be compared with it; with
 * fewer rows of a class than folds some folds have none of it. Where nothing can be held out, or nothing that was held
 * out is taken for another class, the rows say nothing about T and the probabilities stay as they are. A 0 of a class that was seen counts as
 * half the smallest probability that was held out; classes that were not seen keep exactly 0.
 *
 * <p>Embeddings are passed on; so are passes, each scaled by T for itself (their mean is then not quite the calibrated
 * probability, and a pass that is certain stays so), and a last layer, divided by T. Histories and gradients of the
 * training are not. Folds are drawn by row. As many fits as folds, and one.
 */
@AutoService(Part.class)
@Named(
        value = "calibrated",
        summary = "Any learner, its certainty corrected by a temperature fitted on held-out labels.",
        formula = "p(c) ∝ q(c)^(1/T)",
        cost = "as many fits as folds, and one",
        paper = "Guo, Pleiss, Sun, Weinberger. On calibration of modern neural networks. ICML 2017")
public record Calibrated(
        @Help("whose probabilities are corrected") Learner learner,

        @Help("into how many parts the labels are cut, at least 2")
        int folds)
        implements Learner {

    /** States the rules. */
    public Calibrated {
        Rules.atLeast("folds", folds, 2);
    }

    /** Logistic regression, 5 folds. */
    public Calibrated() {
        this(new LogisticRegression(), 5);
    }

    @Override
    public boolean stochastic() {
        return true;
    }

    @Override
    public boolean weighted() {
        return learner.weighted();
    }

    @Override
    public int maxPasses() {
        return learner.maxPasses();
    }

    @Override
    public Set<Class<? extends Model>> gives() {
        return learner.gives().contains(HeadedModel.class) ? Set.of(HeadedModel.class) : Set.of();
    }

    @Override
    public Model fit(TrainingSet examples, Randomness random) {
        TrainingSet usable = examples.usable("calibrated");
        SeenClasses seen = new SeenClasses(usable);
        List<Temperature.HeldOut> heldOut = new ArrayList<>();
        int[] fold = folds(usable, random.purpose("folds"));
        for (int f = 0; f < folds; f++) {
            int number = f;
            int[] out = IntStream.range(0, fold.length)
                    .filter(i -> fold[i] == number)
                    .toArray();
            if (out.length > 0) {
                int[] in = IntStream.range(0, fold.length)
                        .filter(i -> fold[i] != number)
                        .toArray();
                Model model =
                        learner.fit(usable.select(in), random.purpose("fold").round(f));
                TrainingSet unseen = usable.select(out);
                heldOut.add(new Temperature.HeldOut(
                        model.probabilities(unseen.features()), unseen.labels(), unseen.weights()));
            }
        }
        Model model = learner.fit(usable, random.purpose("all"));
        return CalibratedModel.of(model, Temperature.fit(heldOut, seen), seen);
    }

    /** The fold of every row, −1 for the only row of a class: the rows of each class are dealt out in random order. */
    private int[] folds(TrainingSet examples, Randomness random) {
        RandomGenerator generator = random.generator();
        int[] order = IntStream.range(0, examples.size()).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            int other = generator.nextInt(i + 1);
            int row = order[i];
            order[i] = order[other];
            order[other] = row;
        }
        int[] count = new int[examples.classes()];
        for (int row : order) {
            count[examples.label(row)]++;
        }
        int[] fold = new int[order.length];
        Arrays.fill(fold, -1);
        int next = 0;
        for (int c = 0; c < count.length; c++) { // one class after the other, so that small classes share the folds out
            for (int row : order) {
                if (count[c] > 1 && examples.label(row) == c) {
                    fold[row] = next++ % folds;
                }
            }
        }
        return fold;
    }

    @Override
    public Model restore(State state) {
        double[] scale = state.numbers("temperature");
        if (scale.length != 2) {
            throw new IllegalArgumentException("The value (temperature) must be T and what a 0 counts as.");
        }
        return CalibratedModel.of(
                learner.restore(state.inner("model")), new Temperature(scale[0], scale[1]), SeenClasses.of(state));
    }
}
