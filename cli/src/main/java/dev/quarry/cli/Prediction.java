package dev.quarry.cli;

import dev.quarry.dataset.Dataset;
import dev.quarry.evidence.Head;
import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Npy;
import dev.quarry.kernel.NpyWriter;
import dev.quarry.learn.Model;
import dev.quarry.learn.ModelBundle;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * What a model says about data, written block by block: the memory of one block beside the data. Float32, since other
 * programs read it.
 */
final class Prediction {

    static final String IDS = "ids.csv";
    static final String CLASSES = "classes.txt";
    static final String LABELS = "labels.csv";

    private final ModelBundle bundle;
    private final NewData data;
    private final List<ModelEvidence> wanted;
    private final ModelEvidence.Asked asked;
    private final int[] labels;
    private final long[] counts;
    private final double[] confidence;
    private final Tally pool = new Tally();
    private final Tally test = new Tally();

    /** How often it was right about some of the rows. */
    private static final class Tally {
        private long rows;
        private long right;
    }

    Prediction(ModelBundle bundle, NewData data, List<ModelEvidence> wanted, ModelEvidence.Asked asked) {
        this.bundle = bundle;
        this.data = data;
        this.wanted = wanted;
        this.asked = asked;
        this.labels = data.labels(bundle);
        this.counts = new long[bundle.classes().size()];
        this.confidence = new double[counts.length];
    }

    /**
     * Writes all files.
     *
     * @param done hears how many rows are done
     */
    void write(OutFolder out, LongConsumer done) throws IOException {
        Items items = data.dataset().items();
        IdFile.write(out.file(IDS), items);
        Files.write(out.file(CLASSES), bundle.classes());
        if (wanted.contains(ModelEvidence.HEAD)) {
            Head head = ModelEvidence.head(bundle.model());
            Npy.write(out.file(ModelEvidence.HEAD.files().get(0)), head.weights());
            Npy.write(out.file(ModelEvidence.HEAD.files().get(1)), head.biases());
        }
        try (Writers files = new Writers(out);
                BufferedWriter lines = Files.newBufferedWriter(out.file(LABELS))) {
            lines.write("id,label,confidence\n");
            for (Blocks.Range range : Blocks.of(items.size(), widest())) {
                block(files, lines, range);
                done.accept(range.to());
            }
        }
    }

    private int widest() {
        return wanted.stream().mapToInt(one -> one.width(bundle.model(), asked)).reduce(bundle.columns(), Math::max);
    }

    private void block(Writers files, BufferedWriter lines, Blocks.Range range) throws IOException {
        Model model = bundle.model();
        Matrix features = Blocks.rows(data.features(), range);
        Blocks.requireFinite(features, data.dataset().items(), range);
        Matrix probabilities = model.probabilities(features);
        for (int i = 0; i < probabilities.rows(); i++) {
            int row = range.from() + i;
            int best = Blocks.best(probabilities, i);
            double sure = probabilities.get(i, best);
            counts[best]++;
            confidence[best] += sure;
            tally(row, best);
            lines.write("%s,%s,%s\n"
                    .formatted(
                            IdFile.quoted(data.dataset().items().name(row)),
                            IdFile.quoted(bundle.classes().get(best)),
                            (float) sure));
        }
        for (ModelEvidence one : wanted) {
            if (one != ModelEvidence.HEAD) {
                Matrix evidence = one.of(model, features, probabilities, asked);
                files.of(one, evidence.cols()).append(evidence);
            }
        }
    }

    private void tally(int row, int best) {
        if (labels[row] != Dataset.UNKNOWN) {
            Tally tally = data.dataset().isTest(row) ? test : pool;
            tally.rows++;
            tally.right += best == labels[row] ? 1 : 0;
        }
    }

    /** How many rows got each class. */
    long[] counts() {
        return counts.clone();
    }

    /** How sure the model was on average where it said this class; 0 where it never did. */
    double confidence(int label) {
        return counts[label] == 0 ? 0 : confidence[label] / counts[label];
    }

    /** How often it was right about rows that are test rows of the data, or about the others. */
    Judged judged(boolean ofTest) {
        Tally tally = ofTest ? test : pool;
        return new Judged(tally.rows, tally.right);
    }

    /** One open file for each kind of evidence, begun when its first block tells how wide it is. */
    private final class Writers implements Closeable {

        private final OutFolder out;
        private final Map<ModelEvidence, NpyWriter> open = new EnumMap<>(ModelEvidence.class);

        Writers(OutFolder out) {
            this.out = out;
        }

        NpyWriter of(ModelEvidence evidence, int cols) throws IOException {
            NpyWriter writer = open.get(evidence);
            if (writer == null) {
                Path file = out.file(evidence.files().getFirst());
                int[] axes = evidence.axes(bundle.model(), asked).orElse(new int[] {cols});
                writer = NpyWriter.create(file, data.dataset().size(), axes);
                open.put(evidence, writer);
            }
            return writer;
        }

        @Override
        public void close() throws IOException {
            for (NpyWriter writer : open.values()) {
                writer.close();
            }
        }
    }
}
