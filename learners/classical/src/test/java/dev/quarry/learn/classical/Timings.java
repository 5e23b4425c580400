package dev.quarry.learn.classical;

import com.sun.management.OperatingSystemMXBean;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.TrainingSet;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/** Process CPU seconds (one worker, compiler and collector included) on real data, by hand: {@code java … Timings DATA}. */
final class Timings {

    private record Sample(String name, TrainingSet train, TrainingSet test) {}

    private Timings() {}

    public static void main(String[] args) throws IOException {
        Path data = Path.of(args[0]);
        Sample mnist = mnist(data.resolve("mnist"), "train12k");
        for (int rows : List.of(20, 200, 2000)) {
            Sample some = new Sample("mnist", first(mnist.train, rows), first(mnist.test, 2000));
            measure(some, new LogisticRegression());
            measure(some, new LogisticRegression());
            Sample text = new Sample("text-like", text(rows, 1), text(2000, 2));
            measure(text, new LogisticRegression());
            measure(text, new LogisticRegression());
        }
        for (Sample sample : List.of(embeddings(data), letter(data), mnist)) {
            for (Learner learner : List.of(new RandomForest(), new LogisticRegression(), new GaussianNaiveBayes())) {
                for (int repeat = 0; repeat < 2; repeat++) {
                    measure(sample, learner);
                }
            }
        }
    }

    private static void measure(Sample sample, Learner learner) {
        double start = cpu();
        Model model = learner.fit(sample.train, Randomness.seed(1));
        double fitted = cpu();
        Matrix p = model.probabilities(sample.test.features());
        double predicted = cpu();
        int right = 0;
        for (int i = 0; i < p.rows(); i++) {
            int row = i;
            int best = IntStream.range(1, p.cols()).reduce(0, (a, c) -> p.get(row, c) > p.get(row, a) ? c : a);
            right += best == sample.test.label(i) ? 1 : 0;
        }
        System.out.printf(
                "%-12s %s  %-20s fit %.2f s  predict %d rows %.3f s  accuracy %.4f%n",
                sample.name,
                sample.train.features(),
                learner.getClass().getSimpleName(),
                fitted - start,
                p.rows(),
                predicted - fitted,
                (double) right / p.rows());
    }

    private static TrainingSet first(TrainingSet set, int rows) {
        return set.select(IntStream.range(0, rows).toArray());
    }

    /** 77 classes, 4,096 words, 12 words a text, a third of them from the 40 words of its class. */
    private static TrainingSet text(int rows, long seed) {
        RandomGenerator random = Randomness.seed(seed).generator();
        float[] values = new float[rows * 4096];
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = random.nextInt(77);
            for (int word = 0; word < 12; word++) {
                int place = word < 4 ? (labels[i] * 40 + random.nextInt(40)) % 4096 : random.nextInt(4096);
                values[i * 4096 + place] = 0.29f;
            }
        }
        return TrainingSet.of(FloatMatrix.wrap(values, rows, 4096), labels, 77);
    }

    private static double cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9;
    }

    private static Sample embeddings(Path data) throws IOException {
        Path folder = data.resolve("emb-cifar10");
        return standardised("emb-cifar10", npy(folder, "train"), npy(folder, "test"));
    }

    private static TrainingSet npy(Path folder, String part) throws IOException {
        ByteBuffer x = body(folder.resolve(part + "-features.npy"));
        ByteBuffer y = body(folder.resolve(part + "-labels.npy"));
        int[] labels = new int[y.remaining() / 4];
        y.asIntBuffer().get(labels);
        float[] values = new float[x.remaining() / 4];
        x.asFloatBuffer().get(values);
        return TrainingSet.of(FloatMatrix.wrap(values, labels.length, values.length / labels.length), labels, 10);
    }

    private static ByteBuffer body(Path npy) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(npy)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(10 + bytes.getShort(8));
        return bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Sample letter(Path data) throws IOException {
        List<String> lines = Files.readAllLines(data.resolve("letter/letter-recognition.data"));
        return standardised("letter", letters(lines.subList(0, 16000)), letters(lines.subList(16000, lines.size())));
    }

    private static TrainingSet letters(List<String> lines) {
        float[] values = new float[lines.size() * 16];
        int[] labels = new int[lines.size()];
        for (int i = 0; i < labels.length; i++) {
            String[] cells = lines.get(i).split(",", -1);
            labels[i] = cells[0].charAt(0) - 'A';
            for (int j = 0; j < 16; j++) {
                values[i * 16 + j] = Float.parseFloat(cells[j + 1]);
            }
        }
        return TrainingSet.of(FloatMatrix.wrap(values, labels.length, 16), labels, 26);
    }

    private static Sample mnist(Path folder, String train) throws IOException {
        return new Sample(folder.getFileName().toString(), idx(folder, train), idx(folder, "t10k"));
    }

    private static TrainingSet idx(Path folder, String part) throws IOException {
        byte[] images = unzip(folder.resolve(part + "-images-idx3-ubyte.gz"));
        byte[] classes = unzip(folder.resolve(part + "-labels-idx1-ubyte.gz"));
        int[] labels = IntStream.range(8, classes.length).map(i -> classes[i]).toArray();
        float[] values = new float[images.length - 16];
        for (int j = 0; j < values.length; j++) {
            values[j] = (images[16 + j] & 0xFF) / 255f;
        }
        return TrainingSet.of(FloatMatrix.wrap(values, labels.length, 784), labels, 10);
    }

    private static byte[] unzip(Path file) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }

    private static Sample standardised(String name, TrainingSet train, TrainingSet test) {
        int d = train.features().cols();
        float[] mean = new float[d];
        float[] deviation = new float[d];
        for (int j = 0; j < d; j++) {
            int column = j;
            double[] values = IntStream.range(0, train.size())
                    .mapToDouble(i -> train.features().get(i, column))
                    .toArray();
            double average = IntStream.range(0, values.length)
                    .mapToDouble(i -> values[i])
                    .average()
                    .orElseThrow();
            double squares = IntStream.range(0, values.length)
                    .mapToDouble(i -> (values[i] - average) * (values[i] - average))
                    .sum();
            mean[j] = (float) average;
            deviation[j] = (float) Math.max(1e-9, Math.sqrt(squares / values.length));
        }
        return new Sample(name, scale(train, mean, deviation), scale(test, mean, deviation));
    }

    private static TrainingSet scale(TrainingSet set, float[] mean, float[] deviation) {
        float[] values = set.features().toFloat().values().clone();
        for (int j = 0; j < values.length; j++) {
            int column = j % mean.length;
            values[j] = (values[j] - mean[column]) / deviation[column];
        }
        int[] labels = IntStream.range(0, set.size()).map(set::label).toArray();
        return TrainingSet.of(FloatMatrix.wrap(values, labels.length, mean.length), labels, set.classes());
    }
}
