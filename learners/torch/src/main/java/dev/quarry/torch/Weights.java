package dev.quarry.torch;

import dev.quarry.kernel.FloatMatrix;
import java.util.Arrays;

/** The numbers of a network, on the Java heap. Immutable; 4 bytes for each number and a little for alignment. */
public final class Weights {

    private final Layout layout;
    private final float[] parameters;
    private final float[] buffers;

    Weights(Layout layout, float[] parameters, float[] buffers) {
        this.layout = layout;
        this.parameters = parameters;
        this.buffers = buffers;
    }

    /** Which arrays there are. */
    public Layout layout() {
        return layout;
    }

    float[] parameters() {
        return parameters;
    }

    float[] buffers() {
        return buffers;
    }

    /** A copy of one array, its rows the first size. */
    public FloatMatrix array(String name) {
        Layout.Entry entry = layout.entry(name);
        float[] run = entry.learnt() ? parameters : buffers;
        float[] values = Arrays.copyOfRange(run, entry.at(), entry.at() + entry.size());
        return FloatMatrix.wrap(values, entry.rows(), entry.size() / entry.rows());
    }

    /**
     * These numbers, but one array replaced.
     *
     * @param values as many as the array has
     */
    public Weights with(String name, float[] values) {
        Layout.Entry entry = layout.entry(name);
        if (values.length != entry.size()) {
            throw new IllegalArgumentException(
                    "The array (%s) has (%d) numbers, not (%d).".formatted(name, entry.size(), values.length));
        }
        float[] learnt = entry.learnt() ? parameters.clone() : parameters;
        float[] kept = entry.learnt() ? buffers : buffers.clone();
        System.arraycopy(values, 0, entry.learnt() ? learnt : kept, entry.at(), values.length);
        return new Weights(layout, learnt, kept);
    }

    /**
     * A mixture of these parameters and fresh ones; the buffers stay.
     *
     * @param keep how much of these, in [0, 1]
     * @throws IllegalArgumentException if the other is of another network
     */
    public Weights mixed(double keep, Weights fresh) {
        if (!layout.shapes().equals(fresh.layout.shapes())) {
            throw new IllegalArgumentException(
                    "The earlier model has the arrays %s, and this one needs %s. Maybe it is of another task."
                            .formatted(layout.shapes(), fresh.layout.shapes()));
        }
        float[] mixed = parameters.clone();
        for (int i = 0; i < mixed.length && keep < 1; i++) {
            mixed[i] = (float) (keep * parameters[i] + (1 - keep) * fresh.parameters[i]);
        }
        return new Weights(layout, mixed, buffers);
    }

    /** Whether every number is finite: a training that diverged leaves others. */
    public boolean finite() {
        float zero = 0;
        for (float value : parameters) {
            zero += value * 0;
        }
        for (float value : buffers) {
            zero += value * 0;
        }
        return zero == 0;
    }
}
