package dev.quarry.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.NamedTensor;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.named_parameter_iterator;
import org.bytedeco.pytorch.named_parameter_list;

/** A TorchScript network in native memory, until the scope ends in which this was made. Dropout off, normalisation frozen. */
final class ScriptModule {

    /** How a network ends: the last operation, and the module it stands in. */
    record Ending(String operation, List<String> path) {}

    private static final Pattern RETURN = Pattern.compile("return \\((%\\S+)\\)");

    private final String source;
    private final JitModule module;

    /**
     * Loads a network.
     *
     * @param source where it is from, for sentences
     * @throws IllegalArgumentException if it is none
     */
    ScriptModule(String source, byte[] content) {
        this.source = source;
        try {
            Path file = Files.createTempFile("quarry", ".pt"); // the library reads files only
            try {
                Files.write(file, content);
                this.module = torch.load(file.toString());
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "The file (%s) is no TorchScript network: %s. Maybe it was written by (torch.save) instead of (torch.jit.script(model).save)."
                            .formatted(source, reason(e)),
                    e);
        }
        module.eval();
        parameters().forEach(parameter -> parameter.value().set_requires_grad(false));
    }

    /** A parameter and its name. */
    record Parameter(String name, Tensor value) {}

    /** The parameters of float32, in the order of the file. */
    List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        named_parameter_list list = module.named_parameters();
        named_parameter_iterator end = list.end();
        for (named_parameter_iterator it = list.begin(); it.notEquals(end); it.increment()) {
            NamedTensor parameter = it.access();
            if (parameter.value().scalar_type().intern() == torch.ScalarType.Float) {
                // A handle of its own, since what the iterator gives changes when it goes on.
                parameters.add(new Parameter(parameter.name().getString(), new Tensor(parameter.value())));
            }
        }
        return parameters;
    }

    /**
     * What the network says of rows.
     *
     * @param input shape [n, …], as it takes them
     * @return shape [n, k]
     * @throws IllegalArgumentException if it does not take such rows
     */
    Tensor forward(Tensor input) {
        IValue output;
        try {
            output = module.forward(new IValueVector(new IValue(input)));
        } catch (RuntimeException e) {
            List<Long> sizes = new ArrayList<>();
            for (int i = 1; i < input.dim(); i++) {
                sizes.add(input.size(i));
            }
            throw new IllegalArgumentException(
                    "The network in (%s) does not take rows of the shape %s: %s. Maybe set (shape) to what it was made for."
                            .formatted(source, sizes, reason(e)),
                    e);
        }
        if (!output.isTensor() || output.toTensor().dim() < 2) {
            throw new IllegalArgumentException(
                    "The network in (%s) does not give one row of numbers for each row that it gets. Maybe wrap it in one that does."
                            .formatted(source));
        }
        return output.toTensor().flatten(1, -1);
    }

    /** How it ends, as far as its graph says; nothing where that depends on its input. */
    Optional<Ending> ending() {
        List<String> path = new ArrayList<>();
        JitModule now = module;
        while (true) {
            String graph = now.get_method("forward").graph().toString();
            Matcher end = RETURN.matcher(graph);
            Matcher last = end.find() ? node(graph, end.group(1)) : null;
            if (last == null || !last.find()) {
                return Optional.empty();
            }
            if (!last.group(1).equals("prim::CallMethod") || last.group(3) == null) {
                return Optional.of(new Ending(last.group(1), List.copyOf(path)));
            }
            Matcher receiver = node(graph, last.group(3));
            if (!"forward".equals(last.group(2))
                    || !receiver.find()
                    || !receiver.group(1).equals("prim::GetAttr")
                    || !receiver.group(3).startsWith("%self")) {
                return Optional.empty();
            }
            path.add(receiver.group(2));
            now = inside(List.of(receiver.group(2)), now);
        }
    }

    /** Where a value is computed: groups are the operation, its name if it has one, and its first input. */
    private static Matcher node(String graph, String value) {
        String node = " : [^=]*= (\\w+::\\w+)(?:\\[name=\"(\\w+)\"])?\\((%[^),\\s]+)?";
        return Pattern.compile(Pattern.quote(value) + node).matcher(graph);
    }

    private static JitModule inside(List<String> path, JitModule from) {
        JitModule now = from;
        for (String name : path) {
            now = new JitModule(now.attr(name).toObject());
        }
        return now;
    }

    /** An array of a module inside, if it has it. */
    Optional<Tensor> array(List<String> path, String name) {
        JitModule owner = inside(path, module);
        return owner.hasattr(name) && owner.attr(name).isTensor()
                ? Optional.of(owner.attr(name).toTensor())
                : Optional.empty();
    }

    /** Makes a linear module inside hand on what it gets. */
    void open(List<String> path, int width) {
        JitModule linear = inside(path, module);
        linear.setattr("weight", new IValue(torch.eye(width)));
        if (array(path, "bias").isPresent()) {
            linear.setattr("bias", new IValue(torch.zeros(width)));
        }
    }

    void moveTo(Device device) {
        if (device == Device.CUDA) {
            module.to(new org.bytedeco.pytorch.Device("cuda"));
        }
    }

    /** The sentence in what the library says, which goes on with where in its own code it was. */
    static String reason(RuntimeException e) {
        List<String> lines = String.valueOf(e.getMessage()).lines().toList();
        String line = lines.stream()
                .filter(one -> one.matches("\\w*Error: .*"))
                .findFirst()
                .map(one -> one.replaceFirst("\\w*Error: ", ""))
                .orElse(lines.isEmpty() ? "no reason given" : lines.getFirst());
        return line.strip().replaceFirst("[.]$", "");
    }
}
