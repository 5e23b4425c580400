package dev.quarry.torch;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.GenericDict;
import org.bytedeco.pytorch.GenericDictIterator;
import org.bytedeco.pytorch.GraphOptimizerEnabledGuard;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.TupleElements;
import org.bytedeco.pytorch.ValueArrayRef;
import org.bytedeco.pytorch.global.torch;

/**
 * A TorchScript module from a file, on the processor: arrays in, the numbers of one tensor out. It is used as it was
 * saved, in its mode for evaluation. One call at a time; close it, since its weights lie in native memory.
 */
public final class ScriptFunction implements AutoCloseable {

    private final Path file;
    private final JitModule module;
    private final List<String> inputs;

    private ScriptFunction(Path file, JitModule module, List<String> inputs) {
        this.file = file;
        this.module = module;
        this.inputs = List.copyOf(inputs);
    }

    /** What a module is given for one of its inputs. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    public sealed interface Argument {

        /** Float32 numbers, from place 0 of the buffer on. */
        record Floats(FloatBuffer values, long... dims) implements Argument {}

        /** Whole numbers of 64 bits. */
        record Whole(long[] values, long... dims) implements Argument {}
    }

    /**
     * What came out.
     *
     * @param dims the size of each axis
     * @param values row-major
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Result(long[] dims, float[] values) {}

    /** The engine with its version. */
    public static String engine() {
        try {
            return "pytorch " + Loader.getVersion("org.bytedeco", "pytorch");
        } catch (IOException e) {
            throw new IllegalStateException("The jar of PyTorch does not say its version.", e);
        }
    }

    /**
     * Loads a module.
     *
     * @throws IOException if the file is none; the message says why
     */
    public static ScriptFunction load(Path file) throws IOException {
        try {
            return Torch.using(1, () -> {
                JitModule module = torch.load(file.toString()); // outside a scope, since it outlives this call
                module.eval();
                return new ScriptFunction(file, module, TensorScope.get(() -> inputs(module)));
            });
        } catch (RuntimeException e) {
            throw new IOException(
                    "The model (%s) cannot be loaded: %s. Maybe it was saved by torch.save instead of torch.jit.save, or cut short."
                            .formatted(file, ScriptModule.reason(e)),
                    e);
        }
    }

    private static List<String> inputs(JitModule module) {
        ValueArrayRef values = module.get_method("forward").graph().inputs();
        List<String> names = new ArrayList<>();
        for (long i = 1; i < module.get_method("forward").num_inputs(); i++) { // 0 is the module itself
            names.add(values.at(i).debugNameBase().getString());
        }
        return names;
    }

    /** The names of its inputs, in order, as its forward method calls them. */
    public List<String> inputs() {
        return inputs;
    }

    /**
     * Runs it.
     *
     * @param arguments one for each input, in order
     * @param output which tensor: empty where there is one; the key of a dictionary; the place in a tuple or list from 0
     * @param threads how many one operation may use; another number may change the last bits
     * @throws IOException if it fails or gives something else; the message says why
     */
    public Result run(List<Argument> arguments, String output, int threads) throws IOException {
        try {
            return Torch.using(
                    threads,
                    () -> TensorScope.get(() -> {
                        // Without the optimiser the first calls, from which it would learn, have the bits of later
                        // ones.
                        try (var _ = new NoGradGuard();
                                var _ = new GraphOptimizerEnabledGuard(false)) {
                            IValueVector values = new IValueVector();
                            arguments.forEach(argument -> values.push_back(new IValue(tensor(argument))));
                            return result(chosen(module.forward(values), output));
                        }
                    }));
        } catch (IllegalArgumentException e) {
            throw new IOException("The model (%s) %s".formatted(file, e.getMessage()), e);
        } catch (RuntimeException e) {
            throw new IOException(
                    "The model (%s) failed: %s. Maybe its input has another shape than it was given."
                            .formatted(file, ScriptModule.reason(e)),
                    e);
        }
    }

    private static Tensor tensor(Argument argument) {
        return switch (argument) {
            case Argument.Floats(FloatBuffer values, long[] dims) -> {
                Tensor tensor = torch.empty(dims);
                int count = Math.toIntExact(tensor.numel());
                FloatBuffer to = tensor.data_ptr_float().capacity(count).asBuffer();
                to.put(values.slice(0, count));
                yield tensor;
            }
            case Argument.Whole(long[] values, long[] dims) ->
                Tensors.of(values, Device.CPU).reshape(dims);
        };
    }

    private static Tensor chosen(IValue value, String output) {
        Map<String, IValue> tensors = new LinkedHashMap<>();
        if (value.isTensor()) {
            tensors.put("", value);
        } else if (value.isGenericDict()) {
            GenericDict dict = value.toGenericDict();
            for (GenericDictIterator at = dict.begin(); tensors.size() < dict.size(); at.increment()) {
                IValue key = at.access().key();
                tensors.put(
                        key.isString() ? key.toStringRef().getString() : "?",
                        at.access().value());
            }
        } else if (value.isTuple()) {
            TupleElements elements = value.toTupleRef().elements();
            for (long i = 0; i < elements.size(); i++) {
                tensors.put(Long.toString(i), elements.get(i));
            }
        } else if (value.isTensorList()) {
            TensorVector elements = value.toTensorVector();
            for (long i = 0; i < elements.size(); i++) {
                tensors.put(Long.toString(i), new IValue(elements.get(i)));
            }
        }
        return chosen(tensors, output);
    }

    private static Tensor chosen(Map<String, IValue> tensors, String output) {
        tensors.values().removeIf(value -> !value.isTensor());
        IValue found = tensors.size() == 1 && output.isEmpty()
                ? tensors.values().iterator().next()
                : tensors.get(output);
        if (found == null) {
            throw new IllegalArgumentException(
                    tensors.isEmpty() || tensors.containsKey("")
                            ? "gives no tensor named (%s). Maybe leave the output out.".formatted(output)
                            : "gives several tensors, %s. Maybe say which: (output: %s)."
                                    .formatted(
                                            tensors.keySet(),
                                            tensors.keySet().iterator().next()));
        }
        return found.toTensor();
    }

    private static Result result(Tensor tensor) {
        if (!tensor.is_floating_point()) {
            throw new IllegalArgumentException(
                    "gives whole numbers, not floating-point ones. Maybe take another output.");
        }
        long[] dims = new long[(int) tensor.dim()];
        for (int axis = 0; axis < dims.length; axis++) {
            dims[axis] = tensor.size(axis);
        }
        float[] values = new float[Math.toIntExact(tensor.numel())];
        Tensors.read(tensor.to(torch.ScalarType.Float), values, 0, values.length);
        return new Result(dims, values);
    }

    @Override
    public void close() {
        module.close();
    }
}
