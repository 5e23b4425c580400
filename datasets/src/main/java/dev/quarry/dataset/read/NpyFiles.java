package dev.quarry.dataset.read;

import com.google.auto.service.AutoService;
import dev.quarry.dataset.DatasetBuilder;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Features that somebody else computed, as numpy saves them: a file of rows of numbers, then, perhaps, a file of as many
 * whole numbers, their labels (−1 where unknown). A single file of float32 rows may stay in its file.
 *
 * @param classes the names of the classes in the order of their labels; empty for their numbers
 */
@AutoService(Part.class)
@Named(value = "npy", summary = "Features and labels as numpy saves them.", cost = "O(bytes)")
public record NpyFiles(
        @Help("names of the classes in the order of their labels")
        List<String> classes) implements Format {

    /** Copies the names. */
    public NpyFiles {
        classes = List.copyOf(classes);
    }

    /** Classes named by their numbers. */
    public NpyFiles() {
        this(List.of());
    }

    @Override
    public DatasetBuilder read(List<Source> sources) throws IOException {
        return new NpyReading(classes).read(sources);
    }

    /** {@code X.npy} brings {@code y.npy} along, {@code …features….npy} brings {@code …labels….npy}. */
    @Override
    public List<Path> claims(Path path) {
        if (Files.isDirectory(path)) {
            Path features = path.resolve("X.npy");
            return Files.exists(features) ? claims(features) : List.of();
        }
        String name = String.valueOf(path.getFileName());
        if (!name.endsWith(".npy")) {
            return List.of();
        }
        Path labels = path.resolveSibling(name.equals("X.npy") ? "y.npy" : name.replace("features", "labels"));
        return Files.exists(labels) && !labels.equals(path) ? List.of(path, labels) : List.of(path);
    }
}
