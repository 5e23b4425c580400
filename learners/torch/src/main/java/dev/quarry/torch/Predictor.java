package dev.quarry.torch;

import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import org.bytedeco.pytorch.Tensor;

/**
 * Asks a network about rows. Rows go through in batches of exactly {@link #batch} (the last one filled up with zeros), since
 * the order of a sum may depend on the shape of a product: so the numbers of a row are the same, bit for bit, whichever rows
 * are asked about beside it. Batches run in parallel where {@link Workers} allow.
 *
 * @param net the network
 * @param weights its numbers
 * @param setting where and how it is computed
 * @param batch rows that go through at once
 */
public record Predictor(Net net, Weights weights, Setting setting, int batch) {

    /** What is made of one batch: its rows are [batch, inputs]; writes as many numbers for each of the first rows. */
    @FunctionalInterface
    interface Batch {
        void run(LoadedWeights weights, Tensor rows, int from, int count);
    }

    /**
     * The logits of rows.
     *
     * @param features shape [n, inputs]
     * @return n · C numbers, row by row
     */
    public float[] logits(Matrix features) {
        return plain(features, net.classes(), (weights, rows) -> {
            Pass pass = Pass.plain(weights);
            return net.head().forward(net.trunk().forward(rows, pass), pass);
        });
    }

    /**
     * The representations of rows.
     *
     * @param features shape [n, inputs]
     * @return n · d' numbers, row by row
     */
    public float[] embeddings(Matrix features) {
        return plain(features, net.dimensions(), (weights, rows) -> net.trunk().forward(rows, Pass.plain(weights)));
    }

    /**
     * The logits of rows in sampled networks: in pass k all rows lose the same units, and nothing else is stochastic.
     *
     * @param features shape [n, inputs]
     * @param passes K
     * @return n · K · C numbers, row by row, each with its passes one after the other
     */
    public float[] sampled(Matrix features, int passes, Randomness random) {
        int classes = net.classes();
        int width = Math.multiplyExact(passes, classes);
        float[] out = new float[Math.multiplyExact(features.rows(), width)];
        each(features, (weights, rows, from, count) -> {
            Tensor steady = net.trunk().steady().forward(rows, Pass.plain(weights));
            Chain rest = net.trunk().stochastic();
            float[] logits = new float[batch * classes];
            for (int k = 0; k < passes; k++) {
                Masks masks = Masks.joint(random.purpose("dropout").round(k));
                TensorScope.run(() -> {
                    Pass pass = Pass.sampled(weights, masks);
                    Tensors.read(net.head().forward(rest.forward(steady, pass), pass), logits, 0, logits.length);
                });
                for (int i = 0; i < count; i++) {
                    System.arraycopy(logits, i * classes, out, (from + i) * width + k * classes, classes);
                }
            }
        });
        return out;
    }

    /** A function of a batch: [batch, inputs] to [batch, width]. */
    @FunctionalInterface
    private interface Function {
        Tensor of(LoadedWeights weights, Tensor rows);
    }

    private float[] plain(Matrix features, int width, Function function) {
        float[] out = new float[Math.multiplyExact(features.rows(), width)];
        each(
                features,
                (weights, rows, from, count) ->
                        Tensors.read(function.of(weights, rows), out, from * width, count * width));
        return out;
    }

    /** Sends all rows through in batches. */
    void each(Matrix features, Batch work) {
        if (features.cols() != net.inputs()) {
            throw new IllegalArgumentException("The features have (%d) columns but the network takes (%d)."
                    .formatted(features.cols(), net.inputs()));
        }
        setting.run(() -> {
            LoadedWeights loaded = new LoadedWeights(weights, setting.device());
            Workers.current()
                    .chunks(
                            features.rows(),
                            batch,
                            (from, to) -> setting.run(() -> {
                                float[] rows = new float[Math.multiplyExact(batch, net.inputs())];
                                features.copyRows(from, to, rows);
                                work.run(
                                        loaded,
                                        Tensors.of(rows, setting.device(), batch, net.inputs()),
                                        from,
                                        to - from);
                            }));
        });
    }
}
