package dev.quarry.dataset.read;

import dev.quarry.dataset.BadDataException;
import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.DatasetBuilder;
import dev.quarry.dataset.Picture;
import dev.quarry.dataset.feature.PictureFeatures;
import dev.quarry.dataset.feature.PictureRows;
import dev.quarry.item.Items;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Memory;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/** One reading of folders or zips of pictures. */
final class PictureReading {

    private static final Set<String> READABLE = Set.of("jpg", "jpeg", "png", "bmp", "gif", "tif", "tiff", "webp");
    private static final Set<String> UNREADABLE = Set.of("heic", "heif", "avif");

    private final Pictures options;
    private final PictureFeatures how;
    private final List<String> names = new ArrayList<>();
    private final List<PictureFile> pictures = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();
    private final Levels levels = new Levels();
    private final BitSet test = new BitSet();
    private final Floats features = new Floats();

    PictureReading(Pictures options) {
        this.options = options;
        this.how = PictureFeatures.of(options.features());
    }

    DatasetBuilder read(List<Source> sources) throws IOException {
        for (Source source : sources) {
            if (Files.isDirectory(Bytes.existing(source.path()))) {
                read(source.path(), source);
            } else {
                readZip(source);
            }
        }
        if (pictures.isEmpty()) {
            throw new BadDataException(
                    "There is no picture in (%s). Maybe it is another folder, or the files have no ending such as (.jpg)."
                            .formatted(sources.getFirst().path()));
        }
        int[] order = levels.order();
        int[] ranks = Levels.ranks(order);
        FloatMatrix matrix = FloatMatrix.wrap(features.toArray(), pictures.size(), features.size() / pictures.size());
        DatasetBuilder builder = new DatasetBuilder(
                        Items.named(names), PictureRows.preparation(how, options.scaling(), matrix, pictures))
                .pictures(pictures)
                .test(test)
                .labels(labels.stream()
                        .mapToInt(label -> label < 0 ? Dataset.UNKNOWN : ranks[label])
                        .toArray())
                .classes(Arrays.stream(order).mapToObj(levels::value).toList());
        how.shape().ifPresent(builder::shape);
        return builder;
    }

    private void readZip(Source source) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(source.path())) {
            read(zip.getPath("/"), source);
        } catch (ZipException | ProviderNotFoundException e) {
            throw new BadDataException(
                    "The file (%s) is not a readable zip: %s. Maybe its download broke off."
                            .formatted(source.path(), e.getMessage()),
                    e);
        }
    }

    private void read(Path root, Source source) throws IOException {
        List<Path> files = pictures(root);
        boolean split = Files.isDirectory(root.resolve(options.trainFolder()));
        for (int pass = 0; pass < 2; pass++) { // pool pictures first
            boolean wantTest = pass == 1;
            List<Path> chosen = files.stream()
                    .filter(file -> isTest(root.relativize(file), split, source) == wantTest)
                    .toList();
            for (Path file : chosen) {
                test.set(pictures.size(), wantTest);
                labels.add(label(root.relativize(file), split));
                names.add(name(root, file));
                pictures.add(
                        Files.isDirectory(source.path())
                                ? new PictureFile(file, "")
                                : new PictureFile(source.path(), name(root, file)));
            }
            extract(chosen);
        }
    }

    /** Whether a picture lies in a folder or at most two folders deeper, judged by names. */
    static boolean holdsPictures(Path folder) {
        try (Stream<Path> near = Files.walk(folder, 3)) {
            return near.anyMatch(file -> READABLE.contains(ending(file)) || UNREADABLE.contains(ending(file)));
        } catch (IOException | UncheckedIOException e) {
            return false; // reading it will say why
        }
    }

    private static String ending(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static List<Path> pictures(Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root)) {
            files = walk.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(file -> name(root, file)))
                    .toList();
        }
        List<Path> pictures = new ArrayList<>();
        for (Path file : files) {
            if (isPicture(root.relativize(file))) {
                pictures.add(file);
            }
        }
        return pictures;
    }

    private boolean isTest(Path file, boolean split, Source source) {
        return source.test() || (split && file.getName(0).toString().equals(options.testFolder()));
    }

    private int label(Path file, boolean split) {
        int folder = split && (isFolder(file, options.trainFolder()) || isFolder(file, options.testFolder())) ? 1 : 0;
        if (file.getNameCount() < folder + 2) {
            return Dataset.UNKNOWN;
        }
        String name = folderName(file.getName(folder));
        if (options.unlabelled().contains(name)) {
            return Dataset.UNKNOWN;
        }
        return levels.add(name.toCharArray(), 0, name.length());
    }

    private static boolean isFolder(Path file, String folder) {
        return folderName(file.getName(0)).equals(folder);
    }

    private static String folderName(Path folder) {
        String name = folder.toString();
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }

    private static String name(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private static boolean isPicture(Path file) throws BadDataException {
        String ending = ending(file);
        if (UNREADABLE.contains(ending)) {
            throw new BadDataException(
                    "The picture (%s) is of a kind (%s) that Java does not read. Maybe convert it to JPEG or PNG."
                            .formatted(file, ending));
        }
        Path last = file.getFileName();
        return READABLE.contains(ending) && last != null && !last.toString().startsWith(".");
    }

    /** Adds the features of the files, which does not depend on how many threads do it. */
    private void extract(List<Path> files) throws IOException {
        if (files.isEmpty()) {
            return;
        }
        FloatMatrix block = how.rows(files.stream().map(Opened::new).toList());
        Memory.require(
                (long) pictures.size() * block.cols() * Float.BYTES,
                "The features of (%d) pictures".formatted(pictures.size()));
        for (float value : block.values()) {
            features.add(value);
        }
    }

    /** A picture while its folder or zip is being read. */
    private record Opened(Path path) implements Picture {

        @Override
        public BufferedImage image() throws IOException {
            return PictureFile.decode(path, path.toString());
        }

        @Override
        public byte[] content() throws IOException {
            return Files.readAllBytes(path);
        }

        @Override
        public Optional<Path> file() {
            return Optional.of(path);
        }
    }
}
