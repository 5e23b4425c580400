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
 * A support vector machine with a kernel, one per pair of classes, as libsvm fits it. Probabilities are a sigmoid of the
 * decision values of held-out rows (five folds) per pair, coupled to one distribution; classes that were not seen have
 * probability exactly 0.
 *
 * <p>The cost of a row is C times its weight. Nothing is random, and neither the order of the rows nor their number of
 * threads matters: rows are dealt to folds by their numbers, where libsvm draws. Columns should be of comparable scale.
 * O(m²·d) time and O(m²) memory for the similarities, of which only as many are kept as the memory budget allows.
 */
@AutoService(Part.class)
@Named(
        value = "svm",
        summary = "Support vector machine with a kernel, one per pair of classes, calibrated on held-out rows.",
        formula = "f(x) = Σ αᵢyᵢ K(xᵢ, x) − ρ;  p(c) by Platt's sigmoid and pairwise coupling",
        cost = "O(m²·d)",
        paper = "Cortes, Vapnik. Support-vector networks. Machine Learning 1995; Platt 1999; Wu, Lin, Weng. JMLR 2004")
public record SupportVectorMachine(
        @Help("C, what a row on the wrong side costs, above 0")
        double c,

        @Help("similarity of two rows") Kernel kernel,

        @Help("γ of the kernel: scale for 1/(d·variance), auto for 1/d, or a number above 0")
        String gamma,

        @Help("power of the polynomial kernel, at least 1") int degree,

        @Help("what the polynomial and the sigmoid kernel add")
        double coef0,

        @Help("stop when no two rows violate the conditions by more, above 0")
        double tolerance,

        @Help("most steps for a pair of classes, at least 1; the best coefficients so far are kept")
        int maxIterations)
        implements Learner {

    private static final String NAME = "svm";

    /** States the rules. */
    public SupportVectorMachine {
        Rules.positive("c", c);
        if (!gamma.equals("scale") && !gamma.equals("auto")) {
            Rules.positive("gamma", number(gamma));
        }
        Rules.atLeast("degree", degree, 1);
        if (!Double.isFinite(coef0)) {
            throw new IllegalArgumentException("The coef0 (%s) must be finite.".formatted(coef0));
        }
        Rules.positive("tolerance", tolerance);
        Rules.atLeast("max-iterations", maxIterations, 1);
    }

    /** C 1, the radial kernel, γ by the variance, degree 3, tolerance 1e-3. */
    public SupportVectorMachine() {
        this(1, Kernel.RBF, "scale", 3, 0, 1e-3, 10_000_000);
    }

    private static double number(String gamma) {
        try {
            return Double.parseDouble(gamma);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "The gamma (%s) must be (scale), (auto) or a number above 0.".formatted(gamma), e);
        }
    }

    @Override
    public KernelModel fit(TrainingSet examples, Randomness random) {
        TrainingSet usable = examples.usable(NAME);
        SeenClasses seen = new SeenClasses(usable);
        DistinctRows rows = new DistinctRows(usable, seen, NAME);
        return KernelModel.of(new PairwiseFit(rows, similarity(gammaFor(rows)), this), seen);
    }

    private double gammaFor(DistinctRows rows) {
        if (gamma.equals("auto")) {
            return 1.0 / rows.width();
        } else if (gamma.equals("scale")) {
            double variance = rows.variance();
            return variance > 0 ? 1 / (rows.width() * variance) : 1;
        }
        return number(gamma);
    }

    private Similarity similarity(double gamma) {
        return new Similarity(kernel, gamma, degree, coef0);
    }

    @Override
    public KernelModel restore(State state) {
        double[] gamma = state.numbers("gamma");
        return KernelModel.of(state, similarity(gamma[0]));
    }
}
