package dev.quarry.torch;

import dev.quarry.kernel.Matrix;
import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Gradients of each row's own cross entropy, with dropout off and normalisation frozen, so that no row feels another.
 *
 * @param predictor the network to ask
 * @param classes those it can answer; the others have no part in the softmax
 */
public record Gradients(Predictor predictor, List<Integer> classes) {

    /**
     * How long the gradient of a row's loss by all parameters would be at each supposed label: exactly, from what goes
     * through the layers, without a pass for each row. One pass forward and as many back as there are classes.
     *
     * @param features shape [n, inputs]
     * @return n · C lengths, row by row; 0 at classes that it cannot answer
     */
    public float[] norms(Matrix features) {
        int all = predictor.net().classes();
        float[] out = new float[Math.multiplyExact(features.rows(), all)];
        predictor.each(features, (weights, rows, from, count) -> {
            Pass pass = Pass.tapping(weights);
            Tensor logs = logProbabilities(rows.set_requires_grad(true), pass);
            float[] squares = new float[predictor.batch()];
            for (int place = 0; place < classes.size(); place++) {
                int at = place;
                TensorScope.run(() -> Tensors.read(squares(logs, at, pass), squares, 0, squares.length));
                for (int i = 0; i < count; i++) {
                    out[(from + i) * all + classes.get(place)] = (float) Math.sqrt(squares[i]);
                }
            }
        });
        return out;
    }

    private static Tensor squares(Tensor logs, int place, Pass pass) {
        TensorVector outputs = new TensorVector();
        for (Pass.Tap tap : pass.taps()) {
            outputs.push_back(tap.output());
        }
        // The rows do not feel each other, so the gradient of the sum holds the gradient of each.
        TensorVector gradients = backward(logs.select(1, place).sum(), outputs, true);
        Tensor total = torch.zeros(logs.size(0)).to(logs);
        for (int i = 0; i < pass.taps().size(); i++) {
            Pass.Tap tap = pass.taps().get(i);
            total.add_(tap.layer().squares(tap.input().detach(), gradients.get(i), pass));
        }
        return total;
    }

    /**
     * The gradient of the logarithm of one class's probability by the row.
     *
     * @param features shape [n, inputs]
     * @param labels the class of each row, one of those it can answer
     * @return n · inputs numbers, row by row
     */
    public float[] inputs(Matrix features, int[] labels) {
        int width = features.cols();
        float[] out = new float[Math.multiplyExact(features.rows(), width)];
        predictor.each(features, (weights, rows, from, count) -> {
            long[] places = new long[predictor.batch()];
            for (int i = 0; i < count; i++) {
                places[i] = classes.indexOf(labels[from + i]);
            }
            Tensor input = rows.set_requires_grad(true);
            Tensor logs = logProbabilities(input, Pass.tapping(weights));
            Tensor chosen = logs.gather(
                    1, Tensors.of(places, predictor.setting().device()).view(-1, 1));
            Tensor gradient =
                    backward(chosen.sum(), new TensorVector(input), false).get(0);
            Tensors.read(gradient, out, from * width, count * width);
        });
        return out;
    }

    private Tensor logProbabilities(Tensor rows, Pass pass) {
        Net net = predictor.net();
        Tensor logits = net.head().forward(net.trunk().forward(rows, pass), pass);
        if (classes.size() < net.classes()) {
            long[] kept = classes.stream().mapToLong(Integer::longValue).toArray();
            logits = logits.index_select(1, Tensors.of(kept, predictor.setting().device()));
        }
        return torch.log_softmax(logits, 1);
    }

    private static TensorVector backward(Tensor sum, TensorVector inputs, boolean again) {
        return torch.grad(new TensorVector(sum), inputs, new TensorVector(), new BoolOptional(again), false, false);
    }
}
