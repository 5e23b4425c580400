package dev.quarry.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.torch.LeNet;
import dev.quarry.learn.torch.ResNet18;
import dev.quarry.torch.AdamRule;
import dev.quarry.torch.Device;
import dev.quarry.torch.Net;
import dev.quarry.torch.Optimiser;
import dev.quarry.torch.Setting;
import dev.quarry.torch.SgdRule;
import dev.quarry.torch.Trainer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Training steps on random pictures: {@code TorchSteps NET BATCH THREADS}. Reads numbers of steps from standard input, one a
 * line, makes them, and prints the CPU seconds of one. {@code torch.sh} lets it take turns with Python.
 */
public final class TorchSteps {

    private static final int ROWS = 512;
    private static final int CLASSES = 10;

    private TorchSteps() {}

    /** Runs until standard input ends. */
    public static void main(String[] arguments) {
        boolean small = arguments[0].equals("lenet");
        int columns = small ? 784 : 3072;
        Net net = small ? new LeNet().net(columns, CLASSES) : new ResNet18().net(columns, CLASSES);
        Optimiser optimiser = small ? new AdamRule(0, false) : new SgdRule(0.9, true, 5e-4);
        Trainer.Standing start = new Trainer.Standing(net.layout().initial(Randomness.seed(1)), List.of(), 0);
        List<Integer> classes = IntStream.range(0, CLASSES).boxed().toList();
        int batch = Integer.parseInt(arguments[1]);
        Setting setting = new Setting(Device.CPU, Integer.parseInt(arguments[2]));
        RandomGenerator random = Randomness.seed(2).generator();
        float[] rows = new float[ROWS * columns];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.nextGaussian();
        }
        int done = Trainer.train(net, start, optimiser, new Trainer.Loss(classes, 0), setting, trainer -> {
            int all = 0;
            for (int steps = asked(); steps > 0; steps = asked()) {
                double begin = cpu();
                for (int step = 0; step < steps; step++) {
                    trainer.step(batch(rows, columns, batch, random), small ? 1e-3 : 0.05, Randomness.seed(all++));
                }
                System.out.println((cpu() - begin) / steps);
            }
            return all;
        });
        System.err.printf("(%d) steps.%n", done);
    }

    private static final BufferedReader INPUT =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    private static int asked() {
        try {
            String line = INPUT.readLine();
            return line == null ? 0 : Integer.parseInt(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Trainer.Batch batch(float[] rows, int columns, int size, RandomGenerator random) {
        float[] chosen = new float[size * columns];
        int[] labels = new int[size];
        float[] weights = new float[size];
        Arrays.fill(weights, 1);
        for (int i = 0; i < size; i++) {
            int row = random.nextInt(ROWS);
            System.arraycopy(rows, row * columns, chosen, i * columns, columns);
            labels[i] = row % CLASSES;
        }
        return new Trainer.Batch(chosen, labels, weights);
    }

    private static double cpu() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1e9;
    }
}
