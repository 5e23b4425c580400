package dev.quarry.learn.torch;

import dev.quarry.bundle.State;
import dev.quarry.evidence.Head;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Rules;
import dev.quarry.torch.Gradients;
import dev.quarry.torch.Layout;
import dev.quarry.torch.Net;
import dev.quarry.torch.Predictor;
import dev.quarry.torch.Script;
import dev.quarry.torch.Setting;
import dev.quarry.torch.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A network with what it has learnt, and how it is asked.
 *
 * @param net the network
 * @param moments what it had learnt at moments of its training, the last one being what it knows now; at least that one
 * @param remembers whether the earlier moments are for asking, so that it has a history
 * @param seen the classes that had rows, ascending
 * @param setting where it is computed
 * @param batch rows that go through at once
 */
record Fitted(Net net, List<Weights> moments, boolean remembers, List<Integer> seen, Setting setting, int batch) {

    Weights weights() {
        return moments.getLast();
    }

    private Predictor predictor(Weights weights) {
        return new Predictor(net, weights, setting, batch);
    }

    DoubleMatrix probabilities(Matrix features) {
        Rules.width(features, net.inputs());
        return softmax(predictor(weights()).logits(features), features.rows(), 1);
    }

    FloatMatrix embeddings(Matrix features) {
        Rules.width(features, net.inputs());
        return FloatMatrix.wrap(predictor(weights()).embeddings(features), features.rows(), net.dimensions());
    }

    DoubleMatrix samples(Matrix features, int passes, Randomness random) {
        Rules.width(features, net.inputs());
        Rules.atLeast("passes", passes, 1);
        return softmax(predictor(weights()).sampled(features, passes, random), features.rows(), passes);
    }

    DoubleMatrix history(Matrix features) {
        Rules.width(features, net.inputs());
        int width = Math.multiplyExact(moments.size(), net.classes());
        float[] all = new float[Math.multiplyExact(features.rows(), width)];
        for (int t = 0; t < moments.size(); t++) {
            float[] one = predictor(moments.get(t)).logits(features);
            for (int i = 0; i < features.rows(); i++) {
                System.arraycopy(one, i * net.classes(), all, i * width + t * net.classes(), net.classes());
            }
        }
        return softmax(all, features.rows(), moments.size());
    }

    FloatMatrix gradientNorms(Matrix features) {
        Rules.width(features, net.inputs());
        return FloatMatrix.wrap(
                new Gradients(predictor(weights()), seen).norms(features), features.rows(), net.classes());
    }

    FloatMatrix inputGradients(Matrix features, int[] labels) {
        Rules.width(features, net.inputs());
        if (labels.length != features.rows()) {
            throw new IllegalArgumentException(
                    "There are (%d) rows and (%d) labels.".formatted(features.rows(), labels.length));
        }
        for (int label : labels) {
            if (!seen.contains(label)) {
                throw new IllegalArgumentException(
                        "The class (%d) had no labelled row, so its probability is 0 everywhere and has no gradient."
                                .formatted(label));
            }
        }
        return FloatMatrix.wrap(
                new Gradients(predictor(weights()), seen).inputs(features, labels), features.rows(), features.cols());
    }

    Head head() {
        double[] biases = new double[net.classes()];
        Arrays.fill(biases, Double.NEGATIVE_INFINITY);
        FloatMatrix learnt = weights().array(net.headBias());
        seen.forEach(c -> biases[c] = learnt.get(0, c));
        return new Head(weights().array(net.headWeight()), DoubleMatrix.wrap(biases, 1, biases.length));
    }

    /** Distributions from logits, {@code members} of them side by side; classes without rows get exactly 0. */
    private DoubleMatrix softmax(float[] logits, int rows, int members) {
        int classes = net.classes();
        double[] p = new double[logits.length];
        for (int at = 0; at < logits.length; at += classes) {
            double greatest = Double.NEGATIVE_INFINITY;
            for (int c : seen) {
                greatest = Math.max(greatest, logits[at + c]);
            }
            double sum = 0;
            for (int c : seen) {
                p[at + c] = StrictMath.exp(logits[at + c] - greatest);
                sum += p[at + c];
            }
            for (int c : seen) {
                p[at + c] /= sum;
            }
        }
        return DoubleMatrix.wrap(p, rows, members * classes);
    }

    State state() {
        State state = State.empty()
                .with("columns", new int[] {net.inputs()})
                .with("classes", new int[] {net.classes()})
                .with("seen", seen.stream().mapToInt(Integer::intValue).toArray());
        if (!net.trunk().layers().isEmpty() && net.trunk().layers().getFirst() instanceof Script script) {
            state = state.with("script", script.content());
        }
        for (int t = 0; t < moments.size(); t++) {
            State numbers = State.empty();
            for (Layout.Entry entry : moments.get(t).layout().entries()) {
                numbers = numbers.with(entry.name(), moments.get(t).array(entry.name()));
            }
            state = state.with("moments/" + t, numbers);
        }
        return state;
    }

    static Fitted restore(Task task, State state) {
        int remembered = task.plan().snapshots();
        List<Integer> seen = Arrays.stream(state.whole("seen")).boxed().toList();
        if (seen.isEmpty()
                || seen.stream().anyMatch(c -> c < 0 || c >= task.net().classes())) {
            throw new IllegalArgumentException("The value (seen) is not a list of some of (%d) classes."
                    .formatted(task.net().classes()));
        }
        List<Weights> moments = new ArrayList<>();
        for (int t = 0; t < Math.max(1, remembered); t++) {
            moments.add(weights(task.net().layout(), state.inner("moments/" + t)));
        }
        return new Fitted(
                task.net(),
                List.copyOf(moments),
                remembered > 0,
                seen,
                task.plan().setting(),
                task.batch());
    }

    static int single(State state, String name) {
        int[] values = state.whole(name);
        if (values.length != 1 || values[0] < 1) {
            throw new IllegalArgumentException("The value (%s) is not one number above 0.".formatted(name));
        }
        return values[0];
    }

    private static Weights weights(Layout layout, State state) {
        return layout.read(entry -> state.matrix(entry.name(), entry.rows(), entry.size() / entry.rows())
                .toFloat()
                .values());
    }
}
