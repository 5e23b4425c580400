package dev.quarry.server.data;

import dev.quarry.server.store.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** All uploads that are under way. None survives a restart: what was not accepted is forgotten. */
public final class Uploads {

    private static final int MOST = 50;

    private final Folders folders;
    private final Bounds bounds;
    private final Map<String, Upload> open = new ConcurrentHashMap<>();

    /**
     * No uploads; what an earlier process left is deleted.
     *
     * @throws IOException if the folder cannot be used
     */
    public Uploads(Folders folders, Bounds bounds) throws IOException {
        this.folders = folders;
        this.bounds = bounds;
        delete(folders.staging());
        folders.create();
    }

    /**
     * Begins one.
     *
     * @throws IllegalStateException if too many are under way
     */
    public Upload begin(String project) throws IOException {
        if (open.size() >= MOST) {
            throw new IllegalStateException(
                    "There are (%d) uploads under way already. Maybe finish one first.".formatted(open.size()));
        }
        String id = UUID.randomUUID().toString();
        Upload upload = new Upload(
                id, project, Files.createDirectories(folders.staging().resolve(id)), bounds);
        open.put(id, upload);
        return upload;
    }

    /**
     * One of a project.
     *
     * @throws NoSuchElementException if there is none of this id
     */
    public Upload get(String project, String id) {
        Upload upload = open.get(id);
        if (upload == null || !upload.project().equals(project)) {
            throw new NoSuchElementException(
                    "There is no upload (%s). Maybe it was used or the server was started anew since; send the files again."
                            .formatted(SafeName.shown(id)));
        }
        return upload;
    }

    /** Forgets one and deletes its files. */
    public void discard(String project, String id) throws IOException {
        Upload upload = get(project, id);
        open.remove(id);
        delete(upload.folder());
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
