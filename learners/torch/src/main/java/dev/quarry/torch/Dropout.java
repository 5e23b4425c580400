package dev.quarry.torch;

import org.bytedeco.pytorch.Tensor;

/**
 * Sets some units to 0 and lets the others count for more, while training and in Monte Carlo passes. Srivastava et al.
 * <i>Dropout.</i> JMLR 2014.
 *
 * @param name of the layer: which units it drops depends on it
 * @param rate how likely a unit is dropped, in [0, 1)
 */
public record Dropout(String name, double rate) implements Layer {

    @Override
    public void declare(Layout.Builder layout) {}

    @Override
    public boolean drops() {
        return rate > 0;
    }

    @Override
    public Tensor forward(Tensor input, Pass pass) {
        return rate > 0 ? pass.drop(this, input) : input;
    }
}
