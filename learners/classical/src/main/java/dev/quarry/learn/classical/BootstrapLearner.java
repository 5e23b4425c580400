package dev.quarry.learn.classical;

import com.google.auto.service.AutoService;
import dev.quarry.bundle.State;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Bootstrap;
import dev.quarry.learn.Learner;
import dev.quarry.learn.SamplingModel;
import dev.quarry.learn.TrainingSet;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/** A committee of any learner as a learner of its own; {@link Bootstrap} says how. */
@AutoService(Part.class)
@Named(
        value = "bootstrap",
        summary = "A committee: any learner, each member fitted on a resample of the rows.",
        formula = "p(c) = mean over members of p(c | member)",
        cost = "a fit and a prediction per member",
        paper = "Breiman. Bagging predictors. Machine Learning 1996")
public record BootstrapLearner(
        @Help("how many models, at least 1") int members,
        @Help("what each member is") Learner learner) implements Learner {

    /** States the rules. */
    public BootstrapLearner {
        new Bootstrap(members, learner);
    }

    /** 10 logistic regressions. */
    public BootstrapLearner() {
        this(10, new LogisticRegression());
    }

    @Override
    public boolean weighted() {
        return learner.weighted();
    }

    @Override
    public int maxPasses() {
        return members;
    }

    @Override
    public SamplingModel fit(TrainingSet examples, Randomness random) {
        return new Bootstrap(members, learner).fit(examples, random);
    }

    @Override
    public SamplingModel restore(State state) {
        return new Bootstrap(members, learner).restore(state);
    }
}
