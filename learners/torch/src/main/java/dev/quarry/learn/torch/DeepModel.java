package dev.quarry.learn.torch;

import dev.quarry.bundle.State;
import dev.quarry.evidence.Head;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.GradientModel;
import dev.quarry.learn.HeadedModel;
import dev.quarry.learn.HistoryModel;
import dev.quarry.learn.SamplingModel;

/**
 * A trained network. Probabilities are float64 from float32 logits. Holds nothing native: it may be kept, shared and
 * forgotten like any object, at the price that each call carries the weights to native memory first.
 */
public sealed class DeepModel implements HeadedModel, GradientModel {

    private final Fitted fitted;

    private DeepModel(Fitted fitted) {
        this.fitted = fitted;
    }

    /** The kind of model that it can be: with Monte Carlo passes if it drops units, with a history if it remembers. */
    static DeepModel of(Fitted fitted) {
        if (fitted.net().drops()) {
            return fitted.remembers() ? new SamplingAndRemembering(fitted) : new Sampling(fitted);
        }
        return fitted.remembers() ? new Remembering(fitted) : new DeepModel(fitted);
    }

    /** With dropout. */
    private static sealed class Sampling extends DeepModel implements SamplingModel {
        Sampling(Fitted fitted) {
            super(fitted);
        }

        @Override
        public int maxPasses() {
            return Integer.MAX_VALUE;
        }

        @Override
        public DoubleMatrix samples(Matrix features, int passes, Randomness random) {
            return fitted().samples(features, passes, random);
        }
    }

    /** With moments of its training. */
    private static final class Remembering extends DeepModel implements HistoryModel {
        Remembering(Fitted fitted) {
            super(fitted);
        }

        @Override
        public int moments() {
            return fitted().moments().size();
        }

        @Override
        public DoubleMatrix history(Matrix features) {
            return fitted().history(features);
        }
    }

    /** With both. */
    private static final class SamplingAndRemembering extends Sampling implements HistoryModel {
        SamplingAndRemembering(Fitted fitted) {
            super(fitted);
        }

        @Override
        public int moments() {
            return fitted().moments().size();
        }

        @Override
        public DoubleMatrix history(Matrix features) {
            return fitted().history(features);
        }
    }

    Fitted fitted() {
        return fitted;
    }

    @Override
    public int classes() {
        return fitted.net().classes();
    }

    @Override
    public DoubleMatrix probabilities(Matrix features) {
        return fitted.probabilities(features);
    }

    @Override
    public FloatMatrix embeddings(Matrix features) {
        return fitted.embeddings(features);
    }

    @Override
    public Head head() {
        return fitted.head();
    }

    @Override
    public FloatMatrix gradientNorms(Matrix features) {
        return fitted.gradientNorms(features);
    }

    @Override
    public FloatMatrix inputGradients(Matrix features, int[] labels) {
        return fitted.inputGradients(features, labels);
    }

    @Override
    public State state() {
        return fitted.state();
    }
}
