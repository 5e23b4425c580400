package dev.quarry.dataset.read;

import com.google.auto.service.AutoService;
import dev.quarry.dataset.BadDataException;
import dev.quarry.dataset.DatasetBuilder;
import dev.quarry.dataset.PictureShape;
import dev.quarry.dataset.feature.PictureFeatures;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The binary version of CIFAR, plain or gzip: each record is its label bytes, then 32 × 32 red, 32 × 32 green and 32 × 32
 * blue bytes, plane after plane. Features keep that order, in [0, 1].
 *
 * @param classes the names of the classes in the order of their labels; empty for their numbers
 * @param labelBytes how many bytes stand before the pixels; the last of them is the label (1 in CIFAR-10, 2 in CIFAR-100)
 * @param features how a picture becomes numbers, several side by side; empty for its pixels as they are
 */
@AutoService(Part.class)
@Named(
        value = "cifar",
        summary = "32 × 32 colour pictures and labels as CIFAR has them, plain or gzip.",
        cost = "O(bytes), 4 bytes a value")
public record Cifar(
        @Help("names of the classes in the order of their labels")
        List<String> classes,

        @Help("bytes before the pixels, the last of them the label")
        int labelBytes,

        @Help("how a picture becomes numbers; none for its pixels")
        List<PictureFeatures> features)
        implements Format {

    private static final PictureShape SHAPE = new PictureShape(3, 32, 32);

    /** Copies the lists and checks the bytes. */
    public Cifar {
        classes = List.copyOf(classes);
        features = List.copyOf(features);
        if (labelBytes < 1 || labelBytes > 8) {
            throw new IllegalArgumentException("The label-bytes (%d) must be 1 to 8.".formatted(labelBytes));
        }
    }

    /** CIFAR-10, classes named by their numbers, pixels as they are. */
    public Cifar() {
        this(List.of(), 1, List.of());
    }

    @Override
    public DatasetBuilder read(List<Source> sources) throws IOException {
        LabelledPictures all = new LabelledPictures();
        for (Source source : sources) {
            Bytes.read(source.path(), in -> read(in, source, all));
        }
        return all.build(classes, features, sources);
    }

    private int read(InputStream in, Source source, LabelledPictures all) throws IOException {
        int record = labelBytes + SHAPE.size();
        byte[] bytes = in.readAllBytes();
        if (bytes.length % record != 0) {
            throw new BadDataException(
                    "The file (%s) has (%d) bytes, which is no multiple of (%d), the size of one record. Maybe its download broke off, or label-bytes is not (%d)."
                            .formatted(source.path(), bytes.length, record, labelBytes));
        }
        int count = bytes.length / record;
        all.begin(SHAPE, count, source);
        int[] labels = new int[count];
        Arrays.setAll(labels, i -> bytes[i * record + labelBytes - 1] & 0xFF);
        for (int i = 0; i < count; i++) {
            all.add(bytes, i * record + labelBytes, source.test());
        }
        all.addLabels(labels, source.name());
        return count;
    }

    @Override
    public List<Path> claims(Path path) {
        return Bytes.plainName(path).endsWith(".bin") ? List.of(path) : List.of();
    }
}
