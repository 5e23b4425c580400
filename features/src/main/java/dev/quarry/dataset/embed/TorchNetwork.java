package dev.quarry.dataset.embed;

import dev.quarry.dataset.BadDataException;
import dev.quarry.torch.ScriptFunction;
import dev.quarry.torch.ScriptFunction.Argument;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;

/** A TorchScript network. Its file says how its inputs are called, but not what they take. */
final class TorchNetwork implements Network {

    private final ScriptFunction script;
    private final String output;
    private final int threads;

    private TorchNetwork(ScriptFunction script, String output, int threads) {
        this.script = script;
        this.output = output;
        this.threads = threads;
    }

    static String engine() {
        return ScriptFunction.engine();
    }

    static TorchNetwork open(Path file, String output, int threads) throws BadDataException {
        try {
            return new TorchNetwork(ScriptFunction.load(file), output, threads);
        } catch (IOException e) {
            throw new BadDataException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public List<Slot> slots() {
        return script.inputs().stream()
                .map(name -> new Slot(name, Kind.ANY, new long[0]))
                .toList();
    }

    @Override
    public Tensor run(List<Input> inputs) throws BadDataException {
        List<Argument> arguments = inputs.stream().map(TorchNetwork::argument).toList();
        try {
            ScriptFunction.Result result = script.run(arguments, output, threads);
            return new Tensor(output.isEmpty() ? "its only one" : output, result.dims(), result.values());
        } catch (IOException e) {
            throw new BadDataException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Argument argument(Input input) {
        return switch (input) {
            case Floats(FloatBuffer values, long[] dims) -> new Argument.Floats(values, dims);
            case Whole(long[] values, long[] dims) -> new Argument.Whole(values, dims);
        };
    }

    @Override
    public void close() {
        script.close();
    }
}
