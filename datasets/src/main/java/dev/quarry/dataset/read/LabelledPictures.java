package dev.quarry.dataset.read;

import dev.quarry.dataset.BadDataException;
import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.DatasetBuilder;
import dev.quarry.dataset.Picture;
import dev.quarry.dataset.PictureShape;
import dev.quarry.dataset.feature.PictureFeatures;
import dev.quarry.dataset.feature.PictureRows;
import dev.quarry.dataset.feature.Pixels;
import dev.quarry.dataset.feature.Unscaled;
import dev.quarry.item.Items;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Memory;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Pictures of one shape, as bytes plane by plane, and their labels, gathered from several files. */
final class LabelledPictures {

    private @Nullable PictureShape shape;
    private float[] values = new float[0];
    private int rows;
    private int[] labels = new int[0];
    private final BitSet test = new BitSet();

    /** Makes room for {@code count} more pictures, which must have the shape of those before. */
    void begin(PictureShape next, int count, Source source) throws BadDataException {
        if (count < 0 || next.height() <= 0 || next.width() <= 0) {
            throw new BadDataException(
                    "The file (%s) announces (%d) pictures of (%d) × (%d) pixels. Maybe it is broken."
                            .formatted(source.path(), count, next.height(), next.width()));
        } else if (shape != null && !shape.equals(next)) {
            throw new BadDataException("The pictures of (%s) have shape (%s) but those before have (%s)."
                    .formatted(source.path(), next, shape));
        }
        shape = next;
        Memory.require(
                ((long) rows + count) * next.size() * Float.BYTES, "The pictures of (%s)".formatted(source.path()));
        values = Arrays.copyOf(values, Math.multiplyExact(rows + count, next.size()));
    }

    int rows() {
        return rows;
    }

    /** Adds one picture: its bytes from {@code from} on. */
    void add(byte[] bytes, int from, boolean isTest) {
        int size = shape == null ? 0 : shape.size();
        int at = rows * size;
        for (int j = 0; j < size; j++) {
            values[at + j] = (bytes[from + j] & 0xFF) / 255f;
        }
        test.set(rows, isTest);
        rows++;
    }

    /** The labels of the last pictures added. */
    void addLabels(int[] more, String file) throws BadDataException {
        int before = labels.length;
        labels = Arrays.copyOf(labels, before + more.length);
        System.arraycopy(more, 0, labels, before, more.length);
        if (labels.length != rows) {
            throw new BadDataException(
                    "After (%s) there are (%d) labels for (%d) pictures.".formatted(file, labels.length, rows));
        }
    }

    DatasetBuilder build(List<String> names, List<PictureFeatures> features, List<Source> sources) throws IOException {
        PictureShape layout = shape;
        if (layout == null || rows == 0) {
            throw new BadDataException("There is no picture in %s. Maybe a file is empty."
                    .formatted(sources.stream().map(Source::path).toList()));
        }
        int greatest = Arrays.stream(labels).max().orElse(Dataset.UNKNOWN);
        if (!names.isEmpty() && greatest >= names.size()) {
            throw new BadDataException("The label (%d) in %s has no name: there are names for (%d) classes."
                    .formatted(greatest, sources.stream().map(Source::path).toList(), names.size()));
        }
        List<String> classes = names.isEmpty()
                ? IntStream.rangeClosed(0, greatest).mapToObj(Integer::toString).toList()
                : names;
        FloatMatrix pixels = FloatMatrix.wrap(values, rows, layout.size());
        List<Picture> pictures = IntStream.range(0, rows)
                .<Picture>mapToObj(row -> () -> PixelRows.picture(pixels, row, layout))
                .toList();
        PictureFeatures how = features.isEmpty()
                ? new Pixels(layout.width(), layout.height(), layout.channels() == 1)
                : PictureFeatures.of(features);
        FloatMatrix taken = features.isEmpty() ? pixels : how.rows(pictures);
        DatasetBuilder builder = new DatasetBuilder(
                        Items.range(rows), PictureRows.preparation(how, new Unscaled(), taken, pictures))
                .labels(labels)
                .classes(classes)
                .pictures(pictures)
                .test(test);
        how.shape().ifPresent(builder::shape);
        return builder;
    }
}
