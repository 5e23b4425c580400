package dev.quarry.dataset.read;

import dev.quarry.dataset.BadDataException;
import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.DatasetBuilder;
import dev.quarry.dataset.Preparation;
import dev.quarry.item.Items;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.Npy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** One reading of numpy files: matrices, each perhaps followed by its labels. */
final class NpyReading {

    private static final int CHUNK = 4096;

    /** Whole numbers from here on are not classes that somebody meant. */
    private static final int MOST_CLASSES = 100_000;

    private final List<String> names;
    private final List<Matrix> blocks = new ArrayList<>();
    private final BitSet test = new BitSet();
    private int[] labels = new int[0];

    NpyReading(List<String> names) {
        this.names = names;
    }

    DatasetBuilder read(List<Source> sources) throws IOException {
        for (Source source : sources) {
            Npy file = Npy.open(Bytes.existing(source.path()));
            if (file.axes() > 1) {
                features(file, source);
            } else {
                labels(file, source);
            }
        }
        if (blocks.isEmpty()) {
            throw new BadDataException(
                    "The file (%s) has one axis, so it holds labels, not features. Maybe name the file of features first."
                            .formatted(sources.getFirst().path()));
        }
        int greatest = Arrays.stream(labels).max().orElse(Dataset.UNKNOWN);
        List<String> classes = names.isEmpty()
                ? IntStream.rangeClosed(0, greatest).mapToObj(Integer::toString).toList()
                : names;
        return new DatasetBuilder(Items.range(labels.length), Preparation.fixed(joined(), List.of()))
                .labels(labels)
                .classes(classes)
                .test(test);
    }

    private void features(Npy file, Source source) throws IOException {
        Matrix block = file.matrix();
        if (!blocks.isEmpty() && blocks.getFirst().cols() != block.cols()) {
            throw new BadDataException("The file (%s) has (%d) columns but the one before has (%d)."
                    .formatted(source.path(), block.cols(), blocks.getFirst().cols()));
        }
        requireFinite(block, source);
        int before = labels.length;
        labels = Arrays.copyOf(labels, before + block.rows());
        Arrays.fill(labels, before, labels.length, Dataset.UNKNOWN);
        test.set(before, labels.length, source.test());
        blocks.add(block);
    }

    private void labels(Npy file, Source source) throws IOException {
        int[] values = file.ints();
        int rows = blocks.isEmpty() ? 0 : blocks.getLast().rows();
        if (!blocks.isEmpty() && values.length != rows) {
            throw new BadDataException("The file (%s) has (%d) labels for (%d) rows of features."
                    .formatted(source.path(), values.length, rows));
        }
        int mostClasses = names.isEmpty() ? MOST_CLASSES : names.size();
        for (int i = 0; i < values.length; i++) {
            if (values[i] < Dataset.UNKNOWN || values[i] >= mostClasses) {
                throw new BadDataException(
                        "The label (%d) of row (%d) in (%s) is not one of (%d) classes, and not -1 for unknown. Maybe it is a measurement, or classes lack a name."
                                .formatted(values[i], i, source.path(), mostClasses));
            }
        }
        System.arraycopy(values, 0, labels, labels.length - rows, rows);
    }

    private static void requireFinite(Matrix matrix, Source source) throws BadDataException {
        float[] block = new float[Math.multiplyExact(Math.min(CHUNK, matrix.rows()), matrix.cols())];
        for (int from = 0; from < matrix.rows(); from += CHUNK) {
            int to = Math.min(matrix.rows(), from + CHUNK);
            matrix.copyRows(from, to, block);
            for (int j = 0; j < (to - from) * matrix.cols(); j++) {
                if (!Float.isFinite(block[j])) {
                    throw new BadDataException(
                            "The value (%s) in row (%d), column (%d) of (%s) is not a finite float32."
                                    .formatted(block[j], from + j / matrix.cols(), j % matrix.cols(), source.path()));
                }
            }
        }
    }

    private Matrix joined() {
        if (blocks.size() == 1) {
            return blocks.getFirst();
        }
        int cols = blocks.getFirst().cols();
        Memory.require(
                (long) labels.length * cols * Float.BYTES, "The features of (%d) files".formatted(blocks.size()));
        float[] all = new float[Math.multiplyExact(labels.length, cols)];
        int row = 0;
        for (Matrix block : blocks) {
            float[] values = block.toFloat().values();
            System.arraycopy(values, 0, all, row * cols, values.length);
            row += block.rows();
        }
        return FloatMatrix.wrap(all, row, cols);
    }
}
