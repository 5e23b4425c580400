package dev.quarry.server.teach;

import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Npy;
import dev.quarry.server.store.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What each model of each project says about each item, kept in files. */
public final class PredictionStore {

    private final Folders folders;
    private final Map<String, Predictions> newest = new ConcurrentHashMap<>();

    /** The predictions below these folders. */
    public PredictionStore(Folders folders) {
        this.folders = folders;
    }

    /**
     * Keeps what a model says.
     *
     * @param probabilities shape [n, C], row i for the item of row i, column c for the class of number c
     */
    public Predictions keep(String project, int model, Matrix probabilities) throws IOException {
        Path folder = Files.createDirectories(folders.predictions(project));
        Path beside = folder.resolve(model + ".npy.new");
        Npy.write(beside, probabilities.toFloat());
        Files.move(beside, file(project, model), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        newest.remove(project);
        return of(project, model).orElseThrow();
    }

    private Path file(String project, int model) {
        return folders.predictions(project).resolve(model + ".npy");
    }

    /** What a model says; none where it said nothing or the file is gone. The last one asked for stays open. */
    public Optional<Predictions> of(String project, int model) {
        Predictions known = newest.get(project);
        if (known != null && known.model() == model) {
            return Optional.of(known);
        }
        Optional<Predictions> read = read(project, model);
        read.ifPresent(one -> newest.put(project, one));
        return read;
    }

    /** Whether it is kept what a model says. */
    public boolean has(String project, int model) {
        return Files.exists(file(project, model));
    }

    /** The same without keeping it open, for a look at an earlier model. */
    public Optional<Predictions> read(String project, int model) {
        if (model == 0 || !has(project, model)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Predictions.of(model, Npy.open(file(project, model)).matrix()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
