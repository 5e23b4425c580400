package dev.quarry.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;

/**
 * A network that somebody saved as TorchScript, as a layer. Its dropout is off and its normalisation frozen, while training
 * too, since they would take numbers from a generator that all trainings share.
 */
public final class Script implements Layer {

    /** Operations that make probabilities of logits. */
    private static final List<String> SOFTMAX = List.of("aten::softmax", "aten::_softmax");

    private static final String LINEAR = "aten::linear";
    private static final int PROBES = 4;

    private final String source;
    private final byte[] content;
    private final List<Integer> shape;
    private final boolean learnt;
    private final Optional<Last> cut;
    private final int width;
    private final List<Parameter> parameters;

    /** A parameter that is learnt: the place among all of the file, and what it begins with. */
    private record Parameter(int place, List<Integer> shape, Init init) {
        String name() {
            return "script/parameter-" + place;
        }
    }

    /**
     * A linear last layer that was taken off.
     *
     * @param path the module it is, from the outermost to itself
     * @param weight its weights, shape [outputs, inputs]
     * @param bias its biases, shape [outputs]
     */
    private record Last(List<String> path, int inputs, Init weight, Init bias) {}

    /** What one look at the loaded network says. */
    private static final class Look {
        private int width;
        private boolean distributions;
        private final List<Parameter> parameters = new ArrayList<>();
        private Optional<ScriptModule.Ending> ending = Optional.empty();
        private Optional<Last> last = Optional.empty();
    }

    private Script(String source, byte[] content, List<Integer> shape, boolean learnt, Optional<Last> cut, Look look) {
        this.source = source;
        this.content = content;
        this.shape = shape;
        this.learnt = learnt;
        this.cut = cut;
        this.width = look.width;
        this.parameters = look.parameters;
    }

    /**
     * A network whose output is a representation.
     *
     * @param source where it is from, for sentences
     * @param content of the file
     * @param shape of the rows that it takes
     * @param learnt whether its parameters are learnt; if not, they stay as they are
     * @throws IllegalArgumentException if it is no network, or does not take such rows
     */
    public static Script features(String source, byte[] content, List<Integer> shape, boolean learnt) {
        return new Script(
                source,
                content.clone(),
                shape,
                learnt,
                Optional.empty(),
                look(source, content, shape, Optional.empty()));
    }

    /**
     * A network whose output are logits, without its last layer.
     *
     * @param source where it is from, for sentences
     * @param content of the file
     * @param shape of the rows that it takes
     * @param classes how many logits there must be
     * @param learnt whether its parameters are learnt
     * @throws IllegalArgumentException if it is no network, does not take such rows, gives other than so many numbers, gives
     *     probabilities instead of logits, or its last layer cannot be found
     */
    public static Script logits(String source, byte[] content, List<Integer> shape, int classes, boolean learnt) {
        Look whole = look(source, content, shape, Optional.empty());
        String operation =
                whole.ending.map(ScriptModule.Ending::operation).orElse("a choice that depends on its input");
        if (whole.distributions || SOFTMAX.contains(operation)) {
            throw new IllegalArgumentException(
                    "The network in (%s) ends in a softmax, and logits are expected: the loss would take the softmax of a softmax. Maybe take it off before saving, or set (output: features)."
                            .formatted(source));
        }
        if (whole.width != classes) {
            throw new IllegalArgumentException(
                    "The network in (%s) gives (%d) logits, and the task has (%d) classes. Maybe set (output: features), so that a new last layer is learnt."
                            .formatted(source, whole.width, classes));
        }
        if (whole.last.isEmpty()) {
            throw new IllegalArgumentException(
                    "The network in (%s) does not end in a linear module but in (%s). Maybe set (output: features), so that a last layer is learnt behind it."
                            .formatted(source, operation));
        }
        return new Script(source, content.clone(), shape, learnt, whole.last, look(source, content, shape, whole.last));
    }

    private static Look look(String source, byte[] content, List<Integer> shape, Optional<Last> cut) {
        Look look = new Look();
        Setting.ONE_THREAD.run(() -> {
            ScriptModule module = new ScriptModule(source, content);
            look.ending = module.ending();
            look.last = look.ending
                    .filter(ending -> ending.operation().equals(LINEAR))
                    .flatMap(ending -> last(module, ending.path()));
            cut.ifPresent(last -> module.open(last.path(), last.inputs()));
            probe(module, shape, look);
            parameters(module, cut, look);
        });
        return look;
    }

