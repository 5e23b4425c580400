package dev.quarry.learn.classical;

import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.TrainingSet;

/** One learner, fitted again and again on the same rows with other weights. */
@FunctionalInterface
interface Refitting {

    /** Fits a model; the weights are those of all rows, above 0. */
    Model fit(double[] weights, Randomness random);

    /** That of a learner. A tree bins the features only once. */
    static Refitting of(Learner learner, TrainingSet examples) {
        if (!(learner instanceof DecisionTree tree)) {
            return (weights, random) -> learner.fit(examples.weighted(weights), random);
        }
        Grove grove = new Grove("decision-tree", examples, 1);
        return (weights, random) -> {
            double[] balanced =
                    tree.classWeights().of(examples.weighted(weights)).weights();
            Tree grown =
                    grove.grow(balanced, tree.rules(), random.purpose("tree").generator());
            return new TreeModel(grown, grove.width(), examples.classes());
        };
    }
}
