package dev.quarry.strategy;

import dev.quarry.evidence.Evidence;
import dev.quarry.evidence.FedPredictions;
import dev.quarry.evidence.GradientNorms;
import dev.quarry.evidence.InputGradients;
import dev.quarry.evidence.Layers;
import dev.quarry.evidence.Refits;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.evidence.TargetedEmbeddings;
import dev.quarry.evidence.TaughtEmbeddings;
import dev.quarry.evidence.TaughtHead;
import dev.quarry.evidence.TaughtPredictions;
import dev.quarry.evidence.TrainingHistory;
import java.util.List;
import java.util.stream.Stream;

/**
 * A way of obtaining evidence that a strategy asks for. Stating it before anything is trained is what lets an impossible
 * pair of strategy and learner fail early, and several strategies share one forward pass.
 *
 * @param <E> the evidence that comes back
 */
public sealed interface Demand<E extends Evidence> {

    /** The kind of evidence that comes back. */
    Class<E> evidence();

    /** All that two strategies may ask for, without repetition. */
    static List<Demand<?>> ofBoth(Strategy first, Strategy second) {
        return Stream.<Demand<?>>concat(first.demands().stream(), second.demands().stream())
                .distinct()
                .toList();
    }

    /** One deterministic pass of the task model, about labelled items too where that is asked for. */
    record Prediction() implements Demand<TaughtPredictions> {
        @Override
        public Class<TaughtPredictions> evidence() {
            return TaughtPredictions.class;
        }
    }

    /**
     * Several stochastic passes of the task model, the same sampled model for every candidate.
     *
     * @param passes how many, at least 2
     */
    record Passes(int passes) implements Demand<SampledProbabilities> {
        /** States the rules. */
        public Passes {
            if (passes < 2) {
                throw new IllegalArgumentException("The passes (%d) must be at least 2.".formatted(passes));
            }
        }

        @Override
        public Class<SampledProbabilities> evidence() {
            return SampledProbabilities.class;
        }
    }

    /**
     * A committee of models like the task model.
     *
     * @param members how many, at least 2
     * @param by what makes them differ
     */
    record Committee(int members, Ensemble.By by) implements Demand<SampledProbabilities> {
        /** States the rules. */
        public Committee {
            if (members < 2) {
                throw new IllegalArgumentException("The members (%d) must be at least 2.".formatted(members));
            }
        }

        @Override
        public Class<SampledProbabilities> evidence() {
            return SampledProbabilities.class;
        }
    }

    /** The places of candidates and labelled items: by the model where there is one, by their features otherwise. */
    record Places() implements Demand<TaughtEmbeddings> {
        @Override
        public Class<TaughtEmbeddings> evidence() {
            return TaughtEmbeddings.class;
        }
    }

    /**
     * The places of candidates, and as examples those of labelled items of some classes.
     *
     * @param wanted the names of the classes that are looked for
     * @param avoided the names of the classes that are to be avoided
     */
    record Targets(List<String> wanted, List<String> avoided) implements Demand<TargetedEmbeddings> {
        /** Copies the names. */
        public Targets {
            wanted = List.copyOf(wanted);
            avoided = List.copyOf(avoided);
        }

        @Override
        public Class<TargetedEmbeddings> evidence() {
            return TargetedEmbeddings.class;
        }
    }

    /** One deterministic pass of the task model, and its last layer. */
    record LastLayer() implements Demand<TaughtHead> {
        @Override
        public Class<TaughtHead> evidence() {
            return TaughtHead.class;
        }
    }

    /** One deterministic pass of the task model, and the label of each item that is asked for, at once. */
    record Answers() implements Demand<FedPredictions> {
        @Override
        public Class<FedPredictions> evidence() {
            return FedPredictions.class;
        }
    }

    /** One deterministic pass of the task model, and of the models that it would become with one more label. */
    record NextModels() implements Demand<Refits> {
        @Override
        public Class<Refits> evidence() {
            return Refits.class;
        }
    }

    /** What the task model answered at several moments of its training. */
    record History() implements Demand<TrainingHistory> {
        @Override
        public Class<TrainingHistory> evidence() {
            return TrainingHistory.class;
        }
    }

    /**
     * How long the gradient of the loss would be for each supposed label.
     *
     * @param layers by which parameters
     */
    record LossGradients(Layers layers) implements Demand<GradientNorms> {
        @Override
        public Class<GradientNorms> evidence() {
            return GradientNorms.class;
        }
    }

    /** The gradient by the input of the logit of the likeliest class over that of the second. */
    record BoundaryGradients() implements Demand<InputGradients> {
        @Override
        public Class<InputGradients> evidence() {
            return InputGradients.class;
        }
    }
}
