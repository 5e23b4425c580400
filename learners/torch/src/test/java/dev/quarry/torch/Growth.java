package dev.quarry.torch;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Randomness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A program that works and then prints by how many megabytes it grew since it was warm. */
final class Growth {

    private static final Net LENET = new Net(
            784,
            Chain.of(
                    Reshape.to(1, 28, 28),
                    Conv.biased("conv-1", 1, 20, 5, 0),
                    new Relu(),
                    new MaxPool(2),
                    Conv.biased("conv-2", 20, 50, 5, 0),
                    new Relu(),
                    new MaxPool(2),
                    Reshape.to(800),
                    new Dropout("pool", 0.25),
                    new Dense("dense", 800, 500),
                    new Relu(),
                    new Dropout("dense", 0.5)),
            new Dense("head", 500, 10));

    private static final int BATCH = 8;

    private Growth() {}

    public static void main(String[] arguments) throws IOException {
        boolean steps = arguments[0].equals("steps");
        long before = 0;
        int rounds = steps ? 20 : 60;
        for (int round = 0; round < rounds; round++) {
            if (round == rounds / 6) {
                before = megabytes();
            }
            Weights weights = train(round, steps ? 120 : 4);
            ask(weights);
        }
        System.out.println(megabytes() - before);
    }

    private static Weights train(int round, int steps) {
        FloatMatrix rows = Formula.rows(BATCH, 784);
        Trainer.Batch batch = new Trainer.Batch(rows.values(), new int[BATCH], ones());
        Weights start = LENET.layout().initial(Randomness.seed(round));
        return Trainer.train(
                LENET,
                new Trainer.Standing(start, List.of(), 0),
                new AdamRule(0, false),
                new Trainer.Loss(List.of(0, 1, 2), 0),
                Setting.ONE_THREAD,
                trainer -> {
                    for (int step = 0; step < steps; step++) {
                        trainer.step(batch, 1e-3, Randomness.seed(step));
                    }
                    return trainer.weights();
                });
    }

    private static float[] ones() {
        float[] ones = new float[BATCH];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static void ask(Weights weights) {
        FloatMatrix rows = Formula.rows(3 * BATCH, 784);
        Predictor predictor = new Predictor(LENET, weights, Setting.ONE_THREAD, BATCH);
        predictor.sampled(rows, 3, Randomness.seed(1));
        new Gradients(predictor, List.of(0, 1, 2)).norms(rows);
    }

    private static long megabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmRSS"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow()
                / 1024;
    }
}
