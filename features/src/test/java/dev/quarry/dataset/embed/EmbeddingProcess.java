package dev.quarry.dataset.embed;

import dev.quarry.dataset.Picture;
import dev.quarry.dataset.feature.FeatureListener;
import dev.quarry.dataset.feature.PictureFeatures;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.part.Parts;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** A process of its own that embeds a folder of pictures, says how far it is, and may stand still there. */
final class EmbeddingProcess {

    private EmbeddingProcess() {}

    /** A file as a picture. */
    record FilePicture(Path path) implements Picture {
        @Override
        public BufferedImage image() throws IOException {
            return ImageIO.read(path.toFile());
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

    static List<FilePicture> pictures(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().map(FilePicture::new).toList();
        }
    }

    static Embedding embedding(Path model) {
        return (Embedding) Parts.read(PictureFeatures.class, "embedding{model: \"%s\", batch: 4}".formatted(model));
    }

    static FloatMatrix embed(Path model, Path pictures, Optional<Path> cache) throws IOException {
        return new PictureRun(embedding(model), cache).of(pictures(pictures));
    }

    /** Arguments: model, folder of pictures, cache, how many pictures must be done before it stands still. */
    public static void main(String[] args) throws IOException {
        int still = Integer.parseInt(args[3]);
        FeatureListener says = (what, done, all) -> {
            System.out.println("done " + done);
            if (done >= still) {
                waitForEver();
            }
        };
        FloatMatrix rows = FeatureListener.during(
                says, () -> embed(Path.of(args[0]), Path.of(args[1]), Optional.of(Path.of(args[2]))));
        System.out.println("rows " + Arrays.hashCode(rows.values()));
    }

    private static void waitForEver() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a class of the tests as a process. */
    static Process start(Class<?> main, List<String> flags, Object... arguments) throws IOException {
        Stream<String> java = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-Djava.awt.headless=true");
        Stream<String> rest = Stream.concat(
                Stream.of("-cp", System.getProperty("java.class.path"), main.getName()),
                Arrays.stream(arguments).map(String::valueOf));
        List<String> command =
                Stream.concat(Stream.concat(java, flags.stream()), rest).toList();
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    static BufferedReader output(Process process) {
        return process.inputReader(StandardCharsets.UTF_8);
    }
}
