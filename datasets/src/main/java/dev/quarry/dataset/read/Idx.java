package dev.quarry.dataset.read;

import com.google.auto.service.AutoService;
import dev.quarry.dataset.BadDataException;
import dev.quarry.dataset.DatasetBuilder;
import dev.quarry.dataset.PictureShape;
import dev.quarry.dataset.feature.PictureFeatures;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * IDX, the format of MNIST: unsigned bytes with their shape in front, big-endian, plain or gzip. Sources come in pairs,
 * pictures then labels. Grey levels become [0, 1].
 *
 * @param classes the names of the classes in the order of their labels; empty for 0 to the greatest label
 * @param features how a picture becomes numbers, several side by side; empty for its pixels as they are
 */
@AutoService(Part.class)
@Named(
        value = "idx",
        summary = "Grey pictures and labels as MNIST has them, plain or gzip.",
        cost = "O(bytes), 4 bytes a pixel")
public record Idx(
        @Help("names of the classes in the order of their labels")
        List<String> classes,

        @Help("how a picture becomes numbers; none for its pixels")
        List<PictureFeatures> features)
        implements Format {

    private static final int PICTURES = 0x0803;
    private static final int LABELS = 0x0801;

    /** Copies the lists. */
    public Idx {
        classes = List.copyOf(classes);
        features = List.copyOf(features);
    }

    /** Classes named by their numbers, pixels as they are. */
    public Idx() {
        this(List.of(), List.of());
    }

    @Override
    public DatasetBuilder read(List<Source> sources) throws IOException {
        LabelledPictures all = new LabelledPictures();
        for (int s = 0; s + 1 < sources.size(); s += 2) {
            Source pictures = sources.get(s);
            Source labels = sources.get(s + 1);
            int before = all.rows();
            Bytes.read(pictures.path(), in -> pictures(in, pictures, all));
            int[] classesOf = Bytes.read(labels.path(), in -> labels(in, labels, all.rows() - before, pictures));
            all.addLabels(classesOf, labels.name());
        }
        if (sources.size() % 2 != 0) {
            throw new BadDataException("The pictures (%s) come without a file of labels. Maybe name both."
                    .formatted(sources.getLast().path()));
        }
        return all.build(classes, features, sources);
    }

    private static PictureShape pictures(InputStream in, Source source, LabelledPictures all) throws IOException {
        DataInputStream data = new DataInputStream(in);
        requireMagic(data.readInt(), PICTURES, "pictures", source);
        int count = data.readInt();
        PictureShape shape = new PictureShape(1, data.readInt(), data.readInt());
        all.begin(shape, count, source);
        byte[] row = new byte[shape.size()];
        for (int i = 0; i < count; i++) {
            fill(in, row, i, count, source);
            all.add(row, 0, source.test());
        }
        requireEnd(in, source);
        return shape;
    }

    private static int[] labels(InputStream in, Source source, int pictures, Source of) throws IOException {
        DataInputStream data = new DataInputStream(in);
        requireMagic(data.readInt(), LABELS, "labels", source);
        int count = data.readInt();
        if (count != pictures) {
            throw new BadDataException("The file (%s) has (%d) labels but (%s) has (%d) pictures."
                    .formatted(source.path(), count, of.name(), pictures));
        }
        byte[] bytes = new byte[count];
        Bytes.fill(in, bytes);
        requireEnd(in, source);
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = bytes[i] & 0xFF;
        }
        return labels;
    }

    private static void fill(InputStream in, byte[] row, int i, int count, Source source) throws IOException {
        try {
            Bytes.fill(in, row);
        } catch (EOFException e) {
            throw new BadDataException(
                    "The file (%s) announces (%d) pictures but ends within number (%d). Maybe its download broke off."
                            .formatted(source.path(), count, i),
                    e);
        }
    }

    /** Nothing may follow; looking for it also makes gzip check its sum. */
    private static void requireEnd(InputStream in, Source source) throws IOException {
        if (in.read() >= 0) {
            throw new BadDataException("The file (%s) goes on after what it announces. Maybe its head is damaged."
                    .formatted(source.path()));
        }
    }

    private static void requireMagic(int magic, int wanted, String what, Source source) throws BadDataException {
        if (magic != wanted) {
            throw new BadDataException(
                    "The file (%s) begins with (0x%08X), not with (0x%08X) as IDX %s do. Maybe it is another file, or pictures and labels are swapped."
                            .formatted(source.path(), magic, wanted, what));
        }
    }

    @Override
    public List<Path> claims(Path path) {
        String name = String.valueOf(path.getFileName());
        if (!Bytes.plainName(path).endsWith("idx3-ubyte")) {
            return List.of();
        }
        Path labels = path.resolveSibling(name.replace("images", "labels").replace("idx3", "idx1"));
        return Files.exists(labels) ? List.of(path, labels) : List.of(path);
    }
}
