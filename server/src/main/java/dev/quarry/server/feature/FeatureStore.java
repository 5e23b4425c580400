package dev.quarry.server.feature;

import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Npy;
import dev.quarry.server.store.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * The features of the items of all projects, kept in files: they can be computed again, and a pool that is larger than
 * memory stays where it is.
 */
public final class FeatureStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CURRENT = "current.json";

    private final Folders folders;
    private final Map<String, Features> open = new ConcurrentHashMap<>();

    /**
     * What models see.
     *
     * @param rows float32, shape [n, d], row i for the item of row i; n may be less than the items, where some were
     *     added since
     * @param names of the columns, d of them
     * @param fingerprint of everything that made them: the same fingerprint, the same numbers
     */
    public record Features(Matrix rows, List<String> names, String fingerprint) {}

    /** What stands beside the numbers. */
    record Kept(String fingerprint, List<String> names) {}

    /** The features below these folders. */
    public FeatureStore(Folders folders) {
        this.folders = folders;
    }

    /** The features that models of a project see now; none before any were computed. */
    public Optional<Features> current(String project) {
        return Optional.ofNullable(open.computeIfAbsent(project, this::read));
    }

    @SuppressWarnings("NullAway") // computeIfAbsent takes null for none
    private Features read(String project) {
        Path folder = folders.features(project);
        if (!Files.exists(folder.resolve(CURRENT))) {
            return null;
        }
        try {
            Kept kept = JSON.readValue(Files.readString(folder.resolve(CURRENT)), Kept.class);
            Matrix rows = Npy.open(folder.resolve(kept.fingerprint + ".npy")).matrix();
            return new Features(rows, kept.names, kept.fingerprint);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Features of an earlier time, while their file is there. */
    public Optional<Features> find(String project, String fingerprint) {
        Optional<Features> now =
                current(project).filter(one -> one.fingerprint().equals(fingerprint));
        Path file = folders.features(project).resolve(fingerprint + ".npy");
        if (now.isPresent() || fingerprint.isEmpty() || !Files.exists(file)) {
            return now;
        }
        try {
            return Optional.of(new Features(Npy.open(file).matrix(), List.of(), fingerprint));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where features of a fingerprint are written before {@link #keep} makes them those of the project. */
    public Path file(String project, String fingerprint) throws IOException {
        Path folder = Files.createDirectories(folders.features(project));
        return folder.resolve(fingerprint + ".npy");
    }

    /**
     * Makes the features in {@link #file} those of the project.
     *
     * @param names of the columns
     */
    public Features keep(String project, String fingerprint, List<String> names) throws IOException {
        Path folder = Files.createDirectories(folders.features(project));
        Path beside = folder.resolve(CURRENT + ".new");
        Files.writeString(beside, JSON.writeValueAsString(new Kept(fingerprint, names)));
        Files.move(
                beside, folder.resolve(CURRENT), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        open.remove(project);
        return current(project).orElseThrow();
    }
}
