package dev.quarry.server.data;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What does not become an item, and why. The first few stay at hand, all of them go to a file. */
final class Skipped implements AutoCloseable {

    private static final int FIRST = 5;

    private final Path folder;
    private final String id = UUID.randomUUID().toString();
    private final List<Line> first = new ArrayList<>();
    private @Nullable PrintWriter writer;
    private int count;

    /**
     * One that was left out.
     *
     * @param where a file, or a file and a line
     * @param why one sentence
     */
    record Line(String where, String why) {}

    /** Whose list goes to a file in this folder. */
    Skipped(Path folder) {
        this.folder = folder;
    }

    /** One more. */
    void add(String where, String why) throws IOException {
        Line line = new Line(SafeName.shown(where), why);
        if (first.size() < FIRST) {
            first.add(line);
        }
        PrintWriter out = writer;
        if (out == null) {
            Files.createDirectories(folder);
            out = new PrintWriter(Files.newBufferedWriter(folder.resolve(id + ".csv"), StandardCharsets.UTF_8));
            out.println("where,why");
            writer = out;
        }
        out.println("%s,%s".formatted(cell(line.where), cell(line.why)));
        count++;
    }

    /** In quotes, and never a formula. */
    private static String cell(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return "\"" + safe.replace("\"", "\"\"").replace('\n', ' ') + "\"";
    }

    int count() {
        return count;
    }

    List<Line> first() {
        return List.copyOf(first);
    }

    /** By what name the list can be asked for; null where it is empty. */
    @Nullable
    String list() {
        return count == 0 ? null : id;
    }

    @Override
    public void close() {
        if (writer != null) {
            writer.close();
        }
    }
}
