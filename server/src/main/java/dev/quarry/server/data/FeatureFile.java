package dev.quarry.server.data;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Npy;
import dev.quarry.kernel.NpyWriter;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Features that came with data, for all items of a project: {@code NAME.npy}, float32 of shape [n, d] with row i for the
 * item of row i and NaN where an item has none, and {@code NAME.json}, which says what they are. It has as many rows as
 * the project had items when it was written last.
 */
public final class FeatureFile implements Closeable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int BLOCK = 4_096;

    private final Path folder;
    private final String name;
    private final int columns;
    private final List<String> names;
    private final Path spill;
    private final DataOutputStream out;
    private int count;

    /**
     * What stands beside the numbers.
     *
     * @param name of the features
     * @param columns how many numbers each
     * @param names of the columns; empty where they have none
     * @param rows how many items the file has a row for
     * @param covered how many of them have numbers
     */
    public record About(String name, int columns, List<String> names, int rows, int covered) {}

    private FeatureFile(Path folder, String name, int columns, List<String> names, Path spill, DataOutputStream out) {
        this.folder = folder;
        this.name = name;
        this.columns = columns;
        this.names = List.copyOf(names);
        this.spill = spill;
        this.out = out;
    }

    /**
     * Begins to write; earlier features of this name stay as they are until {@link #keep}, and get another name where
     * they are of another kind.
     *
     * @param names of the columns; empty for none
     */
    static FeatureFile begin(Path folder, String name, int columns, List<String> names) throws IOException {
        Files.createDirectories(folder);
        String safe = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+", "");
        safe = safe.isEmpty() ? "features" : safe.substring(0, Math.min(60, safe.length()));
        String free = safe;
        for (int k = 2; !fits(folder, free, columns, names); k++) {
            free = "%s-%d".formatted(safe, k);
        }
        Path spill = Files.createTempFile(folder, free, ".new");
        return new FeatureFile(
                folder,
                free,
                columns,
                names,
                spill,
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(spill), 1 << 16)));
    }

    private static boolean fits(Path folder, String name, int columns, List<String> names) throws IOException {
        Path about = folder.resolve(name + ".json");
        if (!Files.exists(about)) {
            return true;
        }
        About there = JSON.readValue(Files.readString(about), About.class);
        return there.columns == columns && there.names.equals(names);
    }

    /** The numbers of an item; false where they are too many or too few. */
    boolean add(int row, float[] vector) throws IOException {
        if (vector.length != columns) {
            return false;
        }
        out.writeInt(row);
        for (float value : vector) {
            out.writeFloat(value);
        }
        count++;
        return true;
    }

    /**
     * Makes what was added part of the features of a project.
     *
     * @param before how many items the project had
     * @param rows how many it has now
     */
    void keep(int before, int rows) throws IOException {
        out.close();
        if (count == 0) {
            Files.deleteIfExists(spill);
            return;
        }
        Path file = folder.resolve(name + ".npy");
        Path beside = folder.resolve(name + ".npy.new");
        int earlier = copied(file, beside, before, rows);
        put(beside, rows);
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(spill);
        About about = new About(name, columns, names, rows, Math.min(rows, earlier + count));
        Files.writeString(folder.resolve(name + ".json"), JSON.writeValueAsString(about));
    }

    /** Writes the rows that are known, and NaN for all others; returns how many are known. */
    private int copied(Path file, Path beside, int before, int rows) throws IOException {
        int known = 0;
        try (NpyWriter writer = NpyWriter.create(beside, rows, columns)) {
            int copied = 0;
            if (Files.exists(file)) {
                Matrix earlier = Npy.open(file).mapped();
                copied = Math.min(before, earlier.rows());
                for (int from = 0; from < copied; from += BLOCK) {
                    int to = Math.min(copied, from + BLOCK);
                    float[] block = new float[Math.multiplyExact(to - from, columns)];
                    earlier.copyRows(from, to, block);
                    for (int i = 0; i < to - from; i++) {
                        known += Float.isNaN(block[i * columns]) ? 0 : 1;
                    }
                    writer.append(FloatMatrix.wrap(block, to - from, columns));
                }
            }
            for (int from = copied; from < rows; from += BLOCK) {
                int some = Math.min(rows, from + BLOCK) - from;
                float[] block = new float[Math.multiplyExact(some, columns)];
                Arrays.fill(block, Float.NaN);
                writer.append(FloatMatrix.wrap(block, some, columns));
            }
        }
        return known;
    }

    /** Puts every row where it belongs; the numbers of the file are its last bytes. */
    private void put(Path beside, int rows) throws IOException {
        int width = Math.multiplyExact(columns, Float.BYTES);
        try (FileChannel to = FileChannel.open(beside, StandardOpenOption.WRITE);
                DataInputStream in =
                        new DataInputStream(new BufferedInputStream(Files.newInputStream(spill), 1 << 16))) {
            long start = to.size() - (long) rows * width;
            ByteBuffer bytes = ByteBuffer.allocate(width).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < count; i++) {
                long at = start + (long) in.readInt() * width;
                bytes.clear();
                for (int j = 0; j < columns; j++) {
                    bytes.putFloat(in.readFloat());
                }
                bytes.flip();
                while (bytes.hasRemaining()) {
                    at += to.write(bytes, at);
                }
            }
        }
    }

    /** All that a folder has. */
    static Map<String, About> all(Path folder) throws IOException {
        Map<String, About> all = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.newDirectoryStream(folder, "*.json")) {
                for (Path file : files) {
                    About about = JSON.readValue(Files.readString(file), About.class);
                    all.put(about.name, about);
                }
            }
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(spill);
    }
}
