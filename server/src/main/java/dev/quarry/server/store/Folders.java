package dev.quarry.server.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Where an installation keeps its files. Everything below {@link #project} but the pictures that were uploaded can be
 * computed again.
 *
 * @param data the folder of the installation
 */
public record Folders(Path data) {

    /**
     * Makes the folder of the installation, where there is none yet, for nobody but whoever runs it.
     *
     * @throws IOException if it cannot be made
     */
    public void create() throws IOException {
        for (Path folder : List.of(data, data.resolve("projects"), staging(), logs())) {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
                ownersOnly(folder, "rwx------");
            }
        }
    }

    /**
     * Makes a file that nobody reads but whoever runs the installation, or makes it so.
     *
     * @throws IOException if it cannot be made
     */
    static void createOwnersOnly(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            // then only its rights are set
        }
        ownersOnly(file, "rw-------");
    }

    private static void ownersOnly(Path path, String rights) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
        }
    }

    /** What belongs to a project. */
    public Path project(String id) {
        return data.resolve("projects").resolve(id);
    }

    /** Pictures and files that were uploaded into a project. */
    public Path uploads(String project) {
        return project(project).resolve("uploads");
    }

    /** Small versions of the pictures of a project. */
    public Path thumbnails(String project) {
        return project(project).resolve("thumbnails");
    }

    /** What models see of the items of a project. */
    public Path features(String project) {
        return project(project).resolve("features");
    }

    /** The fitted models of a project, one file each. */
    public Path models(String project) {
        return project(project).resolve("models");
    }

    /** What each model says about each item of a project, one file for a model. */
    public Path predictions(String project) {
        return project(project).resolve("predictions");
    }

    /** Coordinates of the items of a project on a map. */
    public Path maps(String project) {
        return project(project).resolve("maps");
    }

    /** What arrives and is not yet part of a project. */
    public Path staging() {
        return data.resolve("staging");
    }

    /** What the app did and what failed. */
    public Path logs() {
        return data.resolve("logs");
    }
}
