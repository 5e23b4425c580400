package dev.quarry.torch;

import dev.quarry.kernel.Randomness;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.jspecify.annotations.Nullable;

/** One way through a network: the numbers it uses, what is stochastic, and what is written down on the way. */
public final class Pass {

    /** What went through a layer with parameters. */
    record Tap(Tapped layer, Tensor input, Tensor output) {}

    private final LoadedWeights weights;
    private final boolean training;
    private final Masks masks;
    private final @Nullable List<Tap> taps;

    private Pass(LoadedWeights weights, boolean training, Masks masks, @Nullable List<Tap> taps) {
        this.weights = weights;
        this.training = training;
        this.masks = masks;
        this.taps = taps;
    }

    /** A pass that says what the network knows. */
    static Pass plain(LoadedWeights weights) {
        return new Pass(weights, false, Masks.NONE, null);
    }

    /** A pass of a sampled network: dropout drops, normalisation is frozen. */
    static Pass sampled(LoadedWeights weights, Masks masks) {
        return new Pass(weights, false, masks, null);
    }

    /** A step of a training: dropout drops, normalisation goes by the batch. */
    static Pass training(LoadedWeights weights, Masks masks) {
        return new Pass(weights, true, masks, null);
    }

    /** A plain pass that remembers what went through each layer with parameters. */
    static Pass tapping(LoadedWeights weights) {
        return new Pass(weights, false, Masks.NONE, new ArrayList<>());
    }

    /** One array of the network. */
    Tensor array(String name) {
        return weights.array(name);
    }

    /** The same, as functions want it that can do without. */
    TensorOptional optional(String name) {
        return weights.optional(name);
    }

    /** A network from a file. */
    ScriptModule module(Script script) {
        return weights.module(script);
    }

    /** Whether normalisation goes by the batch. */
    boolean training() {
        return training;
    }

    /** Whether outputs are remembered, so that nothing may write over them. */
    boolean tapped() {
        return taps != null;
    }

    List<Tap> taps() {
        return taps == null ? List.of() : taps;
    }

    /** Remembers what went through a layer, if this is that kind of pass. */
    Tensor tap(Tapped layer, Tensor input, Tensor output) {
        if (taps != null) {
            taps.add(new Tap(layer, input, output));
        }
        return output;
    }

    /** The input without the units that are dropped in this pass. */
    Tensor drop(Dropout layer, Tensor input) {
        Randomness random = masks.random();
        if (random == null) {
            return input;
        }
        long[] sizes = new long[Math.toIntExact(input.dim())];
        long units = 1;
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = i == 0 && !masks.rowwise() ? 1 : input.size(i);
            units *= sizes[i];
        }
        float[] factors = Masks.factors(random.purpose(layer.name()), layer.rate(), Math.toIntExact(units));
        return input.mul(Tensors.of(factors, weights.device(), sizes));
    }
}
