package dev.quarry.server.experiment;

import dev.quarry.lab.RunFolder;
import dev.quarry.lab.result.Results;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The runs of the lab below some folders. A run that is being written is read up to its last whole line. */
public final class Runs {

    private static final int DEEPEST = 4;
    private static final int MOST = 1_000;

    private final List<Path> folders;
    private final Map<Path, Read> known = new ConcurrentHashMap<>();

    /** Below these folders; one that is not there holds none. */
    public Runs(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /** A run as it was read, and when its file was written. */
    private record Read(long changed, long size, Results results) {}

    /** A folder with a run. */
    private record Found(String id, String name, Path folder) {}

    /** All runs, the newest first. */
    public List<Run.Card> all() {
        return found().stream()
                .map(this::card)
                .sorted(Comparator.comparingLong(Run.Card::changed).reversed())
                .toList();
    }

    /**
     * A run.
     *
     * @throws NoSuchElementException if there is none of this id
     * @throws IllegalStateException if it cannot be read
     */
    public Run get(String id) {
        Found found = find(id);
        return Run.of(found.id, found.name, changed(found.folder), results(found));
    }

    /** What a run found so far. */
    public Results results(String id) {
        return results(find(id));
    }

    private Found find(String id) {
        Optional<Found> found =
                found().stream().filter(one -> one.id.equals(id)).findFirst();
        return found.orElseThrow(() -> new NoSuchElementException("There is no run (%s).".formatted(id)));
    }

    private Run.Card card(Found found) {
        try {
            return Run.card(found.id, found.name, changed(found.folder), results(found));
        } catch (IllegalStateException e) {
            return Run.Card.broken(found.id, found.name, changed(found.folder), String.valueOf(e.getMessage()));
        }
    }

    private Results results(Found found) {
        long changed = changed(found.folder);
        try {
            Path cells = found.folder.resolve("cells.jsonl");
            long size = Files.exists(cells) ? Files.size(cells) : 0;
            Read read = known.get(found.folder);
            if (read == null || read.changed != changed || read.size != size) {
                read = new Read(changed, size, RunFolder.read(found.folder));
                known.put(found.folder, read);
            }
            return read.results;
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("The run (%s) cannot be read: %s".formatted(found.name, e.getMessage()), e);
        }
    }

    private static long changed(Path folder) {
        return Math.max(
                folder.resolve("cells.jsonl").toFile().lastModified(),
                folder.resolve("configuration.json").toFile().lastModified());
    }

    private List<Found> found() {
        List<Found> found = new ArrayList<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> all = Files.find(
                        folder,
                        DEEPEST,
                        (path, attributes) -> path.getFileName().toString().equals("configuration.json"))) {
                    all.limit(MOST).map(Path::getParent).forEach(run -> found.add(found(folder, run)));
                } catch (IOException | UncheckedIOException e) {
                    throw new IllegalStateException(
                            "The folder (%s) cannot be read: %s.".formatted(folder, e.getMessage()), e);
                }
            }
        }
        return found;
    }

    private static Found found(Path folder, Path run) {
        String below = folder.relativize(run).toString().replace('\\', '/');
        String name = below.isEmpty()
                ? String.valueOf(run.toAbsolutePath().normalize().getFileName())
                : below;
        return new Found(id(run), name, run);
    }

    private static String id(Path run) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(run.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }
}