    private static Optional<Last> last(ScriptModule module, List<String> path) {
        return module.array(path, "weight").map(weight -> {
            float[] bias = module.array(path, "bias")
                    .map(Script::numbers)
                    .orElseGet(() -> new float[Math.toIntExact(weight.size(0))]);
            return new Last(path, Math.toIntExact(weight.size(1)), Init.of(numbers(weight)), Init.of(bias));
        });
    }

    /** Sends some rows through, all different, to see what comes out. */
    private static void probe(ScriptModule module, List<Integer> shape, Look look) {
        int size = shape.stream().reduce(1, Math::multiplyExact);
        float[] rows = new float[Math.multiplyExact(PROBES, size)];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) (i * 53L % 97 - 48) / 16;
        }
        Tensor output = module.forward(Tensors.of(rows, Device.CPU, sizes(PROBES, shape)));
        look.width = Math.toIntExact(output.size(1));
        float[] numbers = numbers(output);
        look.distributions = look.width > 1
                && IntStream.range(0, PROBES).allMatch(i -> {
                    double sum = 0;
                    boolean inside = true;
                    for (int j = i * look.width; j < (i + 1) * look.width; j++) {
                        sum += numbers[j];
                        inside &= numbers[j] >= 0;
                    }
                    return inside && Math.abs(sum - 1) < 1e-4;
                });
    }

    private static void parameters(ScriptModule module, Optional<Last> cut, Look look) {
        String gone = cut.map(last -> String.join(".", last.path())).orElse("");
        List<ScriptModule.Parameter> all = module.parameters();
        for (int i = 0; i < all.size(); i++) {
            String name = all.get(i).name();
            if (cut.isEmpty() || !(name.equals(gone + ".weight") || name.equals(gone + ".bias"))) {
                Tensor value = all.get(i).value();
                List<Integer> sizes = LongStream.range(0, value.dim())
                        .mapToObj(dimension -> Math.toIntExact(value.size(dimension)))
                        .toList();
                look.parameters.add(new Parameter(i, sizes.isEmpty() ? List.of(1) : sizes, Init.of(numbers(value))));
            }
        }
    }

    private static float[] numbers(Tensor tensor) {
        float[] numbers = new float[Math.toIntExact(tensor.numel())];
        Tensors.read(tensor.detach(), numbers, 0, numbers.length);
        return numbers;
    }

    private static long[] sizes(long rows, List<Integer> shape) {
        return LongStream.concat(LongStream.of(rows), shape.stream().mapToLong(Integer::longValue))
                .toArray();
    }

    /** How many numbers come out for each row. */
    public int width() {
        return width;
    }

    /** The content of the file. */
    public byte[] content() {
        return content.clone();
    }

    /**
     * The last layer for behind this: the one that was taken off, or a fresh one.
     *
     * @param classes how many logits it gives
     */
    public Dense head(int classes) {
        return cut.map(last -> new Dense("head", last.inputs(), classes, last.weight(), last.bias()))
                .orElseGet(() -> new Dense("head", width, classes));
    }

    /** Loads it with the numbers that are learnt. */
    ScriptModule load(LoadedWeights weights) {
        ScriptModule module = new ScriptModule(source, content);
        cut.ifPresent(last -> module.open(last.path(), last.inputs()));
        module.moveTo(weights.device());
        if (learnt) {
            List<ScriptModule.Parameter> all = module.parameters();
            parameters.forEach(parameter ->
                    weights.bind(parameter.name(), all.get(parameter.place()).value()));
        }
        return module;
    }

    @Override
    public void declare(Layout.Builder layout) {
        layout.script(this);
        if (learnt) {
            parameters.forEach(parameter -> layout.parameter(
                    parameter.name(),
                    parameter.init(),
                    parameter.shape().stream().mapToInt(Integer::intValue).toArray()));
        }
    }

    @Override
    public Tensor forward(Tensor input, Pass pass) {
        return pass.module(this).forward(input.reshape(sizes(input.size(0), shape)));
    }

    /** Whether it has parameters that gradients go to. */
    boolean learns() {
        return learnt && !parameters.isEmpty();
    }
}
