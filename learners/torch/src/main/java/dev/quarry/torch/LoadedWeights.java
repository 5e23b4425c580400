package dev.quarry.torch;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** The numbers of a network in native memory, until the scope ends in which this was made. */
final class LoadedWeights {

    private final Layout layout;
    private final Device device;
    private final Tensor parameters;
    private final Tensor buffers;
    private final Map<String, Tensor> arrays = new HashMap<>();
    private final Map<String, TensorOptional> optionals = new HashMap<>();
    private final IdentityHashMap<Script, ScriptModule> modules = new IdentityHashMap<>();
    private final Map<String, Tensor> bound = new HashMap<>();

    LoadedWeights(Weights weights, Device device) {
        this.layout = weights.layout();
        this.device = device.require();
        this.parameters = Tensors.of(weights.parameters(), device, weights.parameters().length);
        this.buffers = Tensors.of(weights.buffers(), device, weights.buffers().length);
        for (Layout.Entry entry : layout.entries()) {
            put(entry, part(entry.learnt() ? parameters : buffers, entry));
        }
        layout.scripts().forEach(script -> modules.put(script, script.load(this)));
    }

    /** From now on, a parameter of a module has its numbers here. */
    void bind(String name, Tensor parameter) {
        parameter.set_data(array(name).view(parameter.sizes()));
        bound.put(name, parameter);
    }

    /** A network from a file, loaded. */
    ScriptModule module(Script script) {
        ScriptModule module = modules.get(script);
        if (module == null) {
            throw new IllegalArgumentException("The network from a file is not a part of these weights.");
        }
        return module;
    }

    private void put(Layout.Entry entry, Tensor array) {
        arrays.put(entry.name(), array);
        optionals.put(entry.name(), new TensorOptional(array));
    }

    private static Tensor part(Tensor run, Layout.Entry entry) {
        return run.narrow(0, entry.at(), entry.size()).view(entry.sizes());
    }

    /**
     * From now on, going backward adds the gradients of the parameters to the run that this gives, which lies like theirs.
     */
    Tensor learning() {
        Tensor gradients = torch.zeros_like(parameters);
        for (Layout.Entry entry : layout.entries()) {
            if (entry.learnt()) {
                Tensor own = bound.get(entry.name());
                Tensor leaf = (own == null ? array(entry.name()).detach() : own).set_requires_grad(true);
                leaf.mutable_grad().put(part(gradients, entry).view(leaf.sizes()));
                put(entry, leaf);
            }
        }
        return gradients;
    }

    Device device() {
        return device;
    }

    Tensor parameters() {
        return parameters;
    }

    Tensor array(String name) {
        Tensor array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("The network has no array of the name (%s).".formatted(name));
        }
        return array;
    }

    TensorOptional optional(String name) {
        TensorOptional optional = optionals.get(name);
        return optional == null ? new TensorOptional(array(name)) : optional;
    }

    /** The numbers as they are now. */
    Weights read() {
        float[] learnt = new float[layout.parameters()];
        float[] kept = new float[layout.buffers()];
        Tensors.read(parameters, learnt, 0, learnt.length);
        Tensors.read(buffers, kept, 0, kept.length);
        return new Weights(layout, learnt, kept);
    }
}
