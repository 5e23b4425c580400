package dev.quarry.torch;

import dev.quarry.kernel.Randomness;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A network that is being trained. It lives in native memory for as long as {@link #train} runs, and each step frees what it
 * made.
 */
public final class Trainer {

    private static final long IGNORE_NO_CLASS = -100;
    private static final long NO_REDUCTION = 0;

    /** Some rows to learn from. */
    public static final class Batch {

        private final float[] features;
        private final int[] labels;
        private final float[] weights;

        /**
         * A batch over arrays that the caller gives away.
         *
         * @param features shape [rows, inputs], row by row
         * @param labels the class of each row, one of those that are learnt
         * @param weights how much each row counts, 1 on average over all rows there are
         */
        public Batch(float[] features, int[] labels, float[] weights) {
            this.features = features;
            this.labels = labels;
            this.weights = weights;
        }
    }

    /**
     * Where a training stands.
     *
     * @param weights the numbers of the network
     * @param memories what the optimiser remembers
     * @param steps how many steps were made
     */
    public record Standing(Weights weights, List<float[]> memories, long steps) {}

    private final Net net;
    private final LoadedWeights weights;
    private final Tensor gradients;
    private final Optimiser optimiser;
    private final Tensor[] memories;
    private final Loss loss;
    private long steps;

    /**
     * What is learnt.
     *
     * @param classes those that have rows, ascending; logits of the others have no part in it
     * @param smoothing how much of the certainty of a label goes to all of them evenly, in [0, 1)
     */
    public record Loss(List<Integer> classes, double smoothing) {}

    private Trainer(Net net, Standing start, Optimiser optimiser, Loss loss, Device device) {
        this.net = net;
        this.weights = new LoadedWeights(start.weights(), device);
        this.gradients = weights.learning();
        this.optimiser = optimiser;
        this.loss = loss;
        this.memories = new Tensor[optimiser.memories()];
        for (int i = 0; i < memories.length; i++) {
            memories[i] = i < start.memories().size()
                    ? Tensors.of(
                            start.memories().get(i), device, start.memories().get(i).length)
                    : torch.zeros_like(weights.parameters());
        }
        this.steps = start.steps();
    }

    /**
     * Trains.
     *
     * @param start where the training stands; with no memories and no steps for a fresh one
     * @param work makes the steps and gives what is wanted of the end; nothing native
     */
    public static <T> T train(
            Net net, Standing start, Optimiser optimiser, Loss loss, Setting setting, Function<Trainer, T> work) {
        AtomicReference<T> result = new AtomicReference<>();
        setting.run(() -> result.set(work.apply(new Trainer(net, start, optimiser, loss, setting.device()))));
        return result.get();
    }

    /**
     * One step down the gradient of the mean of {@code weight · cross entropy} over the rows.
     *
     * @param dropout which units are dropped, different from step to step
     * @return that mean before the step
     */
    public float step(Batch batch, double learningRate, Randomness dropout) {
        steps++;
        return TensorScope.get(() -> {
            gradients.zero_();
            Tensor mean = mean(batch, Pass.training(weights, Masks.rowwise(dropout)));
            mean.backward();
            optimiser.step(weights.parameters(), gradients, memories, steps, learningRate);
            return mean.item_float();
        });
    }

    private Tensor mean(Batch batch, Pass pass) {
        int rows = batch.labels.length;
        Tensor input = Tensors.of(batch.features, weights.device(), rows, net.inputs());
        Tensor logits = net.head().forward(net.trunk().forward(input, pass), pass);
        if (loss.classes().size() < net.classes()) {
            long[] kept = loss.classes().stream().mapToLong(Integer::longValue).toArray();
            logits = logits.index_select(1, Tensors.of(kept, weights.device()));
        }
        long[] places = Arrays.stream(batch.labels)
                .mapToLong(label -> loss.classes().indexOf(label))
                .toArray();
        Tensor each = torch.cross_entropy_loss(
                logits,
                Tensors.of(places, weights.device()),
                new TensorOptional(),
                NO_REDUCTION,
                IGNORE_NO_CLASS,
                loss.smoothing());
        return each.mul_(Tensors.of(batch.weights, weights.device(), rows))
                .sum()
                .div(new Scalar(rows));
    }

    /** The numbers of the network as they are now. */
    public Weights weights() {
        return weights.read();
    }

    /** Where the training stands now. */
    public Standing standing() {
        List<float[]> kept = Arrays.stream(memories)
                .map(memory -> {
                    float[] numbers = new float[Math.toIntExact(memory.numel())];
                    Tensors.read(memory, numbers, 0, numbers.length);
                    return numbers;
                })
                .toList();
        return new Standing(weights.read(), kept, steps);
    }
}
