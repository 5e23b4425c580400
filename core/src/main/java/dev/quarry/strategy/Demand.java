package dev.quarry.strategy;

import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.Evidence;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.SampledProbabilities;
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

    /** One deterministic pass of the task model. */
    record Prediction() implements Demand<LatentPredictions> {
        @Override
        public Class<LatentPredictions> evidence() {
            return LatentPredictions.class;
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
     * A committee of models like the task model, each fitted on a bootstrap of the labels.
     *
     * @param members how many, at least 2
     */
    record Committee(int members) implements Demand<SampledProbabilities> {
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
    record Places() implements Demand<Embeddings> {
        @Override
        public Class<Embeddings> evidence() {
            return Embeddings.class;
        }
    }
}
