package dev.quarry.server.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Files that arrived and belong to no project yet. On the disk they have numbers for names, so that no name can do harm.
 * Several may arrive at once.
 */
public final class Upload {

    private static final int BLOCK = 1 << 16;

    /** After so many bytes somebody looks again how much room there is. */
    private static final long LOOK = 64L << 20;

    private final String id;
    private final String project;
    private final Path folder;
    private final Bounds bounds;
    private final Map<String, String> taken = new HashMap<>();
    private final List<Arrived> files = new ArrayList<>();
    private long bytes;
    private int number;

    /** A file that arrived. */
    record Arrived(String name, Path path) {}

    /**
     * How far an upload is.
     *
     * @param id in addresses
     * @param files how many arrived
     * @param bytes of all of them
     */
    public record Standing(String id, int files, long bytes) {}

    Upload(String id, String project, Path folder, Bounds bounds) {
        this.id = id;
        this.project = project;
        this.folder = folder;
        this.bounds = bounds;
    }

    String project() {
        return project;
    }

    Path folder() {
        return folder;
    }

    synchronized List<Arrived> files() {
        return List.copyOf(files);
    }

    /** How far it is. */
    public synchronized Standing standing() {
        return new Standing(id, files.size(), bytes);
    }

    /**
     * Takes a file in.
     *
     * @param given its path below what was dropped
     * @param announced how long it is said to be; −1 where that is not said
     * @throws IllegalArgumentException if it is too large, has no good name, or is there already
     */
    public Standing add(String given, long announced, InputStream in) throws IOException {
        String name = SafeName.of(given);
        requireRoom(announced);
        Path path = reserve(name);
        boolean whole = false;
        try {
            copied(name, announced, in, path);
            whole = true;
            synchronized (this) {
                files.add(new Arrived(name, path));
                return new Standing(id, files.size(), bytes);
            }
        } finally {
            if (!whole) {
                forget(name, path);
            }
        }
    }

    private void requireRoom(long announced) throws IOException {
        if (announced > bounds.file()) {
            throw tooLarge();
        }
        long room = Files.getFileStore(folder).getUsableSpace();
        if (Math.max(0, announced) + bounds.reserve() > room) {
            throw new IllegalStateException(
                    "There are (%d) MiB left on the disk of the server, too little for this file. Maybe make room, or use a folder of the server."
                            .formatted(room >> 20));
        }
    }

    private IllegalArgumentException tooLarge() {
        return new IllegalArgumentException(
                "A file may have (%d) MiB and an upload (%d) MiB in all. Maybe use a folder of the server instead."
                        .formatted(bounds.file() >> 20, bounds.upload() >> 20));
    }

    private synchronized Path reserve(String name) {
        if (taken.size() >= bounds.files()) {
            throw new IllegalArgumentException(
                    "An upload may have (%d) files. Maybe send them as one zip, or use a folder of the server."
                            .formatted(bounds.files()));
        }
        String same = taken.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
        if (same != null) {
            throw new IllegalArgumentException(
                    "There is a file (%s) in this upload already.".formatted(SafeName.shown(same)));
        }
        return folder.resolve("%07d".formatted(number++));
    }

    private synchronized void forget(String name, Path path) throws IOException {
        taken.remove(name.toLowerCase(Locale.ROOT));
        Files.deleteIfExists(path);
    }

    private void copied(String name, long announced, InputStream in, Path path) throws IOException {
        long length = 0;
        long looked = 0;
        try (OutputStream out = Files.newOutputStream(path)) {
            byte[] block = new byte[BLOCK];
            for (int got = in.read(block); got >= 0; got = in.read(block)) {
                length += got;
                take(got);
                if (length > bounds.file()) {
                    throw tooLarge();
                }
                if (length - looked > LOOK) {
                    looked = length;
                    requireRoom(0);
                }
                out.write(block, 0, got);
            }
            if (announced >= 0 && length != announced) {
                throw new IllegalArgumentException("The file (%s) was announced with (%d) bytes, but (%d) arrived."
                        .formatted(SafeName.shown(name), announced, length));
            }
        } catch (IOException e) {
            take(-length);
            throw new IllegalArgumentException(
                    "The file (%s) did not arrive whole. Maybe send it again.".formatted(SafeName.shown(name)), e);
        } catch (RuntimeException e) {
            take(-length);
            throw e;
        }
    }

    /** Counts bytes that are on the disk now. */
    synchronized void take(long more) {
        bytes += more;
        if (more > 0 && bytes > bounds.upload()) {
            throw tooLarge();
        }
    }
}
