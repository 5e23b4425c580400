package dev.quarry.learn.classical;

import com.google.auto.service.AutoService;
import dev.quarry.bundle.State;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Rules;
import dev.quarry.learn.TrainingSet;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Gaussian naive Bayes: every column of every class is a normal distribution of its own, the columns independent. To all
 * variances {@code varSmoothing} times the largest variance of a column over all training rows is added, as scikit-learn
 * does (times 1 where all columns are constant). Priors are the shares of the classes; classes that were not seen have
 * probability exactly 0.
 *
 * <p>Nothing is random. O(m·d) time to fit, O(n·d·C) to predict, in the logarithm. With many columns its probabilities
 * are close to 0 and 1: it is poorly calibrated.
 */
@AutoService(Part.class)
@Named(
        value = "gaussian-naive-bayes",
        summary = "Naive Bayes with a normal distribution per class and column.",
        formula = "p(c) ∝ πc · Πⱼ N(xⱼ; μcj, σ²cj + ε)",
        cost = "O(m·d)",
        paper = "John, Langley. Estimating continuous distributions in Bayesian classifiers. UAI 1995")
public record GaussianNaiveBayes(
        @Help("share of the largest variance that is added to all variances, above 0")
        double varSmoothing) implements Learner {

    /** States the rules. */
    public GaussianNaiveBayes {
        Rules.positive("var-smoothing", varSmoothing);
    }

    /** Smoothing 1e-9. */
    public GaussianNaiveBayes() {
        this(1e-9);
    }

    @Override
    public GaussianModel fit(TrainingSet examples, Randomness random) {
        return new GaussianModel(examples.usable("gaussian-naive-bayes"), varSmoothing);
    }

    @Override
    public GaussianModel restore(State state) {
        return new GaussianModel(state);
    }
}
