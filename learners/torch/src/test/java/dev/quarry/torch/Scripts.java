package dev.quarry.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tensor;

/** TorchScript networks that tests make for themselves. */
public final class Scripts {

    private Scripts() {}

    /**
     * Saves two linear layers, {@code outer} behind {@code inner}, with a rectifier between them; numbers by {@link Formula}.
     *
     * @param end what becomes of the output z of the last one
     */
    public static Path save(Path file, int inputs, int hidden, int outputs, String end) {
        Net like = new Net(inputs, Chain.of(new Dense("inner", inputs, hidden)), new Dense("outer", hidden, outputs));
        Weights weights = Formula.weights(like.layout());
        Setting.ONE_THREAD.run(() -> {
            CompilationUnit unit = new CompilationUnit();
            JitModule net = new JitModule(new QualifiedName("__torch__.Net"), unit, true);
            net.register_module("inner", linear("__torch__.Inner", unit, weights, "inner", inputs, hidden));
            net.register_module("outer", linear("__torch__.Outer", unit, weights, "outer", hidden, outputs));
            net.define(
                    "def forward(self, x):\n    z = self.outer.forward(torch.relu(self.inner.forward(x)))\n    return %s\n"
                            .formatted(end));
            net.save(file.toString());
        });
        return file;
    }

    private static JitModule linear(
            String type, CompilationUnit unit, Weights weights, String name, int inputs, int outputs) {
        JitModule linear = new JitModule(new QualifiedName(type), unit, true);
        Tensor weight = Tensors.of(weights.array(name + "/weight").values(), Device.CPU, outputs, inputs);
        linear.register_parameter("weight", weight, false);
        linear.register_parameter(
                "bias", Tensors.of(weights.array(name + "/bias").values(), Device.CPU, outputs), false);
        linear.define("def forward(self, x):\n    return torch.linear(x, self.weight, self.bias)\n");
        return linear;
    }

    /** The same in a fresh file that is gone when the tests are. */
    public static Path temporary(int inputs, int hidden, int outputs, String end) {
        try {
            Path file = Files.createTempFile("network", ".pt");
            file.toFile().deleteOnExit();
            return save(file, inputs, hidden, outputs, end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
