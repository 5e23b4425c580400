package dev.quarry.lab;

import dev.quarry.lab.report.ConfigurationJson;
import dev.quarry.lab.result.CellResult;
import dev.quarry.lab.result.Configuration;
import dev.quarry.lab.result.Results;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A folder that keeps the cells of one configuration: {@code configuration.json}, and {@code cells.jsonl} with one
 * finished cell a line. A line reaches the disk before {@link #add} returns. A last line that was cut off in the middle
 * never counted; opening the folder removes it. One process works in a folder at a time.
 */
public final class RunFolder implements CellStore, AutoCloseable {

    /** What to do where the folder has a run already. */
    public enum Existing {
        /** Say so and stop. */
        REFUSE,
        /** Go on where it ended; its configuration must be the same. */
        RESUME,
        /** Throw it away. */
        REPLACE
    }

    private static final String CONFIGURATION = "configuration.json";
    private static final String CELLS = "cells.jsonl";
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private final Path file;
    private final FileChannel channel;
    private final List<CellResult> kept;

    private RunFolder(Path file, FileChannel channel, List<CellResult> kept) {
        this.file = file;
        this.channel = channel;
        this.kept = kept;
    }

    /**
     * Opens a folder for a configuration, making it if there is none.
     *
     * @throws IOException if it is in use, cannot be read, or holds what {@code existing} does not allow; the message
     *     names the first key in which the configurations differ
     */
    public static RunFolder open(Path folder, Configuration configuration, Existing existing) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(CELLS);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(folder, channel);
            Path stated = folder.resolve(CONFIGURATION);
            if (existing == Existing.REPLACE) {
                channel.truncate(0);
                Files.deleteIfExists(stated);
            }
            String text = Files.readString(file, StandardCharsets.UTF_8);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            if (existing == Existing.REFUSE && !whole.isEmpty()) {
                throw new IOException("The folder (%s) already holds a run. Maybe resume it, or choose another folder."
                        .formatted(folder));
            }
            if (!whole.isEmpty()) {
                ConfigurationCheck.same(folder, stated(stated), configuration);
            }
            write(stated, ConfigurationJson.of(configuration));
            channel.truncate(whole.getBytes(StandardCharsets.UTF_8).length);
            channel.position(channel.size());
            return new RunFolder(file, channel, parse(file, whole));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * What a folder holds by now, without opening it: somebody else may be writing. A last line that is not whole yet is
     * left out.
     *
     * @throws IOException if it has no configuration or cannot be read
     */
    public static Results read(Path folder) throws IOException {
        Configuration configuration = stated(folder.resolve(CONFIGURATION));
        Path file = folder.resolve(CELLS);
        String text = Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        return new Results(configuration, "", parse(file, whole));
    }

    private static void lock(Path folder, FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new IOException(
                    "The folder (%s) is in use. Maybe another Quarry is running in it.".formatted(folder));
        }
    }

    private static Configuration stated(Path stated) throws IOException {
        try {
            return ConfigurationJson.read(Files.readString(stated));
        } catch (JacksonException e) {
            throw new IOException(
                    "The file (%s) is not a configuration: %s. Maybe it was edited by hand."
                            .formatted(stated, e.getOriginalMessage()),
                    e);
        }
    }

    /** Whole or not at all: written beside and moved over. */
    private static void write(Path file, String text) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(beside, text);
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<CellResult> parse(Path file, String text) throws IOException {
        List<CellResult> cells = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            try {
                cells.add(JSON.readValue(lines.get(i), CellResult.class));
            } catch (JacksonException e) {
                throw new IOException(
                        "The file (%s) is broken in line (%d): %s. Maybe it was edited by hand."
                                .formatted(file, i + 1, e.getOriginalMessage()),
                        e);
            }
        }
        return cells;
    }

    @Override
    public synchronized List<CellResult> cells() {
        return List.copyOf(kept);
    }

    @Override
    public synchronized void add(CellResult cell) {
        ByteBuffer line = ByteBuffer.wrap((JSON.writeValueAsString(cell) + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The file (%s) cannot be written: %s. The last cell is not saved.".formatted(file, e.getMessage()),
                    e);
        }
        kept.add(cell);
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }
}
