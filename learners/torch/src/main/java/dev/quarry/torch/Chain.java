package dev.quarry.torch;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Layers one after the other.
 *
 * @param layers the first one first
 */
public record Chain(List<Layer> layers) implements Layer {

    /** Layers one after the other. */
    public static Chain of(Layer... layers) {
        return new Chain(List.of(layers));
    }

    @Override
    public void declare(Layout.Builder layout) {
        layers.forEach(layer -> layer.declare(layout));
    }

    @Override
    public boolean drops() {
        return layers.stream().anyMatch(Layer::drops);
    }

    @Override
    public Tensor forward(Tensor input, Pass pass) {
        Tensor output = input;
        for (Layer layer : layers) {
            output = layer.forward(output, pass);
        }
        return output;
    }

    /** The layers before the first that drops units: what they say is the same in every Monte Carlo pass. */
    Chain steady() {
        return new Chain(layers.stream().takeWhile(layer -> !layer.drops()).toList());
    }

    /** The other layers. */
    Chain stochastic() {
        return new Chain(layers.stream().dropWhile(layer -> !layer.drops()).toList());
    }
}
