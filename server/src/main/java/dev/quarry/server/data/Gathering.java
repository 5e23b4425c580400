package dev.quarry.server.data;

import dev.quarry.dataset.BadDataException;
import dev.quarry.server.job.Progress;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All files of an upload or of a folder of the server, archives of an upload unpacked, in the order of their names.
 *
 * @param files what may become items
 * @param root the folder of the server that they stay in; null for an upload
 */
record Gathering(List<SourceFile> files, @Nullable Path root) {

    /** Those of an upload. */
    static Gathering of(Upload upload, Bounds bounds, Progress progress, Skipped skipped) throws IOException {
        List<SourceFile> files = new ArrayList<>();
        Path unpacked = upload.folder().resolve("unpacked");
        Uploads.delete(unpacked); // of an earlier look
        Archive archive = new Archive(bounds, progress, skipped);
        int number = 0;
        for (Upload.Arrived arrived : upload.files()) {
            if (SafeName.isPassedOver(arrived.name())) {
                continue;
            }
            SourceFile file = SourceFile.of(arrived.name(), arrived.path());
            if (file.kind() != SourceFile.Kind.ZIP) {
                files.add(file);
                continue;
            }
            Path folder = unpacked.resolve(Integer.toString(number++));
            try {
                files.addAll(archive.unpack(file, folder));
            } catch (BadDataException e) {
                Uploads.delete(folder);
                skipped.add(file.name(), String.valueOf(e.getMessage()));
            }
        }
        files.sort(Comparator.comparing(SourceFile::name));
        return new Gathering(files, null);
    }

    /** Those below a folder of the server. Links are not followed. */
    static Gathering of(Path root, Bounds bounds, Progress progress, Skipped skipped) throws IOException {
        List<SourceFile> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                progress.at(-1, "Looking for files: %,d".formatted(files.size()));
                String name = root.relativize(path).toString().replace('\\', '/');
                if (SafeName.isPassedOver(name)) {
                    return FileVisitResult.CONTINUE;
                }
                if (attributes.isSymbolicLink()) {
                    skipped.add(name, "It is a link to another file, which is not followed.");
                } else if (attributes.isRegularFile()) {
                    if (files.size() >= bounds.files()) {
                        throw new BadDataException(
                                "The folder (%s) has more than (%d) files. Maybe choose a part of it."
                                        .formatted(root, bounds.files()));
                    }
                    gather(name, path);
                }
                return FileVisitResult.CONTINUE;
            }

            private void gather(String name, Path path) throws IOException {
                try {
                    files.add(SourceFile.of(name, path));
                } catch (AccessDeniedException e) {
                    skipped.add(name, "It may not be read.");
                }
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
                skipped.add(root.relativize(path).toString(), "It cannot be read.");
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(Comparator.comparing(SourceFile::name));
        return new Gathering(files, root);
    }

    List<SourceFile> all(SourceFile.Kind kind) {
        return files.stream().filter(file -> file.kind() == kind).toList();
    }
}
